"""The linked library: records and everything that follows from looking at them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from casewright.memory import EachLater, Later, remembering
from casewright.model.case import Case
from casewright.model.edition import Edition
from casewright.model.ids import Ref, SourceKey
from casewright.model.library import Library
from casewright.model.page import WrittenPage
from casewright.model.record import Record
from casewright.model.source import Source
from casewright.problems import Problem, in_order
from casewright.resolve.bearings import bearing_problems
from casewright.resolve.bibliography import bibliography_problems
from casewright.resolve.citations import CitingPlace, citation_problems, places_by_source, source_problems
from casewright.resolve.comparison import comparison_problems
from casewright.resolve.consistency import consistency_problems
from casewright.resolve.disagreements import Disagreement, disagreements
from casewright.resolve.evidence import Evidence, evidence_by_lesson
from casewright.resolve.facts import Surroundings, facts_of, surroundings
from casewright.resolve.for_learners import in_edition
from casewright.resolve.indicators import indicator_problems
from casewright.resolve.integrity import integrity_problems
from casewright.resolve.links import Mention, link_problems, mentions, succession_problems
from casewright.resolve.related import Likeness, Tie, likenesses, ties
from casewright.resolve.replies import reply_problems
from casewright.resolve.revision import revision_of
from casewright.resolve.succession import CASE, Web, successions, webs
from casewright.resolve.teaching import teaching_problems
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
    revisions: Mapping[str, str]
    """Of each case that a module uses, its present revision."""
    edition: Edition = Edition.LEARNER


def resolve(library: Library, edition: Edition = Edition.LEARNER) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the library of an edition with everything linked, and what should belong together and does not.

    The problems are those of the whole library, whatever the edition.
    """
    with remembering():
        return _resolved(library, edition)


def glanced(written: Library, edition: Edition = Edition.LEARNER) -> LinkedLibrary:
    """Return the library with everything linked when somebody asks for it, for a look at a few of its records."""
    around = surroundings(map(facts_of, written.records()), written.vocabularies)
    whole = with_titles(written, around.targets, around.titles)
    library = in_edition(whole, edition)
    all_citing, citing = places_by_source(whole), places_by_source(library)
    library = replace(library, sources=_sources(library, all_citing.keys() - citing.keys()))
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
        citing=citing,
        carriers=Later(lambda: cases_by_term(library)),
        evidence=Later(lambda: evidence_by_lesson(library, around.targets)),
        disagreements=EachLater(cases, lambda id_: tuple(disagreements(cases[id_], units))),
        ties=tied,
        likenesses=EachLater(cases, lambda id_: likenesses(library, tied, {id_})[id_]),
        webs=connected,
        web_by_case=_web_by_case(connected),
        revisions=Later(lambda: _revisions(whole, around.targets)),
        edition=edition,
    )


def some_problems(library: Library, around: Surroundings) -> tuple[Problem, ...]:
    """Return the problems of some records, whose library holds what rules ask about them and may hold nothing else.

    ``around`` is that of the whole library. Of the sources nothing is told.
    """
    with remembering():
        library = with_titles(library, around.targets, around.titles)
        return in_order(_record_problems(library, around, evidence_by_lesson(library, around.targets)))


def _resolved(written: Library, edition: Edition) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    around = surroundings(map(facts_of, written.records()), written.vocabularies)
    known = around.targets
    whole = with_titles(written, known, around.titles)
    library = in_edition(whole, edition)
    all_citing, citing = places_by_source(whole), places_by_source(library)
    library = replace(library, sources=_sources(library, all_citing.keys() - citing.keys()))
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
        revisions=_revisions(whole, known),
        edition=edition,
    )
    problems = (
        *_record_problems(whole, around, linked.evidence),
        *source_term_problems(whole),
        *source_problems(whole, all_citing),
        *bibliography_problems(whole.sources, all_citing.keys()),
    )
    return linked, in_order(problems)


def _sources(library: Library, hidden: Collection[SourceKey]) -> Mapping[SourceKey, Source]:
    """Return the sources of an edition: not those that only what it lacks cites, whose titles could tell of it."""
    if not hidden:
        return library.sources
    return {key: source for key, source in library.sources.items() if key not in hidden}


def _revisions(whole: Library, known: Mapping[Ref, Ref]) -> Mapping[str, str]:
    """Return the revisions of the cases that modules use. Only the whole library tells them."""
    used = {known.get(Ref(CASE, use.case)) for module in whole.modules for use in module.cases}
    return {case.id: revision_of(case) for case in whole.cases if case.ref in used}


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
    yield from reply_problems(library)
    yield from teaching_problems(library, around.targets)
    yield from comparison_problems(library)
    yield from uncited_problems(library)
    yield from unlinked_problems(library, around.targets, around.titles, around.names)
