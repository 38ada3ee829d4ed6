"""The extension ``casewright-citations`` of Python-Markdown: citations and a reference list wherever it runs.

    markdown.markdown(text, extensions=["casewright-citations"],
                      extension_configs={"casewright-citations": {"bibliography": "references.bib"}})

In a site of Zensical, or of any program that takes extensions by name, it is one entry under ``markdown_extensions``.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from casewright.cache import Cache
from casewright.edges.markdown_citations import Found, find_citations
from casewright.edges.settings import in_settings
from casewright.model.prose import Citation
from casewright.problems import Problem, in_order
from casewright.read.doubtful_locators import doubtful_locators
from casewright.read.folder import SiteBibliography, bibliography_files, read_bibliography_files
from casewright.read.language import SETTINGS, read_language
from casewright.read.text import SourceText
from casewright.read.written_places import bracketed_keys, may_hold_bracketed, placed, spaced_keys
from casewright.render.cited_pages import PagePrinter, Titles
from casewright.render.citing import CitationSettings, formatter_of
from casewright.render.marked_html import REFERENCE_LIST, MarkedPage, marked_page
from casewright.render.own_notes import NOTES
from casewright.render.references import Formatter
from casewright.resolve.citations import (
    citations_in_links,
    lost_citations,
    swallowed_sources,
    unclosed_citations,
    unknown_sources,
    unmarked_sources,
)

NAME = "casewright-citations"
"""The name under which settings list the extension, and the plugin."""
log = logging.getLogger("MARKDOWN")
_DEFAULT = CitationSettings()
_TITLES = Titles()
_LOCK = RLock()


class CitationsExtension(Extension):
    """Citations in pandoc's syntax, formatted in any CSL style, with a reference list."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "bibliography": [
                "bibliography/*.bib",
                "Files that hold the sources: a path or pattern, or a list of them.",
            ],
            "root": ["", "Folder to which paths are relative; empty for the one in which the program runs."],
            "style": [_DEFAULT.style, "Citation style: the name of a shipped one, or the path of a .csl file."],
            "language": [_DEFAULT.language, "Language of citations and locators (BCP 47), such as en-GB or fr."],
            "pandoc": [
                _DEFAULT.pandoc,
                "Path of the pandoc that formats; empty for the one installed with casewright.",
            ],
            "cache": ["", "Folder in which results are kept from one run to the next; empty for none."],
            "references_title": [_TITLES.references, "Heading of the reference list; empty for none."],
            "notes_title": [_TITLES.notes, "Name of the list of notes, in styles that cite in notes."],
            "back_title": [_TITLES.back, "Name of the links that lead from a reference back to the text."],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Have the converter find citations, and put them in at the end, when all of a text are known."""
        values = self.getConfigs()
        written = values["bibliography"]
        site = _Site(
            root=Path(values["root"]).resolve(),
            bibliography=(written,) if isinstance(written, str) else tuple(map(str, written)),
            citing=CitationSettings(style=values["style"], language=values["language"], pandoc=values["pandoc"]),
            cache=values["cache"],
        )
        titles = Titles(references=values["references_title"], notes=values["notes_title"], back=values["back_title"])
        found: Found = []
        source = _Source(md)
        find_citations(md, found, read_language(site.citing.language)[0])
        md.preprocessors.register(source, "casewright-source", 1000)
        printer = _Printer(source, found, site, titles)
        md.treeprocessors.register(_Heading(md, found, site, titles), "casewright-heading", 15)
        md.treeprocessors.register(_Last(md, printer), "casewright-last", -100)
        md.postprocessors.register(printer, "casewright-print", -100)


def makeExtension(**options: Any) -> CitationsExtension:  # noqa: N802 - the name is Python-Markdown's
    """Return the extension, for those who name this module instead of the entry point."""
    return CitationsExtension(**options)


def text_problems(
    page: MarkedPage, source: SourceText, formatter: Formatter, read: SiteBibliography
) -> Iterable[Problem]:
    """Yield what is wrong with the citations of a page, each where it stands in the file.

    That none of them leads anywhere, since nothing could be read, is left to the caller to tell.
    """
    written = tuple(citation for citation, _ in page.written)
    if any(_doubts(written, formatter, read)):  # to find out where each stands takes longer
        yield from _doubts(placed(source, page.written), formatter, read)


def unmarked_keys(source: SourceText, read: SiteBibliography) -> Iterable[Problem]:
    """Return what is wrong with keys that make no citation; a page that cites nothing may hold them."""
    yield from spaced_keys(source)
    if may_hold_bracketed(source, read.sources.keys()):
        yield from unmarked_sources(bracketed_keys(source), read.sources)


def _doubts(written: Sequence[Citation], formatter: Formatter, read: SiteBibliography) -> Iterator[Problem]:
    citations = [citation for citation in written if not citation.is_in_link]
    if not read.is_lost:
        yield from unknown_sources(citations, read.sources, read.unread)
    yield from unclosed_citations(citations, read.sources)
    yield from swallowed_sources(citations, read.sources)
    yield from citations_in_links((citation for citation in written if citation.is_in_link), read.sources)
    for citation in citations:
        yield from doubtful_locators(citation.items, formatter.lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What all texts have in common."""

    root: Path
    bibliography: tuple[str, ...]
    citing: CitationSettings
    cache: str

    def formatter(self) -> tuple[Formatter, SiteBibliography]:
        """Return what formats citations of which sources; the same until a file of the bibliography changes."""
        paths, _ = bibliography_files(self.root, self.bibliography)
        with _LOCK:
            return _FORMATTERS.get(self, tuple((name, _stamp(path)) for name, path in paths.items()))


class _Formatters:
    """One formatter for each site, since programs may make a converter for each page."""

    def __init__(self) -> None:
        self._kept: dict[_Site, tuple[object, Formatter, SiteBibliography]] = {}
        atexit.register(self._end)

    def get(self, site: _Site, state: object) -> tuple[Formatter, SiteBibliography]:
        """Return a site's formatter; a new one where the state of its bibliography is another."""
        kept = self._kept.get(site)
        if kept and kept[0] == state:
            return kept[1:]
        if kept:
            kept[1].engine.stop()
        read, problems = read_bibliography_files(site.root, site.bibliography)
        cache = Cache(site.root / site.cache if site.cache else None)
        formatter, unusable = formatter_of(read.sources, site.root, site.citing, cache)
        faults = (*read_language(site.citing.language)[1], *unusable, *problems)
        tell(log, in_settings(faults, site.root / SETTINGS, NAME, site.root, section="markdown_extensions"))
        self._kept[site] = (state, formatter, read)
        return formatter, read

    def _end(self) -> None:
        for _, formatter, _ in self._kept.values():
            formatter.engine.stop()


_FORMATTERS = _Formatters()


def tell(logger: logging.Logger | logging.LoggerAdapter[logging.Logger], problems: Iterable[Problem]) -> None:
    """Log problems, errors too as warnings: a page is shown in spite of any of them."""
    for problem in problems:
        logger.log(logging.WARNING if problem.fails else logging.INFO, "%s", problem)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # it will be reported when it is read
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


class _Source(Preprocessor):
    """Keeps the text as it came, to tell the lines of problems."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """Keep the lines and change none."""
        self.text = "\n".join(lines)
        return lines


class _Heading(Treeprocessor):
    """Adds heading and place of the reference list to a text that cites, unless it has a place for it."""

    def __init__(self, md: Markdown, found: Found, site: _Site, titles: Titles) -> None:
        super().__init__(md)
        self._found = found
        self._site = site
        self._title = titles.references

    def run(self, root: ET.Element) -> None:
        """Add them before headings get their ids and a table of contents is made."""
        is_cited = any(not citation.is_in_link for citation, _ in self._found)
        if not is_cited or root.find(f".//{REFERENCE_LIST}") is not None:
            return
        has_own = any((heading.text or "").strip() == self._title for heading in root.iter("h2"))
        if not has_own:  # the writer's own heading stands for ours, and notes go behind it
            ET.SubElement(root, NOTES)
        if self._title and not has_own and self._site.formatter()[0].style.has_reference_list:
            ET.SubElement(root, "h2", {"id": "references"}).text = self._title
        ET.SubElement(root, REFERENCE_LIST)


class _Last(Treeprocessor):
    """Tells the printer that what comes next is the whole text: tables of contents have single headings finished."""

    def __init__(self, md: Markdown, printer: _Printer) -> None:
        super().__init__(md)
        self._printer = printer

    def run(self, root: ET.Element) -> None:
        """Tell it, and change nothing."""
        self._printer.is_due = True


class _Printer(Postprocessor):
    """Puts citations and references into the HTML of a text, and logs what is wrong with them."""

    def __init__(self, source: _Source, found: Found, site: _Site, titles: Titles) -> None:
        super().__init__()
        self.is_due = False
        self._source = source
        self._found = found
        self._site = site
        self._titles = titles

    def run(self, text: str) -> str:
        """Return the HTML as readers get it; a piece that another extension has finished early stays as it is."""
        if not self.is_due:
            return text
        self.is_due = False
        page = marked_page(text, self._found, has_sentences=False)
        self._found.clear()
        if not page.written and not page.has_list:
            tell(log, spaced_keys(SourceText("text", self._source.text)))
            return text
        with _LOCK:
            formatter, read = self._site.formatter()
            source = SourceText("text", self._source.text)
            tell(log, in_order((*text_problems(page, source, formatter, read), *unmarked_keys(source, read))))
            if read.is_lost and page.citations:
                where = min(citation.where for citation in placed(source, page.written))
                tell(log, (lost_citations(len(page.citations), where),))
            pages, problems = PagePrinter(formatter=formatter, titles=self._titles).print({"the text": page})
        tell(log, problems)
        return pages["the text"].html
