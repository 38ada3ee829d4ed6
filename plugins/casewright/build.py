"""The stages in order: files → library → linked library → site → pages and data."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from casewright.cache import FOLDER, Cache
from casewright.crew import cores
from casewright.export.api import api_files
from casewright.export.feed import feed
from casewright.export.formats import WRITERS, reference_files
from casewright.export.redirects import redirect_files
from casewright.model.page import WrittenPage
from casewright.problems import Problem, in_order
from casewright.read.folder import read_folder
from casewright.read.kept import KeptRecords
from casewright.read.language import read_language
from casewright.render.citing import CitationSettings, formatter_of
from casewright.render.coins import coins
from casewright.render.page import Draft, Printed, Publication, Renderer, page_environment
from casewright.render.references import LANGUAGE, Formatter, PageRequest
from casewright.render.self_citation import OWN_STYLES, self_source
from casewright.render.styles import shipped_style
from casewright.render.templates import environment
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.addresses import FEED, record_address
from casewright.views.site import Site, build_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """A casebook that is ready to be published, and every problem found on the way."""

    site: Site
    renderer: Renderer
    problems: tuple[Problem, ...]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of everything published beside the pages: data, feed, redirects."""
        publication = self.renderer.publication
        yield from api_files(self.site.linked, site_address=publication.address)
        yield FEED, feed(self.site.linked, site_name=publication.name, site_address=publication.address)
        yield from redirect_files(self.site)
        cited = {page.ref: page.references for page in self.site.pages if page.ref}
        yield from reference_files(self.site.linked.library.sources, cited, self.renderer.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What a build may use beside what is written: results of earlier ones, and several processes.

    Neither changes what comes of it. By default, nothing is kept and one process works.
    """

    cache: Cache = field(default_factory=Cache)
    records: KeptRecords = field(default_factory=KeptRecords)
    processes: int = 1

    @classmethod
    def of(cls, folder: Path | None, processes: int = 0) -> Self:
        """Return one that keeps its results in a folder, if one is given; without a number, all cores work."""
        cache = Cache(folder)
        return cls(cache=cache, records=KeptRecords(cache), processes=processes or cores())


def check(
    root: Path, language: str = LANGUAGE, pages: tuple[WrittenPage, ...] = (), *, workshop: Workshop | None = None
) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of the casebook at ``root``, and all problems of what is written there.

    ``language`` is that of the casebook (BCP 47), in which the words of locators may stand, beside English. ``pages``
    are the hand-written ones that cite; only an engine's dialect of Markdown tells what they say.
    """
    lang, unknown = read_language(language)
    shop = workshop or Workshop()
    with _few_collections():
        library, unread = read_folder(root, lang, kept=shop.records, processes=shop.processes)
        linked, unlinked = resolve(replace(library, pages=pages))
    return linked, in_order((*unknown, *unread, *unlinked))


def build(
    root: Path,
    publication: Publication,
    *,
    citing: CitationSettings | None = None,
    pages: tuple[WrittenPage, ...] = (),
    overrides: Path | None = None,
    day: date | None = None,
    workshop: Workshop | None = None,
) -> Casebook:
    """Return the casebook at ``root``, ready to be published.

    ``pages`` are the hand-written ones that cite. ``overrides`` is a folder of templates that go before those of the
    package. ``day`` is the day of the edition; without one it is the newest in the records.
    """
    citing, workshop = citing or CitationSettings(), workshop or Workshop.of(root / FOLDER)
    with _few_collections():
        linked, problems = check(root, citing.language, pages, workshop=workshop)
        site = build_site(linked, problems, day)
    renderer = Renderer(
        env=page_environment(environment(overrides)),
        linked=linked,
        publication=publication,
        sources=site.sources,
        spans={key: coins(source.item) for key, source in linked.library.sources.items()},
        own={
            record.ref: self_source(
                record, site_name=publication.name, address=publication.cited(record_address(record.ref))
            )
            for record in linked.library.records()
        },
        writers=WRITERS,
    )
    formatter, wrong = formatter_of(linked.library.sources, root, citing, workshop.cache)
    with _few_collections():
        printed, drafts, unprinted = _print(site, renderer, formatter, wrong)
    return Casebook(
        site=site,
        renderer=replace(renderer, printed=printed, drafts=drafts),
        problems=in_order((*problems, *unprinted)),
    )


def _print(
    site: Site, renderer: Renderer, formatter: Formatter, problems: tuple[Problem, ...]
) -> tuple[Printed, Mapping[str, Draft], tuple[Problem, ...]]:
    """Return everything that the engine prints, the drafts of the pages that cite, and the problems."""
    with formatter:
        records, unknown = _print_records(renderer, formatter)
        alone, missing = formatter.alone(renderer.linked.library.sources)
        printed = Printed(alone=alone, records=records)
        drafter = replace(renderer, printed=printed)
        drafts = {page.address: drafter.draft(page) for page in site.pages if page.references}
        results, failed = formatter.pages(
            PageRequest(name=address, clusters=draft.citations.clusters) for address, draft in drafts.items()
        )
    pages = dict(zip(drafts, results, strict=True))
    return replace(printed, pages=pages), drafts, (*problems, *unknown, *missing, *failed)


def _print_records(
    renderer: Renderer, formatter: Formatter
) -> tuple[Mapping[str, Mapping[str, str]], tuple[Problem, ...]]:
    """Return how to cite each record, by style and key."""
    items = {str(source.key): source.item for source in renderer.own.values()}
    records, problems = {}, dict[Problem, None]()
    for name in OWN_STYLES:
        records[name], found = formatter.apart(items, shipped_style(name))
        problems |= dict.fromkeys(found)
    return records, tuple(problems)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for garbage less often than Python does by itself: a library is many objects, and none of them is any."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
