"""Fields of one record that have to agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from casewright.model.case import Case
from casewright.model.library import Library
from casewright.model.module import Module
from casewright.model.record import Record
from casewright.problems import Code, Problem
from casewright.resolve.evidence import OPEN
from casewright.resolve.words import has_words

THIN = "thin"
UNRATED = "unrated"
UNKNOWN = "unknown"
BEGINNINGS = frozenset({"proposed", "pilot", "launched"})
"""States in which something begins: what came of it comes after."""


def consistency_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every record whose fields contradict each other."""
    for record in library.records():
        yield from _dates(record)
    for case in library.cases:
        yield from _thin(case)
        yield from _status(case)
        yield from _parts(case)
        yield from _old_state(case)
        yield from _pattern(case)
        yield from _strengths(case)
    for module in library.modules:
        yield from _minutes(module)


def _dates(record: Record) -> Iterator[Problem]:
    if record.revised and record.revised.first < record.published.first:
        yield Problem(
            code=Code.DATES,
            where=record.at("revised"),
            path="revised",
            message=f"the record was revised on {record.revised} but published on {record.published}",
            hint="the revision comes later; leave it out where there was none",
        )


def _thin(case: Case) -> Iterator[Problem]:
    if case.sourcing == THIN and not case.sourcing_note:
        yield Problem(
            code=Code.THIN_WITHOUT_NOTE,
            where=case.at("sourcing"),
            path="sourcing_note",
            message="the case is thinly documented and does not tell the reader so",
            hint="add sourcing_note: what it rests on, and what was not found",
        )


def _status(case: Case) -> Iterator[Problem]:
    for index, (earlier, later) in enumerate(pairwise(case.status), start=1):
        if later.date.last < earlier.date.first:
            path = f"status[{index}].date"
            yield Problem(
                code=Code.NOT_IN_ORDER,
                where=case.at(path),
                path=path,
                message=f"{later.date} stands after {earlier.date}",
                hint="give the states in the order of time, the oldest first",
            )


def _parts(case: Case) -> Iterator[Problem]:
    if case.status and all(state.part for state in case.status):
        yield Problem(
            code=Code.ONLY_PARTS,
            where=case.at("status"),
            path="status",
            message="every dated state is one of a part only, so nothing says what became of the case",
            hint="give one state of the whole, without part, if only when it began",
        )


def _old_state(case: Case) -> Iterator[Problem]:
    """Yield a problem where readers would see "launched" beside words on what came later."""
    if not case.status or not case.outcome or case.state.part or case.state.state not in BEGINNINGS:
        return
    if case.outcome.date.first > case.state.date.last:
        path = f"status[{case.status.index(case.state)}].state"
        yield Problem(
            code=Code.OLD_STATE,
            where=case.at(path),
            path=path,
            message=f'the last state of the whole case is "{case.state.state}" of {case.state.date}, and what came of '
            f"it is told up to {case.outcome.date}",
            hint="add the latest dated state of the whole that a source tells of; uncertain, where none does",
        )


def _pattern(case: Case) -> Iterator[Problem]:
    """Yield a problem where a pattern of leadership is named, and no cited words say who leads."""
    given = [text for text in (case.governance.leads, case.governance.model_note) if text]
    if case.governance.model != UNKNOWN and not any(text.citations and has_words(text) for text in given):
        yield Problem(
            code=Code.PATTERN_WITHOUT_REASON,
            where=case.at("governance.model"),
            path="governance.model",
            message=f'"{case.governance.model}" is named as the pattern of leadership, and no cited words say why',
            hint='add leads: who leads, with a citation; or write "unknown"',
        )


def _strengths(case: Case) -> Iterator[Problem]:
    for index, bearing in enumerate(case.bearings):
        if (bearing.stance == OPEN) != (bearing.strength == UNRATED):
            path = f"bearings[{index}].strength"
            yield Problem(
                code=Code.STRENGTH,
                where=case.at(path),
                path=path,
                message=f'the stance "{bearing.stance}" and the strength "{bearing.strength}" do not go together',
                hint="an open question is unrated; every other stance is strong, medium or weak",
            )


def _minutes(module: Module) -> Iterator[Problem]:
    total = sum(activity.minutes for activity in module.activities)
    if total != module.duration:
        yield Problem(
            code=Code.MINUTES,
            where=module.at("duration"),
            path="duration",
            message=f"the module lasts {module.duration} minutes, its activities {total}",
            hint="change the duration or the minutes of an activity",
        )
