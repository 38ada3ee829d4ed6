"""The linked library: records and everything that follows from looking at them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casewright.memory import EachLater, Later, remembering
from casewright.model.case import Case
from casewright.model.ids import Ref, SourceKey
from casewright.model.library import Library
from casewright.model.page import WrittenPage
from casewright.model.record import Record
from casewright.problems import Problem, in_order
from casewright.resolve.bearings import bearing_problems
from casewright.resolve.bibliography import bibliography_problems
from casewright.resolve.citations import CitingPlace, citation_problems, places_by_source, source_problems
from casewright.resolve.comparison import comparison_problems
from casewright.resolve.consistency import consistency_problems
from casewright.resolve.disagreements import Disagreement, disagreements
from casewright.resolve.evidence import Evidence, evidence_by_lesson
from casewright.resolve.facts import Surroundings, facts_of, surroundings
from casewright.resolve.indicators import indicator_problems
from casewright.resolve.integrity import integrity_problems
from casewright.resolve.links import Mention, link_problems, mentions, succession_problems
from casewright.resolve.related import Likeness, Tie, likenesses, ties
from casewright.resolve.succession import CASE, Web, successions, webs
from casewright.resolve.terms import cases_by_term, source_term_problems, term_problems
from casewright.resolve.titles import with_titles
from casewright.resolve.uncited import uncited_problems
from casewright.resolve.units import UNITS, unit_problems
from casewright.resolve.unlinked import unlinked_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedLibrary:
    """A library, and what its records say about each other. All mappings are by id or key, in order."""

    library: Library
    records: Mapping[Ref, Record]
    pages: Mapping[Ref, WrittenPage]
    """The hand-written pages that cite."""
    targets: Mapping[Ref, Ref]
    """Present and former identities, each with the present one."""
    mentions: Mapping[Ref, tuple[Mention, ...]]
    citing: Mapping[SourceKey, tuple[CitingPlace, ...]]
    carriers: Mapping[str, Mapping[str, tuple[Case, ...]]]
    """Vocabulary → term → cases that carry the term or a narrower one."""
    evidence: Mapping[str, Evidence]
    disagreements: Mapping[str, tuple[Disagreement, ...]]
    ties: Mapping[str, tuple[Tie, ...]]
    likenesses: Mapping[str, tuple[Likeness, ...]]
    webs: tuple[Web, ...]
    """Succession and transfer: the cases that hang together."""
    web_by_case: Mapping[str, Web]


def resolve(library: Library) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the library with everything linked, and the problems of what should belong together and does not."""
    with remembering():
        return _resolved(library)


def glanced(library: Library) -> LinkedLibrary:
    """Return the library with everything linked when somebody asks for it, for a look at a few of its records."""
    around = surroundings(map(facts_of, library.records()), library.vocabularies)
    library = with_titles(library, around.targets, around.titles)
    tied = ties(library, around.targets)
    connected = webs(successions(library, around.targets))
    cases = {case.id: case for case in library.cases}
    units = library.vocabularies.get(UNITS)
    return LinkedLibrary(
        library=library,
        records={record.ref: record for record in library.records()},
        pages={page.ref: page for page in library.pages},
        targets=around.targets,
        mentions=mentions(library, around.targets),
        citing=Later(lambda: places_by_source(library)),
        carriers=Later(lambda: cases_by_term(library)),
        evidence=Later(lambda: evidence_by_lesson(library, around.targets)),
        disagreements=EachLater(cases, lambda id_: tuple(disagreements(cases[id_], units))),
        ties=tied,
        likenesses=EachLater(cases, lambda id_: likenesses(library, tied, {id_})[id_]),
        webs=connected,
        web_by_case=_web_by_case(connected),
    )


def some_problems(library: Library, around: Surroundings) -> tuple[Problem, ...]:
    """Return the problems of some records, whose library holds what rules ask about them and may hold nothing else.

    ``around`` is that of the whole library. Of the sources nothing is told.
    """
    with remembering():
        library = with_titles(library, around.targets, around.titles)
        return in_order(_record_problems(library, around, evidence_by_lesson(library, around.targets)))


def _resolved(library: Library) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    around = surroundings(map(facts_of, library.records()), library.vocabularies)
    known = around.targets
    library = with_titles(library, known, around.titles)
    citing = places_by_source(library)
    tied = ties(library, known)
    connected = webs(successions(library, known))
    linked = LinkedLibrary(
        library=library,
        records={record.ref: record for record in library.records()},
        pages={page.ref: page for page in library.pages},
        targets=known,
        mentions=mentions(library, known),
        citing=citing,
        carriers=cases_by_term(library),
        evidence=evidence_by_lesson(library, known),
        disagreements={case.id: tuple(disagreements(case, library.vocabularies.get(UNITS))) for case in library.cases},
        ties=tied,
        likenesses=likenesses(library, tied),
        webs=connected,
        web_by_case=_web_by_case(connected),
    )
    problems = (
        *_record_problems(library, around, linked.evidence),
        *source_term_problems(library),
        *source_problems(library, citing),
        *bibliography_problems(library.sources, citing.keys()),
    )
    return linked, in_order(problems)


def _web_by_case(connected: Iterable[Web]) -> Mapping[str, Web]:
    return {end.id: web for web in connected for end in web.ends if end.kind == CASE}


def _record_problems(library: Library, around: Surroundings, evidence: Mapping[str, Evidence]) -> Iterator[Problem]:
    """Yield the problems of records and vocabularies."""
    yield from term_problems(library)
    yield from unit_problems(library)
    yield from indicator_problems(library)
    yield from link_problems(library, around.targets)
    yield from succession_problems(library, around.targets)
    yield from citation_problems(library)
    yield from consistency_problems(library)
    yield from bearing_problems(library)
    yield from integrity_problems(library, evidence)
    yield from comparison_problems(library)
    yield from uncited_problems(library)
    yield from unlinked_problems(library, around.targets, around.titles, around.names)
