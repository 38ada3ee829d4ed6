"""The bibliography of a site whose pages are made elsewhere: the lists of a casebook, and every citing sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from casewright.model.ids import SourceKey
from casewright.problems import Problem
from casewright.render.as_printed import as_printed, labels_of
from casewright.render.citeproc.result import PageResult
from casewright.render.coins import coins
from casewright.render.marked_html import MarkedPage
from casewright.render.page_environment import page_environment
from casewright.render.references import Formatter
from casewright.render.take_away import DownloadFile
from casewright.render.templates import environment, say_with
from casewright.views.addresses import source_name
from casewright.views.bibliography import BibliographyView, bibliography_views
from casewright.views.list_words import ENGLISH_LISTS, ListWords
from casewright.views.paging import Paging
from casewright.views.sources import source_view
from casewright.views.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPage:
    """A page that cites: its title, its address from the root of the site, its citations and how they are printed."""

    title: str
    address: str
    page: MarkedPage
    result: PageResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyWords:
    """What the bibliography is called, and what it says, which a site in another language will want to change."""

    title: str = "Bibliography"
    uncited: str = "Cited nowhere yet"
    downloads: str = "References as a file"


Places = Mapping[SourceKey, Mapping[str, tuple[CitingPage, dict[str, str]]]]
"""By source and page the sentences that cite, each once, with the ids of the citations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """The bibliography, in pages of a hundred sources: all of them at ``base``, and lists of those that are alike."""

    formatter: Formatter
    base: str
    terms: Terms
    """How much of a source can have been read."""
    words: BibliographyWords = BibliographyWords()
    lists: ListWords = ENGLISH_LISTS
    has_lists: bool = True
    downloads: tuple[DownloadFile, ...] = ()
    env: Environment = field(default_factory=lambda: page_environment(environment()))

    def titles(self) -> Mapping[str, str]:
        """Return the titles of its pages by their addresses."""
        return {address: view.title for address, view in self._views({})}

    def addresses(self) -> Mapping[SourceKey, tuple[str, str]]:
        """Return for each source the address of the page of the whole list that it is on, and its id there."""
        return {
            source.key: (address, f"ref-{source_name(source.key)}")
            for address, view in self._views({}, is_whole_only=True)
            for group in view.groups
            for source in group.sources
        }

    def pages(
        self, citing: tuple[CitingPage, ...], way: Callable[[str, str], str]
    ) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        """Return the HTML of its pages by their addresses. ``way`` leads from an address to another."""
        printed, problems = self.formatter.alone(self.formatter.sources)
        places = self._places(citing)
        spans = {key: coins(source.item) for key, source in self.formatter.sources.items()}
        say = say_with(self.env, self.lists.beside.texts)
        template = self.env.get_template("_site_bibliography.html")
        pages = {}
        for address, view in self._views(places):
            pages[address] = template.render(
                base=self.base,
                words=self.words,
                names=self.lists,
                say=say,
                view=view,
                paging=_linked(view.paging, address, way),
                cited={} if view.current else _cited(view, places, printed, partial(way, address)),
                downloads=() if view.current else self.downloads,
                writer=_Ways(address=address, way=way),
                printed=_Printed(alone=printed),
                spans=spans,
            )
        return pages, problems

    def _places(self, citing: tuple[CitingPage, ...]) -> Places:
        found: dict[SourceKey, dict[str, tuple[CitingPage, dict[str, str]]]] = {}
        for page in citing:
            printed = [(page.address, page.page.marks.clusters, page.result)]
            known = labels_of(printed, self.formatter.sources, self.formatter.style)
            for citation in page.page.citations:
                text = as_printed(citation.as_printed, citation.sentence, known, page.address) or page.title
                for item in citation.items:
                    _, said = found.setdefault(item.key, {}).setdefault(page.address, (page, {}))
                    said.setdefault(text, citation.anchor)
        return found

    def _views(self, places: Places, *, is_whole_only: bool = False) -> Iterator[tuple[str, BibliographyView]]:
        sources = self.formatter.sources
        listed = {} if is_whole_only else self.addresses()
        views = {
            key: source_view(
                source,
                self.terms,
                address="#".join(listed.get(key, ())),
                places=sum(len(said) for _, said in places.get(key, {}).values()),
                words=self.lists,
            )
            for key, source in sources.items()
        }
        found = bibliography_views(
            sources,
            views,
            self.terms,
            self.base,
            self.words.title,
            self.lists,
            has_particles=self.formatter.style.sorts_by_particles,
        )
        for address, view in found:
            if view.current and (is_whole_only or not self.has_lists):
                return  # the whole list comes first
            yield address, view if self.has_lists else replace(view, filters=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """Writes addresses as seen from a page."""

    address: str
    way: Callable[[str, str], str]

    def url(self, address: str) -> str:
        page, sign, id_ = address.partition("#")
        return f"{self.way(self.address, page)}{sign}{id_}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """References that stand by themselves, where templates look for them."""

    alone: Mapping[SourceKey, str]


def _cited(
    view: BibliographyView, places: Places, printed: Mapping[SourceKey, str], way: Callable[[str], str]
) -> Mapping[SourceKey, Mapping[str, Any]]:
    """Return for each source of a page its id there, links that the reference lacks, and pages with their sentences."""
    return {
        source.key: {
            "anchor": f"ref-{source_name(source.key)}",
            "links": tuple(
                link for link in source.links if str(escape(link.address)) not in printed.get(source.key, "")
            ),
            "pages": tuple(
                {
                    "title": page.title,
                    "address": way(page.address),
                    "sentences": tuple((text, f"{way(page.address)}#{id_}") for text, id_ in said.items()),
                }
                for page, said in places.get(source.key, {}).values()
            ),
        }
        for group in view.groups
        for source in group.sources
    }


def _linked(paging: Paging, address: str, way: Callable[[str, str], str]) -> Paging:
    return replace(
        paging,
        previous=way(address, paging.previous) if paging.previous else "",
        next=way(address, paging.next) if paging.next else "",
    )
