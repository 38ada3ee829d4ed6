"""What the claims of a case are about, and whether anybody but the body itself reports on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from casewright.model.case import Case, Claim

SELF, UNKNOWN = "self", "unknown"
"""Reporters who cannot vouch for anything but themselves: the body itself, and nobody knows who."""

INSIDE = frozenset({SELF, "partner"})
"""Reporters who have a part in what they report on."""

Topic = tuple[str, str]


def topics(case: Case) -> Mapping[Topic, tuple[Claim, ...]]:
    """Return a case's claims by (indicator, subject), both in the order of the case.

    A subject in capitals or not is the same; the first spelling stays.
    """
    found: dict[Topic, list[Claim]] = {}
    spelling: dict[Topic, Topic] = {}
    for claim in case.claims:
        subject = claim.subject or ""
        topic = spelling.setdefault((claim.indicator, subject.casefold()), (claim.indicator, subject))
        found.setdefault(topic, []).append(claim)
    return {topic: tuple(claims) for topic, claims in found.items()}


class Standing(Enum):
    """Who reports on one thing, taken together. The value is its id on the site and in the data."""

    ONLY_SELF = "self-only"
    MIXED = "mixed"
    OTHERS = "others"
    UNKNOWN = "unknown"


def standing_of(claims: Iterable[Claim]) -> Standing:
    """Return who reports on a thing. An unknown reporter is nobody else: it may be the body itself."""
    reporters = {claim.reported_by for claim in claims}
    if reporters <= INSIDE:
        return Standing.ONLY_SELF
    if reporters & INSIDE and reporters - {*INSIDE, UNKNOWN}:
        return Standing.MIXED
    return Standing.UNKNOWN if UNKNOWN in reporters else Standing.OTHERS


def is_self_reported(claims: Iterable[Claim]) -> bool:
    """Return whether all claims come from the body itself or from a partner of it."""
    return standing_of(claims) is Standing.ONLY_SELF
