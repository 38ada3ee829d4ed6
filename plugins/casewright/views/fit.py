"""Is this for me? The questions of the finder, and the rule by which it ranks cases and lessons.

The rule is data: the page prints it, and the script that ranks reads it from the same values. What a record does not
say is unknown: it adds nothing and takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from casewright.model.case import Case
from casewright.resolve.disagreements import values
from casewright.resolve.linked import LinkedLibrary
from casewright.views.balance import balance_view
from casewright.views.explore import Choice, ExploreView, Facet
from casewright.views.lists import ordered_cases
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView

MOST_OFFERED = 40
"""Choices that the page offers of a question; those that most cases carry. A link leads to all."""
MOST_LESSONS = 200
"""Lessons that are ranked; those that most cases say something about."""

CHOSEN_LESSON, SPEAKING_CASE, SPEAKING_CASES = 5, 1, 10
"""Points of a lesson: for a situation that was chosen, for each case that says something about it, of so many."""

_ENDLESS = Decimal("Infinity")


class Comparison(Enum):
    """How an answer is compared with what a case carries. The value is its name in the data."""

    SAME = "same"
    EACH = "each"
    MOST = "most"


_COMPARISONS = {Comparison.SAME: "fit.same", Comparison.EACH: "fit.each", Comparison.MOST: "fit.most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what can be answered, and what an answer counts."""

    id: str
    title: str
    """What is asked."""
    name: str
    """What it is about, in a reason."""
    facet: Facet
    """What cases carry; its file is what an answer is compared with."""
    comparison: Comparison
    rule: str
    """The comparison in words."""
    fits: int
    differs: int
    unknown: tuple[TermView, ...] = ()
    """Terms that say that nothing is known."""
    most: int = 1
    """How many choices one may make."""

    @property
    def offered(self) -> tuple[Choice, ...]:
        """Return the choices of the page."""
        unknown = {term.id for term in self.unknown}
        known = (choice for choice in self.facet.choices if choice.term.id not in unknown)
        return tuple(choice for number, choice in enumerate(known) if number < MOST_OFFERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedLesson:
    """A lesson as the finder shows it."""

    link: RecordLink
    verdict: str
    cases: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FitView:
    """The finder."""

    total: int
    questions: tuple[Question, ...]
    unasked: tuple[str, ...]
    """What nobody is asked because no case could answer it."""
    lessons: tuple[RankedLesson, ...]
    bearings: Facet
    """Which case says what about which of the lessons; the ids of its terms are ``lesson/stance``."""
    chosen_lesson: int = CHOSEN_LESSON
    speaking_case: int = SPEAKING_CASE
    speaking_cases: int = SPEAKING_CASES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """A size that figures tell of, in steps that each end at a limit; title and name are keys of texts."""

    id: str
    title: str
    name: str
    indicator: str
    limits: tuple[int, ...]
    comparison: Comparison
    fits: int


_SIZES = (
    _Size(
        id="population",
        title="fit.population_asked",
        name="fit.population",
        indicator="population",
        limits=(20_000, 100_000, 500_000, 2_000_000, 10_000_000),
        comparison=Comparison.SAME,
        fits=2,
    ),
    _Size(
        id="staff",
        title="fit.staff_asked",
        name="fit.staff",
        indicator="staff",
        limits=(5, 20, 100, 1_000),
        comparison=Comparison.MOST,
        fits=2,
    ),
    _Size(
        id="money",
        title="fit.money_asked",
        name="fit.money",
        indicator="yearly-cost",
        limits=(100_000, 1_000_000, 10_000_000, 100_000_000),
        comparison=Comparison.MOST,
        fits=2,
    ),
)
_FACETS = (
    ("level", "levels", "fit.level_asked", "fit.level", Comparison.SAME, 3, 1, 1),
    ("area", "policy-areas", "fit.area_asked", "fit.area", Comparison.SAME, 3, 1, 1),
    (
        "situation",
        "lessons",
        "fit.situation_asked",
        "fit.situation",
        Comparison.EACH,
        3,
        0,
        3,
    ),
    ("lead", "governance", "fit.lead_asked", "fit.lead", Comparison.SAME, 2, 1, 1),
    ("it", "it-roles", "fit.it_asked", "fit.it", Comparison.SAME, 1, 1, 1),
    ("have", "methods", "fit.have_asked", "fit.have", Comparison.EACH, 1, 0, 5),
)
_UNKNOWN = ("unknown", "none")
"""``none`` is what the vocabulary calls "none found": no source shows it, which is not to say that it was not there."""


def fit_view(explore: ExploreView, linked: LinkedLibrary, terms: Terms) -> FitView:
    """Return the finder: questions that some case can answer, and what it says of lessons."""
    cases = ordered_cases(linked)
    facets = {facet.id: facet for facet in explore.facets}
    sizes = tuple((size, _sizes(size, cases, terms)) for size in _SIZES)
    asked = [
        *_facet_questions(facets, terms),
        *(_size_question(size, facet, terms) for size, facet in sizes if facet.choices),
    ]
    lessons = tuple(_ranked(linked, choice, terms) for choice in _lesson_choices(facets))
    return FitView(
        total=len(cases),
        questions=tuple(asked),
        unasked=tuple(terms.say(size.name) for size, facet in sizes if not facet.choices),
        lessons=lessons,
        bearings=_bearings(cases, {lesson.link.ref.id for lesson in lessons}, linked),
    )


def _facet_questions(facets: dict[str, Facet], terms: Terms) -> Iterator[Question]:
    for id_, name, title, about, comparison, fits, differs, most in _FACETS:
        facet = facets.get(name)
        if facet is None:
            continue
        unknown = tuple(choice.term for choice in facet.choices if choice.term.id in _UNKNOWN)
        if len(unknown) < len(facet.choices):
            yield Question(
                id=id_,
                title=terms.say(title),
                name=terms.say(about),
                facet=facet,
                comparison=comparison,
                rule=terms.say(_COMPARISONS[comparison]),
                fits=fits,
                differs=differs,
                unknown=unknown,
                most=most,
            )


def _size_question(size: _Size, facet: Facet, terms: Terms) -> Question:
    return Question(
        id=size.id,
        title=terms.say(size.title),
        name=terms.say(size.name),
        facet=facet,
        comparison=size.comparison,
        rule=terms.say(_COMPARISONS[size.comparison]),
        fits=size.fits,
        differs=1,
    )


def _sizes(size: _Size, cases: Iterable[Case], terms: Terms) -> Facet:
    """Return the steps that the figures of cases lie in; one of which only an end is known lies in several.

    What was forecast or aimed at, and figures about others, say nothing of the size of a case.
    """
    found: dict[tuple[str, int], list[int]] = {}
    for number, case in enumerate(cases):
        for claim in case.own_claims:
            if claim.indicator == size.indicator and not claim.projection:
                low, high = values(claim)
                for step in sorted({_step(low, size.limits), _step(high, size.limits)}):
                    carried = found.setdefault((claim.unit, step), [])
                    if carried[-1:] != [number]:
                        carried.append(number)
    choices = tuple(
        Choice(term=_step_term(unit, step, size.limits, terms), numbers=tuple(sorted(set(found.get((unit, step), ())))))
        for unit in sorted({unit for unit, _ in found})
        for step in range(len(size.limits) + 1)
    )
    return _facet(f"fit-{size.id}", terms.say(size.name), f"claims/indicator/{size.indicator}/", choices)


def _step(value: Decimal, limits: tuple[int, ...]) -> int:
    if value == _ENDLESS:
        return len(limits)
    return sum(value > limit for limit in limits)


def _step_term(unit: str, step: int, limits: tuple[int, ...], terms: Terms) -> TermView:
    words = terms.view("units", unit).label
    if step == 0:
        label = terms.say("fit.up_to", most=f"{limits[0]:,}", unit=words)
    elif step == len(limits):
        label = terms.say("fit.over", least=f"{limits[-1]:,}", unit=words)
    else:
        label = terms.say("fit.between", least=f"{limits[step - 1]:,}", most=f"{limits[step]:,}", unit=words)
    return TermView(id=f"{unit}.{step}", label=label)


def _lesson_choices(facets: dict[str, Facet]) -> tuple[Choice, ...]:
    return facets["lessons"].choices[:MOST_LESSONS] if "lessons" in facets else ()


def _ranked(linked: LinkedLibrary, choice: Choice, terms: Terms) -> RankedLesson:
    lesson = next(item for item in linked.library.lessons if item.id == choice.term.id)
    balance = balance_view(linked.evidence[lesson.id], terms)
    return RankedLesson(link=link_to(lesson, lesson.when.plain), verdict=balance.verdict, cases=balance.cases)


def _bearings(cases: Iterable[Case], lessons: set[str], linked: LinkedLibrary) -> Facet:
    """Return what cases say about lessons, in the way of a facet."""
    numbers = {case.id: number for number, case in enumerate(cases)}
    found: dict[str, set[int]] = {}
    for lesson in sorted(lessons):
        for witness in linked.evidence[lesson].witnesses:
            found.setdefault(f"{lesson}/{witness.bearing.stance}", set()).add(numbers[witness.case.id])
    choices = tuple(
        Choice(term=TermView(id=id_, label=""), numbers=tuple(sorted(carried)))
        for id_, carried in sorted(found.items())
    )
    return _facet("fit-bearings", "", "", choices)


def _facet(id_: str, title: str, address: str, choices: tuple[Choice, ...]) -> Facet:
    return Facet(
        id=id_,
        title=title,
        address=address,
        choices=choices,
        terms=len(choices),
        is_open=False,
        has_several=True,
    )
