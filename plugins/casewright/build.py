"""The stages in order: files → library → linked library → site → pages and data."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from casewright.cache import FOLDER, digest
from casewright.export.api import api_files
from casewright.export.explore import explore_files
from casewright.export.feed import feed
from casewright.export.fit import fit_files
from casewright.export.formats import WRITERS, reference_files
from casewright.export.llms import llms_text
from casewright.export.previews import preview_files
from casewright.export.redirects import redirect_files
from casewright.export.schema import schema_files
from casewright.export.world import world_svg
from casewright.model.history import History
from casewright.model.ids import Ref
from casewright.model.page import WrittenPage
from casewright.nearby import note, states
from casewright.problems import Problem, in_order
from casewright.read.atlas import read_atlas
from casewright.read.folder import read_folder
from casewright.read.language import read_language
from casewright.render.as_printed import labels_of
from casewright.render.brief_notes import BriefNotes
from casewright.render.brief_orders import brief_addresses, brief_orders
from casewright.render.briefs import Briefs
from casewright.render.citeproc.result import PageResult
from casewright.render.citeproc.run import CITATIONS
from casewright.render.citing import CitationSettings, formatter_of
from casewright.render.coins import Spans
from casewright.render.on_demand import OnDemand
from casewright.render.page import Printed, Publication, RenderedPage, Renderer
from casewright.render.past import PastPages
from casewright.render.press import Press
from casewright.render.references import LANGUAGE, Formatter
from casewright.render.self_citation import OWN_STYLES, self_source
from casewright.render.styles import shipped_style
from casewright.render.templates import pinned, shapes_file
from casewright.render.typesetting import BriefFile, Typesetter, unavailable
from casewright.resolve.ignored import passed_over
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.addresses import FEED, LLMS, record_address
from casewright.views.site import Page, Site, build_site
from casewright.views.world import LAND
from casewright.workshop import Workshop, few_collections


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """A casebook that is ready to be published, and every problem found on the way."""

    site: Site
    renderer: Renderer
    press: Press | OnDemand
    problems: tuple[Problem, ...]
    briefs: Briefs = field(default_factory=Briefs)
    """The one-page briefs of cases and lessons; none where pages are written when they are asked for."""

    def rendered(self, page: Page) -> RenderedPage:
        """Return a finished page; to ask in the order of the site's pages is quickest."""
        return self.press.take(page)

    def brief(self, address: str) -> BriefFile | None:
        """Return a one-page brief that is set because somebody asks for it, or None where there is none to be."""
        return self.press.brief(address) if isinstance(self.press, OnDemand) else None

    def close(self) -> None:
        """End what is still at work; pages that are asked for later are written here."""
        self.press.close()
        self.briefs.close()

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of everything published beside the pages: data, feed, redirects."""
        publication = self.renderer.publication
        yield from api_files(self.site.linked, site_address=publication.address)
        yield from schema_files(self.site.linked.library, site_address=publication.address)
        yield FEED, feed(self.site.linked, site_name=publication.name, site_address=publication.address)
        yield LLMS, llms_text(self.site.linked, site_name=publication.name, site_address=publication.address)
        yield from redirect_files(self.site)
        yield from explore_files(self.site.explore, self.site.linked)
        yield from fit_files(self.site.fit)
        yield from preview_files(self.site.linked)
        yield LAND, world_svg(self.site.atlas)
        yield from reference_files(self.site.linked.library.sources, self.press.cited_by_record(), self.renderer.own)


def check(
    root: Path,
    language: str = LANGUAGE,
    pages: tuple[WrittenPage, ...] = (),
    *,
    workshop: Workshop | None = None,
    is_noted: bool = True,
) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of the casebook at ``root``, and all problems of what is written there.

    ``language`` is that of the casebook (BCP 47), in which the words of locators may stand, beside English. ``pages``
    are the hand-written ones that cite; only an engine's dialect of Markdown tells what they say. Where results are
    kept, what checks of single files need is noted too, if ``is_noted``.
    """
    lang, unknown = read_language(language)
    shop = workshop or Workshop()
    with few_collections():
        before = states(root) if is_noted else None
        library, unread = read_folder(root, lang, kept=shop.kept, processes=shop.processes, progress=shop.progress)
        shop.progress.stage("linking")
        linked, unlinked = resolve(replace(library, pages=pages))
        note(root, before, library, lang, shop.kept)
    return linked, in_order(passed_over((*unknown, *unread, *unlinked), library.records()))


def build(  # noqa: PLR0913 - collaborators come in as arguments, each of its own kind
    root: Path,
    publication: Publication,
    *,
    citing: CitationSettings | None = None,
    pages: tuple[WrittenPage, ...] = (),
    overrides: Path | None = None,
    day: date | None = None,
    workshop: Workshop | None = None,
    is_preview: bool = False,
    history: History | None = None,
) -> Casebook:
    """Return the casebook at ``root``, ready to be published.

    ``pages`` are the hand-written ones that cite. ``overrides`` is a folder of templates that go before those of the
    package. ``day`` is the day of the edition; without one it is the newest in the records. In a preview, pages are
    written when they are asked for. ``history`` is what is known of the changes of records.
    """
    citing, workshop = citing or CitationSettings(), workshop or Workshop.of(root / FOLDER)
    with workshop.at_work():
        linked, problems = check(root, citing.language, pages, workshop=workshop, is_noted=not is_preview)
        workshop.progress.stage("laying out")
        site = build_site(linked, problems, day, read_atlas(shapes_file()), history)
        own = {
            record.ref: self_source(record, publication.name, publication.cited(record_address(record.ref)))
            for record in linked.library.records()
        }
    renderer = Renderer(
        env=workshop.environment(overrides),
        linked=linked,
        publication=publication,
        sources=site.sources,
        spans=Spans(linked.library.sources),
        own=own,
        writers=WRITERS,
    )
    if is_preview:
        formatter, wrong = formatter_of(linked.library.sources, root, citing, workshop.cache)
        return _preview(site, renderer, (*problems, *wrong), formatter, workshop)
    workshop.progress.stage(CITATIONS)
    env, templates = pinned(renderer.env)
    past = PastPages(cache=workshop.cache, site=digest(publication.name, publication.address), templates=templates)
    press = Press(renderer=replace(renderer, env=env), pages=site.pages, processes=workshop.processes, past=past)
    formatter, wrong = formatter_of(linked.library.sources, root, citing, workshop.cache, workshop.progress)
    with few_collections():
        briefs, unprinted = _print(press, formatter, workshop)
    return Casebook(
        site=site,
        renderer=press.renderer,
        press=press,
        problems=in_order((*problems, *wrong, *unprinted)),
        briefs=briefs,
    )


def _preview(
    site: Site,
    renderer: Renderer,
    problems: tuple[Problem, ...],
    formatter: Formatter,
    workshop: Workshop,
) -> Casebook:
    """Return a casebook whose pages and briefs are made when they are asked for."""
    printed, unprinted = _print_single(renderer, formatter)
    has_briefs = renderer.publication.has_briefs
    lacking = unavailable() if has_briefs else ()
    possible = brief_addresses(site.pages) if has_briefs and not lacking else {}
    renderer = replace(renderer, printed=replace(printed, briefs=_leading(possible, possible)))
    press = OnDemand(
        renderer=renderer, pages=site.pages, formatter=formatter, typesetter=Typesetter(cache=workshop.cache)
    )
    found = in_order((*problems, *unprinted, *lacking))
    return Casebook(site=site, renderer=renderer, press=press, problems=found)


def _print(press: Press, formatter: Formatter, workshop: Workshop) -> tuple[Briefs, tuple[Problem, ...]]:
    """Have everything printed that the engine prints, and the briefs set; return these, and what went wrong."""
    with formatter:
        printed, wrong = _print_single(press.renderer, formatter)
        cited = press.draft(printed)
        found, failed = formatter.pages(cited.values())
    results = dict(zip(cited, found, strict=True))
    asked = ((address, request.clusters, results[address]) for address, request in cited.items())
    known = labels_of(asked, formatter.sources, formatter.style)
    briefs = _briefs(press, results, workshop)
    press.finish(results, _leading(brief_addresses(press.pages), briefs.addresses), known)
    return briefs, (*wrong, *failed, *briefs.problems)


def _briefs(press: Press, results: Mapping[str, PageResult | None], workshop: Workshop) -> Briefs:
    """Return the one-page briefs, if there are to be any."""
    problems = unavailable() if press.renderer.publication.has_briefs else ()
    if problems or not press.renderer.publication.has_briefs:
        return Briefs(problems=problems)
    typesetter = Typesetter(cache=workshop.cache, processes=workshop.processes)
    notes = BriefNotes(
        cache=workshop.cache, site=press.past.site, made_with=typesetter.made_with, tables=press.renderer.tables()
    )
    orders = brief_orders(press.pages, press.renderer, press.cited, results, notes, press.shown)
    return Briefs.of(orders, typesetter, notes, workshop.progress)


def _leading(possible: Mapping[str, Page], made: Container[str]) -> Mapping[Ref, str]:
    """Return the addresses of the briefs that there are, by record."""
    return {page.ref: address for address, page in possible.items() if page.ref and address in made}


def _print_single(renderer: Renderer, formatter: Formatter) -> tuple[Printed, tuple[Problem, ...]]:
    """Return the references that stand by themselves."""
    records, unknown = _print_records(renderer, formatter)
    alone, missing = formatter.alone(renderer.linked.library.sources)
    return Printed(alone=alone, records=records), (*unknown, *missing)


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
