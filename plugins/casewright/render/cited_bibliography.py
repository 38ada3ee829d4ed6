"""The bibliography of a site whose pages are made elsewhere: sources, how they were read, every citing sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from casewright.model.ids import SourceKey, TermId
from casewright.model.vocabulary import Term
from casewright.problems import Problem
from casewright.render.marked_html import MarkedPage
from casewright.render.references import Formatter
from casewright.render.templates import environment
from casewright.views.addresses import source_name
from casewright.views.paging import Paging, paged


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPage:
    """A page that cites: its title, its address from the root of the site, its citations."""

    title: str
    address: str
    page: MarkedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """The bibliography, in pages of a hundred sources."""

    formatter: Formatter
    uncited: str = "Cited nowhere yet"
    levels: Mapping[TermId, Term] = field(default_factory=dict)
    """How much of a source can have been read."""
    env: Environment = field(default_factory=environment)

    def addresses(self, base: str) -> Mapping[SourceKey, tuple[str, str]]:
        """Return for each source the address of its page and its id there; the first page is at ``base``."""
        return {key: (address, f"ref-{source_name(key)}") for address, _, keys in self._paged(base) for key in keys}

    def pages(
        self, base: str, citing: tuple[CitingPage, ...], way: Callable[[str, str], str]
    ) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        """Return the HTML of its pages by their addresses. ``way`` leads from an address to another."""
        printed, problems = self.formatter.alone(self.formatter.sources)
        places = _places(citing)
        pages = {}
        for address, paging, keys in self._paged(base):
            sources = tuple(self._source(key, printed, places.get(key, {}), address, way) for key in keys)
            pages[address] = self.env.get_template("_site_bibliography.html").render(
                uncited=self.uncited, sources=sources, paging=_linked(paging, address, way)
            )
        return pages, problems

    def _paged(self, base: str) -> Iterator[tuple[str, Paging, tuple[SourceKey, ...]]]:
        yield from paged(sorted(self.formatter.sources, key=self._order), base)

    def _order(self, key: SourceKey) -> tuple[str, int, str, str]:
        item = self.formatter.sources[key].item
        names = item.get("author") or item.get("editor") or [{}]
        title = str(item.get("title", ""))
        first = names[0].get("family") or names[0].get("literal") or title
        issued = (item.get("issued", {}).get("date-parts") or [[9999]])[0]
        return (
            _plain(str(first)),
            int(issued[0]) if str(issued[0]).lstrip("-").isdigit() else 9999,
            _plain(title),
            key,
        )

    def _source(
        self,
        key: SourceKey,
        printed: Mapping[SourceKey, str],
        places: Mapping[str, tuple[CitingPage, dict[str, str]]],
        address: str,
        way: Callable[[str, str], str],
    ) -> Mapping[str, Any]:
        source = self.formatter.sources[key]
        return {
            "anchor": f"ref-{source_name(key)}",
            "html": Markup(printed.get(key) or escape(key)),  # noqa: S704 - written by the engine, which escapes
            "read": self.levels.get(source.read) if source.read else None,
            "note": source.note,
            "pages": tuple(
                {
                    "title": page.title,
                    "address": way(address, page.address),
                    "sentences": tuple((text, f"{way(address, page.address)}#{id_}") for text, id_ in said.items()),
                }
                for page, said in places.values()
            ),
        }


def _places(citing: tuple[CitingPage, ...]) -> dict[SourceKey, dict[str, tuple[CitingPage, dict[str, str]]]]:
    """Return by source and page the sentences that cite, each once, with the ids of the citations."""
    found: dict[SourceKey, dict[str, tuple[CitingPage, dict[str, str]]]] = {}
    for page in citing:
        for citation in page.page.citations:
            for item in citation.items:
                _, said = found.setdefault(item.key, {}).setdefault(page.address, (page, {}))
                said.setdefault(citation.sentence or page.title, citation.anchor)
    return found


def _linked(paging: Paging, address: str, way: Callable[[str, str], str]) -> Mapping[str, Any]:
    return {
        "number": paging.number,
        "count": paging.count,
        "total": paging.total,
        "previous": way(address, paging.previous) if paging.previous else "",
        "next": way(address, paging.next) if paging.next else "",
    }


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum() or char == " ").strip()
