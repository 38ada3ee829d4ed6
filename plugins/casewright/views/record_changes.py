"""What changed in a record, field by field: values that are short with what they were and are, the rest by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from casewright.model.fields import CiteText, Leaf, ProseText, leaves
from casewright.model.prose import Prose
from casewright.model.record import Record
from casewright.read.citation import write_field

BODY = "body"
_NOTHING = ("", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A value that is another one now; what was not there, or is no more, is empty."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A record that is new, gone or another one now."""

    ref: str
    title: str
    file: str
    fields: tuple[str, ...] = ()
    """The names of the fields in which something changed, in the order of the table; ``body`` for the text."""
    values: tuple[FieldChange, ...] = ()
    """Values of theirs that are short: dates, numbers, terms, ids, names."""


def whole(record: Record) -> RecordChange:
    """Return a record that is new or gone."""
    return RecordChange(ref=str(record.ref), title=record.title, file=record.file)


def changed(before: Record, after: Record) -> RecordChange | None:
    """Return what changed in a record, or None where it says what it said."""
    if before is after:
        return None
    was, its = _said(before), _said(after)
    paths = [path for path in dict.fromkeys([*its, *was]) if was.get(path) != its.get(path)]
    names = dict.fromkeys(path.partition(".")[0].partition("[")[0] for path in paths)
    if before.body.text != after.body.text:
        names[BODY] = None
    if not names:
        return None
    return RecordChange(
        ref=str(after.ref),
        title=after.title,
        file=after.file,
        fields=tuple(names),
        values=tuple(_values(paths, was, its)),
    )


def differences(before: Record, after: Record) -> tuple[FieldChange, ...]:
    """Return every value of a record that is another one now, texts in full, the body paragraph by paragraph."""
    was, its = _said(before), _said(after)
    paths = (path for path in dict.fromkeys([*its, *was]) if was.get(path, _NOTHING)[0] != its.get(path, _NOTHING)[0])
    fields = (
        FieldChange(path=path, before=was.get(path, _NOTHING)[0], after=its.get(path, _NOTHING)[0]) for path in paths
    )
    return (*fields, *_paragraphs(before.body.text, after.body.text))


def _paragraphs(before: str, after: str) -> Iterator[FieldChange]:
    was, its = (re.split(r"\n\s*\n", text.strip()) if text.strip() else [] for text in (before, after))
    for kind, start, end, first, last in SequenceMatcher(None, was, its, autojunk=False).get_opcodes():
        if kind != "equal":
            yield FieldChange(path=BODY, before="\n\n".join(was[start:end]), after="\n\n".join(its[first:last]))


def _values(
    paths: list[str], was: Mapping[str, tuple[str, bool]], its: Mapping[str, tuple[str, bool]]
) -> Iterator[FieldChange]:
    for path in paths:
        before, after = was.get(path, ("", False)), its.get(path, ("", False))
        if not before[1] and not after[1]:
            yield FieldChange(path=path, before=before[0], after=after[0])


def _said(record: Record) -> dict[str, tuple[str, bool]]:
    """Return the values of a record by path, each as text, and whether it is prose.

    Items of a list that have ids go by these, so that one put in front of others changes none of them.
    """
    found: dict[str, tuple[str, bool]] = {}
    ids: dict[str, str] = {}
    for leaf in leaves(record):
        if leaf.path.endswith("].id"):
            ids[leaf.path.removesuffix(".id")] = str(leaf.value)
        item, bracket, rest = leaf.path.partition("].")
        known = ids.get(f"{item}]") if bracket else None
        path = f"{item.partition('[')[0]}[{known}].{rest}" if known else leaf.path
        found[path] = (_text(leaf), isinstance(leaf.type, ProseText))
    return found


def _text(leaf: Leaf) -> str:
    value: Any = leaf.value
    if isinstance(leaf.type, CiteText):
        return write_field(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.text if isinstance(value, Prose) else str(value)
