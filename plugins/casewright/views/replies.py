"""What the organisations described say to a case, beside it and apart from its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.prose import Citation, Prose
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """One reply: who, when, in which words, how that is known, and what the casebook answered."""

    number: int
    organisation: TermView
    role: str
    date: str
    text: tuple[Prose, ...]
    received: Prose | None
    source: Citation | None
    answer: tuple[Prose, ...]
    answered: str
    """The day of the answer, or nothing."""


def reply_views(case: Case, terms: Terms) -> Iterator[ReplyView]:
    """Yield the replies to a case, the oldest first."""
    for number, reply in enumerate(sorted(case.replies, key=lambda reply: reply.date.first), start=1):
        yield ReplyView(
            number=number,
            organisation=terms.view("organisations", reply.organisation),
            role=reply.role,
            date=reply.date.words,
            text=reply.text,
            received=reply.received,
            source=reply.source,
            answer=reply.answer,
            answered=reply.answered.words if reply.answered else "",
        )
