"""The stages in order: files → library → linked library → site → pages and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from casewright.export.api import api_files
from casewright.export.explore import explore_files
from casewright.export.feed import feed
from casewright.export.formats import WRITERS, reference_files
from casewright.export.redirects import redirect_files
from casewright.export.world import world_svg
from casewright.model.page import WrittenPage
from casewright.problems import Problem, in_order
from casewright.read.atlas import Atlas, read_atlas
from casewright.read.folder import read_folder
from casewright.read.language import read_language
from casewright.render.citing import CitationSettings, formatter_of
from casewright.render.coins import coins
from casewright.render.page import Draft, Printed, Publication, Renderer, page_environment
from casewright.render.references import LANGUAGE, Formatter, PageRequest
from casewright.render.self_citation import OWN_STYLES, self_source
from casewright.render.styles import shipped_style
from casewright.render.templates import environment, shapes_file
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.addresses import FEED, record_address
from casewright.views.site import Site, build_site
from casewright.views.world import LAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """A casebook that is ready to be published, and every problem found on the way."""

    site: Site
    renderer: Renderer
    atlas: Atlas
    problems: tuple[Problem, ...]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of everything published beside the pages: data, feed, redirects."""
        publication = self.renderer.publication
        yield from api_files(self.site.linked, site_address=publication.address)
        yield FEED, feed(self.site.linked, site_name=publication.name, site_address=publication.address)
        yield from redirect_files(self.site)
        yield from explore_files(self.site.explore, self.site.linked)
        yield LAND, world_svg(self.atlas)
        cited = {page.ref: page.references for page in self.site.pages if page.ref}
        yield from reference_files(self.site.linked.library.sources, cited, self.renderer.own)


def check(
    root: Path, language: str = LANGUAGE, pages: tuple[WrittenPage, ...] = ()
) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of the casebook at ``root``, and all problems of what is written there.

    ``language`` is that of the casebook (BCP 47), in which the words of locators may stand, beside English. ``pages``
    are the hand-written ones that cite; only an engine's dialect of Markdown tells what they say.
    """
    lang, unknown = read_language(language)
    library, unread = read_folder(root, lang)
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
) -> Casebook:
    """Return the casebook at ``root``, ready to be published.

    ``pages`` are the hand-written ones that cite. ``overrides`` is a folder of templates that go before those of the
    package. ``day`` is the day of the edition; without one it is the newest in the records.
    """
    citing = citing or CitationSettings()
    linked, problems = check(root, citing.language, pages)
    atlas = read_atlas(shapes_file())
    site = build_site(linked, problems, day, atlas)
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
    formatter, wrong = formatter_of(linked.library.sources, root, citing)
    printed, drafts, unprinted = _print(site, renderer, formatter, wrong)
    return Casebook(
        site=site,
        renderer=replace(renderer, printed=printed, drafts=drafts),
        atlas=atlas,
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
