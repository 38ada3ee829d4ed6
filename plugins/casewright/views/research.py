"""Research on a lesson that no case carries, as its page and the matrix show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.prose import Citation, Prose
from casewright.resolve.evidence import CONTRADICTS, QUALIFIES, Evidence
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import research_address
from casewright.views.reading import PartlyRead, partly_read
from casewright.views.shared import beyond
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchView:
    """What some works say about a lesson."""

    number: int
    """Its number on the lesson's page, from 1."""
    stance: TermView
    because: Prose
    source: Citation | None
    """None where the text beside it cites all of it already."""
    read: tuple[PartlyRead, ...]
    """Which of its sources were not read in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchMark:
    """Research in the matrix: its stance, and where it is explained."""

    stance: TermView
    address: str


def research_views(evidence: Evidence, linked: LinkedLibrary, terms: Terms) -> tuple[ResearchView, ...]:
    """Return the research on a lesson, by stance."""
    return tuple(
        ResearchView(
            number=number,
            stance=terms.view("stances", item.stance),
            because=item.because,
            source=beyond(item.source, item.because),
            read=partly_read(item.source, linked.library),
        )
        for number, item in enumerate(evidence.research, start=1)
    )


def against(research: tuple[ResearchView, ...]) -> tuple[ResearchView, ...]:
    """Return what contradicts the lesson, or else what qualifies it."""
    for stance in (CONTRADICTS, QUALIFIES):
        found = tuple(item for item in research if item.stance.id == stance)
        if found:
            return found
    return ()


def research_marks(lesson: str, evidence: Evidence, terms: Terms) -> Iterator[ResearchMark]:
    """Yield a mark for each piece of research on a lesson (an id)."""
    for index, item in enumerate(evidence.research):
        yield ResearchMark(stance=terms.view("stances", item.stance), address=research_address(lesson, index))
