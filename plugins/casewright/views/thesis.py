"""What the page of a thesis shows: each claim, the lessons that test it, and what the evidence says about these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.ids import Kind, Ref
from casewright.model.lesson import Lesson
from casewright.model.prose import Citation, Prose
from casewright.model.thesis import LessonTie, Thesis, ThesisClaim
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import record_address
from casewright.views.balance import cases_words, research_words
from casewright.views.paging import MOST_ITEMS, Paging, paged
from casewright.views.shared import Imprint, MentionsView, RecordLink, imprint, link_to, mention_views
from casewright.views.terms import Terms, TermView

TIES = "thesis-ties"
MOST_TESTED = 20
"""Claims that one lesson is tied to, on its page; of the others it tells the number."""
THESES = "theses/"
"""The address of the index; it is there where there is a thesis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTieView:
    """A lesson tied to a claim; ``lesson`` is None where it does not exist."""

    lesson: RecordLink | None
    lesson_id: str
    number: str
    statement: str
    tie: TermView
    because: Prose
    verdict: str
    cases: str
    """How many cases say what about the lesson, in words."""
    research: str
    """What research that no case carries says, in words; nothing where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThesisClaimView:
    """One claim of the text."""

    number: int
    id: str
    title: str
    text: Prose
    by_tie: tuple[tuple[LessonTieView, ...], ...]
    """For each kind of tie that the text has: the claim's lessons that are tied to it so."""
    ties: tuple[LessonTieView, ...]
    cases: tuple[RecordLink, ...]
    note: Prose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThesisView:
    """All that the page of a thesis shows."""

    id: str
    title: str
    summary: Prose
    source: Citation
    claims: tuple[ThesisClaimView, ...]
    ties: tuple[TermView, ...]
    untied: tuple[RecordLink, ...]
    """Lessons that no claim led to."""
    more_untied: int
    """How many more of them only the index of lessons tells."""
    body: Prose
    mentions: MentionsView
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ThesisCard:
    """A thesis in the index."""

    link: RecordLink
    summary: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThesesView:
    """One page of the index of theses."""

    theses: tuple[ThesisCard, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedClaim:
    """A claim of a thesis, as the page of a lesson tied to it shows it."""

    thesis: RecordLink
    number: int
    title: str
    address: str
    text: Prose
    tie: TermView
    because: Prose


def thesis_view(thesis: Thesis, linked: LinkedLibrary, terms: Terms) -> ThesisView:
    """Return what the page of a thesis shows."""
    kinds = _kinds(thesis, linked)
    tied = {linked.targets.get(_lesson_ref(tie)) for claim in thesis.claims for tie in claim.lessons}
    untied = [link_to(lesson) for lesson in linked.library.lessons if lesson.ref not in tied]
    return ThesisView(
        id=thesis.id,
        title=thesis.title,
        summary=thesis.summary,
        source=thesis.source,
        claims=tuple(
            _claim(claim, number, kinds, linked, terms) for number, claim in enumerate(thesis.claims, start=1)
        ),
        ties=terms.views(TIES, kinds),
        untied=tuple(untied[:MOST_ITEMS]),
        more_untied=max(0, len(untied) - MOST_ITEMS),
        body=thesis.body,
        mentions=mention_views(linked, thesis),
        imprint=imprint(thesis, terms),
    )


def theses_views(linked: LinkedLibrary) -> Iterator[tuple[str, ThesesView]]:
    """Yield (address, view) of each page of the index of theses, by id."""
    for address, paging, items in paged(linked.library.theses, THESES):
        cards = tuple(
            ThesisCard(link=link_to(thesis), summary=thesis.summary.plain, claims=len(thesis.claims))
            for thesis in items
        )
        yield address, ThesesView(theses=cards, paging=paging)


def tested_claims(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> tuple[TestedClaim, ...]:
    """Return the claims of all theses that a lesson is tied to, in the order of the theses."""
    return tuple(
        TestedClaim(
            thesis=link_to(thesis),
            number=number,
            title=claim.title,
            address=f"{record_address(thesis.ref)}#claim-{claim.id}",
            text=claim.text,
            tie=terms.view(TIES, tie.tie),
            because=tie.because,
        )
        for thesis in linked.library.theses
        for number, claim in enumerate(thesis.claims, start=1)
        for tie in claim.lessons
        if linked.targets.get(_lesson_ref(tie)) == lesson.ref
    )


def _claim(claim: ThesisClaim, number: int, kinds: list[str], linked: LinkedLibrary, terms: Terms) -> ThesisClaimView:
    ties = tuple(_tie(tie, linked, terms) for tie in claim.lessons)
    found = (linked.targets.get(Ref(Kind.CASE.value, case)) for case in claim.cases)
    return ThesisClaimView(
        number=number,
        id=claim.id,
        title=claim.title,
        text=claim.text,
        by_tie=tuple(tuple(tie for tie in ties if tie.tie.id == kind) for kind in kinds),
        ties=ties,
        cases=tuple(link_to(linked.records[ref]) for ref in found if ref),
        note=claim.note,
    )


def _tie(tie: LessonTie, linked: LinkedLibrary, terms: Terms) -> LessonTieView:
    target = linked.targets.get(_lesson_ref(tie))
    lesson = linked.records.get(target) if target else None
    evidence = linked.evidence[lesson.id] if lesson else None
    return LessonTieView(
        lesson=link_to(lesson) if lesson else None,
        lesson_id=tie.lesson,
        number=lesson.number if isinstance(lesson, Lesson) else "",
        statement=lesson.statement.plain if isinstance(lesson, Lesson) else "",
        tie=terms.view(TIES, tie.tie),
        because=tie.because,
        verdict=evidence.balance.verdict.words if evidence else "",
        cases=cases_words(evidence, terms) if evidence else "",
        research=research_words(evidence, terms) if evidence else "",
    )


def _kinds(thesis: Thesis, linked: LinkedLibrary) -> list[str]:
    """Return the kinds of tie that a thesis has, in the order of their vocabulary."""
    used = {str(tie.tie) for claim in thesis.claims for tie in claim.lessons}
    vocabulary = linked.library.vocabularies.get(TIES)
    known = [term.id for term in vocabulary.terms] if vocabulary else []
    return [*(name for name in known if name in used), *sorted(used - set(known))]


def _lesson_ref(tie: LessonTie) -> Ref:
    return Ref(Kind.LESSON.value, tie.lesson)
