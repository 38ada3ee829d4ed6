"""What the page of a lesson shows, and the index of lessons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.lesson import Lesson
from casewright.model.prose import Prose
from casewright.resolve.evidence import STANCES
from casewright.resolve.linked import LinkedLibrary
from casewright.views.balance import BalanceView, balance_view
from casewright.views.lesson_evidence import EvidencePage, evidence_pages
from casewright.views.matrix import MatrixRow, matrix_row
from casewright.views.paging import Paging, paged, pages_of
from casewright.views.reach import ReachView, reach_view
from casewright.views.reading_time import reading_time
from casewright.views.research import ResearchMark, ResearchView, against, research_marks, research_views
from casewright.views.shared import (
    MOST_MODULES,
    Imprint,
    MentionsView,
    RecordLink,
    imprint,
    link_to,
    mention_views,
    taught_in,
)
from casewright.views.terms import Terms, TermView
from casewright.views.thesis import MOST_TESTED, TestedClaim, tested_claims

MATRIX_ROWS = 50
MATRIX_COLUMNS = 40
"""Lessons on one page of the index; where there are more, they follow in blocks of so many."""


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
    is_from_one_case: bool
    tested: tuple[TestedClaim, ...]
    """Claims of a thesis that the lesson is tied to."""
    more_tested: int
    """How many more such claims there are."""
    evidence: EvidencePage
    """The strongest bearings; the others are on pages of their own."""
    research: tuple[ResearchView, ...]
    """What research says that no case carries."""
    research_against: tuple[ResearchView, ...]
    """The part of it that stands beside the strongest counter-case."""
    reach: ReachView
    body: Prose
    reading_time: str
    """How long the text takes; nothing where there is none."""
    modules: tuple[RecordLink, ...]
    more_modules: int
    """How many more modules teach it."""
    mentions: MentionsView
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
class BlockLink:
    """A way to a block of lessons: the numbers of its first and its last, and its first page."""

    first: str
    last: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsView:
    """One page of the index of lessons: a block of them, and rows of their matrix.

    The lessons are told on the first page of their block. Where there is one block only, its rows are all cases.
    """

    blocks: tuple[BlockLink, ...]
    """All blocks, where there are several."""
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
    modules, tested = taught_in(linked, lesson.ref), tested_claims(lesson, linked, terms)
    _, shown = next(evidence_pages(lesson, linked, terms))
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
        is_from_one_case=evidence.balance.cases == 1,
        tested=tested[:MOST_TESTED],
        more_tested=max(0, len(tested) - MOST_TESTED),
        evidence=shown,
        research=research,
        research_against=against(research),
        reach=reach_view(evidence, linked, terms),
        body=lesson.body,
        reading_time=reading_time(lesson.body),
        modules=modules[:MOST_MODULES],
        more_modules=max(0, len(modules) - MOST_MODULES),
        mentions=mention_views(linked, lesson),
        imprint=imprint(lesson, terms),
    )


def lessons_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, LessonsView]]:
    """Yield (address, view) of each page of the index of lessons."""
    cards = tuple(lesson_card(lesson, linked, terms) for lesson in sorted(linked.library.lessons, key=lesson_order))
    starts = range(0, max(1, len(cards)), MATRIX_COLUMNS)
    blocks = [cards[start : start + MATRIX_COLUMNS] for start in starts]
    parts = [(block, rows) for block in blocks for _, _, rows in paged(_bearing(block, cards, linked), "", MATRIX_ROWS)]
    pages = tuple(pages_of([rows for _, rows in parts], "lessons/"))
    firsts: dict[tuple[LessonCard, ...], str] = {}
    for (block, _), (address, _, _) in zip(parts, pages, strict=True):
        firsts.setdefault(block, address)
    for (block, _), (address, paging, cases) in zip(parts, pages, strict=True):
        lessons = [card.link.ref.id for card in block]
        research = tuple(tuple(research_marks(lesson, linked.evidence[lesson], terms)) for lesson in lessons)
        yield (
            address,
            LessonsView(
                blocks=tuple(_block_link(each, first, is_here=each is block) for each, first in firsts.items())
                if len(blocks) > 1
                else (),
                themes=tuple(_themes(linked, block, terms)) if firsts[block] == address else (),
                columns=block,
                rows=tuple(matrix_row(case, lessons, linked, terms) for case in cases),
                research=research if any(research) else (),
                stances=terms.views("stances", STANCES),
                paging=paging,
            ),
        )


def _bearing(block: Sequence[LessonCard], cards: Sequence[LessonCard], linked: LinkedLibrary) -> Sequence[Case]:
    """Return the cases that bear on a block of lessons; all cases where it holds all lessons."""
    if len(block) == len(cards):
        return linked.library.cases
    bearing = {item.case.id for card in block for item in linked.evidence[card.link.ref.id].witnesses}
    return [case for case in linked.library.cases if case.id in bearing]


def _block_link(block: Sequence[LessonCard], address: str, *, is_here: bool) -> BlockLink:
    return BlockLink(first=block[0].number, last=block[-1].number, address=address, is_here=is_here)


def lesson_order(lesson: Lesson) -> tuple[int, str]:
    """Return what lessons are sorted by: the number in their number, then the id."""
    digits = "".join(char for char in lesson.number if char.isdigit())
    return (int(digits) if digits else 0, lesson.id)


def lesson_card(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> LessonCard:
    """Return a lesson as a list shows it."""
    evidence = linked.evidence[lesson.id]
    return LessonCard(
        link=link_to(lesson),
        number=lesson.number,
        statement=lesson.statement.plain,
        balance=balance_view(evidence, terms),
    )


def _themes(linked: LinkedLibrary, cards: Sequence[LessonCard], terms: Terms) -> Iterator[ThemeGroup]:
    here = {card.link.ref.id for card in cards}
    themes = {lesson.id: lesson.theme for lesson in linked.library.lessons if lesson.id in here}
    vocabulary = linked.library.vocabularies.get("themes")
    known = [term.id for term in vocabulary.terms] if vocabulary else []
    unknown = sorted({str(theme) for theme in themes.values()} - set(known))
    for theme in [*known, *unknown]:
        members = tuple(card for card in cards if themes[card.link.ref.id] == theme)
        if members:
            yield ThemeGroup(theme=terms.view("themes", theme), lessons=members)
