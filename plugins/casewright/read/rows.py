"""Rows of a table → the fields and texts of cases, with every value that could not be told to be what it should be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casewright.model.dates import parse_date
from casewright.model.fields import (
    DateText,
    FieldType,
    IdText,
    ListOf,
    Number,
    ProseText,
    RecordRef,
    TermText,
    YesNo,
)
from casewright.model.ids import is_id
from casewright.model.vocabulary import Vocabulary
from casewright.problems import nearest
from casewright.read.mapping import Constant, FromColumns, GroupPlan, ItemsPlan, Plan, TableMapping, folded
from casewright.read.table import Row, Table

_WHOLE, _DECIMAL = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z"), re.compile(r"-?[0-9]{1,9}\.[0-9]{1,6}\Z")
_YES_NO = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A value that is not what its field takes: it is written as it stands."""

    row: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedRow:
    """A row as a case: what tells it apart, an id made from it, its fields, its text."""

    number: int
    key: str
    suggested_id: str
    values: Mapping[str, Any]
    body: str


@dataclass(slots=True, kw_only=True)
class Mapped:
    """What became of a table."""

    rows: list[MappedRow] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Rows that are no cases, and why."""
    columns: tuple[tuple[str, int], ...] = ()
    """Columns that the mapping does not name, and in how many rows something stands in them."""


def mapped(table: Table, mapping: TableMapping, vocabularies: Mapping[str, Vocabulary]) -> Mapped:
    """Return the rows of a table as cases, and all that did not map."""
    result = Mapped()
    seen: dict[str, int] = {}
    terms = _Terms(vocabularies)
    for row in table.rows:
        key = _one(row, mapping.key)
        reader = _RowReader(row, terms, result.strays)
        if not key:
            result.left_out.append((row.number, f'nothing stands in "{mapping.key}", which tells rows apart'))
        elif key in seen:
            result.left_out.append((row.number, f'"{mapping.key}" is "{key}" as in row {seen[key]}'))
        else:
            seen[key] = row.number
            values = reader.group(mapping.plan) or {}
            result.rows.append(
                MappedRow(
                    number=row.number,
                    key=key,
                    suggested_id=id_from(_one(row, mapping.id) if mapping.id else str(values.get("title", ""))),
                    values=values,
                    body="\n\n".join(_texts(row, mapping)),
                )
            )
    named = {*mapping.columns, *mapping.unused}
    used = Counter(name for row in table.rows for name in row.cells)
    result.columns = tuple((name, used[name]) for name in table.columns if name not in named)
    return result


def id_from(text: str) -> str:
    """Return an id made from a title, or nothing where it has no word that could begin one."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    words = "-".join(_WORD.findall(bare)).lstrip("0123456789-")[:_LONGEST_ID].rstrip("-")
    return words if is_id(words) else ""


def _one(row: Row, column: str) -> str:
    cell = row.cells.get(column, "")
    return " ".join((cell if isinstance(cell, str) else "; ".join(cell)).split())


def _texts(row: Row, mapping: TableMapping) -> Iterator[str]:
    for heading, column in mapping.body:
        cell = row.cells.get(column)
        if cell:
            text = cell if isinstance(cell, str) else "\n\n".join(cell)
            yield f"## {heading}\n\n{text}" if heading else text


@dataclass(slots=True)
class _Terms:
    """Terms by what people call them; what one looked for is remembered, since columns repeat themselves."""

    vocabularies: Mapping[str, Vocabulary]
    by_name: dict[str, Mapping[str, str]] = field(default_factory=dict)
    nearest: dict[tuple[str, str], str] = field(default_factory=dict)

    def id_of(self, vocabulary: str, text: str) -> str:
        """Return the id of the term that has a text for its id or label, or nothing."""
        return self._names(vocabulary).get(text.casefold(), "")

    def near(self, vocabulary: str, text: str) -> str:
        """Return the id of the term that is most like a text, or nothing."""
        asked = (vocabulary, text)
        if asked not in self.nearest:
            names = self._names(vocabulary)
            found = nearest(text.casefold(), names)
            self.nearest[asked] = names[found] if found else ""
        return self.nearest[asked]

    def _names(self, vocabulary: str) -> Mapping[str, str]:
        if vocabulary not in self.by_name:
            known = self.vocabularies.get(vocabulary)
            terms = known.terms if known else ()
            labels = {term.label.casefold(): term.id for term in reversed(terms)}
            self.by_name[vocabulary] = labels | {term.id: term.id for term in terms}
        return self.by_name[vocabulary]


@dataclass(slots=True)
class _RowReader:
    row: Row
    terms: _Terms
    strays: list[Stray]

    def group(self, plan: GroupPlan) -> dict[str, Any] | None:
        """Return the fields of a group; None where it names columns and nothing stands in any of them."""
        values = {name: value for name, inner in plan.fields.items() if (value := self.value(inner)) is not None}
        constant = [isinstance(inner, Constant) for inner in plan.fields.values()]
        is_filled = any(not isinstance(plan.fields[name], Constant) for name in values)
        return values if is_filled or all(constant) else None

    def value(self, plan: Plan) -> Any:  # noqa: ANN401 - a plain value
        """Return what a plan comes to in this row, or None where nothing stands there."""
        if isinstance(plan, Constant):
            return plan.value
        if isinstance(plan, GroupPlan):
            return self.group(plan)
        if isinstance(plan, ItemsPlan):
            return [item for inner in plan.items if (item := self.group(inner))] or None
        return self.from_columns(plan)

    def from_columns(self, plan: FromColumns) -> Any:  # noqa: ANN401 - a plain value
        type_ = plan.type.item if isinstance(plan.type, ListOf) else plan.type
        found = [
            value
            for column in plan.columns
            for text in self.texts(column, plan)
            if (value := self.single(type_, column, plan.terms.get(folded(text), text))) != ""
        ]
        if isinstance(plan.type, ListOf):
            return list(dict.fromkeys(found)) or None
        return found[0] if found else None

    def texts(self, column: str, plan: FromColumns) -> list[str]:
        """Return the parts of a cell; a cell of several items for a field of one is a single text."""
        cell = self.row.cells.get(column, "")
        if not isinstance(plan.type, ListOf):
            return [text for text in [cell if isinstance(cell, str) else "; ".join(cell)] if text]
        parts = (
            cell.split(plan.split)
            if isinstance(cell, str) and plan.split
            else [cell]
            if isinstance(cell, str)
            else cell
        )
        return [part.strip() for part in parts if part.strip()]

    def single(self, type_: FieldType, column: str, text: str) -> Any:  # noqa: ANN401 - a plain value
        """Return a value as YAML would have it. What cannot be one stays text and is noted."""
        if isinstance(type_, ProseText) or not text:
            return text
        text = " ".join(text.split())
        if isinstance(type_, TermText):
            return self.term(type_.vocabulary, column, text)
        if isinstance(type_, YesNo):
            return self.fit(column, _YES_NO.get(text.casefold()), text, "it is neither yes nor no")
        if isinstance(type_, Number):
            number = int(text) if _WHOLE.match(text) else float(text) if _DECIMAL.match(text) else None
            return self.fit(column, number, text, "it is no number")
        return self.dated(type_, column, text)

    def dated(self, type_: FieldType, column: str, text: str) -> Any:  # noqa: ANN401 - a plain value
        """Return a date, an id or a line of text."""
        if isinstance(type_, DateText):
            fits = parse_date(text) is not None
            date = int(text) if fits and _WHOLE.match(text) else text if fits else None
            return self.fit(column, date, text, "it is no date such as 2013, 2013-07 or 2013-07-31")
        if isinstance(type_, IdText | RecordRef):
            return self.fit(column, text if is_id(text) else None, text, "it is no id")
        return text

    def term(self, vocabulary: str, column: str, text: str) -> str:
        known = self.terms.id_of(vocabulary, text)
        near = "" if known else self.terms.near(vocabulary, text)
        why = f"it is no term of {vocabulary}" + (f'; is "{near}" meant?' if near else "")
        return str(self.fit(column, known or None, text, why))

    def fit(self, column: str, value: Any, text: str, why: str) -> Any:  # noqa: ANN401 - a plain value
        """Return a value, or the text with a note where there is none."""
        if value is None:
            self.strays.append(Stray(row=self.row.number, column=column, value=text, why=why))
            return text
        return value
