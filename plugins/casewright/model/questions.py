"""What somebody is asked who proposes a case without a file: one question for each field that is theirs to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.fields import Field, Group, ListOf, fields_of

LEFT_TO_EDITORS = frozenset(
    {"review", "published", "revised", "aliases", "ignore", "also_called", "last_verified", "bearings", "relations"}
    | {"decision"}  # several texts in one field, and made for a class
)
"""Fields about the record and not the case, and judgements that take a look at the other records."""

STORY, SOURCES, AGREED = "Story", "Sources", "Licence"
"""The labels of what is asked beside the fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, and the field that holds its answer."""

    path: tuple[str, ...]
    """The names of the field and of the groups that it is in, the outermost first."""
    row: Field

    @property
    def id(self) -> str:
        """Return the name of the question among all."""
        return "-".join(self.path)

    @property
    def label(self) -> str:
        """Return what stands over the answer: ``Governance: it role``."""
        group, *rest = (name.replace("_", " ") for name in self.path)
        return ": ".join([group.capitalize(), *rest])

    @property
    def group(self) -> type | None:
        """Return what each item of the answer declares, where the answer is a list of groups of fields."""
        type_ = self.row.type
        return type_.item.type if isinstance(type_, ListOf) and isinstance(type_.item, Group) else None


def questions() -> tuple[Question, ...]:
    """Return the questions about a case, in the order of the table of fields."""
    return tuple(_questions(Case, (), LEFT_TO_EDITORS))


def _questions(type_: type, path: tuple[str, ...], without: frozenset[str]) -> Iterator[Question]:
    for name, row in fields_of(type_).items():
        if name in without:
            continue
        if isinstance(row.type, Group):
            for question in _questions(row.type.type, (*path, name), frozenset()):
                yield question if row.is_required else _optional(question)
        else:
            yield Question(path=(*path, name), row=row)


def _optional(question: Question) -> Question:
    """Return a question that need not be answered, since the group may stay away altogether."""
    row = question.row
    loose = Field(
        name=row.name, type=row.type, doc=row.doc, is_required=False, example=row.example, missing=row.missing
    )
    return Question(path=question.path, row=loose)
