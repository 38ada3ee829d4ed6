"""A mapping file → which column of a table each field of a case comes from.

The file has the shape of a case: where a case has a value, the mapping names a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casewright.model.case import Case
from casewright.model.fields import FieldType, Group, ListOf, fields_of
from casewright.problems import Code, Location, Problem, did_you_mean, quoted
from casewright.read.text import SourceText, decode
from casewright.read.yaml import Mapping as YamlMapping
from casewright.read.yaml import Node, Scalar, parse_yaml
from casewright.read.yaml import Sequence as YamlSequence

TOP = ("key", "id", "sheet", "fields", "body", "unused")
_CELL = ("column", "columns", "split", "terms", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromColumns:
    """A value from a column, or the items of a list from several."""

    type: FieldType
    columns: tuple[str, ...]
    split: str = ""
    """What stands between the items in a cell."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """What stands for what: text of a cell, in small letters, and the value that is meant; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A value that is the same in all rows."""

    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """The fields of a group."""

    fields: Mapping[str, Plan]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPlan:
    """The items of a list of groups."""

    items: tuple[GroupPlan, ...]


Plan = FromColumns | Constant | GroupPlan | ItemsPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """What becomes of a table."""

    key: str
    """The column that tells rows apart, in every version of the table."""
    id: str
    """The column that ids are made from; empty for the title."""
    sheet: str
    plan: GroupPlan
    body: tuple[tuple[str, str], ...]
    """Headings and the columns whose text stands below them; one without heading is the whole text."""
    unused: frozenset[str]
    """Columns that are left out on purpose."""
    places: Mapping[str, Location] = field(default_factory=dict, repr=False, compare=False)
    """Where each column is first named."""

    @property
    def columns(self) -> frozenset[str]:
        """Return all columns that something comes from."""
        own = {self.key, self.id, *(column for _, column in self.body), *_columns(self.plan)}
        return frozenset(own - {""})


def read_mapping(path: str, data: bytes) -> tuple[TableMapping | None, tuple[Problem, ...]]:
    """Return the mapping in a file, or None with what is wrong with it."""
    source, problems = decode(path, data)
    if source is None:
        return None, problems
    root, faults = parse_yaml(source, 0, len(source.text))
    if root is None or faults:
        return None, faults
    reader = _Reader(source)
    mapping = reader.mapping(root)
    return (None if reader.problems else mapping), tuple(reader.problems)


def column_problems(mapping: TableMapping, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each column that a mapping names and the table lacks."""
    for name in sorted({*mapping.columns, *mapping.unused} - set(columns)):
        yield Problem(
            code=Code.UNKNOWN_FIELD,
            where=mapping.places[name],
            message=f"the table has no column {quoted(name)}",
            hint=did_you_mean(name, columns, f"it has: {', '.join(map(quoted, columns))}"),
        )


def _columns(plan: Plan) -> Iterator[str]:
    if isinstance(plan, FromColumns):
        yield from plan.columns
    elif isinstance(plan, GroupPlan):
        for inner in plan.fields.values():
            yield from _columns(inner)
    elif isinstance(plan, ItemsPlan):
        for item in plan.items:
            yield from _columns(item)


@dataclass(slots=True)
class _Reader:
    source: SourceText
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)

    def mapping(self, root: YamlMapping) -> TableMapping | None:
        self._known(root, TOP)
        given = {name: node for name, (_, node) in root.entries.items()}
        fields = given.get("fields")
        if not isinstance(fields, YamlMapping):
            at = fields.start if fields else 0
            self._wrong(at, "a mapping needs `fields:`, the fields of a case with their columns", "see --suggest")
            return None
        if "key" not in given:
            self._wrong(
                0, "a mapping needs `key:`, the column that tells rows apart", "a number, code or name of each row"
            )
        return TableMapping(
            key=self._column(given.get("key")),
            id=self._column(given.get("id")),
            sheet=self._text(given.get("sheet")),
            plan=self._group(Case, fields),
            body=tuple(self._body(given.get("body"))),
            unused=frozenset(self._texts(given.get("unused"))),
            places=self.places,
        )

    def _group(self, type_: type, node: YamlMapping) -> GroupPlan:
        table = {name: row for name, row in fields_of(type_).items() if not (type_ is Case and name == "id")}
        self._known(node, table)
        plans = {
            name: self._plan(table[name].type, value) for name, (_, value) in node.entries.items() if name in table
        }
        return GroupPlan(fields={name: plan for name, plan in plans.items() if plan})

    def _plan(self, type_: FieldType, node: Node) -> Plan | None:
        if isinstance(node, YamlMapping) and "value" in node.entries:
            self._known(node, ("value",))
            return Constant(value=plain_node(node.entries["value"][1]))
        if isinstance(type_, Group):
            if isinstance(node, YamlMapping):
                return self._group(type_.type, node)
            return self._wrong(
                node.start, "this field has fields of its own", "write them below it, each with its column"
            )
        if isinstance(type_, ListOf) and isinstance(type_.item, Group):
            group = type_.item.type
            if isinstance(node, YamlSequence) and all(isinstance(item, YamlMapping) for item in node.items):
                items = [self._group(group, item) for item in node.items if isinstance(item, YamlMapping)]
                return ItemsPlan(items=tuple(items))
            return self._wrong(
                node.start, "this field is a list of groups", "write `- ` before the first field of each"
            )
        return self._cell(type_, node)

    def _cell(self, type_: FieldType, node: Node) -> Plan | None:
        if not isinstance(node, YamlMapping):
            columns = self._texts(node)
            if len(columns) > 1 and not isinstance(type_, ListOf):
                return self._wrong(node.start, "this field holds one value", "name one column")
            return FromColumns(type=type_, columns=columns)
        self._known(node, _CELL)
        given = {name: value for name, (_, value) in node.entries.items()}
        columns = self._texts(given.get("column") or given.get("columns"))
        if not columns or (len(columns) > 1 and not isinstance(type_, ListOf)):
            return self._wrong(
                node.start, "a field needs `column:`, and one that is no list only one", "name its column"
            )
        split = self._text(given.get("split"), strip=False)
        if split and not isinstance(type_, ListOf):
            return self._wrong(given["split"].start, "only a list can be split", "remove `split`")
        return FromColumns(type=type_, columns=columns, split=split, terms=self._terms(given.get("terms")))

    def _terms(self, node: Node | None) -> Mapping[str, str]:
        if node is None:
            return {}
        if not isinstance(node, YamlMapping):
            self._wrong(
                node.start, "`terms` is a list of values and what they stand for", "write `In the text: the-term`"
            )
            return {}
        return {folded(name): self._text(value) for name, (_, value) in node.entries.items()}

    def _body(self, node: Node | None) -> Iterator[tuple[str, str]]:
        if isinstance(node, YamlMapping):
            yield from ((heading, self._column(column)) for heading, (_, column) in node.entries.items())
        elif node is not None and (whole := self._column(node)):
            yield "", whole

    def _column(self, node: Node | None) -> str:
        name = self._text(node)
        if name and node:
            self.places.setdefault(name, self.source.at(node.start))
        return name

    def _text(self, node: Node | None, *, strip: bool = True) -> str:
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return "" if node.is_nothing and strip else " ".join(node.text.split()) if strip else node.text
        self._wrong(node.start, "one line of text is expected here", "write a name behind the colon")
        return ""

    def _texts(self, node: Node | None) -> tuple[str, ...]:
        nodes = node.items if isinstance(node, YamlSequence) else [node]
        return tuple(filter(None, map(self._column, nodes)))

    def _known(self, node: YamlMapping, names: Sequence[str] | Mapping[str, Any]) -> None:
        for name, (key, _) in node.entries.items():
            if name not in names:
                self.problems.append(
                    Problem(
                        code=Code.UNKNOWN_FIELD,
                        where=self.source.at(key.start),
                        message=f"{quoted(name)} is not known here",
                        hint=did_you_mean(name, names, f"known are: {', '.join(names)}"),
                    )
                )

    def _wrong(self, start: int, message: str, hint: str) -> Plan | None:
        """Note what is wrong; there is no plan then."""
        where = self.source.at(start)
        self.problems.append(Problem(code=Code.WRONG_TYPE, where=where, message=message, hint=hint))
        return None


def plain_node(node: Node) -> Any:  # noqa: ANN401 - nested plain values
    """Return what is written in a node, as text, lists and mappings."""
    if isinstance(node, YamlMapping):
        return {name: plain_node(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, YamlSequence):
        return [plain_node(item) for item in node.items]
    return node.text


def folded(text: str) -> str:
    """Return text as values are compared: in small letters, with single blanks."""
    return " ".join(text.split()).casefold()
