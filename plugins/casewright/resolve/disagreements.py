"""Figures about the same thing that do not agree.

Two claims of a case are about the same thing when indicator, subject and unit agree. They disagree when

- they can refer to the same time and their values differ (``different``), or
- both add up over time, the later is lower than the earlier, and neither is uncertain which came first (``falls``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from casewright.model.case import Case, Claim


class Conflict(Enum):
    """Why two figures cannot both stand unexplained."""

    DIFFERENT = "different"
    FALLS = "falls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two claims, in the order of the case, and why they disagree."""

    first: Claim
    second: Claim
    conflict: Conflict


def disagreements(case: Case) -> Iterator[Disagreement]:
    """Yield every pair of a case's claims that disagree, in the order of the claims."""
    for first, second in combinations(case.claims, 2):
        if _topic(first) != _topic(second):
            continue
        conflict = _conflict(first, second)
        if conflict:
            yield Disagreement(first=first, second=second, conflict=conflict)


def _topic(claim: Claim) -> tuple[str, str, str]:
    return (claim.indicator, (claim.subject or "").casefold(), claim.unit)


def _conflict(first: Claim, second: Claim) -> Conflict | None:
    if first.date.overlaps(second.date):
        return Conflict.DIFFERENT if first.value != second.value else None
    if not (first.cumulative and second.cumulative):
        return None
    earlier, later = sorted((first, second), key=lambda claim: claim.date.last)
    return Conflict.FALLS if later.value < earlier.value else None
