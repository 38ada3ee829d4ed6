"""Files → records: those read before from what is kept, many others by several processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection

from casewright.crew import Work, crew
from casewright.model.ids import SourceKey
from casewright.model.library import Fragment
from casewright.model.record import Record
from casewright.model.source import Source
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Problem
from casewright.progress import SILENT, Progress
from casewright.read.apart import APART, keep_apart
from casewright.read.kept import Kept, name_of, written
from casewright.read.keys import written_keys
from casewright.read.record import read_record
from casewright.read.text import decode
from casewright.read.vocabulary import read_vocabulary

LEAST_FOR_SEVERAL = 100
"""So many files are read in less time than processes take to begin."""
RECORDS, BIBLIOGRAPHIES, VOCABULARIES = "records", "bibliographies", "vocabularies"
"""The kinds of what is kept."""

File = tuple[type[Record], str, bytes]
"""What should be written in a file, its path, and its bytes."""
Reading = tuple[Record | Fragment, tuple[Problem, ...]]
"""A record, or what could be read of it, and all problems of its form."""
Sources = tuple[dict[SourceKey, Source], tuple[Problem, ...]]
"""Sources by key, and all problems of what is written of them."""
Terms = tuple[Vocabulary | None, tuple[Problem, ...]]
"""A vocabulary, or None where it cannot be built, and all problems of its form."""


def records(
    files: Sequence[File], lang: str, kept: Kept, processes: int, progress: Progress = SILENT
) -> Mapping[str, Reading]:
    """Return what is written in each file, by path.

    What could not be read whole is read anew each time: somebody is mending it.
    """
    progress.stage("reading", len(files))
    names = {path: name_of([(path, data)], lang) for _, path, data in files}
    kept.forget_others(RECORDS, names.values())
    found = {path: kept.get(RECORDS, name) for path, name in names.items()}
    unread = [file for file in files if not _is_whole(found[file[1]])]
    progress.step(len(files) - len(unread))
    with crew(_reader(unread, lang), processes if len(unread) >= LEAST_FOR_SEVERAL else 1) as members:
        for index, file in enumerate(unread):
            path = file[1]
            data = members[index % len(members)].receive() if members else None
            reading = kept.put_written(RECORDS, names[path], data) if data else None
            if not _is_whole(reading):
                reading = _read(file, lang)
                if _is_whole(reading):
                    kept.put(RECORDS, names[path], reading)
            found[path] = reading
            progress.step()
    return found


def sources(files: Sequence[tuple[str, bytes]], kept: Kept) -> Sources:
    """Return the sources in the files of a bibliography, and all problems of what is written there."""
    name = name_of(files)
    kept.forget_others(BIBLIOGRAPHIES, [name])
    found: Sources | None = kept.get(BIBLIOGRAPHIES, name)
    if not found:
        from casewright.read.bibliography import read_bibliography  # noqa: PLC0415 - whoever reads none waits for none

        found = read_bibliography(files)
        kept.put(BIBLIOGRAPHIES, name, found)
    if not kept.cache.has(APART, name):
        keep_apart(name, found[0], written_keys(files), kept)
    return found


def vocabularies(files: Sequence[tuple[str, bytes]], kept: Kept) -> Mapping[str, Terms]:
    """Return the vocabulary in each file, or None where it cannot be built, and the problems of its form, by path."""
    names = {path: name_of([(path, data)]) for path, data in files}
    kept.forget_others(VOCABULARIES, names.values())
    found: dict[str, Terms] = {}
    for path, data in files:
        terms = kept.get(VOCABULARIES, names[path])
        if not terms:
            source, undecoded = decode(path, data)
            vocabulary, unread = read_vocabulary(source) if source else (None, ())
            terms = vocabulary, (*undecoded, *unread)
            kept.put(VOCABULARIES, names[path], terms)
        found[path] = terms
    return found


def _is_whole(reading: object) -> bool:
    return isinstance(reading, tuple) and len(reading) == 2 and isinstance(reading[0], Record)  # noqa: PLR2004


def _reader(files: Sequence[File], lang: str) -> Work:
    """Return what one of several processes does: it reads its share, and sends each record written down."""

    def work(number: int, size: int, line: Connection) -> None:
        for file in files[number::size]:
            reading = _read(file, lang)
            line.send(written(reading) if _is_whole(reading) else b"")

    return work


def _read(file: File, lang: str) -> Reading:
    type_, path, data = file
    source, problems = decode(path, data)
    if source is None:
        return Fragment(), problems
    record, found = read_record(type_, source, lang)
    return record, (*problems, *found)
