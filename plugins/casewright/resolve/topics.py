"""What the claims of a case are about, and whether anybody but the body itself reports on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewright.model.case import Case, Claim

SELF = "self"
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


def is_self_reported(claims: Iterable[Claim]) -> bool:
    """Return whether all claims come from the body itself."""
    return all(claim.reported_by == SELF for claim in claims)
