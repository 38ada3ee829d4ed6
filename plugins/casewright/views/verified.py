"""When somebody last looked for a later state of a case, and whether that is too long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casewright.model.case import Case
from casewright.model.dates import parse_date
from casewright.resolve.edition import MONTHS, is_stale
from casewright.views.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedView:
    """The day of the last look in words, and a warning where it is long ago."""

    day: str
    warning: str = ""


def verified_view(case: Case, day: date | None, terms: Terms) -> VerifiedView:
    """Return when a case was last verified, seen from the day of the edition."""
    if day is None or not is_stale(case, day):
        return VerifiedView(day=case.last_verified.words)
    edition = parse_date(day.isoformat())
    words = edition.words if edition else day.isoformat()
    return VerifiedView(
        day=case.last_verified.words,
        warning=terms.say("verified.stale", months=MONTHS, edition=words),
    )
