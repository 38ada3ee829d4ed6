"""What the modules teach and what they leave out: competencies, cases and policy areas crossed with modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.ids import Kind, Ref
from casewright.model.module import CaseUse, Module
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import COVERAGE
from casewright.views.module import COMPETENCIES
from casewright.views.paging import Paging, paged
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView

MOST_IN_A_CELL = 12
"""Modules named in one cell; of the others it tells the number."""
OVERUSED = 3
"""In so many modules a case is used often: who takes several of them meets it again and again."""
AREAS = "policy-areas"

Uses = Mapping[Ref, list[tuple[Module, CaseUse]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """Modules in one cell of a table."""

    modules: tuple[RecordLink, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyView:
    """A competency: the modules that name it, and how many cases train it in any of them."""

    term: TermView
    modules: CellView
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case: the modules that train each competency with it, and those that use it for something else."""

    case: RecordLink
    decision: str
    """What a class can decide in it; nothing where it marks no decision."""
    cells: tuple[CellView, ...]
    others: CellView
    modules: int
    is_overused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """A policy area: its cases, and the modules that use any of them."""

    term: TermView
    cases: int
    modules: CellView


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """One page of the coverage: the gaps and the first tables on the first, cases on each."""

    competencies: tuple[CompetencyView, ...]
    areas: tuple[AreaRow, ...]
    rows: tuple[CaseRow, ...]
    untaught: int
    """How many cases no module uses."""
    overused: int
    often: int
    total: int
    paging: Paging


def coverage_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, CoverageView]]:
    """Yield (address, view) of each page: cases that are used most come first, those that no module uses last."""
    uses = _uses(linked)
    counts = {case.ref: _count(case, uses) for case in linked.library.cases}
    cases = sorted(linked.library.cases, key=lambda case: (-counts[case.ref], case.title.casefold(), case.id))
    order = terms.ids(COMPETENCIES)
    for address, paging, items in paged(cases, COVERAGE):
        yield (
            address,
            CoverageView(
                competencies=tuple(_competency(term, linked, uses, terms) for term in order),
                areas=tuple(_areas(linked, uses, terms)) if paging.number == 1 else (),
                rows=tuple(_row(case, order, uses) for case in items),
                untaught=sum(1 for count in counts.values() if count == 0),
                overused=sum(1 for count in counts.values() if count >= OVERUSED),
                often=OVERUSED,
                total=len(cases),
                paging=paging,
            ),
        )


def _uses(linked: LinkedLibrary) -> Uses:
    found: dict[Ref, list[tuple[Module, CaseUse]]] = {}
    for module in linked.library.modules:
        for use in module.cases:
            target = linked.targets.get(Ref(Kind.CASE.value, use.case))
            if target:
                found.setdefault(target, []).append((module, use))
    return found


def _count(case: Case, uses: Uses) -> int:
    return len({module.id for module, _ in uses.get(case.ref, ())})


def _competency(term: str, linked: LinkedLibrary, uses: Uses, terms: Terms) -> CompetencyView:
    modules = [module for module in linked.library.modules if term in module.competencies]
    cases = sum(1 for found in uses.values() if any(term in use.trains for _, use in found))
    return CompetencyView(term=terms.view(COMPETENCIES, term), modules=_cell(modules), cases=cases)


def _areas(linked: LinkedLibrary, uses: Uses, terms: Terms) -> Iterator[AreaRow]:
    """Yield the policy areas that have cases, in the order of their vocabulary."""
    carriers = linked.carriers.get(AREAS, {})
    for term in terms.ids(AREAS):
        cases = carriers.get(term, ())
        if cases:
            modules = {module.id: module for case in cases for module, _ in uses.get(case.ref, ())}
            cell = _cell([modules[id_] for id_ in sorted(modules)])
            yield AreaRow(term=terms.view(AREAS, term), cases=len(cases), modules=cell)


def _row(case: Case, order: tuple[str, ...], uses: Uses) -> CaseRow:
    found = uses.get(case.ref, [])
    count = _count(case, uses)
    return CaseRow(
        case=link_to(case),
        decision=case.decision.title if case.decision else "",
        cells=tuple(_cell([module for module, use in found if term in use.trains]) for term in order),
        others=_cell([module for module, use in found if not use.trains]),
        modules=count,
        is_overused=count >= OVERUSED,
    )


def _cell(modules: list[Module]) -> CellView:
    links = tuple(link_to(module) for module in {module.id: module for module in modules}.values())
    return CellView(modules=links[:MOST_IN_A_CELL], more=max(0, len(links) - MOST_IN_A_CELL))
