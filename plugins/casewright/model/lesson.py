"""A lesson: a statement that could be wrong. Its verdict follows from the cases and is never typed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from casewright.model.fields import CiteText, Group, ListOf, PlainText, ProseText, TermText, declare
from casewright.model.ids import Kind, TermId
from casewright.model.prose import Citation, Prose
from casewright.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """What research that no case carries says about a lesson. It is shown beside the verdict and counts nothing."""

    stance: TermId = declare(TermText("stances"), "For, about or against the lesson.", example="contradicts")
    because: Prose = declare(
        ProseText(), "What was found, and what it does not show.", example="Offices elsewhere were no faster."
    )
    source: Citation = declare(CiteText(), "The works that found it.", example="doe2013desk, p. 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Record):
    """One lesson: when, do, expect, and what would refute it."""

    kind: ClassVar[Kind] = Kind.LESSON

    title: str = declare(PlainText(), "The name readers see.", example="Let staff improve their own work")
    number: str = declare(PlainText(), "Its number in the casebook.", example="L4")
    statement: Prose = declare(
        ProseText(),
        "The lesson as a statement that could be wrong.",
        example="Staff who may change their own work save time.",
    )
    when: Prose = declare(
        ProseText(), "The conditions under which it should hold.", example="In offices with routine work."
    )
    do: Prose = declare(ProseText(), "What to do.", example="Train staff and let them change the steps.")
    expect: Prose = declare(
        ProseText(), "What should follow, and by which mechanism.", example="Shorter waiting times."
    )
    refuted_by: Prose = declare(ProseText(), "What evidence would refute it.", example="Trials that show no gain.")
    theme: TermId = declare(TermText("themes"), "The theme it is listed under.", example="people")
    research: tuple[Research, ...] = declare(
        ListOf(Group(Research)),
        "Research for, about or against it that no case of the casebook carries. The verdict counts cases only.",
        required=False,
    )
