"""What cases, lessons, modules, theses and pathways have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from casewright.model.dates import Date
from casewright.model.fields import DateText, Group, IdText, ListOf, PlainText, ProseText, TermText, declare, fields_of
from casewright.model.ids import Kind, Ref, TermId
from casewright.model.prose import Prose
from casewright.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Somebody who made the record, and what they did (CRediT roles)."""

    name: str = declare(
        PlainText(), "`Family, Given` for a person; a name without a comma is an organisation.", example="Doe, Jane"
    )
    orcid: str | None = declare(
        PlainText(pattern="orcid"), "The person's ORCID iD.", required=False, example="0000-0002-1825-0097"
    )
    roles: tuple[TermId, ...] = declare(
        ListOf(TermText("credit-roles"), least=1), "What they did.", example="[writing-original-draft]"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How far the record has been checked, and by whom."""

    state: TermId = declare(TermText("review-states"), "How far the record has been checked.", example="draft")
    note: Prose | None = declare(ProseText(), "Who checked what.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A kind of problem that the record has and that is no fault in it."""

    code: str = declare(PlainText(), "The number of a warning or a note.", example="CW616")
    because: str = declare(
        PlainText(), "Why it is no fault here.", example="The figure is an exercise of the reader's own."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record: fields from the front matter, and where they stand."""

    kind: ClassVar[Kind]

    id: str = declare(
        IdText(),
        "The record's identity and address: equal to the file name, never changed.",
        example="springfield-desk",
    )
    title: str = declare(PlainText(), "The name readers see.", example="Springfield front desk")
    review: Review = declare(Group(Review), "How far the record has been checked.")
    contributors: tuple[Contributor, ...] = declare(ListOf(Group(Contributor), least=1), "Who made the record.")
    published: Date = declare(DateText(is_day=True), "The day the record first appeared.", example="2026-11-23")
    revised: Date | None = declare(
        DateText(is_day=True),
        "The day of the last change that matters to readers.",
        required=False,
        example="2027-01-31",
    )
    aliases: tuple[str, ...] = declare(
        ListOf(IdText()), "Former ids; their addresses lead here.", required=False, example="[its-former-id]"
    )
    ignore: tuple[PassedOver, ...] = declare(
        ListOf(Group(PassedOver)),
        "Warnings and notes of the check that are no faults in this record, each with the reason.",
        required=False,
    )

    body: Prose = field(default_factory=lambda: Prose(text="", is_block=True))
    file: str = ""
    """The record's file, relative to the casebook, with ``/``."""
    places: Mapping[str, Location] = field(default_factory=dict, repr=False, compare=False)
    """Where each key path stands in the file."""

    @property
    def ref(self) -> Ref:
        """Return the record's identity among all records."""
        return Ref(self.kind.value, self.id)

    @property
    def last_change(self) -> Date:
        """Return the day of the last change that matters to readers."""
        return self.revised or self.published

    def at(self, path: str) -> Location:
        """Return where a key path stands; of one that is not there, where its nearest holder stands."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return Location(self.file)


_FIRST = ("id", "number", "title")


def written_order(type_: type[Record]) -> tuple[str, ...]:
    """Return the fields of a type in the order in which people write them: what it is called, its own, who made it."""
    names = tuple(fields_of(type_))
    first = tuple(name for name in _FIRST if name in names)
    last = tuple(name for name in fields_of(Record) if name not in first)
    return (*first, *(name for name in names if name not in first + last), *last)
