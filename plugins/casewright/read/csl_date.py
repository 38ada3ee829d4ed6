"""Dates of bibliography entries → dates of CSL-JSON.

BibLaTeX writes EDTF (ISO 8601-2): ``2012-07``, ``2012~``, ``2012-21`` (spring), ``2011/2018``, ``2015/`` or ``2015/..``
for what goes on; older files write ``year`` and ``month``, and people write ``ca. 2012`` or ``2011--2013``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any

MONTHS = tuple("january february march april may june july august september october november december".split())  # noqa: SIM905 - a table
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
UNDATED = frozenset({"n.d.", "nd", "n.d", "no date", "undated", "s.a.", "s. a.", "o. j.", "o.j."})
"""What says that a source has no date."""
STATES = {
    "forthcoming": "forthcoming", "in press": "in press", "inpress": "in press", "to appear": "forthcoming",
    "submitted": "submitted", "inpreparation": "in preparation", "in preparation": "in preparation",
    "prepublished": "advance online publication", "accepted": "in press", "under review": "submitted",
}  # fmt: skip
"""What is said of works that are not out yet."""

_POINT = re.compile(
    r"(?P<year>[+-]?[0-9]{4}|y?-?[0-9]{5,9})(?:-(?P<month>[0-9X]{1,2})(?:-(?P<day>[0-9X]{1,2}))?)?"
    r"(?:T[0-9:.+Zz-]{1,30})?(?P<mark>[~?%]?)"
)
_SOME_YEAR = re.compile(r"[1-9]([0-9]{2}X|[0-9]XX)")
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa|about|approx\.?|um)\s{0,3}(?=\d)|(?<=\d)\s?\?$", re.IGNORECASE)
_YEARS = re.compile(r"([0-9]{3,4})\s{0,3}(?:-{1,3}|–|—|/)\s{0,3}([0-9]{2,4}|present)?")
_WORDS = re.compile(
    r"(?:(?P<day>[0-9]{1,2})\.?\s{1,3})?(?P<word>[a-z]{3,9})\.?\s{1,3}(?:(?P<day2>[0-9]{1,2}),?\s{1,3})?"
    r"(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_MONTH_AND_DAY = re.compile(r"([A-Za-z]{3,9}|[0-9]{1,2})\.?(?:[\s~]{1,3}([0-9]{1,2})(?![0-9]))?.*", re.DOTALL)
_LAST_MONTH, _FIRST_SEASON, _LAST_SEASON = 12, 21, 24

Date = Mapping[str, Any]


def read_date(text: str) -> Date | None:
    """Return the date that a text stands for, or None where it stands for none.

    Some year of a decade or a century (``199X``) is a guess between its first and its last.
    """
    text = text.strip()
    if _SOME_YEAR.fullmatch(text):
        years = [[int(text.replace("X", digit))] for digit in "09"]
        return {"date-parts": years, "circa": True}
    if text.endswith(("/..", "/open", "/")) and len(text) > 1:
        start = _point(text[: text.rindex("/")])
        return _joined(start, ((0,), {})) if start else None
    start_text, slash, end_text = text.partition("/")
    if not slash:
        point = _point(text)
        return _joined(point) if point else None
    end = _point(end_text)
    if start_text in ("", "..", "open", "unknown"):
        return _joined(end) if end else None
    start = _point(start_text)
    return _joined(start, end) if start and end and start[0] <= end[0] else None


def read_year(year: str, month: str = "", day: str = "", *, is_date: bool = False) -> Date | None:
    """Return the date in the fields of older files; ``year`` can be a span, a guess or words.

    Where ``is_date``, it is no year but a date that could not be read, so ``2012-13`` is no span.
    """
    if is_date and _POINT.fullmatch(year):
        return None
    text = re.sub(r"[\[\]{}]", "", year).strip()
    bare, guesses = _CIRCA.subn("", text)
    circa = {"circa": True} if guesses else {}
    if found := _YEARS.fullmatch(bare):
        first, last = found[1], found[2] or ""
        last = first[: len(first) - len(last)] + last if last.isdigit() and len(last) < len(first) else last
        if last.isdigit():
            return {"date-parts": [[int(first)], [int(last)]], **circa} if int(first) <= int(last) else None
        return {"date-parts": [[int(first)], [0]], **circa}
    date = read_date(bare) or _in_words(bare)
    if date is None or len(date["date-parts"]) > 1 or len(date["date-parts"][0]) > 1 or "season" in date:
        return {**date, **circa} if date else None
    return {**date, **circa, **_month(date["date-parts"][0], month, day)}


def _month(year: list[int], month: str, day: str) -> Date:
    found = _MONTH_AND_DAY.fullmatch(month.strip())
    if found is None:
        return {}
    word = found[1].lower()
    if word in SEASONS:
        return {"season": SEASONS[word]}
    number = int(word) if word.isdigit() else month_number(word)
    if not 1 <= number <= _LAST_MONTH:
        return {}
    the_day = day.strip() or found[2] or ""
    is_day = the_day.isdigit() and len(the_day) <= len("31") and 1 <= int(the_day) <= _days(year[0], number)
    return {"date-parts": [[*year, number, int(the_day)] if is_day else [*year, number]]}


def month_number(word: str) -> int:
    """Return the number of an English month by its name or its first letters, else 0."""
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower())), 0)


def _in_words(text: str) -> Date | None:
    found = _WORDS.fullmatch(text)
    if found is None:
        return None
    if season := SEASONS.get(found["word"].lower()):
        return {"date-parts": [[int(found["year"])]], "season": season}
    number = month_number(found["word"])
    return _month([int(found["year"])], str(number), found["day"] or found["day2"] or "") or None if number else None


def _point(text: str) -> tuple[tuple[int, ...], dict[str, Any]] | None:
    """Return year, month and day as far as they are known, and what else is said of them; None where it is no date."""
    found = _POINT.fullmatch(text.strip())
    if found is None:
        return None
    extra: dict[str, Any] = {"circa": True} if found["mark"] else {}
    year_text = found["year"].removeprefix("y")
    year = int(year_text)
    if year <= 0:  # the year before the first of our era is 0 here and -1 in CSL
        year -= 1
    month = int(found["month"]) if (found["month"] or "X").isdigit() else 0
    day = int(found["day"]) if (found["day"] or "X").isdigit() else 0
    if _FIRST_SEASON <= month <= _LAST_SEASON and not found["day"]:
        return (year,), {**extra, "season": month - _FIRST_SEASON + 1}
    if month > _LAST_MONTH or (found["month"] and found["month"].isdigit() and not month):
        return None
    if day and (not month or day > _days(year, month)):
        return None
    return tuple(part for part in (year, month, day) if part), extra


def _days(year: int, month: int) -> int:
    return monthrange(year if 0 < year <= 9999 else 2000, month)[1]  # noqa: PLR2004 - what the calendar knows


def _joined(
    start: tuple[tuple[int, ...], dict[str, Any]], end: tuple[tuple[int, ...], dict[str, Any]] | None = None
) -> Date:
    if end is None:
        return {"date-parts": [list(start[0])], **start[1]}
    both = {**end[1], **start[1]}
    both.pop("season", None)
    return {"date-parts": [list(start[0]), list(end[0])], **both}
