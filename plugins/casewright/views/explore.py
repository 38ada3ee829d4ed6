"""All cases, to be narrowed down: the facets with their choices, and what a script needs to know of each case.

Cases are told apart by their number: their place in the order of titles, counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from casewright.model.case import Case
from casewright.model.ids import Kind, Ref
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import record_address
from casewright.views.lists import CaseCard, case_card, ordered_cases
from casewright.views.terms import Terms, TermView
from casewright.views.world import WorldView

MOST_CHOICES = 200
"""Terms of a facet that a script offers; those that most cases carry. The pages of the facet have them all."""
AT_ONCE = 8
"""Terms of a facet that the page itself holds."""
FIRST_CASES = 20
"""Cases that the page itself holds."""

_FACETS = ("governance", "it-roles", "levels", "places", "policy-areas", "methods", "status", "evidence", "began")
_LESSONS = "lessons"
_OPEN = frozenset({"governance", "it-roles", "levels"})
_SEVERAL = frozenset({"places", "policy-areas", "methods", "evidence", _LESSONS})
"""Facets of which a case can carry several terms, so that "all of these" means something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A term of a facet, how many cases carry it, and their numbers in order."""

    term: TermView
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow the cases down."""

    id: str
    title: str
    address: str
    choices: tuple[Choice, ...]
    """In the order of the vocabulary where there are few, else those of most cases first."""
    terms: int
    """How many terms are in use, offered here or not."""
    is_open: bool
    has_several: bool

    @property
    def shown(self) -> tuple[Choice, ...]:
        """Return the choices that the page itself holds."""
        return self.choices[:AT_ONCE]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploreView:
    """The page on which cases are narrowed down."""

    total: int
    facets: tuple[Facet, ...]
    first: tuple[CaseCard, ...]
    world: WorldView


def explore_view(linked: LinkedLibrary, terms: Terms, world: WorldView) -> ExploreView:
    """Return the page of all cases and their facets; facets that no case has a term of are left out."""
    cases = ordered_cases(linked)
    facets = (*(_facet(linked, name, cases, terms) for name in _FACETS), _lessons(linked, cases))
    return ExploreView(
        total=len(cases),
        facets=tuple(facet for facet in facets if facet.choices),
        first=tuple(case_card(case, terms) for case in cases[:FIRST_CASES]),
        world=world,
    )


def _facet(linked: LinkedLibrary, name: str, cases: Sequence[Case], terms: Terms) -> Facet:
    carriers = linked.carriers.get(name, {})
    vocabulary = linked.library.vocabularies.get(name)
    used = [term for term in vocabulary.terms if term.id in carriers] if vocabulary else []
    views = {term.id: terms.view(name, term.id) for term in used}
    if len(used) > MOST_CHOICES:  # the broadest always, since the map counts by country; then what most cases carry
        used.sort(key=lambda term: (term.broader is not None, -len(carriers[term.id]), term.id))
        views = {term.id: views[term.id] for term in used[:MOST_CHOICES]}
    return replace(_with_choices(name, terms.title(name), f"{name}/", views, carriers, cases), terms=len(used))


def _lessons(linked: LinkedLibrary, cases: Sequence[Case]) -> Facet:
    """Return the lessons as a facet: cases that say something about them."""
    carriers: dict[str, list[Case]] = {}
    for case in cases:
        for lesson in dict.fromkeys(_present(linked, case)):
            carriers.setdefault(lesson, []).append(case)
    views = {
        lesson.id: TermView(id=lesson.id, label=lesson.title, address=record_address(lesson.ref))
        for lesson in linked.library.lessons
        if lesson.id in carriers
    }
    return _with_choices(_LESSONS, "Says something about the lesson", "lessons/", views, carriers, cases)


def _present(linked: LinkedLibrary, case: Case) -> Iterator[str]:
    for bearing in case.bearings:
        target = linked.targets.get(Ref(Kind.LESSON.value, bearing.lesson))
        if target:
            yield target.id


def _with_choices(
    name: str,
    title: str,
    address: str,
    views: Mapping[str, TermView],
    carriers: Mapping[str, Iterable[Case]],
    cases: Sequence[Case],
) -> Facet:
    numbers = {case.id: number for number, case in enumerate(cases)}
    choices = [
        Choice(term=view, numbers=tuple(sorted(numbers[case.id] for case in carriers[id_])))
        for id_, view in views.items()
    ]
    if len(choices) > AT_ONCE:
        choices.sort(key=lambda choice: (-len(choice.numbers), choice.term.label.casefold(), choice.term.id))
    return Facet(
        id=name,
        title=title,
        address=address,
        choices=tuple(choices[:MOST_CHOICES]),
        terms=len(choices),
        is_open=name in _OPEN,
        has_several=name in _SEVERAL,
    )
