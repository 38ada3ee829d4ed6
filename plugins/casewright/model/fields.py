"""The one table of fields: declared on the record types, read by everything that must agree with them.

Validation, scaffolds, schemas, exports and the field reference all walk these declarations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from casewright.memory import remembered
from casewright.model.ids import Kind
from casewright.problems import Code

_SPEC = "casewright"


@dataclass(frozen=True, slots=True)
class IdText:
    """An id: lower-case words joined by hyphens."""

    names = "an id"


@dataclass(frozen=True, slots=True)
class PlainText:
    """One line of text without markup; ``pattern`` is a further form it must have (``orcid``).

    ``one_of`` are the only words that may stand there, of a choice on which rules of the program depend.
    """

    pattern: str = ""
    one_of: tuple[str, ...] = ()
    names = "a line of text"


@dataclass(frozen=True, slots=True)
class ProseText:
    """Markdown with citations and links; at most ``most_words`` words where that is not 0.

    Of what ``is_quoted`` the words are somebody else's, so that nobody is to mend them.
    """

    most_words: int = 0
    is_quoted: bool = False
    names = "text"


@dataclass(frozen=True, slots=True)
class DateText:
    """An EDTF date; ``is_day`` where it must be one certain day."""

    is_day: bool = False
    names = "a date"


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number; ``is_whole`` where it must be a whole number above zero."""

    is_whole: bool = False
    names = "a number"


@dataclass(frozen=True, slots=True)
class YesNo:
    """``yes`` or ``no``."""

    names = "yes or no"


@dataclass(frozen=True, slots=True)
class TermText:
    """The id of a term of the named vocabulary."""

    vocabulary: str
    names = "a term"


@dataclass(frozen=True, slots=True)
class CiteText:
    """A citation without at-signs: ``doe2013desk, p. 4; roe2014city``."""

    names = "a citation such as doe2013desk, p. 4"


@dataclass(frozen=True, slots=True)
class RecordRef:
    """The id of another record of the given kind."""

    kind: Kind
    names = "the id of a record"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields below one key; ``type`` is the frozen dataclass that declares them."""

    type: type
    names = "fields of its own, indented below it"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of items of one form; ``least`` is how many there must be."""

    item: FieldType
    least: int = 0
    names = "a list"


FieldType = (
    IdText | PlainText | ProseText | DateText | Number | YesNo | TermText | CiteText | RecordRef | Group | ListOf
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its name, form, meaning and an example."""

    name: str
    type: FieldType
    doc: str
    is_required: bool
    example: str
    missing: Code
    """The kind of problem reported when a required field is not there."""
    for_instructors: bool = False
    """Whether only those who teach may read it, so that it is in no other edition."""


def declare(
    type_: FieldType,
    doc: str,
    *,
    required: bool = True,
    example: str = "",
    missing: Code = Code.MISSING_FIELD,
    for_instructors: bool = False,
) -> Any:  # noqa: ANN401 - stands in for dataclasses.field, whose type is the field's own
    """Declare a dataclass field that is also a row of the table of fields. What is for instructors may be missing."""
    assert not (for_instructors and required)  # noqa: S101 - in the other editions it is not there
    metadata = {_SPEC: (type_, doc, required, example, missing, for_instructors)}
    if required:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=() if isinstance(type_, ListOf) else None, metadata=metadata)


_TABLES: dict[type, Mapping[str, Field]] = {}


def fields_of(record: type) -> Mapping[str, Field]:
    """Return the declared fields of a record type by name, in the order of declaration."""
    table = _TABLES.get(record)
    if table is None:
        rows = (Field(item.name, *spec) for item in dataclasses.fields(record) if (spec := item.metadata.get(_SPEC)))
        table = _TABLES[record] = MappingProxyType({row.name: row for row in rows})
    return table


class Leaf(NamedTuple):
    """A value found in a record: its key path, its form, the value, and the group that holds it."""

    path: str
    type: FieldType
    value: Any
    holder: Any


@remembered
def leaves(record: object) -> Sequence[Leaf]:
    """Return every value of a record that is there, in the order of the table, groups and lists opened."""
    found: list[Leaf] = []
    _walk(record, "", found)
    return tuple(found)


def _walk(record: object, prefix: str, found: list[Leaf]) -> None:
    for name, row in fields_of(type(record)).items():
        value = getattr(record, name)
        if value is not None:
            _open(row.type, value, prefix + name, record, found)


def _open(type_: FieldType, value: Any, path: str, holder: object, found: list[Leaf]) -> None:  # noqa: ANN401
    if isinstance(type_, ListOf):
        for index, item in enumerate(value):
            _open(type_.item, item, f"{path}[{index}]", holder, found)
    elif isinstance(type_, Group):
        _walk(value, f"{path}.", found)
    else:
        found.append(Leaf(path, type_, value, holder))
