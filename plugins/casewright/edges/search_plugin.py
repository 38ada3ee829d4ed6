"""The plugin ``casewright-search`` for MkDocs and ProperDocs: an index that readers load in parts, and a dialog."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from casewright.edges.plain_assets import ASSETS, word_file
from casewright.edges.search_index import Awaited, SearchIndex
from casewright.edges.settings import in_settings
from casewright.edges.stages import progress
from casewright.problems import Code, Location, Problem
from casewright.read.language import SETTINGS
from casewright.read.words import read_words
from casewright.render.searched import search_document, searched
from casewright.render.templates import templates_folder

NAME = "casewright-search"
_STYLE, _SCRIPT = f"{ASSETS}search.css", f"{ASSETS}search.js"
"""What every page loads."""
log = get_plugin_logger(NAME)


class SearchConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """The plugin has no options: what a page says under ``search`` in its front matter decides."""


class SearchPlugin(BasePlugin[SearchConfig]):  # type: ignore[no-untyped-call]  # likewise
    """Indexes the content of every page, and gives each a dialog that opens with ``/`` and Ctrl-K."""

    _is_served = False
    _is_partial = False
    _index: SearchIndex | None = None
    _awaited: Awaited | None = None
    _is_building = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether the site is built for its author's eyes, and whether only changed pages are."""
        self._is_served, self._is_partial = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> None:
        """Have every page load the dialog; what it loads itself it asks for when it is first opened."""
        script = ExtraScriptValue(_SCRIPT)
        script.type = "module"
        config.extra_css.insert(0, _STYLE)
        config.extra_javascript.insert(0, script)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Begin an index, and end what is still written of the one before: the folder of the site is emptied next."""
        self.on_shutdown()
        self._index, self._documents, self._is_building = SearchIndex(), dict[str, str](), True

    @event_priority(-50)  # after those who may add the same
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the style sheet, the scripts and what they say, each unless the site has its own."""
        templates = templates_folder()
        for path in (*sorted((templates / "search").iterdir()), templates / "assets" / "say.js"):
            address = f"{ASSETS}{path.name}"
            if not files.get_file_from_path(address):
                files.append(File.generated(config, address, abs_src_path=str(path)))
        if not files.get_file_from_path(word_file("search")):
            files.append(File.generated(config, word_file("search"), content=read_words().script("search")))
        return files

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Take what is searched of a page, now that all plugins have had their say on its content."""
        found_by = searched(page.meta.get("search"))
        if found_by and self._index:
            language = str(config.theme.get("language") or config.theme.get("locale") or "en").replace("_", "-")
            title = str(page.title or "")
            document = search_document(page.content or "", title=title, language=language, found_by=found_by)
            self._index.add(page.file.dest_uri, document)
            if self._is_served and self._is_building:
                self._documents[page.file.dest_uri] = document
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index; while pages are served it is written after they are shown.

        A build of changed pages alone leaves the index as it is: an old one is better than one of these pages only.
        """
        self._is_building = False
        if self._index is None or self._is_partial:
            return

        def tell(fault: str) -> None:
            log.warning("%s", _problem(fault, config))

        progress().stage("search index")
        site = Path(config.site_dir)
        if self._is_served:
            self._index.write_meanwhile(site, tell, self._awaited)
            return
        fault = self._index.write(site)
        if fault:
            tell(fault)

    def await_pages(self, write: Awaited) -> None:
        """Have an index that is written while the site is shown wait for pages that nobody has asked for yet."""
        self._awaited = write

    def begin_again(self) -> None:
        """Begin an index of a site whose pages are made anew, but for those that the engine made."""
        self._index = SearchIndex()
        for address, document in self._documents.items():
            self._index.add(address, document)

    def on_shutdown(self) -> None:
        """End what is still being written."""
        if self._index:
            self._index.stop()
            self._index = None


def _problem(fault: str, config: MkDocsConfig) -> Problem:
    settings = Path(config.config_file_path or SETTINGS).resolve()
    problem = Problem(
        code=Code.SEARCH,
        where=Location(SETTINGS),
        message=f"the search index could not be made: {fault}",
        hint='install Pagefind with: pip install "pagefind[bin]"; without it, the rest of the site works',
    )
    return in_settings((problem,), settings, NAME, settings.parent)[0]
