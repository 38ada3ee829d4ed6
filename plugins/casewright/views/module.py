"""What the page of a training module shows, and the index of modules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.ids import Ref
from casewright.model.module import Activity, Module
from casewright.model.prose import Prose
from casewright.resolve.linked import LinkedLibrary
from casewright.views.paging import Paging, paged
from casewright.views.reading_time import reading_time
from casewright.views.shared import Imprint, MentionsView, RecordLink, imprint, link_to, mention_views
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    """What a learner can do afterwards."""

    level: TermView
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUseView:
    """A case the module uses; ``case`` is None where it does not exist."""

    case: RecordLink | None
    id: str
    use: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """All that the page of a module shows."""

    id: str
    title: str
    summary: Prose
    audience: tuple[str, ...]
    duration: str
    level: TermView
    objectives: tuple[ObjectiveView, ...]
    cases: tuple[CaseUseView, ...]
    lessons: tuple[RecordLink, ...]
    activities: tuple[Activity, ...]
    questions: tuple[Prose, ...]
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
    paging: Paging


def module_view(module: Module, linked: LinkedLibrary, terms: Terms) -> ModuleView:
    """Return what the page of a module shows."""
    lessons = (linked.targets.get(Ref("lesson", lesson)) for lesson in module.lessons)
    return ModuleView(
        id=module.id,
        title=module.title,
        summary=module.summary,
        audience=module.audience,
        duration=duration_words(int(module.duration)),
        level=terms.view("module-levels", module.level),
        objectives=tuple(
            ObjectiveView(level=terms.view("bloom", objective.verb), text=objective.text)
            for objective in module.objectives
        ),
        cases=tuple(_case_uses(module, linked)),
        lessons=tuple(link_to(linked.records[target]) for target in lessons if target),
        activities=module.activities,
        questions=module.questions,
        body=module.body,
        reading_time=reading_time(module.body),
        mentions=mention_views(linked, module),
        imprint=imprint(module, terms),
    )


def modules_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, ModulesView]]:
    """Yield (address, view) of each page of the index of modules."""
    for address, paging, items in paged(linked.library.modules, "modules/"):
        yield address, ModulesView(modules=tuple(_card(module, terms) for module in items), paging=paging)


def duration_words(minutes: int) -> str:
    """Return minutes as hours and minutes: ``4 hours``, ``1 hour 30 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    if rest:
        parts.append(f"{rest} minute{'s' if rest > 1 else ''}")
    return " ".join(parts)


def _case_uses(module: Module, linked: LinkedLibrary) -> Iterator[CaseUseView]:
    for use in module.cases:
        target = linked.targets.get(Ref("case", use.case))
        yield CaseUseView(case=link_to(linked.records[target]) if target else None, id=use.case, use=use.use)


def _card(module: Module, terms: Terms) -> ModuleCard:
    return ModuleCard(
        link=link_to(module),
        summary=module.summary.plain,
        audience=", ".join(module.audience),
        duration=duration_words(int(module.duration)),
        level=terms.view("module-levels", module.level),
    )
