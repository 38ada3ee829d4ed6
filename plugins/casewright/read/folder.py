"""The folders of a casebook on disk → bytes by path. The only part of reading that touches files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path

from casewright.model.ids import SourceKey
from casewright.model.library import Library
from casewright.model.release import Release
from casewright.model.source import Source
from casewright.problems import Code, Location, Problem, in_order, quoted
from casewright.progress import SILENT, Progress
from casewright.read.apart import sources_apart
from casewright.read.kept import Kept
from casewright.read.keys import written_keys
from casewright.read.layout import BIBLIOGRAPHY, EDITIONS, MOST_BIBLIOGRAPHY_BYTES, SETTINGS, VOCABULARIES
from casewright.read.library import RECORD, SUFFIXES, read_library, with_types
from casewright.read.locators import ENGLISH
from casewright.read.reading import Reading, records, sources
from casewright.read.releases import read_releases
from casewright.read.text import MOST_BYTES

_IGNORED = frozenset({"README.md"})


def read_folder(
    root: Path,
    lang: str = ENGLISH,
    *,
    kept: Kept | None = None,
    processes: int = 1,
    progress: Progress = SILENT,
) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library in the casebook at ``root``, written in a language, and all problems of what is there.

    ``kept`` are records read before, ``processes`` how many may read, and ``progress`` is told how far they are.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for folder, suffixes in SUFFIXES.items():
        _gather(root, folder, suffixes, files, problems)
    return read_library(files, problems, lang=lang, kept=kept, processes=processes, progress=progress)


def read_terms(root: Path) -> Library:
    """Return a library that holds the vocabularies of the casebook at ``root``, and nothing else."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    _gather(root, VOCABULARIES, SUFFIXES[VOCABULARIES], files, problems)
    return read_library(files, problems)[0]


def read_editions(root: Path) -> tuple[tuple[Release, ...], tuple[Problem, ...]]:
    """Return the editions of the casebook at ``root``, the newest first, and all problems of their files."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    _gather(root, EDITIONS, SUFFIXES[EDITIONS], files, problems)
    releases, found = read_releases(sorted(files.items()))
    return releases, in_order((*problems, *found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some records of a casebook, with all of its vocabularies and sources."""

    library: Library
    problems: tuple[Problem, ...]
    """Those of the form of these records and of the vocabularies."""


def is_record(name: str) -> bool:
    """Return whether a file of this name in a folder of records is read."""
    return name.endswith(RECORD) and not _is_left_out(name)


def read_records(root: Path, paths: Iterable[str], lang: str, kept: Kept) -> Mapping[str, Reading] | None:
    """Return what is written in some files of records, by path, or None where one of them cannot be opened."""
    files: dict[str, bytes] = {}
    unopened: list[Problem] = []
    for path in sorted(paths):
        _open(root / path, path, files, unopened, most=MOST_BYTES)
    return None if unopened else records(with_types(files), lang, kept, 1)


def read_part(root: Path, paths: Iterable[str], lang: str, kept: Kept) -> Part | None:
    """Return the records in some files (by their paths from ``root``), or None where one of them cannot be opened.

    Likewise where the sources were not read before, for to read them is most of the work that this should save.
    """
    written: dict[str, bytes] = {}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    _gather(root, BIBLIOGRAPHY, SUFFIXES[BIBLIOGRAPHY], written, [])
    _gather(root, VOCABULARIES, SUFFIXES[VOCABULARIES], files, problems)
    unopened: list[Problem] = []
    for path in sorted(paths):
        _open(root / path, path, files, unopened, most=MOST_BYTES)
    before = sources_apart(sorted(written.items()), kept)
    if unopened or not before:
        return None
    library, found = read_library(files, problems, lang=lang, kept=kept)
    by_key, unread = before
    return Part(library=replace(library, sources=by_key, unread_sources=unread), problems=found)


def bibliography_files(root: Path, patterns: Iterable[str]) -> tuple[Mapping[str, Path], tuple[Problem, ...]]:
    """Return the files that fit ``patterns`` by their names relative to ``root``, and a problem for a pattern of none.

    A pattern is a path in which ``*`` stands for any part of a name, and ``**`` for any folders.
    """
    found: dict[str, Path] = {}
    problems = []
    for pattern in patterns:
        names = glob(pattern, root_dir=root, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute path
        found |= {Path(name).as_posix(): root / name for name in names}
        if not names:
            problems.append(_none(pattern))
    return dict(sorted(found.items())), tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBibliography:
    """The sources that a site can cite."""

    sources: Mapping[SourceKey, Source]
    unread: frozenset[SourceKey] = frozenset()
    """Keys of entries that are there and cannot be read."""

    @property
    def is_lost(self) -> bool:
        """Return whether nothing could be read at all, so that no citation can lead anywhere."""
        return not self.sources and not self.unread


def read_bibliography_files(
    root: Path, patterns: Iterable[str], kept: Kept | None = None
) -> tuple[SiteBibliography, tuple[Problem, ...]]:
    """Return what is written in the files that fit ``patterns``, and all problems in the order of files and lines.

    ``kept`` is what was read before.
    """
    paths, unfit = bibliography_files(root, patterns)
    files: dict[str, bytes] = {}
    problems = list(unfit)
    for name, path in paths.items():
        _open(path, name, files, problems, most=MOST_BIBLIOGRAPHY_BYTES)
    return _read_sources(files, problems, kept)


def read_sources(root: Path, kept: Kept | None = None) -> tuple[SiteBibliography, tuple[Problem, ...]]:
    """Return the sources of the casebook at ``root`` without its records, and all problems of what is written there."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    _gather(root, BIBLIOGRAPHY, SUFFIXES[BIBLIOGRAPHY], files, problems)
    return _read_sources(files, problems, kept)


def _read_sources(
    files: Mapping[str, bytes], problems: Iterable[Problem], kept: Kept | None
) -> tuple[SiteBibliography, tuple[Problem, ...]]:
    written = sorted(files.items())
    by_key, found = sources(written, kept or Kept())
    unread = frozenset(written_keys(written) - by_key.keys())
    return SiteBibliography(sources=by_key, unread=unread), in_order((*problems, *found))


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
        if _is_left_out(path.name):
            continue
        if not path.name.endswith(suffixes):
            problems.append(_misplaced(shown, suffixes))
        elif not Path(os.path.realpath(path)).is_relative_to(real):  # Path.resolve raises at links in a circle
            problems.append(_outside(shown))
        else:
            most = MOST_BIBLIOGRAPHY_BYTES if folder in (BIBLIOGRAPHY, EDITIONS) else MOST_BYTES
            _open(path, shown, files, problems, most=most)


def _is_left_out(name: str) -> bool:
    return name.startswith(".") or name in _IGNORED


def _open(path: Path, shown: str, files: dict[str, bytes], problems: list[Problem], *, most: int) -> None:
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


def _none(pattern: str) -> Problem:
    return Problem(
        code=Code.UNREADABLE,
        where=Location(SETTINGS),
        path="bibliography",
        message=f"there is no file {quoted(pattern)}",
        hint="write the path as seen from the folder of the settings; from Zotero, export the library as BibTeX",
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
