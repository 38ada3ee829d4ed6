"""What came of a case, in words."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.prose import Citation, Prose
from casewright.views.shared import beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What came of it, and when that was so."""

    text: Prose
    date: str
    source: Citation | None
    """None where the text cites it already."""


def outcome_view(case: Case) -> OutcomeView | None:
    """Return what came of a case, or None where no source read tells it."""
    found = case.outcome
    if found is None:
        return None
    return OutcomeView(text=found.text, date=found.date.moment_words, source=beyond(found.source, found.text))
