"""Files → records: those read before from what is kept, many others by several processes."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection

from casewright.crew import Work, crew
from casewright.model.library import Fragment
from casewright.model.record import Record
from casewright.progress import SILENT, Progress
from casewright.read.kept import KeptRecords, Reading
from casewright.read.record import read_record
from casewright.read.text import decode

LEAST_FOR_SEVERAL = 100
"""So many files are read in less time than processes take to begin."""

File = tuple[type[Record], str, bytes]
"""What should be written in a file, its path, and its bytes."""


def readings(
    files: Sequence[File], lang: str, kept: KeptRecords, processes: int, progress: Progress = SILENT
) -> Mapping[str, Reading]:
    """Return what is written in each file, by path."""
    progress.stage("reading", len(files))
    names = {path: kept.name(path, data, lang) for _, path, data in files}
    kept.forget(set(names.values()))
    found = {path: reading for path, name in names.items() if (reading := kept.get(name))}
    unread = [file for file in files if file[1] not in found]
    progress.step(len(found))
    with crew(_reader(unread, lang), processes if len(unread) >= LEAST_FOR_SEVERAL else 1) as members:
        for index, file in enumerate(unread):
            path = file[1]
            written = members[index % len(members)].receive() if members else None
            reading = kept.put_written(names[path], written) if written else None
            if reading is None:
                reading = _read(file, lang)
                kept.put(names[path], reading)
            found[path] = reading
            progress.step()
    return found


def _reader(files: Sequence[File], lang: str) -> Work:
    """Return what one of several processes does: it reads its share, and sends each record written down."""

    def work(number: int, size: int, line: Connection) -> None:
        for file in files[number::size]:
            reading = _read(file, lang)
            line.send(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL) if isinstance(reading[0], Record) else b"")

    return work


def _read(file: File, lang: str) -> Reading:
    type_, path, data = file
    source, problems = decode(path, data)
    if source is None:
        return Fragment(), problems
    record, found = read_record(type_, source, lang)
    return record, (*problems, *found)
