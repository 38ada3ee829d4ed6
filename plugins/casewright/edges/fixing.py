"""What ``casewright check --fix`` writes, and what it says of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from casewright.edges.checked import checked
from casewright.edges.selection import Selection
from casewright.edges.written_files import write_in_place
from casewright.mend.mending import MENDED, Mended, mended

_MOST_ROUNDS = 3
"""One mended fault can bring another to light that can be mended too, such as the order of fields now read."""


def mend_files(
    folder: Path, files: frozenset[str], selection: Selection, kept: Path | None
) -> tuple[tuple[str, ...], bool]:
    """Mend what can be mended. Returns what was done, a line for each file, and whether all of it could be written."""
    said: list[str] = []
    refused: dict[str, str] = {}
    for _ in range(_MOST_ROUNDS):
        found = [item for item in _mended(folder, files, selection, kept) if item.path not in refused]
        for item in found:
            reason = write_in_place(folder / item.path, item.before, item.after)
            if reason:
                refused[item.path] = reason
            else:
                said.append(f"{item.path}: mended {_kinds(item)}")
        if not found:
            break
    said += [f"{path}: left as it is: {reason}" for path, reason in refused.items()]
    return tuple(said), not refused


def difference(folder: Path, files: frozenset[str], selection: Selection, kept: Path | None) -> str:
    """Return what `mend_files` would change at first, as a unified diff; nothing where there is nothing to mend."""
    return "".join(shown_difference(item) for item in _mended(folder, files, selection, kept))


def contents_of(folder: Path, paths: Iterable[str]) -> Mapping[str, bytes]:
    """Return what stands in files of the casebook, by path; those that lead out of it are left out."""
    return {path: data for path in sorted(paths) if (data := _content(folder, path)) is not None}


def _mended(folder: Path, files: frozenset[str], selection: Selection, kept: Path | None) -> Iterator[Mended]:
    linked, found = checked(folder, kept, is_whole=True)
    problems = [
        problem
        for problem in found
        if problem.code in MENDED and selection.holds(problem) and (not files or problem.where.path in files)
    ]
    written = contents_of(folder, {problem.where.path for problem in problems})
    yield from mended(written, problems, linked.library)


def _content(folder: Path, path: str) -> bytes | None:
    """Return what stands in a file of the casebook; of one that a link leads out of it to, nothing."""
    root = Path(os.path.realpath(folder))
    real = Path(os.path.realpath(root / path))
    try:
        return real.read_bytes() if real.is_relative_to(root) else None
    except OSError:
        return None


def _kinds(item: Mended) -> str:
    kinds = sorted(item.kinds.items(), key=lambda found: found[0].number)
    return ", ".join(f"{code.number}{f' ({count} times)' if count > 1 else ''}" for code, count in kinds)


def shown_difference(item: Mended) -> str:
    """Return what changes in a file as a unified diff, without signs that a terminal would obey."""
    return "".join(_difference(item))


def _difference(item: Mended) -> Iterator[str]:
    before, after = (data.decode().splitlines(keepends=True) for data in (item.before, item.after))
    for line in unified_diff(before, after, item.path, item.path):
        yield _visible(line) if line.endswith("\n") else f"{_visible(line)}\n\\ No newline at end of file\n"


def _visible(line: str) -> str:
    """Return a line without signs that a terminal would obey; carriage returns are shown."""
    return "".join(
        char if char.isprintable() or char in "\n\t" else "␍" if char == "\r" else "\N{REPLACEMENT CHARACTER}"
        for char in line
    )
