"""Figures in words: when a figure holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Claim
from casewright.model.dates import parse_date
from casewright.read.library import read_library
from casewright.views.figures import date_words

LIBRARY, _ = read_library(starter_files())
CLAIM: Claim = LIBRARY.cases[0].claims[0]


@pytest.mark.parametrize(
    ("date", "once", "in_all"),
    [
        ("2012", "2012", "2012"),
        ("2012/2014", "2012 to 2014", "2012 to 2014"),
        ("2012/..", "undated, 2012 or later", "since 2012"),
        ("2012?/..", "undated, probably 2012 or later", "since probably 2012"),
        ("../2024-10", "undated, October 2024 or earlier", "until October 2024"),
    ],
)
def test_an_open_date_goes_on_only_where_the_figure_adds_up(date: str, once: str, in_all: str) -> None:
    parsed = parse_date(date)
    assert parsed
    assert date_words(replace(CLAIM, date=parsed, cumulative=False)) == once
    assert date_words(replace(CLAIM, date=parsed, cumulative=None)) == once
    assert date_words(replace(CLAIM, date=parsed, cumulative=True)) == in_all
