"""The states of parts of a case in words: what became of one team does not become the state of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.prose import Citation
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStateView:
    """The last known state of one part of a case: of which, what, when, and who says so."""

    part: str
    state: TermView
    date: str
    source: Citation


def part_states(case: Case, terms: Terms) -> Iterator[PartStateView]:
    """Yield the last known state of each part of a case that has one of its own, the oldest first."""
    for state in case.states_of_parts:
        if state.part:
            yield PartStateView(
                part=state.part,
                state=terms.view("status", state.state),
                date=state.date.moment_words,
                source=state.source,
            )
