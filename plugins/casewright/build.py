"""The stages in order: files → library → linked library → site → pages and data."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from jinja2 import Environment

from casewright.cache import FOLDER, digest
from casewright.courses import packages, page_of_package
from casewright.export.api import api_files
from casewright.export.explore import explore_files
from casewright.export.feed import feed
from casewright.export.fit import fit_files
from casewright.export.formats import WRITERS, reference_files
from casewright.export.llms import llms_text
from casewright.export.previews import preview_files
from casewright.export.redirects import redirect_files
from casewright.export.release import release_text
from casewright.export.schema import schema_files
from casewright.export.skos import skos_files
from casewright.export.world import world_svg
from casewright.model.edition import Edition
from casewright.model.history import History
from casewright.model.ids import Ref, SourceKey
from casewright.model.page import WrittenPage
from casewright.model.record import Record
from casewright.model.source import Source
from casewright.nearby import note, states
from casewright.problems import Problem, in_order
from casewright.read.atlas import read_atlas
from casewright.read.folder import read_folder
from casewright.read.language import read_language
from casewright.read.words import Words
from casewright.render.as_printed import labels_of
from casewright.render.brief_notes import BriefNotes
from casewright.render.brief_orders import brief_addresses, brief_orders, sheet_orders
from casewright.render.briefs import IMAGES, SHEETS, Briefs
from casewright.render.cards import card_files
from casewright.render.citeproc.result import PageResult
from casewright.render.citeproc.run import CITATIONS
from casewright.render.citing import CitationSettings, formatter_of, style_of, written_requests
from casewright.render.coins import Spans
from casewright.render.markdown_pages import markdown_of
from casewright.render.on_demand import OnDemand
from casewright.render.page import Printed, Publication, RenderedPage, Renderer
from casewright.render.past import PastPages
from casewright.render.press import Press
from casewright.render.references import LANGUAGE, Formatter
from casewright.render.self_citation import OWN_STYLES, self_source
from casewright.render.share_images import image_orders
from casewright.render.styles import shipped_style
from casewright.render.templates import pinned, shapes_file, words_of
from casewright.render.typesetting import IMAGE, SHEET, BriefFile, Typesetter, unavailable
from casewright.resolve.ignored import passed_over
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.addresses import FEED, LLMS, SITE_IMAGE, edition_address, record_address, share_image
from casewright.views.site import Page, Site, build_site
from casewright.views.sources import SourceView
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
    sheets: Briefs = field(default_factory=Briefs)
    """The sheets of modules; likewise."""
    images: Briefs = field(default_factory=Briefs)
    """The pictures that stand for pages where their addresses are passed on; none of a site that is not public."""

    language: str = LANGUAGE
    """In which the casebook is written (BCP 47)."""

    def rendered(self, page: Page) -> RenderedPage:
        """Return a finished page; to ask in the order of the site's pages is quickest."""
        return self.press.take(page)

    def image_of(self, page: Page | None) -> str:
        """Return the full address of the picture that stands for a page, or nothing where there is none."""
        own = share_image(page.ref) if page and page.ref else ""
        found = next((address for address in (own, SITE_IMAGE) if address in self.images.addresses), "")
        return self.renderer.publication.cited(found) if found else ""

    def brief(self, address: str) -> BriefFile | None:
        """Return a one-page brief that is set because somebody asks for it, or None where there is none to be."""
        return self.press.brief(address) if isinstance(self.press, OnDemand) else None

    def markdown(self, address: str) -> str | None:
        """Return the Markdown of a record at an address, or None where there is none to be."""
        is_wanted = self.renderer.publication.has_markdown
        return markdown_of(address, self.site.pages, self.renderer) if is_wanted else None

    def packages(self) -> Iterator[tuple[str, bytes]]:
        """Yield (address, package for learning platforms) of all modules, once everything is printed."""
        if isinstance(self.press, Press):
            renderer = self.press.renderer
            yield from packages(
                self.site.pages, self.site.pages, renderer, self.press.cited, renderer.printed.pages, self.language
            )

    def package(self, address: str) -> bytes | None:
        """Return a package that is made because somebody asks for it, or None where there is none to be."""
        page = page_of_package(address, self.site.pages)
        if page is None or not isinstance(self.press, OnDemand):
            return None
        made = packages([page], self.site.pages, self.renderer, *self.press.printed(page), self.language)
        return dict(made)[address]

    def close(self) -> None:
        """End what is still at work; pages that are asked for later are written here."""
        self.press.close()
        self.briefs.close()
        self.sheets.close()
        self.images.close()

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of everything published beside the pages: data, feed, redirects."""
        publication = self.renderer.publication
        yield from api_files(self.site.linked, site_address=publication.address)
        yield from schema_files(self.site.linked.library, site_address=publication.address)
        yield from skos_files(
            self.site.linked.library, lang=read_language(self.language)[0], site_address=publication.address
        )
        for release in self.site.linked.library.releases:
            yield f"{edition_address(release.tag)[:-1]}.json", release_text(release)
        yield FEED, feed(self.site.linked, site_name=publication.name, site_address=publication.address)
        yield (
            LLMS,
            llms_text(
                self.site.linked,
                site_name=publication.name,
                site_address=publication.address,
                has_markdown=publication.has_markdown,
            ),
        )
        yield from redirect_files(self.site)
        yield from explore_files(self.site.explore, self.site.linked)
        yield from fit_files(self.site.fit)
        yield from preview_files(self.site.linked, words_of(self.renderer.env))
        yield from card_files(self.site.linked, publication, self.renderer.env, self.images.addresses)
        yield LAND, world_svg(self.site.atlas)
        yield from reference_files(self.site.linked.library.sources, self.press.cited_by_record(), self.renderer.own)


def check(
    root: Path,
    language: str = LANGUAGE,
    pages: tuple[WrittenPage, ...] = (),
    *,
    workshop: Workshop | None = None,
    is_noted: bool = True,
    edition: Edition = Edition.LEARNER,
) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of the casebook at ``root``, and all problems of what is written there.

    ``language`` is that of the casebook (BCP 47), in which the words of locators may stand, beside English. ``pages``
    are the hand-written ones that cite; only an engine's dialect of Markdown tells what they say. Where results are
    kept, what checks of single files need is noted too, if ``is_noted``. What only instructors read is in the linked
    library of their ``edition`` alone; the problems are those of all that is written.
    """
    lang, unknown = read_language(language)
    shop = workshop or Workshop()
    with few_collections():
        before = states(root) if is_noted else None
        library, unread = read_folder(root, lang, kept=shop.kept, processes=shop.processes, progress=shop.progress)
        shop.progress.stage("linking")
        linked, unlinked = resolve(replace(library, pages=pages), edition)
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
        linked, problems = check(
            root, citing.language, pages, workshop=workshop, is_noted=not is_preview, edition=publication.edition
        )
        workshop.progress.stage("laying out")
        has_particles = style_of(root, citing).sorts_by_particles
        atlas, env = read_atlas(shapes_file()), workshop.environment(overrides)
        site = build_site(linked, problems, day, atlas, history, has_particles=has_particles, words=words_of(env))
        own = {
            record.ref: self_source(record, publication.name, publication.cited(record_address(record.ref)))
            for record in linked.library.records()
        }
    renderer = renderer_of(linked, site.sources, own, publication, env)
    if is_preview:
        formatter, wrong = formatter_of(linked.library.sources, root, citing, workshop.cache)
        return replace(_preview(site, renderer, (*problems, *wrong), formatter, workshop), language=citing.language)
    workshop.progress.stage(CITATIONS)
    env, templates = pinned(renderer.env)
    named = digest(publication.name, publication.address, publication.edition.value)
    past = PastPages(cache=workshop.cache, site=named, templates=templates)
    press = Press(renderer=replace(renderer, env=env), pages=site.pages, processes=workshop.processes, past=past)
    formatter, wrong = formatter_of(linked.library.sources, root, citing, workshop.cache, workshop.progress)
    with few_collections():
        briefs, sheets, unprinted = _print(press, formatter, workshop)
        images = _images(linked, publication, words_of(env), workshop)
    return Casebook(
        site=site,
        renderer=press.renderer,
        press=press,
        problems=in_order((*problems, *wrong, *unprinted, *images.problems)),
        briefs=briefs,
        sheets=sheets,
        images=images,
        language=citing.language,
    )


def renderer_of(
    linked: LinkedLibrary,
    sources: Mapping[SourceKey, SourceView],
    own: Mapping[Ref, Source],
    publication: Publication,
    env: Environment,
) -> Renderer:
    """Return what turns pages of a casebook into HTML, before anything of it is printed."""
    return Renderer(
        env=env,
        linked=linked,
        publication=publication,
        sources=sources,
        spans=Spans(linked.library.sources),
        own=own,
        writers=WRITERS,
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
    renderer, lacking = with_briefs(replace(renderer, printed=printed), renderer.linked.library.records())
    press = OnDemand(
        renderer=renderer, pages=site.pages, formatter=formatter, typesetter=Typesetter(cache=workshop.cache)
    )
    found = in_order((*problems, *unprinted, *lacking))
    return Casebook(site=site, renderer=renderer, press=press, problems=found)


def with_briefs(renderer: Renderer, records: Iterable[Record]) -> tuple[Renderer, tuple[Problem, ...]]:
    """Return a renderer whose pages lead to the briefs that can be set, and why none can."""
    has_briefs = renderer.publication.has_briefs
    lacking = unavailable() if has_briefs else ()
    known = {record.ref: brief_addresses(record, renderer.linked) for record in records}
    briefs = {ref: addresses for ref, addresses in known.items() if addresses} if has_briefs and not lacking else {}
    printed = replace(renderer.printed, briefs=briefs)
    return replace(renderer, printed=printed), lacking


def _print(press: Press, formatter: Formatter, workshop: Workshop) -> tuple[Briefs, Briefs, tuple[Problem, ...]]:
    """Have everything printed that the engine prints, briefs and sheets set; return these, and what went wrong."""
    with formatter:
        printed, wrong = _print_single(press.renderer, formatter)
        cited = press.draft(printed)
        found, failed = formatter.pages(cited.values())
        written = written_requests(press.renderer.linked.library.pages)
        of_written, _ = formatter.pages(written)
    results = dict(zip(cited, found, strict=True))
    asked = zip((*cited.values(), *written), (*found, *of_written), strict=True)
    pages = ((request.name, request.clusters, result) for request, result in asked)
    known = labels_of(pages, formatter.sources, formatter.style)
    briefs, sheets = _briefs(press, results, workshop), _sheets(press, results, workshop)
    made = briefs.addresses | sheets.addresses
    press.finish(results, _leading(press.renderer.linked, made), known)
    return briefs, sheets, (*wrong, *failed, *briefs.problems, *sheets.problems)


def _briefs(press: Press, results: Mapping[str, PageResult | None], workshop: Workshop) -> Briefs:
    """Return the one-page briefs, if there are to be any."""
    problems = unavailable() if press.renderer.publication.has_briefs else ()
    if problems or not press.renderer.publication.has_briefs:
        return Briefs(problems=problems)
    typesetter = Typesetter(cache=workshop.cache, processes=workshop.processes)
    notes = BriefNotes(
        cache=workshop.cache,
        site=press.past.site,
        made_with=digest(typesetter.made_with, words_of(press.renderer.env).views),
        tables=press.renderer.tables(),
    )
    orders = brief_orders(press.pages, press.renderer, press.cited, results, notes, press.shown)
    return Briefs.of(orders, typesetter, notes, workshop.progress)


def _images(linked: LinkedLibrary, publication: Publication, words: Words, workshop: Workshop) -> Briefs:
    """Return the pictures that stand for pages, if there are to be any: their addresses have to be known in full."""
    if not publication.has_images or not publication.is_public:
        return Briefs()
    if problems := unavailable(IMAGE):
        return Briefs(problems=problems)
    typesetter = Typesetter(form=IMAGE, cache=workshop.cache, processes=workshop.processes)
    return Briefs.of(image_orders(linked, publication, words), typesetter, progress=workshop.progress, stage=IMAGES)


def _sheets(press: Press, results: Mapping[str, PageResult | None], workshop: Workshop) -> Briefs:
    """Return the sheets of modules, if there are to be any; why there can be none is told of briefs."""
    if unavailable() or not press.renderer.publication.has_briefs:
        return Briefs()
    typesetter = Typesetter(form=SHEET, cache=workshop.cache, processes=workshop.processes)
    orders = sheet_orders(press.pages, press.pages, press.renderer, press.cited, results)
    return Briefs.of(orders, typesetter, progress=workshop.progress, stage=SHEETS)


def _leading(linked: LinkedLibrary, made: Container[str]) -> Mapping[Ref, tuple[str, ...]]:
    """Return the addresses of the briefs and sheets that there are, by record."""
    possible = {record.ref: brief_addresses(record, linked) for record in linked.library.records()}
    found = {ref: tuple(address for address in all_ if address in made) for ref, all_ in possible.items()}
    return {ref: addresses for ref, addresses in found.items() if addresses}


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
