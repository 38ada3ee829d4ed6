"""A case of a table, as a file that may be there already → the file with what has changed in the table.

A field is written where the file still says what the last import wrote. Where somebody has changed it since, and the
table has changed too, the file stays as it is there, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casewright.export.front_matter import write_document, write_yaml
from casewright.mend.edits import Edit, edited
from casewright.mend.layout import with_comments
from casewright.mend.ledger import mark_of
from casewright.model.case import Case
from casewright.model.record import written_order
from casewright.read.document import Document, read_document
from casewright.read.mapping import plain_node
from casewright.read.text import SourceText
from casewright.read.yaml import Scalar

BODY = "body"
_COMMENT = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A file as it is to be, what has changed in it, what was kept as people wrote it, and the marks for the ledger."""

    text: str
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    """Fields that differ from the table because somebody changed them in the file."""
    marks: Mapping[str, str]


class NotUpdatedError(ValueError):
    """A file is left as it is; the text says why."""


def new_file(path: str, id_: str, values: Mapping[str, Any], body: str, today: date) -> Updated:
    """Return the file of a new case: a draft, where the table does not say how far it was checked."""
    given = {"review": {"state": "draft"}, "published": today.isoformat(), **values, "id": id_}
    text = write_document({name: given[name] for name in written_order(Case) if name in given}, body)
    marks = {name: mark for name, mark in _marks(path, text).items() if name in (*values, BODY)}
    return Updated(text=text, changed=tuple(marks), kept=(), marks=marks)


def updated(source: SourceText, before: Mapping[str, str], values: Mapping[str, Any], body: str) -> Updated:
    """Return a file with what the table has changed since the last import, whose marks are ``before``.

    :raises NotUpdatedError: where the file cannot be read, or could not be changed without harm.
    """
    document = _read(source.path, source.text)
    now = _marks(source.path, source.text)
    id_ = _id(document)
    wanted = new_file(source.path, id_, values, body, date.min)
    marks, edits, changed, kept = dict(before), [], [], []
    for name in (*(name for name in written_order(Case) if name != "id"), BODY):
        old, new, here = before.get(name), wanted.marks.get(name), now.get(name)
        if old == new:
            continue  # the table has not changed: what people wrote stays
        edit = None
        if here != new:
            edit = _edit(document, name, values.get(name), body) if here == old else None
            if edit is None:
                kept.append(name)
                continue
            edits.append(edit)
            changed.append(name)
        marks.pop(name, None)
        marks |= {name: new} if new else {}
    text = edited(source.text, edits)
    _make_sure(source, text, changed, wanted.marks)
    return Updated(text=text, changed=tuple(changed), kept=tuple(kept), marks=marks)


def _edit(document: Document, name: str, value: Any, body: str) -> Edit | None:  # noqa: ANN401 - a plain value
    """Return what puts a field in its place; None where a comment stands in it, which would be lost."""
    text = document.source.text
    if name == BODY:
        border = text.find("\n", document.fields_end)
        below = f"\n\n{body.rstrip()}\n" if body.strip() else "\n"
        return Edit(len(text) if border < 0 else border, len(text), below)
    written = write_yaml({name: value}) if value is not None else ""
    entries = document.fields.entries
    names = list(entries)
    if name not in entries:
        return Edit(at := _place(document, name), at, written)
    start = text.rfind("\n", 0, entries[name][0].start) + 1
    after = names.index(name) + 1
    end = with_comments(text, entries[names[after]][0].start) if after < len(names) else document.fields_end
    block = text[start:end]
    node = entries[name][1]
    is_one_line = isinstance(node, Scalar) and block.count("\n") == 1 and " #" not in block
    return None if _COMMENT in block and not is_one_line else Edit(start, end, written)


def _place(document: Document, name: str) -> int:
    """Return where a new field belongs: before the first that usually comes later, with the comments above it."""
    ranks = {known: rank for rank, known in enumerate(written_order(Case))}
    for other, (key, _) in document.fields.entries.items():
        if ranks.get(other, 0) > ranks[name]:
            return with_comments(document.source.text, key.start)
    return document.fields_end


def _make_sure(source: SourceText, text: str, changed: list[str], wanted: Mapping[str, str]) -> None:
    """Read the file again: what was to change says what it should, and nothing else has changed."""
    before, after = _marks(source.path, source.text), _marks(source.path, text)
    for name in {*before, *after}:
        if after.get(name) != (wanted.get(name) if name in changed else before.get(name)):
            raise NotUpdatedError("its front matter is written in a way that cannot be changed safely")


def _marks(path: str, text: str) -> dict[str, str]:
    document = _read(path, text)
    marks = {name: mark_of(plain_node(node)) for name, (_, node) in document.fields.entries.items()}
    return marks | ({BODY: mark_of(document.body.strip())} if document.body.strip() else {})


def _read(path: str, text: str) -> Document:
    document, problems = read_document(SourceText(path, text))
    if document is None or problems:
        reason = f": {problems[0].where}: {problems[0].message}" if problems else ""
        raise NotUpdatedError(f"its front matter cannot be read{reason}")
    if document.source.text[document.fields.start : document.fields.start + 1] == "{":
        raise NotUpdatedError("its front matter is written in braces")
    return document


def _id(document: Document) -> str:
    entry = document.fields.entries.get("id")
    return entry[1].text if entry and isinstance(entry[1], Scalar) else ""
