"""The casebook as written: records, sources and vocabularies, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from casewright.model.case import Case
from casewright.model.fields import Leaf, ProseText, leaves
from casewright.model.ids import Kind, SourceKey
from casewright.model.lesson import Lesson
from casewright.model.module import Module
from casewright.model.page import WrittenPage
from casewright.model.pathway import Pathway
from casewright.model.record import Record
from casewright.model.release import Release
from casewright.model.source import Source
from casewright.model.thesis import Thesis
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Location, Problem

RECORD_TYPES: Mapping[Kind, type[Record]] = {
    Kind.CASE: Case,
    Kind.LESSON: Lesson,
    Kind.MODULE: Module,
    Kind.THESIS: Thesis,
    Kind.PATHWAY: Pathway,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What could be read of a record that could not be built, so that all of its faults are found at once."""

    leaves: tuple[Leaf, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)

    def at(self, path: str) -> Location:
        """Return where a key path stands."""
        return self.places[path]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRecord:
    """A file that should hold a record and does not: it keeps its address and shows its problems."""

    kind: Kind
    id: str
    file: str
    problems: tuple[Problem, ...]
    fragment: Fragment = Fragment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that was read, sorted by id, key or file name."""

    cases: tuple[Case, ...]
    lessons: tuple[Lesson, ...]
    modules: tuple[Module, ...]
    theses: tuple[Thesis, ...]
    sources: Mapping[SourceKey, Source]
    vocabularies: Mapping[str, Vocabulary]
    pathways: tuple[Pathway, ...] = ()
    releases: tuple[Release, ...] = ()
    """The editions of the casebook, the newest first."""
    broken: tuple[BrokenRecord, ...] = ()
    doubtful: frozenset[str] = frozenset()
    """Ids of vocabularies that have faults themselves, so that nothing can be said about their terms."""
    unread_sources: frozenset[SourceKey] = frozenset()
    """Keys of bibliography entries that could not be read: the fault is theirs, not that of who cites them."""
    pages: tuple[WrittenPage, ...] = ()
    """The hand-written pages that cite, by address."""

    def written(self) -> Iterator[tuple[Record | Fragment, Iterator[Leaf]]]:
        """Yield every record, and what could be read of the broken ones, with all values: the body is the last."""
        for record in self.records():
            yield record, chain(leaves(record), [Leaf("body", ProseText(), record.body, record)])
        for item in self.broken:
            yield item.fragment, iter(item.fragment.leaves)

    def records(self) -> Iterator[Record]:
        """Yield all records that could be read: cases, lessons, modules, theses, pathways, each by id."""
        yield from self.cases
        yield from self.lessons
        yield from self.modules
        yield from self.theses
        yield from self.pathways
