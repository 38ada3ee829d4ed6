"""A training module: what a class of public managers does with the cases, and what the one who teaches it needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from casewright.model.fields import (
    Group,
    ListOf,
    Number,
    PlainText,
    ProseText,
    RecordRef,
    TermText,
    YesNo,
    declare,
)
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
    revision: str | None = declare(
        PlainText(),
        "The revision of the case against which the module was written. `casewright module reread` writes it, after "
        "somebody has read the case again.",
        required=False,
    )
    until_decision: bool | None = declare(
        YesNo(),
        "Whether learners get the case up to its decision only. The case then needs the field `decision`.",
        required=False,
        example="no",
    )
    trains: tuple[TermId, ...] = declare(
        ListOf(TermText("competencies")),
        "Which competencies of the module the class trains with this case.",
        required=False,
        example="[data-literacy]",
    )
    use: Prose = declare(
        ProseText(),
        "What the class does with it. Learners read it: of a case up to its decision it must not tell the end.",
        example="Read the claims before class.",
    )
    point: Prose | None = declare(
        ProseText(),
        "What the case is to show, for those who teach.",
        required=False,
        example="Nobody but the city counted [@doe2013desk].",
        for_instructors=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One step of the session."""

    title: str = declare(PlainText(), "Its name.", example="Role play")
    minutes: Decimal = declare(Number(is_whole=True), "How long it takes.", example="45")
    text: Prose = declare(ProseText(), "What happens.", example="Groups of four decide who should lead.")
    facilitation: Prose | None = declare(
        ProseText(),
        "How to lead it, for those who teach.",
        required=False,
        example="Stop the groups after half an hour.",
        for_instructors=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question for discussion, and what a good answer holds."""

    text: Prose = declare(ProseText(), "The question.", example="Who would have to agree in your office?")
    expected: Prose | None = declare(
        ProseText(),
        "What a good answer holds, with citations, for those who teach.",
        required=False,
        example="The director, who was asked first [@doe2013desk].",
        for_instructors=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """One part of the board, as it looks at the end of the discussion."""

    heading: str = declare(PlainText(), "What stands above it.", example="Who knew")
    text: Prose = declare(ProseText(), "What is to stand there in the end.", example="Staff at the desk.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Record):
    """One teaching module and the cases and lessons it rests on."""

    kind: ClassVar[Kind] = Kind.MODULE

    title: str = declare(PlainText(), "The name readers see.", example="Who should lead?")
    summary: Prose = declare(ProseText(most_words=60), "What the module is about.", example="Where to put a team.")
    audience: tuple[str, ...] = declare(ListOf(PlainText(), least=1), "Whom it is for.", example="[Department heads]")
    duration: Decimal = declare(Number(is_whole=True), "Minutes in all; the activities add up to it.", example="45")
    level: TermId = declare(TermText("module-levels"), "How much it takes for granted.", example="introductory")
    prerequisites: tuple[str, ...] = declare(
        ListOf(RecordRef(Kind.MODULE)),
        "Modules that come before it.",
        required=False,
        example="[first-module]",
    )
    competencies: tuple[TermId, ...] = declare(
        ListOf(TermText("competencies")),
        "The competencies that it trains.",
        required=False,
        example="[data-literacy]",
    )
    objectives: tuple[Objective, ...] = declare(ListOf(Group(Objective), least=1), "What learners can do afterwards.")
    cases: tuple[CaseUse, ...] = declare(ListOf(Group(CaseUse), least=1), "Cases used, and what for.")
    lessons: tuple[str, ...] = declare(
        ListOf(RecordRef(Kind.LESSON)), "Lessons discussed.", required=False, example="[staff-led-improvement]"
    )
    activities: tuple[Activity, ...] = declare(ListOf(Group(Activity), least=1), "The session, step by step.")
    questions: tuple[Question, ...] = declare(
        ListOf(Group(Question), least=1), "Questions for discussion, and what a good answer holds."
    )
    facilitator_notes: tuple[Prose, ...] = declare(
        ListOf(ProseText()),
        "What those who teach should know, in paragraphs. The text below the fields is for learners.",
        required=False,
        example="[Do not tell the end before the vote.]",
        for_instructors=True,
    )
    board_plan: tuple[BoardColumn, ...] = declare(
        ListOf(Group(BoardColumn)),
        "How the board looks at the end, column by column, for those who teach.",
        required=False,
        for_instructors=True,
    )
