"""What a home page shows of the casebook beside its own words: lessons at a glance, the latest cases, a map."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.resolve.linked import LinkedLibrary
from casewright.views.lesson import LessonCard, lesson_card, lesson_order
from casewright.views.lists import CaseCard, case_card
from casewright.views.terms import Terms
from casewright.views.world import WorldView

MOST_LESSONS = 15
MOST_CASES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The parts of a home page that follow from the records."""

    lessons: tuple[LessonCard, ...]
    all_lessons: int
    cases: tuple[CaseCard, ...]
    """The latest, by the day of their last change that matters to readers."""
    all_cases: int
    world: WorldView


def home_view(linked: LinkedLibrary, terms: Terms, world: WorldView) -> HomeView:
    """Return what a home page can show: the lessons by their numbers, and the latest cases."""
    lessons, cases = linked.library.lessons, linked.library.cases
    latest = sorted(cases, key=lambda case: (-case.last_change.first.toordinal(), case.title.casefold(), case.id))
    return HomeView(
        lessons=tuple(
            lesson_card(lesson, linked, terms) for lesson in sorted(lessons, key=lesson_order)[:MOST_LESSONS]
        ),
        all_lessons=len(lessons),
        cases=tuple(case_card(case, terms) for case in latest[:MOST_CASES]),
        all_cases=len(cases),
        world=world,
    )
