"""What the page that narrows cases down loads when it is asked for it, in files that stay small with many cases.

A column says something of every case, in the order of their numbers. Its whole numbers are written with 64 digits, all
with the same count of them, so that they need no sign between them. Where a case can have several or none, there are
spaces between cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from casewright.model.case import Case
from casewright.model.dates import Date
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import EXPLORE
from casewright.views.explore import ExploreView, Facet
from casewright.views.lists import case_card, ordered_cases
from casewright.views.terms import Terms

CARDS_IN_FILE = 5
"""A selection is scattered over all cases: with few in a file, little is loaded that is not shown."""

_DIGITS = f"{digits}{ascii_lowercase}{ascii_uppercase}-_"
_BASE = len(_DIGITS)
_UNKNOWN = "."
"""A digit of a number that is not known."""
_YEAR, _DAY = 2, 4
"""Digits of a year, and of a day counted from the first of January of the year 1."""


def explore_files(view: ExploreView, linked: LinkedLibrary) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of every file: a column for each facet, columns to sort by, cards, ids."""
    cases, terms = ordered_cases(linked), Terms(linked.library.vocabularies)
    for facet in view.facets:
        yield f"{EXPLORE}data/{facet.id}.json", _json(column(facet, len(cases)))
    began, last = ("".join(_year(case.status[index].date) for case in cases) for index in (0, -1))
    yield f"{EXPLORE}data/years.json", _json({"began": began, "last": last})
    changed = "".join(_number(case.last_change.last.toordinal(), _DAY) for case in cases)
    yield f"{EXPLORE}data/changed.json", _json({"changed": changed})
    yield f"{EXPLORE}data/ids.json", _json([case.id for case in cases])
    for start in range(0, len(cases), CARDS_IN_FILE):
        cards = [_card(case, terms) for case in cases[start : start + CARDS_IN_FILE]]
        yield f"{EXPLORE}data/cards/{start // CARDS_IN_FILE}.json", _json(cards)


def column(facet: Facet, cases: int) -> dict[str, Any]:
    """Return the choices of a facet, and for each case which of them it carries, by their place in the list."""
    width = 1 if len(facet.choices) <= _BASE else 2
    carried: list[list[str]] = [[] for _ in range(cases)]
    for index, choice in enumerate(facet.choices):
        for number in choice.numbers:
            carried[number].append(_number(index, width))
    terms = [[choice.term.id, choice.term.label, len(choice.numbers)] for choice in facet.choices]
    has_one_each = all(len(items) == 1 for items in carried)
    cases_of = ("" if has_one_each else " ").join(map("".join, carried))
    return {"terms": terms, "width": width, "parted": not has_one_each, "cases": cases_of}


def _card(case: Case, terms: Terms) -> dict[str, Any]:
    card = case_card(case, terms)
    return {
        "address": card.link.address,
        "title": card.link.title,
        "place": card.place,
        "since": card.since,
        "status": card.status.label,
        "date": card.status_date,
        "summary": card.summary,
        "lead": [card.lead.label, card.lead.address],
        **({"thin": card.sourcing.label} if card.is_thin else {}),
    }


def _year(day: Date) -> str:
    """Return the first year that a date can mean, or the last where it is open before."""
    known = day.last if day.first == date.min else day.first
    return _UNKNOWN * _YEAR if known == date.max else _number(known.year, _YEAR)


def _number(value: int, width: int) -> str:
    """Return a whole number in the digits of columns."""
    written = ""
    for _ in range(width):
        value, digit = divmod(value, _BASE)
        written = _DIGITS[digit] + written
    return written


def _json(values: Any) -> str:  # noqa: ANN401 - nested plain values
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
