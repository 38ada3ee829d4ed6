"""A date in another form → the same date as records write it, where it can mean only one day."""

from __future__ import annotations

import re
from collections.abc import Callable

from casewright.mend.edits import Edit, replacement
from casewright.model.dates import parse_date
from casewright.model.library import Library
from casewright.problems import Problem
from casewright.read.text import SourceText

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - a table
_NAMED = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTHS_IN_YEAR = 12
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})\Z")
_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})\Z")
_DAY_NAME = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]{3,9})\.?,? (\d{4})\Z")
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})\Z")
_ABOUT = re.compile(r"(?:about|around|ca?\.|circa) ?(\d{4})\Z", re.IGNORECASE)
_VALUE = re.compile(r"(['\"]?)([^#\n'\"]{1,60}?)\1 *(?:[,}\]].*|#.*)?\Z")


def mended_date(problem: Problem, source: SourceText, _library: Library) -> Edit | None:
    """Return the edit for a date that cannot be read."""
    start = source.offset(problem.where)
    line = source.text[start:].partition("\n")[0]
    found = _VALUE.match(line)
    meant = certain_date(found[2]) if found else None
    return replacement(source, problem.where, found[2], meant) if found and meant else None


def certain_date(written: str) -> str | None:
    """Return the date that is written in another form, or None where it is none or may be another as well.

    ``04/05/2012`` is April in one country and May in another, and so neither.
    """
    meant = _meant(written.strip())
    return meant if meant and meant != written and parse_date(meant) else None


def _meant(text: str) -> str | None:
    for form, read in _FORMS:
        if found := form.match(text):
            return read(found)
    return None


def _year_last(found: re.Match[str]) -> str | None:
    first, second = int(found[1]), int(found[2])
    if first > _MONTHS_IN_YEAR >= second:
        return _joined(found[3], second, found[1])
    return _joined(found[3], first, found[2]) if second > _MONTHS_IN_YEAR >= first else None


def _named(year: str, month: str, day: str | None) -> str | None:
    name = month.lower()
    if name in _NAMED:
        return _joined(year, _NAMED.index(name) + 1, day)
    return _joined(year, _MONTHS.index(name) + 1, day) if name in _MONTHS else None


def _joined(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_YEARS, lambda found: f"{found[1]}/{found[2]}"),
    (_ABOUT, lambda found: f"{found[1]}~"),
    (_YEAR_FIRST, lambda found: _joined(found[1], int(found[2]), found[3])),
    (_YEAR_LAST, _year_last),
    (_DAY_NAME, lambda found: _named(found[3], found[2], found[1])),
    (_NAME_DAY, lambda found: _named(found[3], found[1], found[2])),
)
