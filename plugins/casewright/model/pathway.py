"""A pathway: modules in an order, for one kind of learner and the time that they have."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from casewright.model.fields import Group, ListOf, Number, PlainText, ProseText, RecordRef, declare
from casewright.model.ids import Kind
from casewright.model.prose import Prose
from casewright.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A module of a pathway, and why it stands here."""

    module: str = declare(RecordRef(Kind.MODULE), "The module.", example="first-module")
    why: Prose = declare(ProseText(), "Why it comes here.", example="It gives the words for the next one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway(Record):
    """Modules that one kind of learner takes one after the other."""

    kind: ClassVar[Kind] = Kind.PATHWAY

    title: str = declare(PlainText(), "The name readers see.", example="For a new head of service")
    summary: Prose = declare(ProseText(most_words=60), "What one can do at its end.", example="From doubt to a test.")
    persona: str = declare(PlainText(), "Whom it is for: a role, not a name.", example="A new head of service")
    minutes: Decimal = declare(
        Number(is_whole=True), "How many minutes the learner has; the modules take no more.", example="45"
    )
    steps: tuple[Step, ...] = declare(ListOf(Group(Step), least=1), "The modules in their order.")
