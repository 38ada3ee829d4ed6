"""The day of an edition, and when a status is old on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from mkdocs.exceptions import PluginError

from casewright.edges.casewright_config import edition_day
from casewright.edges.starter import starter_files
from casewright.model.dates import Date
from casewright.read.library import read_library
from casewright.resolve.edition import is_stale, newest_day
from casewright.resolve.linked import resolve
from casewright.views.site import build_site
from casewright.views.terms import Terms
from casewright.views.verified import verified_view

LIBRARY, _ = read_library(starter_files())
CASE = LIBRARY.cases[0]


def on(text: str) -> Date:
    day = date.fromisoformat(text)
    return Date(text, day, day)


@pytest.mark.parametrize(
    ("verified", "day", "expected"),
    [
        ("2024-11-23", "2026-11-23", False),
        ("2024-11-23", "2026-11-24", True),
        ("2024-02-29", "2026-02-28", False),
        ("2024-02-29", "2026-03-01", True),
        ("2026-11-24", "2026-11-23", False),
        ("2022-12-31", "2026-01-01", True),
        ("9999-12-31", "2026-01-01", False),
    ],
)
def test_a_status_is_old_after_24_months(verified: str, day: str, *, expected: bool) -> None:
    case = replace(CASE, last_verified=on(verified))
    assert is_stale(case, date.fromisoformat(day)) is expected
    assert bool(verified_view(case, date.fromisoformat(day), Terms({})).warning) is expected


def test_without_a_day_nothing_is_old() -> None:
    assert not is_stale(replace(CASE, last_verified=on("1990-01-01")), None)


def test_the_day_is_the_newest_in_the_records() -> None:
    (lesson,) = LIBRARY.lessons
    newer = replace(lesson, revised=on("2031-05-01"))
    verified = replace(CASE, last_verified=on("2032-06-01"))
    assert newest_day(replace(LIBRARY, cases=(), lessons=(newer,), modules=())) == date(2031, 5, 1)
    assert newest_day(replace(LIBRARY, cases=(verified,), lessons=(newer,), modules=())) == date(2032, 6, 1)
    assert newest_day(replace(LIBRARY, cases=(), lessons=(), modules=())) is None


@pytest.mark.parametrize(("day", "expected"), [(None, False), (date(2010, 1, 1), False), (date(2090, 1, 1), True)])
def test_a_named_day_goes_before_the_newest(day: date | None, *, expected: bool) -> None:
    site = build_site(resolve(LIBRARY)[0], day=day)
    (page,) = [item for item in site.pages if item.address == f"cases/{CASE.id}/"]
    assert bool(page.shown().verified.warning) is expected


def test_the_builder_names_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert edition_day() is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    assert edition_day() == date(2026, 11, 23)


@pytest.mark.parametrize("named", ["yesterday", "1e9", "9" * 40])
def test_a_day_that_is_no_number_is_refused(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", named)
    with pytest.raises(PluginError, match="SOURCE_DATE_EPOCH"):
        edition_day()
