"""Two states of a casebook → an edition, and an edition → its file. What is for instructors has to be gone before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from casewright.export.json_text import json_text
from casewright.model.ids import Ref
from casewright.model.record import Record
from casewright.model.release import MOST_CHANGES, MOST_LETTERS, Change, Entry, Release
from casewright.views.record_changes import FieldChange, differences

SCHEMA_VERSION = "1.0"
_CONTEXT = 60
"""How many letters of what stayed the same are kept around what differs."""
_LONGEST_TITLE, _LONGEST_PATH = 500, 200
_CUT = "…"

Records = Mapping[Ref, Record]


def release_of(tag: str, date: str, revision: str, after: Records, before: Records, previous: str = "") -> Release:
    """Return the edition that records make, told against those of the one before (none, for the first)."""
    changed = (_changed(before[ref], record) for ref, record in after.items() if ref in before)
    kinds = Counter(ref.kind for ref in after)
    return Release(
        tag=tag,
        date=date,
        revision=revision,
        previous=previous,
        records=tuple(kinds.items()),
        added=tuple(_entry(record) for ref, record in after.items() if ref not in before),
        changed=tuple(entry for entry in changed if entry),
        removed=tuple(_entry(record) for ref, record in before.items() if ref not in after),
    )


def release_text(release: Release) -> str:
    """Return an edition as its file holds it."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "edition": release.tag,
        "date": release.date,
        "revision": release.revision,
        "previous": release.previous,
        "records": dict(release.records),
        "added": [_row(entry) for entry in release.added],
        "changed": [_row(entry) for entry in release.changed],
        "removed": [_row(entry) for entry in release.removed],
    }
    return json_text(values) + "\n"


def _row(entry: Entry) -> dict[str, Any]:
    changes = [{"path": item.path, "before": item.before, "after": item.after} for item in entry.changes]
    return {
        "kind": entry.ref.kind,
        "id": entry.ref.id,
        "title": entry.title,
        **({"changes": changes} if changes else {}),
        **({"more": entry.more} if entry.more else {}),
    }


def _entry(record: Record) -> Entry:
    return Entry(ref=record.ref, title=record.title[:_LONGEST_TITLE])


def _changed(before: Record, after: Record) -> Entry | None:
    found = differences(before, after)
    return (
        Entry(
            ref=after.ref,
            title=after.title[:_LONGEST_TITLE],
            changes=tuple(map(_bounded, found[:MOST_CHANGES])),
            more=max(0, len(found) - MOST_CHANGES),
        )
        if found
        else None
    )


def _bounded(change: FieldChange) -> Change:
    """Return a change with each side cut to what differs, some letters around it, and no more than is kept."""
    before, after = change.before, change.after
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return Change(path=change.path[:_LONGEST_PATH], before=_part(before, start, end), after=_part(after, start, end))


def _common(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _part(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _CONTEXT), len(text) - max(0, end - _CONTEXT)
    if first:  # whole words are easier to read
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        last = text.rfind(" ", len(text) - end, last) if " " in text[len(text) - end : last] else last
    shown = f"{_CUT if first else ''}{text[first:last]}{_CUT if last < len(text) else ''}"
    return shown if len(shown) <= MOST_LETTERS else shown[: MOST_LETTERS - 1] + _CUT
