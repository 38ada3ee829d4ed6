"""Dates that may be uncertain: the Extended Date/Time Format (EDTF, ISO 8601-2:2019), levels 0 and 1."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - a table
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_YEAR = 366
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?[~?%]?\Z")
_OTHER = re.compile(r"(?:[0-9]{4}-2[1-4]|[0-9]{3}X)\Z")


@dataclass(frozen=True, slots=True)
class Date:
    """A moment or period as written, and the first and last day it can mean."""

    text: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Return whether the date is one certain day."""
        return self.first == self.last and self.text == self.first.isoformat()

    @property
    def is_period(self) -> bool:
        """Return whether the date is a period with a start and an end, either of which may be open."""
        return "/" in self.text

    @property
    def is_uncertain(self) -> bool:
        """Return whether the date is not sure: about, probably, some year of a decade, or open at an end."""
        return self.is_open or any(mark in self.text for mark in "~?%X")

    @property
    def is_open(self) -> bool:
        """Return whether the date has an open end."""
        return self.first == date.min or self.last == date.max

    @property
    def is_loose(self) -> bool:
        """Return whether the date has an open end or spans more than a year."""
        return self.is_open or (self.last - self.first).days > _YEAR

    def overlaps(self, other: Date) -> bool:
        """Return whether the two can mean a common day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def words(self) -> str:
        """Return the date as a reader says it: ``about 2012``, ``July 2012``, ``2011 to 2018``."""
        return _words(self.text)

    @property
    def moment_words(self) -> str:
        """Return the date of what did not go on, as a reader says it: an open end leaves open when it was."""
        start, _, end = self.text.partition("/")
        if end == "..":
            return f"undated, {_words(start)} or later"
        return f"undated, {_words(end)} or earlier" if start == ".." else self.words

    @property
    def ahead_words(self) -> str:
        """Return the date of what was forecast or aimed at: an open end goes on from its beginning."""
        start, _, end = self.text.partition("/")
        return f"from {_words(start)} on" if end == ".." else self.moment_words

    @property
    def named_words(self) -> str:
        """Return the date of what was forecast or aimed at, where only that is known: when it was named."""
        start, _, end = self.text.partition("/")
        named = f"{_words(end)} or earlier" if start == ".." else self.words
        return f"named {named}, due date not known"

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date | None:
    """Return the date that ``text`` stands for, or None where it is not EDTF or not a real date.

    Accepts years, months and days, each with ``~`` (about), ``?`` (uncertain) or ``%`` (both), seasons (``2012-21`` is
    spring), decades (``201X``), and periods ``a/b``, where ``..`` stands for an open end.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _single(text)
    first = date.min if start == ".." else _first(start)
    last = date.max if end == ".." else _last(end)
    if first is None or last is None or first > last or (start == end == ".."):
        return None
    return Date(text, first, last)


def _single(text: str) -> Date | None:
    first, last = _first(text), _last(text)
    return Date(text, first, last) if first and last else None


def _first(text: str) -> date | None:
    plain = _PLAIN.match(text)
    if plain:
        return _day([int(part or 1) for part in plain.groups()])
    parsed = _parse(text)
    return None if parsed is None else _day(parsed.lower_strict())


def _last(text: str) -> date | None:
    plain = _PLAIN.match(text)
    if plain:
        year, month = int(plain[1]), int(plain[2] or 12)  # no date begins in the year 0, so none ends there
        return _day((year, month, int(plain[3] or (monthrange(year, month)[1] if year else 1))))
    parsed = _parse(text)
    return None if parsed is None else _day(parsed.upper_strict())


def _parse(text: str) -> Any:  # noqa: ANN401 - the library is untyped
    """Return what the library makes of a date; to load its grammar takes long, so the plain forms do without."""
    if not _OTHER.match(text):
        return None
    from edtf import parse_edtf  # noqa: PLC0415 - as above
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        return parse_edtf(text)
    except EDTFParseException:
        return None


def _day(moment: Any) -> date | None:  # noqa: ANN401 - a struct_time
    try:
        return date(moment[0], moment[1], moment[2])
    except ValueError:
        return None


def _words(text: str) -> str:  # noqa: PLR0911 - one line for each form
    start, slash, end = text.partition("/")
    if slash:
        if end == "..":
            return f"since {_words(start)}"
        return f"until {_words(end)}" if start == ".." else f"{_words(start)} to {_words(end)}"
    mark = text[-1]
    if mark in "~?%":
        says = {"~": "about {}", "?": "probably {}", "%": "probably about {}"}[mark]
        return says.format(_words(text[:-1]))
    if text.endswith("X"):
        return f"the {text[:-1]}0s"
    year, *rest = text.split("-")
    if not rest:
        return year
    if rest[0] in _SEASONS:
        return f"{_SEASONS[rest[0]]} {year}"
    month = _MONTHS[int(rest[0]) - 1]
    return " ".join([*(str(int(day)) for day in rest[1:]), month, year])
