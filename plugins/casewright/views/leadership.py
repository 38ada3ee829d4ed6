"""Who leads, and what became of it: the patterns of leadership beside status, figures and lessons, case by case.

Nothing here says that one made the other: it lays side by side what the cases say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from casewright.model.case import Case
from casewright.model.ids import TermId
from casewright.model.lesson import Lesson
from casewright.model.prose import Citation, Prose
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.topics import INSIDE, UNKNOWN
from casewright.views.addresses import LEADERSHIP, record_address
from casewright.views.balance import BalanceView, balance_view
from casewright.views.lesson import lesson_order
from casewright.views.matrix import MatrixMark, marks
from casewright.views.outcome import OutcomeView, outcome_view
from casewright.views.paging import Paging, paged
from casewright.views.shared import RecordLink, link_to
from casewright.views.states import PartStateView, part_states
from casewright.views.terms import Terms, TermView
from casewright.views.verified import VerifiedView, verified_view

ROWS_ON_PAGE = 50
MOST_LESSONS = 20
"""How many lessons have a column: those on which most cases bear."""
THEME = "leadership"
"""The theme of the lessons that the table shows."""
_INSIDE = INSIDE | {UNKNOWN}
"""Reporters who have a part in what they report, or may have."""
_NOT_AN_EFFECT = "not-an-effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipLesson:
    """A lesson about leadership: a column of the table."""

    link: RecordLink
    number: str
    balance: BalanceView


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipRow:
    """One case: what came of it, the technology department's part, its last known state, its figures, its bearings."""

    case: RecordLink
    note: Prose | None
    """Why this pattern was chosen, and of what time it tells; nothing where that is not open."""
    it_role: TermView
    state: TermView
    date: str
    source: Citation
    outcome: OutcomeView | None
    """What came of it, in words, or None where that is not known."""
    parts: tuple[PartStateView, ...]
    """What became of parts of it."""
    verified: VerifiedView
    figures: str
    address: str
    """Where the figures stand."""
    cells: tuple[tuple[MatrixMark, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternView:
    """One pattern of leadership, and its cases on this page."""

    pattern: TermView
    count: int
    rows: tuple[LeadershipRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCount:
    """One pattern and its cases by their last known state, for each of the columns."""

    pattern: TermView
    total: int
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipView:
    """One page of the comparison; the counts stand on the first."""

    counts: tuple[PatternCount, ...]
    states: tuple[TermView, ...]
    lessons: tuple[LeadershipLesson, ...]
    more_lessons: int
    """How many more lessons about leadership there are, on which fewer cases bear."""
    patterns: tuple[PatternView, ...]
    small: str
    """How few cases there are, in words."""
    not_plain: int
    """Of how many cases it is told why their pattern was chosen, since it is not plain or holds of one time only."""
    paging: Paging


def leadership_views(
    linked: LinkedLibrary, terms: Terms, day: date | None = None
) -> Iterator[tuple[str, LeadershipView]]:
    """Yield (address, view) of each page of the comparison; ``day`` is the day of the edition."""
    vocabulary = linked.library.vocabularies.get("governance")
    ranks = {term.id: rank for rank, term in enumerate(vocabulary.terms)} if vocabulary else {}
    cases = sorted(
        linked.library.cases,
        key=lambda case: (ranks.get(case.governance.model, len(ranks)), case.governance.model, case.title.casefold()),
    )
    about = [lesson for lesson in linked.library.lessons if lesson.theme == THEME]
    lessons = _most_told(about, linked)
    totals = Counter(case.governance.model for case in cases)
    states = _states(cases, linked)
    for address, paging, items in paged(cases, LEADERSHIP, ROWS_ON_PAGE):
        is_first = paging.number == 1
        yield (
            address,
            LeadershipView(
                counts=tuple(_counts(cases, states, terms)) if is_first else (),
                states=terms.views("status", states),
                lessons=tuple(_lesson(lesson, linked, terms) for lesson in lessons),
                more_lessons=len(about) - len(lessons),
                patterns=tuple(
                    PatternView(
                        pattern=terms.view("governance", model),
                        count=totals[model],
                        rows=tuple(_row(case, lessons, linked, terms, day) for case in group),
                    )
                    for model, group in groupby(items, key=lambda case: case.governance.model)
                ),
                small=_small(totals),
                not_plain=sum(case.governance.model_note is not None for case in cases),
                paging=paging,
            ),
        )


def _most_told(lessons: Sequence[Lesson], linked: LinkedLibrary) -> list[Lesson]:
    """Return so many of the lessons as the table has columns, those on which most cases bear, in their order."""
    told = sorted(lessons, key=lambda lesson: (-linked.evidence[lesson.id].balance.cases, lesson_order(lesson)))
    return sorted(told[:MOST_LESSONS], key=lesson_order)


def _states(cases: Sequence[Case], linked: LinkedLibrary) -> list[TermId]:
    """Return the last states that occur, in the order of the vocabulary."""
    seen = {case.state.state for case in cases}
    vocabulary = linked.library.vocabularies.get("status")
    known = [TermId(term.id) for term in vocabulary.terms if term.id in seen] if vocabulary else []
    return [*known, *sorted(seen - set(known))]


def _counts(cases: Sequence[Case], states: Sequence[TermId], terms: Terms) -> Iterator[PatternCount]:
    for model, group in groupby(cases, key=lambda case: case.governance.model):
        found = Counter(case.state.state for case in group)
        yield PatternCount(
            pattern=terms.view("governance", model),
            total=found.total(),
            states=tuple(found[state] for state in states),
        )


def _small(totals: Counter[TermId]) -> str:
    """Return how few cases stand behind the patterns."""
    cases, patterns = totals.total(), len(totals)
    single = sum(count == 1 for count in totals.values())
    words = f"{cases} {'case' if cases == 1 else 'cases'} in {patterns} {'pattern' if patterns == 1 else 'patterns'}"
    if not single:
        return f"{words}."
    return f"{words}; {single} of the patterns {'has' if single == 1 else 'have'} one case only."


def _lesson(lesson: Lesson, linked: LinkedLibrary, terms: Terms) -> LeadershipLesson:
    return LeadershipLesson(
        link=link_to(lesson),
        number=lesson.number,
        balance=balance_view(linked.evidence[lesson.id], terms),
    )


def _row(case: Case, lessons: Sequence[Lesson], linked: LinkedLibrary, terms: Terms, day: date | None) -> LeadershipRow:
    state = case.state
    return LeadershipRow(
        case=link_to(case),
        note=case.governance.model_note,
        it_role=terms.view("it-roles", case.governance.it_role),
        state=terms.view("status", state.state),
        date=state.date.moment_words,
        source=state.source,
        outcome=outcome_view(case),
        parts=tuple(part_states(case, terms)),
        verified=verified_view(case, day, terms),
        figures=_figures(case),
        address=f"{record_address(case.ref)}#claims",
        cells=marks(case, [lesson.id for lesson in lessons], linked, terms, own=True),
    )


def _figures(case: Case) -> str:
    """Return how many figures about a case tell of an effect, and how many of those come from outside."""
    effects = [claim for claim in case.own_claims if claim.evidence != _NOT_AN_EFFECT]
    if not effects:
        return "none"
    outside = sum(claim.reported_by not in _INSIDE for claim in effects)
    return f"{len(effects)}, {outside or 'none'} from outside"
