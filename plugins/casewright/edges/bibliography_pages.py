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
from casewright.model.ids import SourceKey, TermId
from casewright.problems import Problem
from casewright.render.cited_bibliography import Bibliography, CitingPage
from casewright.render.marked_html import MarkedPage
from casewright.render.references import Formatter

log = get_plugin_logger("casewright-citations")


class BibliographyPages:
    """A page for each hundred sources; none until they are added."""

    def __init__(self, uncited: str) -> None:
        self._uncited = uncited
        self._base = ""
        self._files: dict[str, File] = {}
        self._listed: Mapping[SourceKey, tuple[str, str]] = {}

    def add(self, files: Files, config: MkDocsConfig, formatter: Formatter, base: str, title: str) -> None:
        """Add the pages, empty but for their title; a site that has its own file there keeps it and gets none."""
        listed = self._bibliography(formatter).addresses(base)
        names = {address: src_uri(address) for address, _ in listed.values()}
        taken = [name for name in names.values() if files.get_file_from_path(name)]
        if taken:
            log.warning("%s exists, so there is no page of all sources; set bibliography_page to another", taken[0])
            return
        self._base, self._listed = base, listed
        for address, name in names.items():
            file = File.generated(config, name, content=f"# {title}\n", inclusion=InclusionLevel.NOT_IN_NAV)
            self._files[address] = file
            files.append(file)

    def address(self, url: str, key: SourceKey) -> str:
        """Return where a source is listed, as seen from a page; nothing where it is not."""
        address, id_ = self._listed.get(key, ("", ""))
        return f"{get_relative_url(self._files[address].url, url)}#{id_}" if address else ""

    @property
    def is_empty(self) -> bool:
        """Return whether there are no such pages."""
        return not self._files

    def fill(self, formatter: Formatter, citing: Sequence[tuple[Page, MarkedPage]]) -> tuple[Problem, ...]:
        """Write the pages, and return what went wrong."""
        if self.is_empty:
            return ()
        urls = {address: file.url for address, file in self._files.items()}
        pages, problems = self._bibliography(formatter).pages(
            self._base,
            tuple(CitingPage(title=str(page.title), address=page.url, page=marked) for page, marked in citing),
            lambda here, there: get_relative_url(urls.get(there, there), urls.get(here, here)),
        )
        for address, html in pages.items():
            page = self._files[address].page
            if page:
                page.content = f"{page.content or ''}\n{html}"
        return problems

    def _bibliography(self, formatter: Formatter) -> Bibliography:
        vocabulary = shipped_vocabulary("read-levels")
        levels = {TermId(term.id): term for term in vocabulary.terms} if vocabulary else {}
        return Bibliography(formatter=formatter, uncited=self._uncited, levels=levels)
