"""All pages of the site, each with its address, its title and what it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from casewright.memory import steady
from casewright.model.edition import Edition
from casewright.model.history import History, RecordHistory
from casewright.model.ids import Ref, SourceKey
from casewright.model.library import BrokenRecord
from casewright.model.record import Record
from casewright.problems import Problem
from casewright.read.atlas import Atlas
from casewright.read.explained import explanations
from casewright.read.words import Words
from casewright.resolve.edition import newest_day
from casewright.resolve.for_learners import shown_to_learners
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.periods import with_periods
from casewright.views.addresses import (
    CLAIMS,
    COMPARE,
    EXPLORE,
    FACETS,
    FIELDS,
    FIT,
    GLOSSARY,
    PROBLEMS,
    READING_LIST,
    decision_address,
    record_address,
    slides_address,
)
from casewright.views.bibliography import bibliography_views
from casewright.views.case import case_view
from casewright.views.claims import claims_views
from casewright.views.compare import compare_view
from casewright.views.coverage import coverage_views
from casewright.views.decision import decision_sources, decision_view
from casewright.views.editions import edition_views, editions_views
from casewright.views.explore import ExploreView, explore_view
from casewright.views.fields import fields_view
from casewright.views.fit import FitView, fit_view
from casewright.views.glossary import glossary_view
from casewright.views.home import HomeView, home_view
from casewright.views.leadership import leadership_views
from casewright.views.lesson import lesson_view, lessons_views
from casewright.views.lesson_evidence import later_evidence
from casewright.views.lineage import relations_views
from casewright.views.lists import cases_views, facet_views, ordered_cases, term_views
from casewright.views.module import module_view, modules_views
from casewright.views.paging import Paging
from casewright.views.pathway import pathway_view, pathways_views
from casewright.views.problem_pages import problems_view
from casewright.views.shared import cited_keys, mention_pages
from casewright.views.slides import slides_view
from casewright.views.sources import SourceView, source_pages, source_views
from casewright.views.terms import Terms, terms_of
from casewright.views.thesis import theses_views, thesis_view
from casewright.views.weighing import weighing_views
from casewright.views.world import world_view


class Deferred(partial[Any]):
    """What a page shows, worked out each time that somebody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its address relative to the site's root, and what it shows."""

    address: str
    title: str
    template: str
    """Name of the template, without its ending; also the kind of the page."""
    view: Any
    """What the page shows; where many pages would be held for long, a way to it (`Deferred`). Ask `shown`."""
    description: str = ""
    ref: Ref | None = None
    """The record whose page it is."""
    continues: Ref | None = None
    """The record whose page it goes on with."""
    file: str = ""
    """The file that the page is made from, relative to the casebook."""
    problems: tuple[Problem, ...] = ()
    """Problems to show on the page itself."""
    history: RecordHistory | None = None
    """When the file was changed, by whom and why, if that is known and to be told."""
    references: tuple[SourceKey, ...] | None = ()
    """Keys of the sources cited on the page; None where they follow from what it shows."""
    number: int | None = None
    """Of a case: its place in the order of titles, counted from 0, by which the page that narrows cases knows it."""
    is_document: bool = False
    """Whether it is a document of its own, without the theme's frame."""
    is_searched: bool = True
    """Whether a search finds the page; not one that only lists again what other pages say."""

    @property
    def may_cite(self) -> bool:
        """Return whether the page lists what it cites, if it cites anything."""
        return self.references is None or bool(self.references)

    def shown(self) -> Any:  # noqa: ANN401 - each kind of page shows something of its own
        """Return what the page shows."""
        return self.view() if isinstance(self.view, Deferred) else self.view

    def cited(self, view: object) -> tuple[SourceKey, ...]:
        """Return the keys of the sources cited on the page, which shows ``view``."""
        return cited_keys(view) if self.references is None else self.references


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All pages in a fixed order, and the redirects from former addresses to present ones."""

    pages: tuple[Page, ...]
    redirects: Mapping[str, str]
    linked: LinkedLibrary
    terms: Terms
    sources: Mapping[SourceKey, SourceView]
    """What any page shows of a source."""
    explore: ExploreView
    fit: FitView
    atlas: Atlas
    home: HomeView
    """What a hand-written home page can show of the casebook."""


def build_site(
    linked: LinkedLibrary,
    problems: tuple[Problem, ...] = (),
    day: date | None = None,
    atlas: Atlas | None = None,
    history: History | None = None,
    *,
    has_particles: bool = False,
    words: Words | None = None,
) -> Site:
    """Return the site of a linked library; ``problems`` are shown on the pages of the records they are in.

    ``day`` is the day of the edition, from which it follows what is out of date; by default the newest in the records.
    ``atlas`` is what the map is drawn from; without one it has no marks. ``history`` is that of the records.
    ``has_particles`` says whether van Gogh stands among V in the bibliography. ``words`` are what views say, by default
    those of the package.
    """
    day = day or newest_day(linked.library)
    terms = terms_of(steady("vocabularies", linked.library.vocabularies), words)
    sources = source_views(linked, terms)
    dated = with_periods(linked)
    all_terms = terms_of(steady("vocabularies and periods", dated.library.vocabularies), words)
    atlas = atlas or Atlas(land="", middles={})
    world = world_view(linked, terms, atlas)
    explore = explore_view(dated, all_terms, world)
    fit = fit_view(explore, dated, all_terms)
    pages = (
        *(_with_history(page, history) for page in _record_pages(linked, terms, _failing(linked, problems), day)),
        *_later_pages(linked, terms),
        *_decision_pages(linked, terms),
        *_slide_pages(linked, terms),
        *_broken_pages(linked, terms),
        *_lists(dated, all_terms),
        Page(
            address=EXPLORE,
            title=terms.say("site.explore"),
            template="explore",
            view=explore,
            description=terms.say("site.explore_about"),
            is_searched=False,
        ),
        Page(
            address=COMPARE,
            title=terms.say("site.compare"),
            template="compare",
            view=compare_view(linked, terms),
            description=terms.say("site.compare_about"),
            is_searched=False,
        ),
        Page(
            address=FIT,
            title=terms.say("site.fit"),
            template="fit",
            view=fit,
            description=terms.say("site.fit_about"),
            is_searched=False,
        ),
        Page(
            address=GLOSSARY,
            title=terms.say("site.glossary"),
            template="glossary",
            view=glossary_view(terms),
            description=terms.say("site.glossary_about"),
        ),
        Page(
            address=FIELDS,
            title=terms.say("site.fields"),
            template="fields",
            view=fields_view(terms),
            description=terms.say("site.fields_about"),
        ),
        Page(
            address=READING_LIST,
            title=terms.say("site.reading_list"),
            template="reading_list",
            view=None,
            description=terms.say("site.reading_list_about"),
            is_searched=False,
        ),
        *_claims(linked, terms),
        *_comparisons(linked, terms, day),
        *_facets(dated, all_terms),
        *_sources(linked, sources, terms, has_particles=has_particles),
        *_editions(linked, terms),
        *_problem_kinds(terms),
    )
    redirects = {
        record_address(former): record_address(present)
        for former, present in sorted(linked.targets.items())
        if former != present
    }
    return Site(
        pages=pages,
        redirects=redirects,
        linked=linked,
        terms=terms,
        sources=sources,
        explore=explore,
        fit=fit,
        atlas=atlas,
        home=home_view(linked, terms, world),
    )


def pages_of_files(
    linked: LinkedLibrary,
    problems: Iterable[Problem],
    day: date | None,
    files: Collection[str],
    words: Words | None = None,
) -> tuple[Page, ...]:
    """Return the pages of the records in some files, as they are in the whole site; ``problems`` are of these files."""
    terms = terms_of(steady("vocabularies", linked.library.vocabularies), words)
    shown = _failing(linked, problems)
    pages = (*_record_pages(linked, terms, shown, day or newest_day(linked.library)), *_broken_pages(linked, terms))
    return tuple(page for page in pages if page.file in files)


def _failing(linked: LinkedLibrary, problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """Return the problems to show on pages, by the file of their record."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.fails:
            found.setdefault(problem.where.path, []).append(problem)
    if linked.edition is Edition.LEARNER:
        for record in linked.library.records():
            if record.file in found:
                found[record.file] = list(shown_to_learners(type(record), found[record.file]))
    return found


def _record_pages(
    linked: LinkedLibrary, terms: Terms, problems: Mapping[str, list[Problem]], day: date | None
) -> Iterator[Page]:
    numbers = {case.id: number for number, case in enumerate(ordered_cases(linked))}
    for case in linked.library.cases:
        page = _record_page(case, Deferred(case_view, case, linked, terms, day), case.summary.plain, problems)
        yield replace(page, number=numbers[case.id])
    for lesson in linked.library.lessons:
        yield _record_page(lesson, Deferred(lesson_view, lesson, linked, terms), lesson.statement.plain, problems)
    for module in linked.library.modules:
        yield _record_page(module, Deferred(module_view, module, linked, terms), module.summary.plain, problems)
    for thesis in linked.library.theses:
        yield _record_page(thesis, Deferred(thesis_view, thesis, linked, terms), thesis.summary.plain, problems)
    for pathway in linked.library.pathways:
        yield _record_page(pathway, Deferred(pathway_view, pathway, linked, terms), pathway.summary.plain, problems)


def _record_page(record: Record, view: Deferred, description: str, problems: Mapping[str, list[Problem]]) -> Page:
    return Page(
        address=record_address(record.ref),
        title=record.title,
        template=record.kind.value,
        view=view,
        description=description,
        ref=record.ref,
        file=record.file,
        problems=tuple(problems.get(record.file, ())),
        references=None,
    )


def _with_history(page: Page, history: History | None) -> Page:
    known = history.records.get(page.file) if history else None
    return replace(page, history=known) if known else page


def _later_pages(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    """Yield the pages on which long lists go on that begin on the page of a record."""
    for lesson in linked.library.lessons:
        for address, evidence in later_evidence(lesson, linked, terms):
            yield Page(
                address=address,
                title=_numbered(terms.say("site.evidence", lesson=lesson.title), evidence.paging, terms),
                template="lesson_evidence",
                view=evidence,
                continues=lesson.ref,
                file=lesson.file,
                references=cited_keys(evidence),
                is_searched=False,
            )
    for record in linked.library.records():
        for address, mentions in islice(mention_pages(linked, record), 1, None):
            yield Page(
                address=address,
                title=_numbered(terms.say("site.mentions", record=record.title), mentions.paging, terms),
                template="mentions",
                view=mentions,
                continues=record.ref,
                file=record.file,
                is_searched=False,
            )


def _decision_pages(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    """Yield the pages of cases that stop at a decision."""
    for case in linked.library.cases:
        if case.decision:
            yield Page(
                address=decision_address(case.id),
                title=terms.say(
                    "site.decision", decision=case.decision.title, case=case.title, date=case.decision.date.words
                ),
                template="decision",
                view=Deferred(decision_view, case, case.decision, linked, terms),
                description=case.decision.question.plain,
                continues=case.ref,
                file=case.file,
                references=decision_sources(decision_view(case, case.decision, linked, terms)),
                is_searched=False,
            )


def _slide_pages(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    """Yield the slides of each module. What they cite are works of cases too, so they go on with no record's page."""
    for module in linked.library.modules:
        yield Page(
            address=slides_address(module.id),
            title=terms.say("site.slides", module=module.title),
            template="slides",
            view=Deferred(slides_view, module, linked, terms),
            description=module.summary.plain,
            file=module.file,
            references=None,
            is_document=True,
            is_searched=False,
        )


def _broken_pages(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    taken = set(linked.records)
    for broken in linked.library.broken:
        ref = Ref(broken.kind.value, broken.id)
        if ref not in taken:
            taken.add(ref)
            yield _broken_page(broken, ref, terms)


def _broken_page(broken: BrokenRecord, ref: Ref, terms: Terms) -> Page:
    return Page(
        address=record_address(ref),
        title=terms.say("site.broken", record=broken.id),
        template="broken",
        view=broken,
        file=broken.file,
        problems=broken.problems,
    )


def _lists(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    for address, cases in cases_views(linked, terms):
        yield Page(
            address=address, title=_numbered(terms.say("site.cases"), cases.paging, terms), template="cases", view=cases
        )
    for address, lessons in lessons_views(linked, terms):
        yield Page(
            address=address,
            title=_numbered(terms.say("site.lessons"), lessons.paging, terms),
            template="lessons",
            view=lessons,
        )
    for address, modules in modules_views(linked, terms):
        yield Page(
            address=address,
            title=_numbered(terms.say("site.modules"), modules.paging, terms),
            template="modules",
            view=modules,
        )
    for address, theses in theses_views(linked) if linked.library.theses else ():
        yield Page(
            address=address,
            title=_numbered(terms.say("site.theses"), theses.paging, terms),
            template="theses",
            view=theses,
        )
    for address, pathways in pathways_views(linked) if linked.library.pathways else ():
        title = _numbered(terms.say("site.pathways"), pathways.paging, terms)
        yield Page(address=address, title=title, template="pathways", view=pathways)
    for address, coverage in coverage_views(linked, terms) if linked.library.modules else ():
        yield Page(
            address=address,
            title=_numbered(terms.say("site.coverage"), coverage.paging, terms),
            template="coverage",
            view=coverage,
            description=terms.say("site.coverage_about"),
            is_searched=coverage.paging.number == 1,
        )


def _claims(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    for address, claims in claims_views(linked, terms):
        yield Page(
            address=address,
            title=_numbered(claims.title, claims.paging, terms),
            template="claims",
            view=claims,
            description=claims.definition,
            references=None,
            is_searched=address == CLAIMS,
        )


def _comparisons(linked: LinkedLibrary, terms: Terms, day: date | None) -> Iterator[Page]:
    """Yield the pages that lay cases and lessons side by side."""
    for address, weighing in weighing_views(linked, terms):
        yield Page(
            address=address,
            title=_numbered(terms.say("site.weighing"), weighing.paging, terms),
            template="weighing",
            view=weighing,
            description=terms.say("site.weighing_about"),
        )
    for address, leadership in leadership_views(linked, terms, day):
        yield Page(
            address=address,
            title=_numbered(terms.say("site.leadership"), leadership.paging, terms),
            template="leadership",
            view=leadership,
            description=terms.say("site.leadership_about"),
            references=None,
        )
    for address, relations in relations_views(linked, terms):
        yield Page(
            address=address,
            title=_numbered(terms.say("site.relations"), relations.paging, terms),
            template="relations",
            view=relations,
            description=terms.say("site.relations_about"),
            references=None,
        )


def _facets(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    for facet in FACETS:
        vocabulary = linked.library.vocabularies.get(facet)
        if vocabulary is None:
            continue
        for address, view in facet_views(linked, vocabulary, terms):
            yield Page(
                address=address,
                title=_numbered(vocabulary.title, view.paging, terms),
                template="facet",
                view=view,
                description=vocabulary.definition,
                file=vocabulary.file,
            )
        for address, page in term_views(linked, vocabulary, terms):
            yield Page(
                address=address,
                title=_numbered(
                    terms.say("site.term", vocabulary=vocabulary.title, term=page.term.label), page.paging, terms
                ),
                template="term",
                view=page,
                description=page.term.definition,
                file=vocabulary.file,
                is_searched=page.paging.number == 1,
            )


def _sources(
    linked: LinkedLibrary, views: Mapping[SourceKey, SourceView], terms: Terms, *, has_particles: bool
) -> Iterator[Page]:
    lists = bibliography_views(linked.library.sources, views, terms, has_particles=has_particles)
    for address, bibliography in lists:
        title = _numbered(bibliography.title, bibliography.paging, terms)
        is_first = bibliography.current is None and bibliography.paging.number == 1
        yield Page(address=address, title=title, template="bibliography", view=bibliography, is_searched=is_first)
    for key, source in linked.library.sources.items():
        for address, view in source_pages(views[key], linked, terms):
            title = _numbered(f"{view.source.title} ({key})", view.paging, terms)
            is_first = view.paging.number == 1
            file = source.where.path
            yield Page(address=address, title=title, template="source", view=view, file=file, is_searched=is_first)


def _editions(linked: LinkedLibrary, terms: Terms) -> Iterator[Page]:
    """Yield the pages of editions, where there are any."""
    for address, listed in editions_views(linked) if linked.library.releases else ():
        title = _numbered(terms.say("site.editions"), listed.paging, terms)
        yield Page(address=address, title=title, template="editions", view=listed, is_searched=False)
    for address, view in edition_views(linked):
        title = _numbered(terms.say("site.edition", tag=view.edition.tag), view.paging, terms)
        yield Page(address=address, title=title, template="edition", view=view, is_searched=False)


def _problem_kinds(terms: Terms) -> Iterator[Page]:
    """Yield the pages that explain what a check can find."""
    view = problems_view(explanations())
    yield Page(
        address=PROBLEMS,
        title=terms.say("site.problems"),
        template="problems",
        view=view,
        description=terms.say("site.problems_about"),
    )
    for family in view.families:
        for kind in family.kinds:
            title = terms.say("site.problem", number=kind.number, title=kind.title)
            yield Page(address=kind.address, title=title, template="problem", view=kind, is_searched=False)


def _numbered(title: str, paging: Paging, terms: Terms) -> str:
    return terms.say("site.page", title=title, number=paging.number) if paging.number > 1 else title
