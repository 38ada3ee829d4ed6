"""The form of a record's file that nobody sees: blanks at the ends of lines, and the order of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewright.model.record import Record, written_order
from casewright.problems import Code, Location, Problem
from casewright.read.document import Document
from casewright.read.text import SourceText
from casewright.read.yaml import Mapping, Node, Scalar, Sequence

_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE)
_HARD_BREAK = "  "


def tidiness_problems(type_: type[Record], document: Document) -> Iterator[Problem]:
    """Yield a note for blanks that nobody sees, and one for fields that stand in an order of their own."""
    source = document.source
    blanks = next(unseen_blanks(document), None)
    if blanks:
        yield Problem(
            code=Code.UNSEEN_BLANKS,
            where=source.at(blanks[0]),
            message="blanks stand at the end of a line",
            hint="remove them; most editors do so when they save, and `casewright check --fix` does",
        )
    yield from _order(type_, document.fields, source)


def unseen_blanks(document: Document) -> Iterator[tuple[int, int]]:
    """Yield between which offsets blanks stand that mean nothing.

    Two or more behind words of a text break its line, and within code blanks are part of it, so these are left alone;
    so are those behind the lines of hyphens around front matter.
    """
    text = document.source.text
    texts = list(_texts(document.fields))
    fences = [found.start() for found in _FENCE.finditer(text, document.body_start)]
    for found in _BLANKS.finditer(text):
        start, end = found.span()
        is_alone = start == 0 or text[start - 1] == "\n"
        is_text = start >= document.body_start or any(begin <= start < stop for begin, stop in texts)
        is_border = text.startswith("---", text.rfind("\n", 0, start) + 1)
        is_code = is_border or sum(fence < start for fence in fences) % 2
        if not is_code and not (is_text and not is_alone and found[0].startswith(_HARD_BREAK)):
            yield start, end


def _texts(node: Node) -> Iterator[tuple[int, int]]:
    """Yield between which offsets texts of several lines stand."""
    if isinstance(node, Mapping):
        for _, value in node.entries.values():
            yield from _texts(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    elif isinstance(node, Scalar):
        yield node.start, node.end


def _order(type_: type[Record], fields: Mapping, source: SourceText) -> Iterator[Problem]:
    ranks = {name: rank for rank, name in enumerate(written_order(type_))}
    before = ""
    for name, (key, _) in fields.entries.items():
        if name not in ranks:
            continue
        if before and ranks[name] < ranks[before]:
            yield Problem(
                code=Code.FIELD_ORDER,
                where=_place(source, key),
                path=name,
                message=f'the field "{name}" stands behind "{before}"; in other records it is the other way round',
                hint="move it, or let `casewright check --fix` do it",
            )
            return
        before = name


def _place(source: SourceText, key: Scalar) -> Location:
    return source.at(key.start)
