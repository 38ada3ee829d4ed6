"""Figures about the same thing that do not agree, and counts of which nobody says how they were made.

Two claims of a case are about the same thing when indicator, subject and unit agree, and both tell what was, or both
a forecast, or both a target: what was hoped for does not disagree with what came. Each stands for a range of values:
the figure itself where nothing is said, or "exactly"; "about", within a twentieth of it either way; "nearly", less by
up to a tenth; "over" and "at least", the figure or more; "at most", the figure or less. (How far "about" and "nearly"
reach is a convention of the casebook.) Claims whose ranges have a value in common do not disagree. Those whose ranges
cannot meet

- differ (``different``) where they can refer to the same time,
- may have changed (``may-have-changed``) where their dates overlap and one of them is loose: it has an open end or
  spans more than a year, and the other is not the same period.

Totals that add up over time are compared otherwise. A single date is the day up to which a total counts, from the
beginning; a period says both. Two totals of the same time are compared like other figures. Where the time of one lies
within the time of the other, the longer one cannot be lower (``falls``), and may well be higher; totals of times that
only overlap, or are apart, say nothing about each other.

A count that is given as a result, so that it has a level of evidence, needs the way in which it was counted
(``uncounted``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import combinations, permutations

from casewright.model.case import Case, Claim
from casewright.model.dates import Date
from casewright.model.vocabulary import Vocabulary
from casewright.resolve.topics import topics
from casewright.resolve.units import measure_of

NOT_AN_EFFECT = "not-an-effect"


class Conflict(Enum):
    """Why figures cannot stand unexplained."""

    DIFFERENT = "different"
    MAY_HAVE_CHANGED = "may-have-changed"
    FALLS = "falls"
    UNCOUNTED = "uncounted"

    @property
    def is_between_two(self) -> bool:
        """Return whether two figures contradict each other, and not one of them a rule."""
        return self is not Conflict.UNCOUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Claims in the order of the case, and what is wrong with them: two that disagree, or counts without a method."""

    claims: tuple[Claim, ...]
    conflict: Conflict


Range = tuple[Decimal, Decimal]

_ENDLESS = Decimal("Infinity")
_RANGES: Mapping[str, Callable[[Decimal], Range]] = {
    "exactly": lambda value: (value, value),
    "about": lambda value: (value - abs(value) / 20, value + abs(value) / 20),
    "nearly": lambda value: (value - abs(value) / 10, value),
    "over": lambda value: (value, _ENDLESS),
    "at-least": lambda value: (value, _ENDLESS),
    "at-most": lambda value: (-_ENDLESS, value),
}


def disagreements(case: Case, units: Vocabulary | None = None) -> Iterator[Disagreement]:
    """Yield every pair of a case's claims that disagree, then counts without a method, in the order of the claims."""
    for first, second in combinations(case.claims, 2):
        if _topic(first) != _topic(second):
            continue
        conflict = _conflict(first, second)
        if conflict:
            yield Disagreement(claims=(first, second), conflict=conflict)
    for claims in topics(case).values():
        uncounted = tuple(claim for claim in claims if _is_uncounted(claim, units))
        if uncounted:
            yield Disagreement(claims=uncounted, conflict=Conflict.UNCOUNTED)


def values(claim: Claim) -> Range:
    """Return the lowest and the highest value that a claim can mean; a qualifier of one's own counts as "about"."""
    return _RANGES.get(claim.qualifier or "exactly", _RANGES["about"])(claim.value)


def _topic(claim: Claim) -> tuple[str, str, str, str, bool]:
    return (
        claim.indicator,
        (claim.subject or "").casefold(),
        claim.unit,
        claim.projection or "",
        bool(claim.about_others),
    )


def _conflict(first: Claim, second: Claim) -> Conflict | None:
    (low, high), (other_low, other_high) = values(first), values(second)
    if low <= other_high and other_low <= high:
        return None
    if first.cumulative and second.cumulative and date.max not in (first.date.last, second.date.last):
        return _conflict_of_totals(first, second)
    if not first.date.overlaps(second.date):
        return None
    return Conflict.DIFFERENT if _is_one_time(first.date, second.date) else Conflict.MAY_HAVE_CHANGED


def _conflict_of_totals(first: Claim, second: Claim) -> Conflict | None:
    """Return why two totals whose ranges cannot meet do not go together; the ends of both are known."""
    starts, ends = (_start(first.date), _start(second.date)), (_end(first.date), _end(second.date))
    is_one_end = ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]
    if is_one_end and starts[0] == starts[1]:
        return Conflict.DIFFERENT if _is_one_time(first.date, second.date) else Conflict.MAY_HAVE_CHANGED
    for longer, shorter in permutations((first, second)):
        is_within = _start(longer.date) <= _start(shorter.date) and _end(longer.date)[0] >= _end(shorter.date)[1]
        if is_within:
            return Conflict.FALLS if values(longer)[1] < values(shorter)[0] else None
    return None


def _start(moment: Date) -> date:
    """Return the first day that a total counts; one "as of" a date counts from the beginning."""
    return moment.first if moment.is_period else date.min


def _end(moment: Date) -> tuple[date, date]:
    """Return the first and the last day that a total can end on."""
    return (moment.last if moment.is_period else moment.first, moment.last)


def _is_one_time(first: Date, second: Date) -> bool:
    """Return whether dates that overlap leave no doubt that they can be the same time."""
    is_same_period = first.text == second.text and not first.is_open
    return is_same_period or not (first.is_loose or second.is_loose)


def _is_uncounted(claim: Claim, units: Vocabulary | None) -> bool:
    measure = measure_of(units, claim.unit)
    return bool(measure and measure.is_count and claim.evidence != NOT_AN_EFFECT and not claim.method)
