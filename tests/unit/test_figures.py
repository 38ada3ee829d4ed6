"""Figures in words: when a figure holds, and the currency and year of money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Baseline, Claim
from casewright.model.dates import parse_date
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.views.figures import baseline_words, claim_words, date_words, money_words, number_words
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CLAIM: Claim = LIBRARY.cases[0].claims[0]
TERMS = Terms(LIBRARY.vocabularies)


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


@pytest.mark.parametrize(
    ("date", "when", "money"),
    [
        ("2016/..", "from 2016 on", "USD, from 2016"),
        ("2016-04/..", "from April 2016 on", "USD, from 2016"),
        ("../2016", "undated, 2016 or earlier", "USD, year not known"),
        ("2016/2020", "2016 to 2020", "USD, 2016 to 2020"),
    ],
)
def test_what_was_forecast_from_a_year_on_is_dated(date: str, when: str, money: str) -> None:
    parsed = parse_date(date)
    assert parsed
    claim = replace(CLAIM, date=parsed, unit=TermId("usd"), projection=TermId("forecast"))
    assert date_words(claim) == when
    assert money_words(claim, TERMS) == money


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("999999", "999,999"),
        ("1500000", "1.5 million"),
        ("1200000000", "1.2 billion"),
        ("1250000000", "1.25 billion"),
        ("1234000000", "1,234 million"),
        ("-2400000000", "-2.4 billion"),
    ],
)
def test_large_numbers_are_in_millions_and_billions(value: str, words: str) -> None:
    assert number_words(Decimal(value)) == words


@pytest.mark.parametrize(
    ("unit", "date", "cumulative", "expected"),
    [
        ("usd", "2013", None, "USD, 2013"),
        ("usd", "2013-11", None, "USD, 2013"),
        ("gbp", "2011/2018", True, "GBP, 2011 to 2018"),
        ("aud-per-year", "2013", None, ""),  # no unit of the vocabulary
        ("cad-per-year", "2013~", None, "CAD, about 2013"),
        ("usd", "2013?", None, "USD, probably 2013"),
        ("usd", "2013%", None, "USD, probably about 2013"),
        ("usd", "201X", None, "USD, 2010 to 2019"),
        ("usd", "2012/..", None, "USD, year not known"),
        ("usd", "2012/..", True, "USD, since 2012"),
        ("usd", "../2024-10", False, "USD, year not known"),
        ("usd", "../2024-10", True, "USD, until 2024"),
        ("dollar-unstated", "2019", None, "currency not known, 2019"),
        ("minute", "2013", None, ""),
        ("count", "2013", None, ""),
    ],
)
def test_money_has_a_currency_and_a_year(unit: str, date: str, expected: str, *, cumulative: bool | None) -> None:
    parsed = parse_date(date)
    assert parsed
    claim = replace(CLAIM, unit=TermId(unit), date=parsed, cumulative=cumulative)
    assert money_words(claim, TERMS) == expected


def test_money_is_not_converted() -> None:
    claim = replace(CLAIM, value=Decimal(1500000), unit=TermId("gbp"))
    assert claim_words(claim, TERMS) == "1.5 million pounds sterling"


@pytest.mark.parametrize(
    ("unit", "date", "expected"),
    [
        ("usd", "", "30 US dollars (year not known)"),
        ("usd", "2011", "30 US dollars (2011)"),
        ("usd", "2011/..", "30 US dollars (undated, 2011 or later)"),
        ("minute", "", "30 minutes"),
        ("minute", "2011", "30 minutes (2011)"),
    ],
)
def test_the_money_before_has_a_year_too(unit: str, date: str, expected: str) -> None:
    before = Baseline(value=Decimal(30), unit=TermId(unit), date=parse_date(date) if date else None)
    assert baseline_words(replace(CLAIM, baseline=before), TERMS) == expected


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("../2017-03", "named March 2017 or earlier, due date not known"),
        ("2019", "named 2019, due date not known"),
        ("2019-05-07", "named 7 May 2019, due date not known"),
    ],
)
def test_a_target_of_which_only_the_naming_is_dated_does_not_read_as_due_then(date: str, when: str) -> None:
    parsed = parse_date(date)
    assert parsed
    claim = replace(CLAIM, date=parsed, unit=TermId("usd"), projection=TermId("target"), due_not_known=True)
    assert date_words(claim) == when
    assert money_words(claim, TERMS) == "USD, year not known"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("2.2", "usd-per-call", "2.20 US dollars a call"),
        ("2.25", "usd", "2.25 US dollars"),
        ("2.125", "usd", "2.125 US dollars"),
        ("3", "usd", "3 US dollars"),
        ("2.2", "minute", "2.2 minutes"),
    ],
)
def test_small_change_has_two_places(value: str, unit: str, words: str) -> None:
    claim = replace(CLAIM, value=Decimal(value), unit=TermId(unit), qualifier=None)
    assert claim_words(claim, TERMS) == words
