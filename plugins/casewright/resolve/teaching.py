"""Rules of modules and pathways: what a class needs is there, in an order and a time that hold.

- What a case trains is a competency that its module names.
- A case that learners get up to its decision says what that decision is.
- The texts for learners name no year after the decision: they would tell that, and how, it went on.
- Modules do not build on each other in a circle; in a pathway, what a module builds on comes before it.
- The modules of a pathway take no more time than its learner has.
- A case that changed since a module was written against it has to be read again. That is said and stops nothing:
  whoever mends a case need not mend the classes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from casewright.model.case import Case
from casewright.model.ids import Kind, Ref
from casewright.model.library import Library
from casewright.model.module import CaseUse, Module
from casewright.model.pathway import Pathway
from casewright.model.prose import Prose
from casewright.problems import Code, Problem
from casewright.resolve.links import circles
from casewright.resolve.revision import revision_of

_YEAR = re.compile(r"(?<![\w.,-])(1[89]\d\d|20\d\d)(?!\w|[.,]\d)")
"""A number that reads as a year."""


def teaching_problems(library: Library, known: Mapping[Ref, Ref]) -> Iterator[Problem]:
    """Yield a problem for everything that would go wrong in a class."""
    cases = {case.id: case for case in library.cases}
    modules = {module.id: module for module in library.modules}
    for case in library.cases:
        yield from _told_early(case)
    for module in library.modules:
        for index, use in enumerate(module.cases):
            target = known.get(Ref(Kind.CASE.value, use.case))
            yield from _competencies(module, use, index)
            if target and target.id in cases:
                yield from _decision(module, use, index, cases[target.id])
                yield from _reread(module, use, index, cases[target.id])
    yield from _circles(modules, known)
    for pathway in library.pathways:
        steps = [_module(step.module, modules, known) for step in pathway.steps]
        yield from _time(pathway, steps)
        yield from _order(pathway, steps, known)


def _told_early(case: Case) -> Iterator[Problem]:
    if case.decision is None:
        return
    decision = case.decision
    texts: list[tuple[str, Prose]] = [
        ("decision.seat", decision.seat),
        *((f"decision.situation[{index}]", text) for index, text in enumerate(decision.situation)),
        ("decision.question", decision.question),
        *((f"decision.options[{index}]", text) for index, text in enumerate(decision.options)),
    ]
    for path, words in [("decision.title", decision.title), *((path, text.plain) for path, text in texts)]:
        late = [year for year in _YEAR.findall(words) if int(year) > decision.date.last.year]
        if late:
            yield Problem(
                code=Code.TOLD_EARLY,
                where=case.at(path),
                path=path,
                message=f"the text is for learners, who decide in {decision.date.words}, and names the year {late[0]}",
                hint="say here what could be known then; what came later goes into the epilogue",
            )


def _competencies(module: Module, use: CaseUse, index: int) -> Iterator[Problem]:
    for number, term in enumerate(use.trains):
        if term not in module.competencies:
            path = f"cases[{index}].trains[{number}]"
            yield Problem(
                code=Code.NOT_TRAINED,
                where=module.at(path),
                path=path,
                message=f'the case is to train "{term}", which is none of the competencies of the module',
                hint=f"add {term} to the competencies of the module, or remove it here",
            )


def _decision(module: Module, use: CaseUse, index: int, case: Case) -> Iterator[Problem]:
    if use.until_decision and case.decision is None:
        path = f"cases[{index}].until_decision"
        yield Problem(
            code=Code.NO_DECISION,
            where=module.at(path),
            path=path,
            message=f'learners are to get "{case.id}" up to its decision, and the case marks none',
            hint=f"add the field `decision` to {case.file}, or remove this",
        )


def _reread(module: Module, use: CaseUse, index: int, case: Case) -> Iterator[Problem]:
    if use.revision == revision_of(case) or not any(other.revision for other in module.cases):
        return  # a module that notes no revision at all has not begun to keep them
    path = f"cases[{index}].revision"
    yield Problem(
        code=Code.REREAD if use.revision else Code.NO_REVISION,
        where=module.at(path),
        path=path,
        message=f'"{case.id}" has changed since the module was written against it'
        if use.revision
        else f'nothing says against which revision of "{case.id}" the module was written',
        hint=f"read the case again, mend the module, then run: casewright module reread {module.id} {case.id}",
    )


def _circles(modules: Mapping[str, Module], known: Mapping[Ref, Ref]) -> Iterator[Problem]:
    needs = {module.ref: _needs(module, known) for module in modules.values()}
    for circle in circles(needs):
        module = modules[circle[0].id]
        yield Problem(
            code=Code.PREREQUISITE_CYCLE,
            where=module.at("prerequisites"),
            path="prerequisites",
            message="these modules build on each other in a circle: " + " → ".join(ref.id for ref in circle),
            hint="one of them has to come first: remove what it builds on",
        )


def _needs(module: Module, known: Mapping[Ref, Ref]) -> list[Ref]:
    found = (known.get(Ref(Kind.MODULE.value, id_)) for id_ in module.prerequisites)
    return [ref for ref in found if ref]


def _module(id_: str, modules: Mapping[str, Module], known: Mapping[Ref, Ref]) -> Module | None:
    target = known.get(Ref(Kind.MODULE.value, id_))
    return modules.get(target.id) if target else None


def _time(pathway: Pathway, steps: list[Module | None]) -> Iterator[Problem]:
    total = sum(step.duration for step in steps if step)
    if total > pathway.minutes:
        yield Problem(
            code=Code.PATHWAY_TIME,
            where=pathway.at("minutes"),
            path="minutes",
            message=f"the modules take {total} minutes, the learner has {pathway.minutes}",
            hint="leave a module out, or give the pathway more time",
        )


def _order(pathway: Pathway, steps: list[Module | None], known: Mapping[Ref, Ref]) -> Iterator[Problem]:
    done: set[Ref] = set()
    for index, module in enumerate(steps):
        if module is None:
            continue
        path = f"steps[{index}].module"
        missing = [ref.id for ref in _needs(module, known) if ref not in done]
        if module.ref in done:
            yield Problem(
                code=Code.PATHWAY_ORDER,
                where=pathway.at(path),
                path=path,
                message=f'"{module.id}" stands in the pathway twice',
                hint="keep one of the two",
            )
        elif missing:
            yield Problem(
                code=Code.PATHWAY_ORDER,
                where=pathway.at(path),
                path=path,
                message=f'"{module.id}" builds on "{missing[0]}", which does not come before it',
                hint=f"put {missing[0]} before it",
            )
        done.add(module.ref)
