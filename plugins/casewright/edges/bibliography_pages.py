"""The pages of a site's bibliography, as files of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from casewright.edges.file_names import src_uri
from casewright.edges.starter import shipped_vocabulary
from casewright.export.formats import WRITERS
from casewright.model.ids import SourceKey
from casewright.problems import Problem
from casewright.render.cited_bibliography import Bibliography, BibliographyWords, CitingPage
from casewright.render.citeproc.result import PageResult
from casewright.render.marked_html import MarkedPage
from casewright.render.references import Formatter
from casewright.render.take_away import bibliography_downloads
from casewright.views.list_words import ListWords, list_words
from casewright.views.terms import Terms

log = get_plugin_logger("casewright-citations")
_LEVELS = "read-levels"
_NOT_SEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"
"""Begins a page that repeats what others say."""


class BibliographyPages:
    """A page for each hundred sources, and for those of each author's letter, type, decade and way of reading.

    There are none until they are added.
    """

    def __init__(self, words: BibliographyWords, lang: str, *, has_lists: bool) -> None:
        self._words = words
        self._lists = list_words(lang)
        self._has_lists = has_lists
        self._files: dict[str, File] = {}
        self._listed: Mapping[SourceKey, tuple[str, str]] = {}

    def add(self, files: Files, config: MkDocsConfig, formatter: Formatter, base: str) -> None:
        """Add the pages, empty but for their titles; a site that has its own file there keeps it and gets none."""
        self._bibliography = self._of(formatter, base)
        self._listed = self._bibliography.addresses()
        whole = {address for address, _ in self._listed.values()}
        titles = self._bibliography.titles()
        taken = [src_uri(address) for address in titles if files.get_file_from_path(src_uri(address))]
        if taken:
            log.warning("%s exists, so there is no page of all sources; set bibliography_page to another", taken[0])
            self._listed = {}
            return
        for address, title in titles.items():
            head = "" if address in whole else _NOT_SEARCHED
            content = f"{head}# {title}\n"
            file = File.generated(config, src_uri(address), content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            self._files[address] = file
            files.append(file)
        for one in self._bibliography.downloads:
            text = WRITERS[one.ending](formatter.sources.values())
            files.append(File.generated(config, one.address, content=text))

    def address(self, url: str, key: SourceKey) -> str:
        """Return where a source is listed, as seen from a page; nothing where it is not."""
        address, id_ = self._listed.get(key, ("", ""))
        return f"{get_relative_url(self._files[address].url, url)}#{id_}" if address else ""

    @property
    def is_empty(self) -> bool:
        """Return whether there are no such pages."""
        return not self._files

    def fill(self, citing: Sequence[tuple[Page, MarkedPage, PageResult | None]]) -> tuple[Problem, ...]:
        """Write the pages, and return what went wrong."""
        if self.is_empty:
            return ()
        urls = {address: file.url for address, file in self._files.items()}
        pages, problems = self._bibliography.pages(
            tuple(
                CitingPage(title=str(page.title), address=page.url, page=marked, result=result)
                for page, marked, result in citing
            ),
            lambda here, there: get_relative_url(urls.get(there, there), urls.get(here, here)),
        )
        for address, html in pages.items():
            page = self._files[address].page
            if page:
                page.content = f"{page.content or ''}\n{html}"
        return problems

    def _of(self, formatter: Formatter, base: str) -> Bibliography:
        return Bibliography(
            formatter=formatter,
            base=base,
            terms=read_levels(self._lists),
            words=self._words,
            lists=self._lists,
            has_lists=self._has_lists,
            downloads=bibliography_downloads(base) if self._words.downloads else (),
        )


def read_levels(words: ListWords) -> Terms:
    """Return the ways of reading a source, as a language calls them."""
    vocabulary = shipped_vocabulary(_LEVELS)
    return Terms({_LEVELS: words.vocabulary(vocabulary)} if vocabulary else {})
