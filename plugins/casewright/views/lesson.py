"""What the page of a lesson shows, and the index of lessons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.lesson import Lesson
from casewright.model.prose import Citation, Prose
from casewright.resolve.evidence import STANCES, Witness
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import bearing_address
from casewright.views.balance import BalanceView, balance_view
from casewright.views.matrix import MatrixRow, matrix_row
from casewright.views.paging import Paging, paged
from casewright.views.reach import ReachView, reach_view
from casewright.views.reading import PartlyRead, partly_read
from casewright.views.research import ResearchMark, ResearchView, against, research_marks, research_views
from casewright.views.shared import (
    Imprint,
    MentionView,
    RecordLink,
    beyond,
    imprint,
    link_to,
    mention_views,
    taught_in,
)
from casewright.views.sums import SumView, sum_views
from casewright.views.terms import Terms, TermView
from casewright.views.thesis import TestedClaim, tested_claims

MATRIX_ROWS = 50


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceGroup:
    """All bearings of one stance."""

    stance: TermView
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonView:
    """All that the page of a lesson shows."""

    id: str
    title: str
    number: str
    theme: TermView
    statement: Prose
    when: Prose
    do: Prose
    expect: Prose
    refuted_by: Prose
    balance: BalanceView
    sums: tuple[SumView, ...]
    is_from_one_case: bool
    tested: tuple[TestedClaim, ...]
    """Claims of a thesis that the lesson is tied to."""
    evidence: tuple[StanceGroup, ...]
    research: tuple[ResearchView, ...]
    """What research says that no case carries."""
    research_against: tuple[ResearchView, ...]
    """The part of it that stands beside the strongest counter-case."""
    reach: ReachView
    body: Prose
    modules: tuple[RecordLink, ...]
    mentions: tuple[MentionView, ...]
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonCard:
    """A lesson in a list."""

    link: RecordLink
    number: str
    statement: str
    balance: BalanceView


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeGroup:
    """The lessons of one theme."""

    theme: TermView
    lessons: tuple[LessonCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsView:
    """The index of lessons; later pages hold more rows of the matrix only."""

    themes: tuple[ThemeGroup, ...]
    columns: tuple[LessonCard, ...]
    rows: tuple[MatrixRow, ...]
    research: tuple[tuple[ResearchMark, ...], ...]
    """For each lesson the research on it that no case carries; empty where there is none at all."""
    stances: tuple[TermView, ...]
    paging: Paging


def lesson_view(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> LessonView:
    """Return what the page of a lesson shows."""
    evidence = linked.evidence[lesson.id]
    research = research_views(evidence, linked, terms)
    return LessonView(
        id=lesson.id,
        title=lesson.title,
        number=lesson.number,
        theme=terms.view("themes", lesson.theme),
        statement=lesson.statement,
        when=lesson.when,
        do=lesson.do,
        expect=lesson.expect,
        refuted_by=lesson.refuted_by,
        balance=balance_view(evidence, terms),
        sums=tuple(sum_views(evidence, terms)),
        is_from_one_case=evidence.balance.cases == 1,
        tested=tested_claims(lesson, linked, terms),
        evidence=tuple(_stance_groups(evidence.witnesses, linked, terms)),
        research=research,
        research_against=against(research),
        reach=reach_view(evidence, linked, terms),
        body=lesson.body,
        modules=taught_in(linked, lesson.ref),
        mentions=mention_views(linked, lesson.ref),
        imprint=imprint(lesson, terms),
    )


def lessons_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, LessonsView]]:
    """Yield (address, view) of each page of the index of lessons."""
    cards = [_card(lesson, linked, terms) for lesson in sorted(linked.library.lessons, key=lesson_order)]
    themes = tuple(_themes(linked, cards, terms))
    lessons = [card.link.ref.id for card in cards]
    research = tuple(tuple(research_marks(lesson, linked.evidence[lesson], terms)) for lesson in lessons)
    rows = [matrix_row(case, lessons, linked, terms) for case in linked.library.cases]
    for address, paging, items in paged(rows, "lessons/", MATRIX_ROWS):
        yield (
            address,
            LessonsView(
                themes=themes if paging.number == 1 else (),
                columns=tuple(cards),
                rows=items,
                research=research if any(research) else (),
                stances=terms.views("stances", STANCES),
                paging=paging,
            ),
        )


def _stance_groups(witnesses: tuple[Witness, ...], linked: LinkedLibrary, terms: Terms) -> Iterator[StanceGroup]:
    for stance in STANCES:
        group = tuple(_witness(item, linked, terms) for item in witnesses if item.bearing.stance == stance)
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
    )


def lesson_order(lesson: Lesson) -> tuple[int, str]:
    """Return what lessons are sorted by: the number in their number, then the id."""
    digits = "".join(char for char in lesson.number if char.isdigit())
    return (int(digits) if digits else 0, lesson.id)


def _card(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> LessonCard:
    evidence = linked.evidence[lesson.id]
    return LessonCard(
        link=link_to(lesson),
        number=lesson.number,
        statement=lesson.statement.plain,
        balance=balance_view(evidence, terms),
    )


def _themes(linked: LinkedLibrary, cards: list[LessonCard], terms: Terms) -> Iterator[ThemeGroup]:
    themes = {lesson.id: lesson.theme for lesson in linked.library.lessons}
    vocabulary = linked.library.vocabularies.get("themes")
    known = [term.id for term in vocabulary.terms] if vocabulary else []
    unknown = sorted({str(theme) for theme in themes.values()} - set(known))
    for theme in [*known, *unknown]:
        members = tuple(card for card in cards if themes[card.link.ref.id] == theme)
        if members:
            yield ThemeGroup(theme=terms.view("themes", theme), lessons=members)
