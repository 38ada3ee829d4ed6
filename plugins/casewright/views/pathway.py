"""What the page of a pathway shows, and the index of pathways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.ids import Kind, Ref
from casewright.model.module import Module
from casewright.model.pathway import Pathway
from casewright.model.prose import Prose
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import PATHWAYS
from casewright.views.module import COMPETENCIES, ModuleCard, duration_words, module_card
from casewright.views.paging import Paging, paged
from casewright.views.shared import Imprint, MentionsView, RecordLink, imprint, link_to, mention_views
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A module of a pathway; ``module`` is None where it does not exist."""

    module: ModuleCard | None
    id: str
    why: Prose
    until: str
    """How much time has passed when it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayView:
    """All that the page of a pathway shows."""

    id: str
    title: str
    summary: Prose
    persona: str
    time: str
    """How much time the learner has."""
    total: str
    """How much of it the modules take."""
    rest: str
    """How much is left; nothing where none is."""
    steps: tuple[StepView, ...]
    competencies: tuple[TermView, ...]
    untrained: tuple[TermView, ...]
    """Competencies of the vocabulary that none of its modules trains."""
    body: Prose
    mentions: MentionsView
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayCard:
    """A pathway in the index."""

    link: RecordLink
    summary: str
    persona: str
    time: str
    modules: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwaysView:
    """One page of the index of pathways."""

    pathways: tuple[PathwayCard, ...]
    paging: Paging


def pathway_view(pathway: Pathway, linked: LinkedLibrary, terms: Terms) -> PathwayView:
    """Return what the page of a pathway shows."""
    modules = [_module(step.module, linked) for step in pathway.steps]
    total = sum(int(module.duration) for module in modules if module)
    trained = {term for module in modules if module for term in module.competencies}
    known = terms.ids(COMPETENCIES)
    return PathwayView(
        id=pathway.id,
        title=pathway.title,
        summary=pathway.summary,
        persona=pathway.persona,
        time=duration_words(int(pathway.minutes)),
        total=duration_words(total),
        rest=duration_words(max(0, int(pathway.minutes) - total)),
        steps=tuple(_steps(pathway, modules, terms)),
        competencies=terms.views(COMPETENCIES, [term for term in known if term in trained]),
        untrained=terms.views(COMPETENCIES, [term for term in known if term not in trained]),
        body=pathway.body,
        mentions=mention_views(linked, pathway),
        imprint=imprint(pathway, terms),
    )


def pathways_views(linked: LinkedLibrary) -> Iterator[tuple[str, PathwaysView]]:
    """Yield (address, view) of each page of the index of pathways."""
    for address, paging, items in paged(linked.library.pathways, PATHWAYS):
        yield address, PathwaysView(pathways=tuple(map(_card, items)), paging=paging)


def _card(pathway: Pathway) -> PathwayCard:
    return PathwayCard(
        link=link_to(pathway),
        summary=pathway.summary.plain,
        persona=pathway.persona,
        time=duration_words(int(pathway.minutes)),
        modules=len(pathway.steps),
    )


def _module(id_: str, linked: LinkedLibrary) -> Module | None:
    target = linked.targets.get(Ref(Kind.MODULE.value, id_))
    found = linked.records[target] if target else None
    return found if isinstance(found, Module) else None


def _steps(pathway: Pathway, modules: list[Module | None], terms: Terms) -> Iterator[StepView]:
    passed = 0
    for step, module in zip(pathway.steps, modules, strict=True):
        passed += int(module.duration) if module else 0
        yield StepView(
            module=module_card(module, terms) if module else None,
            id=step.module,
            why=step.why,
            until=duration_words(passed),
        )
