"""The casebook as written: records, sources and vocabularies, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.ids import Kind, SourceKey
from casewright.model.lesson import Lesson
from casewright.model.module import Module
from casewright.model.record import Record
from casewright.model.source import Source
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Problem

RECORD_TYPES: Mapping[Kind, type[Record]] = {Kind.CASE: Case, Kind.LESSON: Lesson, Kind.MODULE: Module}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRecord:
    """A file that should hold a record and does not: it keeps its address and shows its problems."""

    kind: Kind
    id: str
    file: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that was read, sorted by id, key or file name."""

    cases: tuple[Case, ...]
    lessons: tuple[Lesson, ...]
    modules: tuple[Module, ...]
    sources: Mapping[SourceKey, Source]
    vocabularies: Mapping[str, Vocabulary]
    broken: tuple[BrokenRecord, ...] = ()

    def records(self) -> Iterator[Record]:
        """Yield all records that could be read: cases, lessons, modules, each by id."""
        yield from self.cases
        yield from self.lessons
        yield from self.modules
