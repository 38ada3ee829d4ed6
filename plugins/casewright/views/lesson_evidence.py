"""The bearings on a lesson: the strongest of each stance first, and in pages where there are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from casewright.model.lesson import Lesson
from casewright.model.prose import Citation, Prose
from casewright.resolve.evidence import STANCES, Evidence, Reckoning, Witness
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import bearing_address, record_address
from casewright.views.others import about_words, others_words
from casewright.views.paging import Paging, paged
from casewright.views.reading import PartlyRead, partly_read
from casewright.views.shared import RecordLink, beyond, link_to
from casewright.views.sums import SumView, sum_views
from casewright.views.terms import Terms, TermView

MOST_BEARINGS = 40
"""How many bearings one page shows: each is told, reckoned, and brings its references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """One case's bearing, as the lesson's page shows it."""

    case: RecordLink
    place: str
    address: str
    strength: TermView
    because: Prose
    source: Citation | None
    read: tuple[PartlyRead, ...]
    """Which of its sources were not read in full."""
    about: str
    """Whom or what it is about, where that is not the whole case, or nothing."""
    others: str
    """That it is about others than its case, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceGroup:
    """The bearings of one stance."""

    stance: TermView
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The bearings on one page, and what each adds to the sums."""

    lesson: RecordLink
    number: str
    groups: tuple[StanceGroup, ...]
    sums: tuple[SumView, ...]
    paging: Paging


def evidence_pages(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, EvidencePage]]:
    """Yield (address, view) of each page of the bearings on a lesson; the first is part of the lesson's own page."""
    evidence = linked.evidence[lesson.id]
    for address, paging, items in paged(strongest_first(evidence), record_address(lesson.ref), MOST_BEARINGS):
        here = {id(item) for item in items}
        shown = [item for item in evidence.reckonings if id(item) in here]
        yield (
            address,
            EvidencePage(
                lesson=link_to(lesson),
                number=lesson.number,
                groups=tuple(_groups(shown, linked, terms)),
                sums=tuple(sum_views(evidence, shown, terms)),
                paging=paging,
            ),
        )


def later_evidence(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, EvidencePage]]:
    """Yield (address, view) of the pages that follow the lesson's own."""
    return islice(evidence_pages(lesson, linked, terms), 1, None)


def strongest_first(evidence: Evidence) -> tuple[Reckoning, ...]:
    """Return all bearings, those that count first, then by weight, and the stances in turn.

    In turn, so that what few cases say against a lesson does not stand behind all that many say for it.
    """
    ordered = sorted(evidence.reckonings, key=lambda item: (not item.counts, -item.weight))
    seen = Counter[str]()
    turns: list[tuple[int, Reckoning]] = []
    for item in ordered:
        stance = item.witness.bearing.stance
        turns.append((seen[stance], item))
        seen[stance] += 1
    places = {id(item): place for place, item in enumerate(evidence.reckonings)}
    return tuple(item for _, item in sorted(turns, key=lambda turn: (turn[0], places[id(turn[1])])))


def _groups(shown: Sequence[Reckoning], linked: LinkedLibrary, terms: Terms) -> Iterator[StanceGroup]:
    for stance in STANCES:
        group = tuple(_witness(item.witness, linked, terms) for item in shown if item.witness.bearing.stance == stance)
        if group:
            yield StanceGroup(stance=terms.view("stances", stance), witnesses=group)


def _witness(witness: Witness, linked: LinkedLibrary, terms: Terms) -> WitnessView:
    return WitnessView(
        case=link_to(witness.case),
        place=terms.place(witness.case.place),
        address=bearing_address(witness.case.id, witness.index),
        strength=terms.view("strengths", witness.bearing.strength),
        because=witness.bearing.because,
        source=beyond(witness.bearing.source, witness.bearing.because),
        read=partly_read(witness.bearing.source, linked.library),
        about=about_words(witness.bearing, terms),
        others=others_words(witness.bearing, terms),
    )
