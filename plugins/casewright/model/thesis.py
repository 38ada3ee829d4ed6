"""A thesis: a text whose claims the casebook tests, such as the one it was founded on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from casewright.model.fields import CiteText, Group, IdText, ListOf, PlainText, ProseText, RecordRef, TermText, declare
from casewright.model.ids import Kind, TermId
from casewright.model.prose import Citation, Prose
from casewright.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTie:
    """A lesson that a claim led to, and how the two are tied."""

    lesson: str = declare(RecordRef(Kind.LESSON), "The lesson.", example="staff-led-improvement")
    tie: TermId = declare(TermText("thesis-ties"), "What the lesson does with the claim.", example="sharpens")
    because: Prose = declare(ProseText(), "How.", example="It says what staff would have to bring about.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThesisClaim:
    """One thing that the text claims. What the evidence says about it is never typed: it follows from the lessons."""

    id: str = declare(IdText(), "The claim's id within the text; part of its address.", example="staff-know-best")
    title: str = declare(PlainText(), "The claim in a few words.", example="Staff know best")
    text: Prose = declare(
        ProseText(), "The claim in words of your own.", example="Staff know best how to improve work."
    )
    lessons: tuple[LessonTie, ...] = declare(ListOf(Group(LessonTie)), "The lessons that test it.", required=False)
    cases: tuple[str, ...] = declare(
        ListOf(RecordRef(Kind.CASE)), "The cases that it speaks of.", required=False, example="[springfield-desk]"
    )
    note: Prose | None = declare(ProseText(), "What no lesson tests, and what a reader must know.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesis(Record):
    """One text and its claims, each tied to the lessons that make it testable."""

    kind: ClassVar[Kind] = Kind.THESIS

    title: str = declare(PlainText(), "The name readers see.", example="Staff first")
    summary: Prose = declare(
        ProseText(most_words=60), "What the text says.", example="Staff should lead [@doe2013desk]."
    )
    source: Citation = declare(CiteText(), "The text itself.", example="doe2013desk")
    claims: tuple[ThesisClaim, ...] = declare(ListOf(Group(ThesisClaim), least=1), "What it claims, in its order.")
