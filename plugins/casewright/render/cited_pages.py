"""Pages made elsewhere: their citations formatted in one batch, each page with its reference list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment
from markupsafe import Markup, escape

from casewright.model.ids import SourceKey
from casewright.problems import Problem
from casewright.render.cited import REFERENCES, fill
from casewright.render.citeproc.result import PageResult
from casewright.render.coins import coins
from casewright.render.marked_html import MarkedPage
from casewright.render.own_notes import NOTES, place_notes, reading_order
from casewright.render.references import Formatter, PageRequest
from casewright.render.take_away import DownloadFile
from casewright.render.templates import environment, say_with
from casewright.views.addresses import source_name
from casewright.views.beside_words import ENGLISH_BESIDE, BesideWords
from casewright.views.sources import SourceView

REFERENCES_ID = "references"
"""The id of the heading above the reference list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The words around citations, which a site in another language will want to change."""

    references: str = "References"
    notes: str = "Notes"
    back: str = "Back to the text"
    more: str = "Where it is cited"
    downloads: str = "References as a file"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """The HTML of a page, and what the engine printed for it, None where it failed."""

    html: str
    result: PageResult | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePrinter:
    """Puts citations and reference lists into pages."""

    formatter: Formatter
    titles: Titles = Titles()
    beside: BesideWords = ENGLISH_BESIDE
    """What stands beside references."""
    more: Callable[[str, SourceKey], str] = lambda _page, _key: ""
    """Returns, as seen from a page, the address of more about a source, or nothing."""
    shown: Callable[[SourceKey], SourceView | None] = lambda _key: None
    """Returns what a list shows of a source beside its reference, or nothing."""
    downloads: Mapping[str, tuple[DownloadFile, ...]] = field(default_factory=dict)
    """The files of references that go with a page, by the page's name, with addresses as seen from there."""
    env: Environment = field(default_factory=environment)
    spans: dict[SourceKey, Markup] = field(default_factory=dict)
    """What reference managers read of the sources met so far."""

    def print(self, pages: Mapping[str, MarkedPage]) -> tuple[Mapping[str, PrintedPage], tuple[Problem, ...]]:
        """Return each page by its name, and what went wrong."""
        requests = [
            PageRequest(name=name, clusters=page.marks.clusters, reading=reading_order(page.html))
            for name, page in pages.items()
        ]
        results, problems = self.formatter.pages(requests)
        filled = {
            name: PrintedPage(html=self._filled(name, page, result), result=result)
            for (name, page), result in zip(pages.items(), results, strict=True)
        }
        return filled, problems

    def _filled(self, name: str, page: MarkedPage, result: PageResult | None) -> str:
        draft = page.html if page.has_list else f"{page.html}\n{REFERENCES}"
        filled = fill(draft, page.marks, result, self.formatter.sources)
        notes = (
            self.env.get_template("_page_notes.html").render(notes=filled.notes, titles=self.titles)
            if filled.notes
            else ""
        )
        has_own = page.has_list or f'id="{REFERENCES_ID}"' in page.html
        references = self.env.get_template("_page_references.html").render(
            references=tuple(self._references(name, page, result)),
            titles=self.titles,
            say=say_with(self.env, self.beside.texts),
            downloads=self.downloads.get(name, ()),
            has_heading=bool(self.titles.references) and not has_own,
        )
        before = "" if f"<{NOTES}>" in filled.html else f"<{NOTES}></{NOTES}>"
        html = filled.html.replace(REFERENCES, f"{before}{references}", 1).replace(REFERENCES, "")
        return place_notes(html, notes)

    def _references(self, name: str, page: MarkedPage, result: PageResult | None) -> Iterator[Mapping[str, object]]:
        back: dict[SourceKey, list[str]] = {}
        for citation in page.citations:
            for key in dict.fromkeys(item.key for item in citation.items):
                back.setdefault(key, []).append(citation.anchor)
        for key, html, label in _entries(back, result, self.formatter):
            source = self.formatter.sources[key]
            yield {
                "span": self.spans.get(key) or self.spans.setdefault(key, coins(source.item)),
                "retraction": source.retraction,
                "shown": self.shown(key),
                "anchor": f"ref-{source_name(key)}",
                "html": Markup(html or escape(key)),  # noqa: S704 - written by the engine, which escapes
                "label": label,
                "back": back.get(key, ()),
                "more": self.more(name, key),
            }


def _entries(
    cited: Iterable[SourceKey], result: PageResult | None, formatter: Formatter
) -> Iterator[tuple[SourceKey, str, str]]:
    if result:
        yield from ((entry.key, entry.html, entry.label) for entry in result.references)
    else:
        yield from ((key, "", "") for key in sorted(cited) if key in formatter.sources)
