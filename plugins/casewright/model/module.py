"""A training module: what a class of public managers does with the cases."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from casewright.model.fields import Group, ListOf, Number, PlainText, ProseText, RecordRef, TermText, declare
from casewright.model.ids import Kind, TermId
from casewright.model.prose import Prose
from casewright.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a learner can do afterwards, on a level of Bloom's taxonomy."""

    verb: TermId = declare(TermText("bloom"), "The level of Bloom's revised taxonomy.", example="analyse")
    text: Prose = declare(ProseText(), "The objective, beginning with a verb.", example="Compare two homes for a team.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUse:
    """A case that the module uses, and what for."""

    case: str = declare(RecordRef(Kind.CASE), "The case.", example="springfield-desk")
    use: Prose = declare(ProseText(), "What the class does with it.", example="Read the claims before class.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One step of the session."""

    title: str = declare(PlainText(), "Its name.", example="Role play")
    minutes: Decimal = declare(Number(is_whole=True), "How long it takes.", example="45")
    text: Prose = declare(ProseText(), "What happens.", example="Groups of four decide who should lead.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Record):
    """One teaching module and the cases and lessons it rests on."""

    kind: ClassVar[Kind] = Kind.MODULE

    title: str = declare(PlainText(), "The name readers see.", example="Who should lead?")
    summary: Prose = declare(ProseText(most_words=60), "What the module is about.", example="Where to put a team.")
    audience: tuple[str, ...] = declare(ListOf(PlainText(), least=1), "Whom it is for.", example="[Department heads]")
    duration: Decimal = declare(Number(is_whole=True), "Minutes in all; the activities add up to it.", example="45")
    level: TermId = declare(TermText("module-levels"), "How much it takes for granted.", example="introductory")
    objectives: tuple[Objective, ...] = declare(ListOf(Group(Objective), least=1), "What learners can do afterwards.")
    cases: tuple[CaseUse, ...] = declare(ListOf(Group(CaseUse), least=1), "Cases used, and what for.")
    lessons: tuple[str, ...] = declare(
        ListOf(RecordRef(Kind.LESSON)), "Lessons discussed.", required=False, example="[staff-led-improvement]"
    )
    activities: tuple[Activity, ...] = declare(ListOf(Group(Activity), least=1), "The session, step by step.")
    questions: tuple[Prose, ...] = declare(
        ListOf(ProseText(), least=1), "Questions for discussion.", example="[Who would have to agree in your office?]"
    )
