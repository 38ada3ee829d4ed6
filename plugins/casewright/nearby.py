"""The problems of a few files, told without reading the rest of the casebook.

What a rule says of one record follows from that record, from the vocabularies and sources, from a few other records
that are read too, and from little of all the rest (`resolve.facts`), which is noted at the end of each whole check. A
file that was written since then is read again for its facts. The rules are those of a whole check.

Only a whole check can tell, and None says so, where

- a file is neither a record nor a vocabulary, or so many are asked for or were written since that nothing is saved;
- nothing was noted, or the bibliography is another one than at the last whole check;
- the id of any record is not its file's name, or a folder of records holds links or folders: whose id it is, and what
  is read, is then decided by looking at all files;
- a case follows from itself in a circle, which is told of one case of the circle;
- a file is a module or a pathway, of which rules ask much about the cases and modules that it names;
- a vocabulary is missing, which is told of the first record that should use it.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from casewright.cache import digest, program
from casewright.model.ids import Kind, Ref, is_id
from casewright.model.library import BrokenRecord, Fragment, Library
from casewright.model.record import Record
from casewright.problems import Code, Problem, in_order
from casewright.read.apart import DamagedError
from casewright.read.folder import is_record, read_part, read_records
from casewright.read.kept import Kept
from casewright.read.language import read_language
from casewright.read.layout import VOCABULARIES
from casewright.resolve.facts import Facts, facts_of, surroundings
from casewright.resolve.ignored import passed_over
from casewright.resolve.integrity import LEAST_CASES
from casewright.resolve.linked import some_problems
from casewright.resolve.links import targets

MOST_FILES, _MOST_LEFT = 50, 5
"""Of how many files the problems are told like this, and how many written since are read again for it;
of the latter, more are noted anew so that the next time need not read them."""

_KIND = "surroundings"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again gets another time, whatever the file system."""
AnyRecord = TypeVar("AnyRecord", bound=Record)
_FOLDERS = {kind.folder: kind for kind in Kind}
_TEACHING = (f"{Kind.MODULE.folder}/", f"{Kind.PATHWAY.folder}/")
_KINDS = {kind.value: number for number, kind in enumerate(Kind)}

State = tuple[int, ...]
"""What changes when a file is written: empty where that cannot be told, so that the file has to be read."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """What was noted of a file: its state, and the facts of its record; None where no record can be read there."""

    state: State
    facts: Facts | None


_All = Mapping[str, _Noted]
"""By path."""


class _DoubtError(Exception):
    """Only a whole check can tell."""


def states(root: Path) -> Mapping[str, State] | None:
    """Return the state of each file of a record, by path, or None where it takes more than a look to know them all."""
    try:
        return dict(_states(root))
    except (_DoubtError, OSError):
        return None


def note(root: Path, before: Mapping[str, State] | None, library: Library, lang: str, kept: Kept) -> None:
    """Note what rules ask of all records of a library that was read after its files had these states."""
    if before is not None and kept.cache.folder:
        facts = {record.file: facts_of(record) for record in library.records()}
        noted = {path: _Noted(state if path in facts else (), facts.get(path)) for path, state in before.items()}
        kept.cache.put(_KIND, _name(root, lang), [_row(path, item) for path, item in noted.items()])


def problems_of(root: Path, files: Collection[str], language: str, kept: Kept) -> tuple[Problem, ...] | None:
    """Return the problems of files of the casebook at ``root`` (paths from there), or None if only a whole check can.

    They are those that a whole check finds in these files. ``language`` is that of the casebook.
    """
    try:
        return _problems_of(root, frozenset(files), read_language(language)[0], kept)
    except (_DoubtError, DamagedError, OSError):
        return None


def problems_within(library: Library, unread: Sequence[Problem], files: Collection[str]) -> tuple[Problem, ...] | None:
    """Return the problems of files of records in a library that was read whole, or None if only a whole check can.

    ``unread`` are the problems of reading it.
    """
    if any(path.startswith(_TEACHING) for path in files):
        return None
    facts = [facts_of(record) for record in library.records()]
    own = [facts_of(record) for record in library.records() if record.file in files]
    known = targets(facts)
    if any(_is_in_circle(item.ref, known, facts) for item in own if item.follows):
        return None
    needed = {*files, *_needed(own, known, facts)}
    part = replace(
        library,
        cases=_within(library.cases, needed),
        lessons=_within(library.lessons, needed),
        modules=_within(library.modules, needed),
        theses=_within(library.theses, needed),
    )
    found = some_problems(part, surroundings(facts, library.vocabularies))
    if any(problem.code is Code.NO_VOCABULARY for problem in found):
        return None
    told = (problem for problem in (*unread, *found) if problem.where.path in files)
    return in_order(passed_over(told, (record for record in library.records() if record.file in files)))


def _within(records: tuple[AnyRecord, ...], files: Collection[str]) -> tuple[AnyRecord, ...]:
    return tuple(record for record in records if record.file in files)


def _problems_of(root: Path, files: frozenset[str], lang: str, kept: Kept) -> tuple[Problem, ...]:
    now = dict(_states(root))
    asked = files & now.keys()
    if len(files) > MOST_FILES or not all(path.startswith(f"{VOCABULARIES}/") for path in files - asked):
        raise _DoubtError
    if any(path.startswith(_TEACHING) for path in files):
        raise _DoubtError
    noted = _up_to_date(root, now, asked, lang, kept)
    facts = sorted((item.facts for item in noted.values() if item.facts), key=_order)
    own = [item.facts for path, item in noted.items() if path in asked and item.facts]
    known = targets(facts)
    if any(_is_in_circle(item.ref, known, facts) for item in own if item.follows):
        raise _DoubtError
    part = read_part(root, asked | set(_needed(own, known, facts)), lang, kept)
    if part is None:
        raise _DoubtError
    broken = (path for path, item in noted.items() if not item.facts)
    library = replace(part.library, broken=tuple(_broken(part.library, broken)))
    found = some_problems(library, surroundings(facts, library.vocabularies))
    if any(problem.code is Code.NO_VOCABULARY for problem in found):
        raise _DoubtError
    told = (problem for problem in (*part.problems, *found) if problem.where.path in files)
    return in_order(passed_over(told, (record for record in library.records() if record.file in files)))


def _up_to_date(root: Path, now: Mapping[str, State], asked: Collection[str], lang: str, kept: Kept) -> _All:
    """Return what is to be known of each file that is there; those asked for are read, and those written since."""
    before = _noted(root, lang, kept)
    stale = {path for path, state in now.items() if not state or path not in before or before[path].state != state}
    if len(stale) > MOST_FILES:
        raise _DoubtError
    read = read_records(root, stale.union(asked), lang, kept)
    if read is None:
        raise _DoubtError
    again = {path: _Noted(now[path], _facts(path, *reading)) for path, reading in read.items()}
    noted = {path: again.get(path) or before[path] for path in now}
    if len(stale) > _MOST_LEFT:
        kept.cache.put(_KIND, _name(root, lang), [_row(path, item) for path, item in noted.items()])
    return noted


def _facts(path: str, record: Record | Fragment, _: object) -> Facts | None:
    """Return the facts of a record that was read; doubt where it is not called like its file."""
    if isinstance(record, Fragment):
        return None
    if path != _path(record.ref):
        raise _DoubtError
    return facts_of(record)


def _needed(own: Sequence[Facts], known: Mapping[Ref, Ref], facts: Sequence[Facts]) -> Iterator[str]:
    """Yield the paths of the other records that rules look at to judge these."""
    for item in own:
        if item.aliases:
            taken = (other for other in facts if not {other.ref.id, *other.aliases}.isdisjoint(item.aliases))
            yield from (_path(other.ref) for other in taken if other.ref.kind == item.ref.kind)
    lessons = {item.ref for item in own if item.ref.kind == Kind.LESSON.value}
    if lessons:  # whether bearings come from one case only, of so many that this says something
        cases = [item for item in facts if item.ref.kind == Kind.CASE.value]
        yield from (_path(case.ref) for case in cases[:LEAST_CASES])
        left = dict.fromkeys(lessons, 2)
        for case in cases:
            for lesson in {known.get(Ref(Kind.LESSON.value, name)) for name in case.lessons}:
                if lesson in left and left[lesson] > 0:
                    left[lesson] -= 1
                    yield _path(case.ref)


def _is_in_circle(start: Ref, known: Mapping[Ref, Ref], facts: Sequence[Facts]) -> bool:
    """Return whether a case follows from itself by way of others."""
    follows = {item.ref: item.follows for item in facts if item.follows}
    met: set[Ref] = set()
    waiting = [start]
    while waiting:
        case = waiting.pop()
        found = {known.get(Ref(Kind.CASE.value, name)) for name in follows.get(case, ())} - {case, None}
        if start in found:
            return True
        new = {ref for ref in found if ref is not None} - met
        met |= new
        waiting.extend(new)
    return False


def _broken(library: Library, paths: Iterator[str]) -> Iterator[BrokenRecord]:
    """Yield the files that hold no record, those of the library as they were read."""
    read = {item.file: item for item in library.broken}
    for path in sorted(paths):
        folder, _, name = path.partition("/")
        id_ = name.removesuffix(".md")
        if path in read:
            yield read[path]
        elif is_id(id_):
            yield BrokenRecord(kind=_FOLDERS[folder], id=id_, file=path, problems=())


def _states(root: Path) -> Iterator[tuple[str, State]]:
    """Yield the path and the state of each file of a record; doubt where there is anything but plain files."""
    now = time.time_ns()
    for folder in _FOLDERS:
        try:
            listed = os.scandir(root / folder)
        except FileNotFoundError:
            continue
        if (root / folder).is_symlink():
            raise _DoubtError
        with listed:
            for entry in listed:
                if is_record(entry.name):
                    found = entry.stat(follow_symlinks=False)
                    if not stat.S_ISREG(found.st_mode) or not entry.name.isprintable():
                        raise _DoubtError
                    yield f"{folder}/{entry.name}", _state(found, now)


def _state(found: os.stat_result, now: int) -> State:
    if os.name != "posix" or max(found.st_mtime_ns, found.st_ctime_ns) > now - _SETTLED:
        return ()  # elsewhere the second time is not that of the last change
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode)


def _path(ref: Ref) -> str:
    return f"{Kind(ref.kind).folder}/{ref.id}.md"


def _order(facts: Facts) -> tuple[int, str]:
    """Return where a record stands in a library."""
    return _KINDS[facts.ref.kind], facts.ref.id


def _name(root: Path, lang: str) -> str:
    return digest(program(), os.path.realpath(root), lang)


def _row(path: str, item: _Noted) -> list[object]:
    """Return what is noted of a file as plain values."""
    if item.facts is None:
        return [path, item.state]
    facts = item.facts
    more = (facts.aliases, facts.also_called, facts.follows, facts.lessons, facts.named)
    return [path, item.state, facts.ref.id, facts.title, *more]


def _noted(root: Path, lang: str, kept: Kept) -> _All:
    """Return what was noted at last; doubt where there is nothing."""
    try:
        return dict(map(_of_row, kept.cache.get(_KIND, _name(root, lang))))
    except (KeyError, TypeError, ValueError) as error:
        raise _DoubtError from error


def _of_row(row: list[Any]) -> tuple[str, _Noted]:
    path, state, *rest = row
    if not rest:
        return path, _Noted(tuple(state), None)
    id_, title, aliases, also_called, follows, lessons, named = rest
    facts = Facts(
        ref=Ref(_FOLDERS[path.partition("/")[0]].value, id_),
        title=title,
        aliases=tuple(aliases),
        also_called=tuple(also_called),
        follows=tuple(follows),
        lessons=tuple(lessons),
        named=tuple((vocabulary, term) for vocabulary, term in named),
    )
    if path != _path(facts.ref):
        raise _DoubtError
    return path, _Noted(tuple(state), facts)
