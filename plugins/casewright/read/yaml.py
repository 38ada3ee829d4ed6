"""YAML → nodes that remember where they stand.

Only the structure is YAML's. Scalars stay the text that was written, because the field decides what it means: ``no``
is not false and ``2012-07`` is not a string in one file and a date in the next. Anchors, aliases and tags are refused
(they are what makes small files explode), and so are duplicate keys and deep nesting. Events are read one by one, so
nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from casewright.problems import Code, Problem, quoted
from casewright.read.text import SourceText
from casewright.read.yaml_fault import QUOTE_IT, explain

DEEPEST = 12
"""Levels of nesting allowed; the deepest record needs five."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_CUT_OFF = re.compile(r"[ \t]+(#\S+)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as written, and the offsets between which it stands in the file."""

    text: str
    start: int
    end: int
    is_plain: bool = True

    @property
    def is_nothing(self) -> bool:
        """Return whether the value counts as not given."""
        return not self.text.strip() or (self.is_plain and self.text in _NOTHING)


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    start: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Fields by name, each with its key's scalar and its value's node."""

    start: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):  # noqa: N818 - not an error, an early end of reading
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse_yaml(source: SourceText, start: int, end: int) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Return the fields written between two offsets of a file, and the problems of their form."""
    text = source.text[start:end]
    if not text.strip():
        return Mapping(min(start + 1, end)), ()
    reader = _Reader(source, start)
    try:
        root = reader.read(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        return None, (*reader.problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*reader.problems, explain(source, start, text, error))
    if not isinstance(root, Mapping):
        return None, (
            Problem(
                code=Code.NOT_A_MAPPING,
                where=source.at(root.start if root else start),
                message="expected fields such as `title: …`, found something else",
                hint="write one field on each line: its name, a colon, a space, its value",
            ),
        )
    return root, tuple(reader.problems)


@dataclass(slots=True)
class _Reader:
    source: SourceText
    offset: int
    problems: list[Problem] = field(default_factory=list)
    stack: list[Sequence | Mapping] = field(default_factory=list)
    keys: list[Scalar | None] = field(default_factory=list)
    root: Node | None = None

    def read(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or _has_tag(event):
                raise _Refused(self._feature(event))
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open(Sequence(self.offset + _index(event.start_mark)))
            elif isinstance(event, yaml.MappingStartEvent):
                self._open(Mapping(self.offset + _index(event.start_mark)))
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self.stack.pop()
                self.keys.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and self.root:
                raise _Refused(self._second_document(event))
        return self.root

    def _scalar(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events are untyped
        start, end = self.offset + _index(event.start_mark), self.offset + _index(event.end_mark)
        is_plain = not event.style  # the C parser says "" where the other says None
        if found := _CONTROL.search(event.value):
            self._report(
                start,
                f"the text holds a control character (U+{ord(found[0]):04X})",
                "write a backslash twice where you mean one, or use single quotation marks",
            )
        elif is_plain and end > start and (cut := _CUT_OFF.match(self.source.text, end)):
            self._report(
                cut.start(1),
                f'the text ends before {quoted(cut[1])}: "#" after a space begins a comment',
                f"{QUOTE_IT}; a comment has a space after #",
            )
        self._add(Scalar(_CONTROL.sub("", event.value), start, end, is_plain=is_plain))

    def _open(self, node: Sequence | Mapping) -> None:
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)
        if len(self.stack) > DEEPEST:
            raise _Refused(
                Problem(
                    code=Code.TOO_DEEP,
                    where=self.source.at(node.start),
                    message=f"the YAML is nested more than {DEEPEST} levels deep",
                    hint="no record needs that: look for a missing line break or a stray bracket",
                )
            )

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
        elif isinstance(parent := self.stack[-1], Sequence):
            parent.items.append(node)
        elif (key := self.keys[-1]) is None:
            if not isinstance(node, Scalar):
                raise _Refused(
                    Problem(
                        code=Code.YAML_SYNTAX,
                        where=self.source.at(node.start),
                        message="a list or group stands where the name of a field is expected",
                        hint=f"where you mean the sign itself, {QUOTE_IT}",
                    )
                )
            self.keys[-1] = node
        else:
            self.keys[-1] = None
            self._put(parent, key, node)

    def _put(self, parent: Mapping, key: Scalar, node: Node) -> None:
        if key.text not in parent.entries:
            parent.entries[key.text] = (key, node)
            return
        first = self.source.at(parent.entries[key.text][0].start)
        self.problems.append(
            Problem(
                code=Code.DUPLICATE_KEY,
                where=self.source.at(key.start),
                message=f"{quoted(key.text)} is given twice; the first is on line {first.line}",
                hint="keep one of the two",
            )
        )

    def _report(self, start: int, message: str, hint: str) -> None:
        problem = Problem(code=Code.YAML_SYNTAX, where=self.source.at(start), message=message, hint=hint)
        self.problems.append(problem)

    def _feature(self, event: Any) -> Problem:  # noqa: ANN401 - PyYAML's events are untyped
        return Problem(
            code=Code.YAML_FEATURE,
            where=self.source.at(self.offset + _index(event.start_mark)),
            message="anchors (&), aliases (*) and tags (!) of YAML are not used in records",
            hint=f"write the value out; where you mean the sign itself, {QUOTE_IT}",
        )

    def _second_document(self, event: Any) -> Problem:  # noqa: ANN401 - PyYAML's events are untyped
        return Problem(
            code=Code.YAML_SYNTAX,
            where=self.source.at(self.offset + _index(event.start_mark)),
            message="a line that begins with --- starts a second document",
            hint="remove the line; what stands below it would be lost",
        )


def _index(mark: Any) -> int:  # noqa: ANN401 - a mark of either of PyYAML's readers
    return int(mark.index)


def _has_tag(event: Any) -> bool:  # noqa: ANN401 - PyYAML's events are untyped
    return getattr(event, "tag", None) not in (None, "!")
