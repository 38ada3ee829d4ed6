"""What the page of a training module shows, and the index of modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.edition import Edition
from casewright.model.ids import Kind, Ref
from casewright.model.module import Activity, BoardColumn, CaseUse, Module, Question
from casewright.model.prose import Prose
from casewright.resolve.linked import LinkedLibrary
from casewright.views.decision import decision_link
from casewright.views.paging import Paging, paged
from casewright.views.reading_time import reading_time
from casewright.views.shared import MOST_MODULES, Imprint, MentionsView, RecordLink, imprint, link_to, mention_views
from casewright.views.terms import Terms, TermView

COMPETENCIES = "competencies"
LEVELS = "module-levels"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    """What a learner can do afterwards."""

    level: TermView
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUseView:
    """A case the module uses; ``case`` is None where it does not exist."""

    case: RecordLink | None
    decision: RecordLink | None
    """The case up to its decision, where learners get no more of it."""
    id: str
    use: Prose
    trains: tuple[TermView, ...]
    point: Prose | None
    is_stale: bool
    """Whether the case has changed since the module was written against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """All that the page of a module shows."""

    id: str
    title: str
    summary: Prose
    audience: tuple[str, ...]
    duration: str
    level: TermView
    competencies: tuple[TermView, ...]
    prerequisites: tuple[RecordLink, ...]
    prepares: tuple[RecordLink, ...]
    """The modules that build on it."""
    pathways: tuple[RecordLink, ...]
    objectives: tuple[ObjectiveView, ...]
    cases: tuple[CaseUseView, ...]
    lessons: tuple[RecordLink, ...]
    activities: tuple[Activity, ...]
    questions: tuple[Question, ...]
    facilitator_notes: tuple[Prose, ...]
    board_plan: tuple[BoardColumn, ...]
    is_whole: bool
    """Whether it is for instructors."""
    body: Prose
    reading_time: str
    """How long the text takes; nothing where there is none."""
    mentions: MentionsView
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCard:
    """A module in a list."""

    link: RecordLink
    summary: str
    audience: str
    duration: str
    level: TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulesView:
    """One page of the index of modules."""

    modules: tuple[ModuleCard, ...]
    has_pathways: bool
    paging: Paging


def module_view(module: Module, linked: LinkedLibrary, terms: Terms) -> ModuleView:
    """Return what the page of a module shows."""
    return ModuleView(
        id=module.id,
        title=module.title,
        summary=module.summary,
        audience=module.audience,
        duration=duration_words(int(module.duration)),
        level=terms.view(LEVELS, module.level),
        competencies=terms.views(COMPETENCIES, module.competencies),
        prerequisites=_links(Kind.MODULE, module.prerequisites, linked),
        prepares=tuple(_preparing(module, linked))[:MOST_MODULES],
        pathways=tuple(_pathways(module, linked))[:MOST_MODULES],
        objectives=tuple(
            ObjectiveView(level=terms.view("bloom", objective.verb), text=objective.text)
            for objective in module.objectives
        ),
        cases=tuple(_case_use(use, linked, terms) for use in module.cases),
        lessons=lesson_links(module, linked),
        activities=module.activities,
        questions=module.questions,
        facilitator_notes=module.facilitator_notes,
        board_plan=module.board_plan,
        is_whole=linked.edition is Edition.INSTRUCTOR,
        body=module.body,
        reading_time=reading_time(module.body),
        mentions=mention_views(linked, module),
        imprint=imprint(module, terms),
    )


def modules_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, ModulesView]]:
    """Yield (address, view) of each page of the index of modules."""
    for address, paging, items in paged(linked.library.modules, "modules/"):
        cards = tuple(module_card(module, terms) for module in items)
        yield address, ModulesView(modules=cards, has_pathways=bool(linked.library.pathways), paging=paging)


def module_card(module: Module, terms: Terms) -> ModuleCard:
    """Return a module as lists show it."""
    return ModuleCard(
        link=link_to(module),
        summary=module.summary.plain,
        audience=", ".join(module.audience),
        duration=duration_words(int(module.duration)),
        level=terms.view(LEVELS, module.level),
    )


def duration_words(minutes: int) -> str:
    """Return minutes as hours and minutes: ``4 hours``, ``1 hour 30 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    if rest:
        parts.append(f"{rest} minute{'s' if rest > 1 else ''}")
    return " ".join(parts)


def lesson_links(module: Module, linked: LinkedLibrary) -> tuple[RecordLink, ...]:
    """Return links to the lessons that a module discusses."""
    return _links(Kind.LESSON, module.lessons, linked)


def _links(kind: Kind, ids: Iterable[str], linked: LinkedLibrary) -> tuple[RecordLink, ...]:
    targets = (linked.targets.get(Ref(kind.value, id_)) for id_ in ids)
    return tuple(link_to(linked.records[target]) for target in targets if target)


def _preparing(module: Module, linked: LinkedLibrary) -> Iterator[RecordLink]:
    for other in linked.library.modules:
        if module.ref in (linked.targets.get(Ref(Kind.MODULE.value, id_)) for id_ in other.prerequisites):
            yield link_to(other)


def _pathways(module: Module, linked: LinkedLibrary) -> Iterator[RecordLink]:
    for pathway in linked.library.pathways:
        if module.ref in (linked.targets.get(Ref(Kind.MODULE.value, step.module)) for step in pathway.steps):
            yield link_to(pathway)


def _case_use(use: CaseUse, linked: LinkedLibrary, terms: Terms) -> CaseUseView:
    target = linked.targets.get(Ref(Kind.CASE.value, use.case))
    case = linked.records[target] if target else None
    return CaseUseView(
        case=link_to(case) if case else None,
        decision=decision_link(case) if use.until_decision and isinstance(case, Case) else None,
        id=use.case,
        use=use.use,
        trains=terms.views(COMPETENCIES, use.trains),
        point=use.point,
        is_stale=bool(case and use.revision and use.revision != linked.revisions.get(case.id)),
    )
