"""Controlled vocabularies: the lists of choices, each with its definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from casewright.model.fields import Group as GroupOf
from casewright.model.fields import IdText, ListOf, Number, PlainText, declare
from casewright.problems import Location

ACTIVE, DEPRECATED = TERM_STATES = ("active", "deprecated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One choice: what it is called and what it means."""

    id: str = declare(IdText(), "The term's id.", example="budget-office")
    label: str = declare(PlainText(), "What readers see.", example="Budget office")
    definition: str = declare(PlainText(), "One plain sentence.", example="The office that plans the budget leads.")
    broader: str | None = declare(IdText(), "The broader term of the same vocabulary.", required=False)
    status: str | None = declare(
        PlainText(one_of=TERM_STATES),
        "Whether the term may be used: `active`, if not given, or `deprecated`. A deprecated one stays in its file, so "
        "that old records and addresses keep their meaning; a record that uses it is warned.",
        required=False,
        example="deprecated",
    )
    replaced_by: str | None = declare(
        IdText(),
        "Of a deprecated term: the active term of the same vocabulary that takes its place. `casewright migrate` "
        "writes it into records.",
        required=False,
    )
    mappings: tuple[str, ...] = declare(
        ListOf(PlainText()), "The same thing elsewhere, as `scheme:code`.", required=False, example="[cofog:01.1]"
    )
    measure: str | None = declare(
        PlainText(),
        "Of a unit: what it measures. Money names its currency (ISO 4217; XXX where it is not known), a physical "
        "quantity its unit (CLDR); the rest is `count`, `share` or `ratio`.",
        required=False,
        example="currency:USD",
    )
    takes: tuple[str, ...] = declare(
        ListOf(PlainText()),
        "Of an indicator: in which units it is measured. Units by their id, or all units of a kind: `money`, "
        "`money-per-year` and the like, or a kind of the CLDR such as `duration` or `area`.",
        required=False,
        example="[duration]",
    )
    weight: Decimal | None = declare(Number(), "What the term counts where a rule computes with it.", required=False)

    @property
    def is_deprecated(self) -> bool:
        """Return whether no record should use the term any more."""
        return self.status == DEPRECATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A list of terms in the order in which they are shown."""

    id: str = declare(IdText(), "Equal to the file name.", example="governance")
    title: str = declare(PlainText(), "What readers see.", example="Who leads")
    definition: str = declare(
        PlainText(), "What the list is for, and where it comes from.", example="Patterns of leadership."
    )
    terms: tuple[Term, ...] = declare(ListOf(GroupOf(Term)), "The terms.")

    file: str = ""
    places: Mapping[str, Location] = field(default_factory=dict, repr=False, compare=False)
    _by_id: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the first term of each id: places and organisations grow with the library."""
        object.__setattr__(self, "_by_id", {term.id: term for term in reversed(self.terms)})

    def get(self, term: str) -> Term | None:
        """Return the term with this id, or None."""
        return self._by_id.get(term)

    def lineage(self, term: str) -> Iterator[Term]:
        """Yield the term and then its broader terms, the narrowest first; stops at a circle."""
        seen: set[str] = set()
        found = self.get(term)
        while found and found.id not in seen:
            seen.add(found.id)
            yield found
            found = self.get(found.broader) if found.broader else None
