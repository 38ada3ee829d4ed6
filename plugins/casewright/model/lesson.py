"""A lesson: a statement that could be wrong. Its evidence is computed from the cases, never typed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from casewright.model.fields import PlainText, ProseText, TermText, declare
from casewright.model.ids import Kind, TermId
from casewright.model.prose import Prose
from casewright.model.record import Record


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
