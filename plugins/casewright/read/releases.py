"""Files of editions (`editions/TAG.json`) → editions. They are written by a program and still trusted in nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casewright.model.dates import parse_date
from casewright.model.ids import Kind, Ref, is_id
from casewright.model.release import MOST_CHANGES, MOST_LETTERS, TAG, Change, Entry, Release
from casewright.problems import Code, Location, Problem

_REVISION = re.compile(r"[0-9a-f]{7,64}\Z")
_KINDS = {kind.value: rank for rank, kind in enumerate(Kind)}
_LONGEST_TITLE, _LONGEST_PATH, _MOST_RECORDS = 500, 200, 100_000


class _UnfitError(Exception):
    """The file does not hold an edition; the message says where."""


def read_releases(files: Iterable[tuple[str, bytes]]) -> tuple[tuple[Release, ...], tuple[Problem, ...]]:
    """Return the editions in files (path and bytes), the newest first, and a problem for each file that holds none."""
    found: list[Release] = []
    problems: list[Problem] = []
    for path, data in files:
        tag = path.rsplit("/", 1)[-1].removesuffix(".json")
        try:
            found.append(_release(_object(json.loads(data), "it"), tag))
        except (_UnfitError, ValueError, RecursionError) as error:
            why = str(error) if isinstance(error, _UnfitError) else "it is no JSON"
            problems.append(_problem(path, f"the file holds no edition: {why}", "remove it, and write it anew"))
    known = {release.tag: release for release in found}
    problems += [problem for release in found for problem in _chain(release, known)]
    return tuple(sorted(found, key=lambda item: (item.date, item.tag), reverse=True)), tuple(problems)


def _chain(release: Release, known: Mapping[str, Release]) -> Iterator[Problem]:
    before = known.get(release.previous)
    if release.previous and (before is None or before.date > release.date or before is release):
        why = "there is no such file" if before is None else "that is no earlier one"
        message = f'the edition is told against "{release.previous}", and {why}'
        yield _problem(f"editions/{release.tag}.json", message, "put its file back, or write this one anew")


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem(
        code=Code.EDITION_FILE, where=Location(path), message=message, hint=f"{hint} with `casewright edition TAG`"
    )


def _release(values: Mapping[str, Any], tag: str) -> Release:
    if values.get("edition") != tag or not TAG.match(tag):
        msg = "its name and the edition in it differ, or are none"
        raise _UnfitError(msg)
    date, revision, previous = (_text(values, name, 64) for name in ("date", "revision", "previous"))
    day = parse_date(date)
    if day is None or not day.is_day or not _REVISION.match(revision) or (previous and not TAG.match(previous)):
        msg = "date, revision or previous is none"
        raise _UnfitError(msg)
    records = _object(values.get("records"), "records")
    if not all(kind in _KINDS and type(count) is int and count >= 0 for kind, count in records.items()):
        msg = "records are no numbers of records"
        raise _UnfitError(msg)
    return Release(
        tag=tag,
        date=date,
        revision=revision,
        previous=previous,
        records=tuple(sorted(records.items(), key=lambda item: _KINDS[item[0]])),
        added=tuple(_entries(values, "added")),
        changed=tuple(_entries(values, "changed")),
        removed=tuple(_entries(values, "removed")),
    )


def _entries(values: Mapping[str, Any], name: str) -> list[Entry]:
    rows = _list(values, name, _MOST_RECORDS)
    return sorted((_entry(_object(row, name)) for row in rows), key=lambda item: (_KINDS[item.ref.kind], item.ref.id))


def _entry(row: Mapping[str, Any]) -> Entry:
    kind, id_ = _text(row, "kind", 20), _text(row, "id", 100)
    more = row.get("more", 0)
    if kind not in _KINDS or not is_id(id_) or type(more) is not int or more < 0:
        msg = "an entry names no record"
        raise _UnfitError(msg)
    changes = (_object(change, "changes") for change in _list(row, "changes", MOST_CHANGES))
    return Entry(
        ref=Ref(kind, id_),
        title=_text(row, "title", _LONGEST_TITLE),
        changes=tuple(
            Change(
                path=_text(change, "path", _LONGEST_PATH),
                before=_text(change, "before", MOST_LETTERS),
                after=_text(change, "after", MOST_LETTERS),
            )
            for change in changes
        ),
        more=more,
    )


def _object(value: Any, name: str) -> Mapping[str, Any]:  # noqa: ANN401 - what stands in a file
    if isinstance(value, dict):
        return value
    msg = f"{name} is no object"
    raise _UnfitError(msg)


def _list(values: Mapping[str, Any], name: str, most: int) -> list[Any]:
    found = values.get(name, [])
    if isinstance(found, list) and len(found) <= most:
        return found
    msg = f"{name} is no list, or too long"
    raise _UnfitError(msg)


def _text(values: Mapping[str, Any], name: str, most: int) -> str:
    found = values.get(name, "")
    if isinstance(found, str) and len(found) <= most:
        return found
    msg = f"{name} is no text, or too long"
    raise _UnfitError(msg)
