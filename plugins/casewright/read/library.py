"""All files of a casebook → the library. No file is opened here; `read.folder` brings the bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casewright.model.case import Case
from casewright.model.ids import Kind, is_id
from casewright.model.lesson import Lesson
from casewright.model.library import RECORD_TYPES, BrokenRecord, Fragment, Library
from casewright.model.module import Module
from casewright.model.pathway import Pathway
from casewright.model.record import Record
from casewright.model.thesis import Thesis
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Code, Problem, Severity, in_order
from casewright.progress import SILENT, Progress
from casewright.read.kept import Kept
from casewright.read.keys import written_keys
from casewright.read.layout import BIBLIOGRAPHY, BIBLIOGRAPHY_SUFFIXES, EDITIONS, JSON, VOCABULARIES
from casewright.read.locators import ENGLISH
from casewright.read.reading import File, Reading, records, sources
from casewright.read.reading import vocabularies as read_vocabularies
from casewright.read.releases import read_releases

RECORD = ".md"
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    **{kind.folder: (RECORD,) for kind in Kind},
    BIBLIOGRAPHY: BIBLIOGRAPHY_SUFFIXES,
    VOCABULARIES: (".yml",),
    EDITIONS: (JSON,),
}
"""The folders of a casebook that are read, and how the names of their files end."""


def read_library(
    files: Mapping[str, bytes],
    unreadable: Iterable[Problem] = (),
    *,
    lang: str = ENGLISH,
    kept: Kept | None = None,
    processes: int = 1,
    progress: Progress = SILENT,
) -> tuple[Library, tuple[Problem, ...]]:
    """Return the library written in ``files`` (bytes by path relative to the casebook), and all problems.

    ``unreadable`` are the problems of files that could not be opened; their records keep their addresses as broken.
    ``lang`` is the language of the casebook, in which the words of locators may stand, beside English.
    The order of ``files`` does not matter. ``kept`` is what was read before, ``processes`` how many may read, and
    ``progress`` is told how far they are.
    """
    problems = list(unreadable)
    broken = _broken_files(problems)
    doubtful = {_name(problem.where.path) for problem in problems if problem.where.path.startswith(f"{VOCABULARIES}/")}
    kept = kept or Kept()
    read = records(with_types(files), lang, kept, processes, progress)
    whole: dict[Kind, list[Any]] = {kind: _whole(kind, read, problems, broken) for kind in Kind}
    vocabularies = _vocabularies(_in(files, VOCABULARIES), problems, doubtful, kept)
    bibliography = _in(files, BIBLIOGRAPHY)
    by_key, found = sources(bibliography, kept)
    problems += found
    releases, found = read_releases(_in(files, EDITIONS))
    problems += found
    library = Library(
        cases=tuple(record for record in whole[Kind.CASE] if isinstance(record, Case)),
        lessons=tuple(record for record in whole[Kind.LESSON] if isinstance(record, Lesson)),
        modules=tuple(record for record in whole[Kind.MODULE] if isinstance(record, Module)),
        theses=tuple(record for record in whole[Kind.THESIS] if isinstance(record, Thesis)),
        pathways=tuple(record for record in whole[Kind.PATHWAY] if isinstance(record, Pathway)),
        sources=by_key,
        vocabularies=vocabularies,
        doubtful=frozenset(doubtful),
        unread_sources=frozenset(written_keys(bibliography) - by_key.keys()),
        releases=releases,
        broken=tuple(sorted(broken, key=lambda item: item.file)),
    )
    return library, in_order(problems)


def with_types(files: Mapping[str, bytes]) -> list[File]:
    """Return the files of records among ``files``, each with what should be written in it."""
    return [(RECORD_TYPES[kind], *file) for kind in Kind for file in _in(files, kind.folder)]


def _in(files: Mapping[str, bytes], folder: str) -> list[tuple[str, bytes]]:
    return sorted((path, data) for path, data in files.items() if path.startswith(f"{folder}/"))


def _broken_files(problems: Iterable[Problem]) -> list[BrokenRecord]:
    folders = {kind.folder: kind for kind in Kind}
    found = []
    for problem in problems:
        folder, _, name = problem.where.path.partition("/")
        id_ = name.removesuffix(".md")
        if folder in folders and name.endswith(".md") and is_id(id_):
            found.append(BrokenRecord(kind=folders[folder], id=id_, file=problem.where.path, problems=(problem,)))
    return found


def _whole(
    kind: Kind,
    read: Mapping[str, Reading],
    problems: list[Problem],
    broken: list[BrokenRecord],
) -> list[Record]:
    good: dict[str, Record] = {}
    for path in (path for path in read if path.startswith(f"{kind.folder}/")):
        record, found = read[path]
        if isinstance(record, Fragment):
            problems += found
            if is_id(_name(path)):
                item = BrokenRecord(kind=kind, id=_name(path), file=path, problems=in_order(found), fragment=record)
                broken.append(item)
            continue
        first = good.get(record.id)
        if first and _name(path) == record.id:  # the file that bears the id's name keeps it
            first, record = record, first
        good[record.id] = first or record
        problems += (*found, _duplicate(record, first)) if first else found
    for item in broken:
        if item.kind is kind and item.id in good:  # likewise where that file is broken
            problems.append(_duplicate(good.pop(item.id), item))
    return [good[id_] for id_ in sorted(good)]


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _duplicate(record: Record, first: Record | BrokenRecord) -> Problem:
    return Problem(
        code=Code.DUPLICATE_ID,
        where=record.at("id"),
        path="id",
        message=f'the id "{record.id}" belongs to {first.file} already',
        hint="ids are never shared: give this record an id and a file name of its own",
    )


def _vocabularies(
    files: list[tuple[str, bytes]], problems: list[Problem], doubtful: set[str], kept: Kept
) -> dict[str, Vocabulary]:
    vocabularies: dict[str, Vocabulary] = {}
    for path, (vocabulary, found) in read_vocabularies(files, kept).items():
        problems += found
        if vocabulary and (vocabulary.id not in vocabularies or vocabulary.id == _name(path)):
            vocabularies[vocabulary.id] = vocabulary
        if any(problem.code.severity is Severity.ERROR for problem in found):
            doubtful |= {_name(path), *([vocabulary.id] if vocabulary else ())}
    return vocabularies
