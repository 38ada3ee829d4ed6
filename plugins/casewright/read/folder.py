"""The folders of a casebook on disk → bytes by path. The only part of reading that touches files."""

from __future__ import annotations

import os
from pathlib import Path

from casewright.model.library import Library
from casewright.problems import Code, Location, Problem
from casewright.read.bibliography import MOST_BYTES as MOST_BIBLIOGRAPHY_BYTES
from casewright.read.library import BIBLIOGRAPHY, SUFFIXES, read_library
from casewright.read.text import MOST_BYTES

_IGNORED = frozenset({"README.md"})


def read_folder(root: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library in the casebook at ``root``, and all problems of what is written there."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for folder, suffixes in SUFFIXES.items():
        _gather(root, folder, suffixes, files, problems)
    return read_library(files, problems)


def _gather(
    root: Path, folder: str, suffixes: tuple[str, ...], files: dict[str, bytes], problems: list[Problem]
) -> None:
    real = os.path.realpath(root)
    try:
        paths = sorted((root / folder).iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(_unreadable(folder, str(error.strerror)))
        return
    for path in paths:
        shown = f"{folder}/{os.fsencode(path.name).decode('utf-8', 'replace')}"
        if path.name.startswith(".") or path.name in _IGNORED:
            continue
        if not path.name.endswith(suffixes):
            problems.append(_misplaced(shown, suffixes))
        elif not Path(os.path.realpath(path)).is_relative_to(real):  # Path.resolve raises at links in a circle
            problems.append(_outside(shown))
        else:
            _open(path, shown, files, problems)


def _open(path: Path, shown: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    most = MOST_BIBLIOGRAPHY_BYTES if shown.startswith(f"{BIBLIOGRAPHY}/") else MOST_BYTES
    try:
        if path.exists() and not path.is_file():  # a folder, or a pipe that would be waited for
            problems.append(_unreadable(shown, "it is not a plain file"))
            return
        with path.open("rb") as file:
            files[shown] = file.read(most + 1)
    except OSError as error:
        problems.append(_unreadable(shown, str(error.strerror)))


def _unreadable(shown: str, reason: str) -> Problem:
    return Problem(
        code=Code.UNREADABLE,
        where=Location(shown),
        message=f"the file cannot be opened: {reason}",
        hint="it has to be a plain file that you may read",
    )


def _misplaced(shown: str, suffixes: tuple[str, ...]) -> Problem:
    return Problem(
        code=Code.MISPLACED,
        where=Location(shown),
        message=f"only files that end in {' or '.join(suffixes)} belong here; this one is not read",
        hint="move it to another folder, or rename it",
    )


def _outside(shown: str) -> Problem:
    return Problem(
        code=Code.OUTSIDE,
        where=Location(shown),
        message="the file is a symbolic link that leads out of the casebook; it is not followed",
        hint="put the record itself here",
    )
