"""One page of the site → its HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from casewright.model.edition import Edition
from casewright.model.ids import Ref, SourceKey
from casewright.model.module import Module
from casewright.model.prose import Citation, Link
from casewright.model.source import Source
from casewright.render.as_printed import Labels, with_labels
from casewright.render.cited import REFERENCES, Citations, Note, fill
from casewright.render.citeproc.result import PageResult
from casewright.render.embedding import OEMBED, Embedding, embedding
from casewright.render.headings import Heading, headings
from casewright.render.learning import learning_resource
from casewright.render.lookups import Around, Mapped, Tables, Trace, tables_of, traced
from casewright.render.metadata import record_tags, source_tags
from casewright.render.own_notes import place_notes, reading_order
from casewright.render.references import PageRequest
from casewright.render.self_citation import OWN_STYLES
from casewright.render.take_away import (
    Citing,
    Writers,
    bibliography_downloads,
    citing_record,
    citing_source,
    record_downloads,
)
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import BOOKLET, GUIDE, HANDOUT, MARKDOWN, record_address, source_name
from casewright.views.addresses import BRIEF as BRIEF_FILE
from casewright.views.decision import DecisionView
from casewright.views.searched import filters_of
from casewright.views.site import Deferred, Page
from casewright.views.slides import SlidesView
from casewright.views.sources import SourcePageView, SourceView

_RESERVED = frozenset(
    {
        *("activities", "alike", "balance", "board-plan", "cases", "cite", "claims", "conditions", "counter-case"),
        *("decision", "epilogue", "evidence", "facilitator-notes", "pathway"),
        *("facts", "gaps", "governance", "imprint", "lessons", "mentioned-in", "objectives", "problems", "questions"),
        "replies",
        *("outside-research", "references", "related", "taught-in", "tested-claims", "the-lesson", "timeline"),
    }
)
"""The ids that the templates of records give to their own headings."""

_RESERVED_BEGINNINGS = (
    *("bearing-", "chart-", "cite-", "claim-", "cw-", "figures-", "fn", "note"),
    *("outside-research-", "ref-", "relations-", "reply-"),
)
"""How the ids of bearings, charts, citations, claims, tables of figures, footnotes, research and so on begin."""

Filters = Mapping[str, tuple[str, ...]]
"""Labels of terms by the name of their vocabulary."""

BRIEF = "\ue009"
"""Stands in a draft where the link to the record's brief goes, if it could be set."""

LATER = '<span class="cw-later">[later source]</span>'
"""Stands for a citation of works that the page must not name: their titles could tell how a decision ended."""

LABELS = {
    BRIEF_FILE: "one_page_brief_pdf",
    HANDOUT: "handout_pdf",
    BOOKLET: "booklet_pdf",
    GUIDE: "guide_pdf",
}
"""By what name the catalogue of words has briefs and sheets, by the names of their files."""

ALTERNATE = "alternate "
"""The same page in another form. With a space, which HTML allows: Material's script takes ``link[rel=alternate]`` for a
translation, and asks for a map of the site beside it."""
_AS_MARKDOWN = f'<link rel="{ALTERNATE}" type="text/markdown" href="{MARKDOWN}">'
_LOCAL = ("http://127.0.0.1", "http://localhost", "http://[::1]", "http://0.0.0.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What the site as a whole is called, and where it will stand (a full address that ends in ``/``, or nothing)."""

    name: str
    address: str = ""
    has_briefs: bool = False
    """Whether cases and lessons are to have a brief."""
    has_markdown: bool = False
    """Whether the pages of records are to be there as Markdown too."""
    description: str = ""
    """What the site is about, in a sentence."""
    has_images: bool = False
    """Whether there are to be pictures of its pages for those who share links; nobody can where it is not public."""

    edition: Edition = Edition.LEARNER

    @property
    def is_for_instructors(self) -> bool:
        """Return whether the site is for those who teach, and is to be found by nobody else."""
        return self.edition is Edition.INSTRUCTOR

    @property
    def is_public(self) -> bool:
        """Return whether it is known where others will find the site, which is not on one's own machine."""
        return bool(self.address) and not self.address.startswith(_LOCAL)

    def cited(self, address: str) -> str:
        """Return the full address of a page as others may cite it; nothing where that is not known."""
        return f"{self.address}{address}" if self.is_public else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """A finished page: the HTML of its content, the headings for a table of contents, and what a search filters by."""

    html: str
    headings: tuple[Heading, ...]
    filters: Filters
    markdown: str = ""
    """The same as Markdown, where a site has that of its records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page without its citations, and what it cites."""

    html: str
    citations: Citations
    filters: Filters

    def request(self, address: str) -> PageRequest:
        """Return what is to be formatted of the page at an address."""
        return PageRequest(name=address, clusters=self.citations.clusters, reading=reading_order(self.html))


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What the engine printed: citations and references by the page's address, single references by key."""

    pages: Mapping[str, PageResult | None] = field(default_factory=dict)
    alone: Mapping[SourceKey, str] = field(default_factory=dict)
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """How to cite the casebook's own records, by style and key."""
    briefs: Mapping[Ref, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of the briefs and sheets that there are, by record."""
    labels: Labels = field(default_factory=dict)
    """What pages print for their citations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Everything that turning pages into HTML takes."""

    env: Environment
    linked: LinkedLibrary
    publication: Publication
    printed: Printed = field(default_factory=Printed)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    """Drafts of pages that cite, by address."""
    sources: Mapping[SourceKey, SourceView] = field(default_factory=dict)
    """What any page shows of a source."""
    spans: Mapping[SourceKey, Markup] = field(default_factory=dict)
    """Every source for reference managers; lists repeat them, so that each is written once."""
    own: Mapping[Ref, Source] = field(default_factory=dict)
    """The records as sources."""
    writers: Writers = field(default_factory=dict)

    def tables(self) -> Tables:
        """Return all that a page can look up while it is written."""
        around = Around(
            targets=self.linked.targets,
            titles=Mapped(self.linked.records, attrgetter("title")),
            works=self.linked.library.sources,
            sources=self.sources,
            spans=self.spans,
            own=self.own,
            alone=self.printed.alone,
            briefs=self.printed.briefs,
            labels=self.printed.labels,
            records={style: self.printed.records.get(style, {}) for style in OWN_STYLES},
        )
        return tables_of(around)

    def draft(self, page: Page, trace: Trace | None = None) -> Draft:
        """Return a page's content before its citations are known. ``trace`` is told what is looked up for it."""
        around = traced(self.tables(), trace or Trace())
        view = page.shown()
        if isinstance(view, SourcePageView):
            view = with_labels(view, around.labels)
        page = replace(page, view=view)  # the way to it would lead templates to all that the view is made from
        writer = PageWriter(page=page, around=around)
        if isinstance(view, SlidesView) or (isinstance(view, DecisionView) and not view.is_whole):
            writer = PageWriter(page=page, around=around, withheld=frozenset(view.withheld), has_links=False)
        html = self.env.get_template(f"{page.template}.html").render(
            page=page,
            view=view,
            writer=writer,
            speaker=PageWriter(page=page, around=around, citations=writer.citations, ids=writer.ids),
            references=Markup(REFERENCES) if page.cited(view) else "",  # noqa: S704 - a mark of ours
            citing=self._citing(page, around),
            downloads=record_downloads(page.ref) if page.ref else bibliography_downloads(),
            brief=Markup(BRIEF) if page.ref and self.publication.has_briefs else "",  # noqa: S704 - likewise
            embed=self._embedding(page.ref, page.title),
            itself=around.own.get(page.ref) if page.ref else None,
            publication=self.publication,
            printed=Printed(alone=around.alone, records=around.records),
            spans=around.spans,
        )
        return Draft(html=html, citations=writer.citations, filters=filters_of(page, view))

    def render(self, page: Page) -> RenderedPage:
        """Return the HTML of a page's content."""
        draft = self.drafts.get(page.address) or self.draft(page)
        return self.finish(page, draft, self.printed.pages.get(page.address))

    def finish(self, page: Page, draft: Draft, result: PageResult | None, trace: Trace | None = None) -> RenderedPage:
        """Return the HTML of a page's content: that of its draft with what it cites as it was printed."""
        around = traced(self.tables(), trace or Trace())
        filled = fill(draft.html, draft.citations, result, around.works)
        html = place_notes(filled.html, "")  # they stand before the references
        if BRIEF in html and page.ref:
            html = html.replace(BRIEF, self._brief(page.ref, PageWriter(page=page, around=around)), 1)
        if REFERENCES in html:
            lists = self._lists(page, around, filled.notes, _references(result, draft.citations, around.sources))
            html = html.replace(REFERENCES, lists, 1)
        return RenderedPage(html=html, headings=headings(html), filters=draft.filters)

    def _brief(self, ref: Ref, writer: PageWriter) -> str:
        sheets = [(LABELS[address.rsplit("/", 1)[-1]], address) for address in writer.around.briefs.get(ref, ())]
        return self.env.get_template("_brief.html").render(writer=writer, sheets=sheets).strip() if sheets else ""

    def _lists(
        self, page: Page, around: Around, notes: tuple[Note, ...], references: tuple[Mapping[str, Any], ...]
    ) -> str:
        named = page.shown().named if page.is_document else ()
        if isinstance(page.view, Deferred):
            page = replace(page, view=None)  # as in a draft
        name = "_slide_references.html" if page.is_document else "_references.html"
        return self.env.get_template(name).render(
            page=page,
            writer=PageWriter(page=page, around=around),
            notes=notes,
            references=references,
            named=named,
            publication=self.publication,
            downloads=record_downloads(page.ref) if page.ref else (),
            spans=around.spans,
        )

    def head(self, page: Page) -> str:
        """Return what the head of a page tells search engines and reference managers."""
        name, address = self.publication.name, self.publication.cited(page.address)
        record = self.linked.records.get(page.ref) if page.ref else None
        if record:
            tags = record_tags(record, site_name=name, address=address, summary=page.description)
            tags += _AS_MARKDOWN if self.publication.has_markdown else ""
            if embed := self._embedding(page.ref, page.title):
                address = escape(self.publication.cited(f"{embed.address}{OEMBED}"))
                tags += f'<link rel="{ALTERNATE}" type="application/json+oembed" href="{address}">'
            if isinstance(record, Module):
                tags += learning_resource(record, self.linked, self.publication)
            return tags
        if isinstance(page.view, SourcePageView):
            source = self.linked.library.sources[page.view.source.key]
            return source_tags(source, title=page.title, site_name=name, address=address)
        return ""

    def _embedding(self, ref: Ref | None, title: str) -> Embedding | None:
        """Return what a page says of its card; the edition for instructors has none, since others could not see it."""
        is_shown = self.publication.is_public and not self.publication.is_for_instructors
        return embedding(ref, title, self.publication.address) if is_shown else None

    def _citing(self, page: Page, around: Around) -> Citing | None:
        if page.ref and page.ref in around.own:
            return citing_record(page.ref, around.own[page.ref], around.records, self.writers)
        if isinstance(page.view, SourcePageView):
            return citing_source(around.works[page.view.source.key], self.writers)
        return None


def _references(
    result: PageResult | None, citations: Citations, sources: Mapping[SourceKey, SourceView]
) -> tuple[Mapping[str, Any], ...]:
    places = citations.places()
    if result:
        return tuple(
            _reference(entry.key, entry.html, entry.label, sources[entry.key], places) for entry in result.references
        )
    cited = {item.key for items, _ in citations.clusters for item in items}
    return tuple(_reference(key, "", "", sources[key], places) for key in sorted(cited) if key in sources)


def _reference(
    key: SourceKey, html: str, label: str, view: SourceView, places: Mapping[SourceKey, tuple[str, ...]]
) -> Mapping[str, Any]:
    return {
        "key": key,
        "anchor": f"ref-{source_name(key)}",
        "html": Markup(html or escape(key)),  # noqa: S704 - written by the engine, which escapes
        "label": label,
        "source": view,
        "links": tuple(link for link in view.links if str(escape(link.address)) not in html),
        "places": places.get(key, ()),
    }


@dataclass(slots=True, kw_only=True)
class PageWriter:
    """Writes what depends on the page it stands on: links, citations and ids."""

    page: Page
    around: Around
    citations: Citations = field(default_factory=Citations)
    ids: set[str] = field(default_factory=set)
    withheld: frozenset[SourceKey] = frozenset()
    """Sources that the page must not name."""
    has_links: bool = True
    """Whether texts lead to records. On a page that stops at a decision they do not: these know how it ended."""

    def url(self, address: str) -> str:
        """Return an address of the site as seen from this page."""
        return "../" * self.page.address.count("/") + (address or "./")

    def cite(self, citation: Citation) -> str:
        """Return the mark of a citation; on the page of its own record it has an id, so that sources can lead here."""
        shown = tuple(item for item in citation.items if item.key not in self.withheld)
        if not shown:
            return LATER
        is_target = citation.where.path == self.page.file and citation.anchor and citation.anchor not in self.ids
        if is_target:
            self.ids.add(citation.anchor)
        return self.citations.mark((shown, citation.is_in_text), citation.anchor if is_target else "")

    def link(self, link: Link) -> str:
        """Return the HTML of a link to a record; one that leads nowhere is marked as such."""
        target = self.around.targets.get(link.ref)
        if target is None:
            return f'<span class="cw-missing">{escape(link.words or link.ref.id)}</span>'
        words = escape(link.words or self.around.titles[target])
        return f'<a href="{escape(self.url(record_address(target)))}">{words}</a>' if self.has_links else str(words)

    def heading_id(self, slug: str) -> str:
        """Return an id for a heading that no other element of the page has."""
        is_taken = slug in _RESERVED or slug.startswith(_RESERVED_BEGINNINGS)
        base = f"about-{slug}" if is_taken else slug
        candidate, number = base, 1
        while candidate in self.ids:
            number += 1
            candidate = f"{base}-{number}"
        self.ids.add(candidate)
        return candidate
