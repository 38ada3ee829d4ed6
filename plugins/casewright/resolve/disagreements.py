"""Figures about the same thing that do not agree.

Two claims of a case are about the same thing when indicator, subject and unit agree. Each stands for a range of values:
the figure itself where nothing is said, or "exactly"; "about", within a twentieth of it either way; "nearly", less by
up to a tenth; "over" and "at least", the figure or more; "at most", the figure or less. (How far "about" and "nearly"
reach is a convention of the casebook.) Claims whose ranges have a value in common do not disagree. Those whose ranges
cannot meet

- differ (``different``) where they can refer to the same time,
- may have changed (``may-have-changed``) where their dates overlap and one of them is loose: it has an open end or
  spans more than a year, and the other is not the same period,
- fall (``falls``) where their dates are apart, both add up over time, and the later is the lower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import combinations

from casewright.model.case import Case, Claim
from casewright.model.dates import Date


class Conflict(Enum):
    """Why two figures cannot both stand unexplained."""

    DIFFERENT = "different"
    MAY_HAVE_CHANGED = "may-have-changed"
    FALLS = "falls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two claims, in the order of the case, and why they disagree."""

    first: Claim
    second: Claim
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


def disagreements(case: Case) -> Iterator[Disagreement]:
    """Yield every pair of a case's claims that disagree, in the order of the claims."""
    for first, second in combinations(case.claims, 2):
        if _topic(first) != _topic(second):
            continue
        conflict = _conflict(first, second)
        if conflict:
            yield Disagreement(first=first, second=second, conflict=conflict)


def values(claim: Claim) -> Range:
    """Return the lowest and the highest value that a claim can mean; a qualifier of one's own counts as "about"."""
    return _RANGES.get(claim.qualifier or "exactly", _RANGES["about"])(claim.value)


def _topic(claim: Claim) -> tuple[str, str, str]:
    return (claim.indicator, (claim.subject or "").casefold(), claim.unit)


def _conflict(first: Claim, second: Claim) -> Conflict | None:
    (low, high), (other_low, other_high) = values(first), values(second)
    if low <= other_high and other_low <= high:
        return None
    if first.date.overlaps(second.date):
        return Conflict.DIFFERENT if _is_one_time(first.date, second.date) else Conflict.MAY_HAVE_CHANGED
    if not (first.cumulative and second.cumulative):
        return None
    earlier, later = sorted((first, second), key=lambda claim: claim.date.last)
    return Conflict.FALLS if later.value < earlier.value else None


def _is_one_time(first: Date, second: Date) -> bool:
    """Return whether dates that overlap leave no doubt that they can be the same time."""
    is_same_period = first.text == second.text and not first.is_open
    return is_same_period or not (first.is_loose or second.is_loose)
