"""The reference of fields: what each is for, what may stand in it, and the words of its list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.model.fields import (
    DateText,
    Field,
    FieldType,
    Group,
    ListOf,
    Number,
    PlainText,
    ProseText,
    RecordRef,
    TermText,
    fields_of,
)
from casewright.model.library import RECORD_TYPES
from casewright.model.record import Record
from casewright.model.vocabulary import Vocabulary
from casewright.views.glossary import WordList, word_list
from casewright.views.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a text: words, or what is written as it stands."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field."""

    id: str
    """Its anchor on the page."""
    name: str
    form: str
    is_required: bool
    meaning: tuple[Span, ...]
    example: str
    list_id: str = ""
    """The list of terms on this page of which one may be chosen, or nothing."""
    list_title: str = ""
    group: str = ""
    """The anchor of the table with the fields below this one, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTable:
    """The fields of a record, or of a group within it."""

    id: str
    title: str
    definition: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSection:
    """The fields of one kind of record: first its own, then those of its groups."""

    id: str
    title: str
    schema: str
    """The word for its JSON Schema, or nothing."""
    tables: tuple[FieldTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsView:
    """All fields, and the lists of terms that may stand in them."""

    sections: tuple[FieldSection, ...]
    lists: tuple[WordList, ...]


def fields_view(terms: Terms) -> FieldsView:
    """Return the reference of fields: what all records share, each kind, and the files of vocabularies."""
    shared = frozenset(fields_of(Record))
    writer = _Writer(terms)
    sections = (
        FieldSection(id="records", title="Every record", schema="", tables=tuple(writer.tables(Record, "records"))),
        *(
            FieldSection(
                id=kind.value, title=f"A {kind.value}", schema=kind.value,
                tables=tuple(writer.tables(type_, kind.value, shared)),
            )
            for kind, type_ in RECORD_TYPES.items()
        ),
        FieldSection(
            id="vocabulary", title="A vocabulary", schema="vocabulary",
            tables=tuple(writer.tables(Vocabulary, "vocabulary")),
        ),
    )  # fmt: skip
    return FieldsView(sections=sections, lists=tuple(word_list(name, terms) for name in sorted(writer.lists)))


class _Writer:
    """Writes tables, and notes which lists of terms they name."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.lists: set[str] = set()

    def tables(self, type_: type, id_: str, without: frozenset[str] = frozenset()) -> Iterator[FieldTable]:
        """Yield the table of a type, and then those of the groups in it, the outer ones first."""
        table = fields_of(type_)
        groups = {name: inner for name, row in table.items() if name not in without and (inner := _inner(row.type))}
        yield FieldTable(
            id=id_,
            title="" if "-" not in id_ else id_.partition("-")[2].replace("-", "."),
            definition=str(type_.__doc__).partition("\n")[0],
            rows=tuple(self.row(row, id_) for name, row in table.items() if name not in without),
        )
        for name, inner in groups.items():
            yield from self.tables(inner, f"{id_}-{name}")

    def row(self, row: Field, table: str) -> FieldRow:
        """Return a field with what may stand in it."""
        inner = row.type.item if isinstance(row.type, ListOf) else row.type
        vocabulary = inner.vocabulary if isinstance(inner, TermText) else ""
        if vocabulary in self.terms.vocabularies:
            self.lists.add(vocabulary)
        anchor = f"{table}-{row.name}"
        return FieldRow(
            id=f"field-{anchor}",
            name=row.name,
            form=_form(row.type),
            is_required=row.is_required,
            meaning=tuple(_spans(row.doc)),
            example=row.example,
            list_id=vocabulary if vocabulary in self.lists else "",
            list_title=self.terms.title(vocabulary) if vocabulary else "",
            group=anchor if isinstance(inner, Group) else "",
        )


def _inner(type_: FieldType) -> type | None:
    inner = type_.item if isinstance(type_, ListOf) else type_
    return inner.type if isinstance(inner, Group) else None


def _form(type_: FieldType) -> str:  # noqa: PLR0911 - one line for each form
    """Return in words what may stand in a field."""
    match type_:
        case ListOf(item=item, least=least):
            inner = _FEW.get(type(item)) or _form(item)
            return f"a list, each {inner}" + (f"; at least {least}" if least else "")
        case ProseText(most_words=most) if most:
            return f"text, at most {most} words"
        case DateText(is_day=True):
            return "one day"
        case PlainText(one_of=words) if words:
            return " or ".join(words)
        case Number(is_whole=True):
            return "a whole number above zero"
        case RecordRef(kind=kind):
            return f"the id of a {kind.value}"
        case Group():
            return "fields of its own"
        case _:
            return type_.names


_FEW: Mapping[type, str] = {Group: "with fields of its own"}


def _spans(text: str) -> Iterator[Span]:
    """Yield the parts of a text in which what is written as it stands is between backticks."""
    for index, part in enumerate(text.split("`")):
        if part:
            yield Span(text=part, is_code=index % 2 == 1)
