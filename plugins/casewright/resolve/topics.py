"""What the claims of a case are about, and whether anybody but the body itself reports on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from casewright.model.case import Case, Claim

SELF, UNKNOWN = "self", "unknown"
"""Reporters who cannot vouch for anything but themselves: the body itself, and nobody knows who."""

INSIDE = frozenset({SELF, "partner"})
"""Reporters who have a part in what they report on."""

Topic = tuple[str, str, bool]
"""The indicator, the subject, and whether it is about others than the case."""


def topics(case: Case) -> Mapping[Topic, tuple[Claim, ...]]:
    """Return a case's claims by what they are about, in the order of the case.

    A subject in capitals or not is the same; the first spelling stays. What is about others stands apart.
    """
    found: dict[Topic, list[Claim]] = {}
    spelling: dict[Topic, Topic] = {}
    for claim in case.claims:
        subject = claim.subject or ""
        is_other = bool(claim.about_others)
        key = (claim.indicator, subject.casefold(), is_other)
        topic = spelling.setdefault(key, (claim.indicator, subject, is_other))
        found.setdefault(topic, []).append(claim)
    return {topic: tuple(claims) for topic, claims in found.items()}


class Standing(Enum):
    """Who reports on one thing, taken together. The value is its id on the site and in the data."""

    ONLY_SELF = "self-only"
    MIXED = "mixed"
    OTHERS = "others"
    UNKNOWN = "unknown"
    NOT_ABOUT_IT = "not-about-it"


def standing_of(claims: Iterable[Claim]) -> Standing:
    """Return who reports on a thing. An unknown reporter is nobody else: it may be the body itself.

    Figures about others tell nothing of who reports on the case, and have no part in it.
    """
    told = tuple(claims)
    reporters = {claim.reported_by for claim in told if not claim.about_others}
    if told and not reporters:
        return Standing.NOT_ABOUT_IT
    if reporters <= INSIDE:
        return Standing.ONLY_SELF
    if reporters & INSIDE and reporters - {*INSIDE, UNKNOWN}:
        return Standing.MIXED
    return Standing.UNKNOWN if UNKNOWN in reporters else Standing.OTHERS


def is_self_reported(claims: Iterable[Claim]) -> bool:
    """Return whether all claims come from the body itself or from a partner of it."""
    return standing_of(claims) is Standing.ONLY_SELF
