"""The plugin ``casewright-citations`` for MkDocs and ProperDocs: citations on the pages of any site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from casewright.cache import Cache
from casewright.edges.bibliography_pages import BibliographyPages, read_levels
from casewright.edges.citations_config import CitationsConfig
from casewright.edges.keeping import kept_in
from casewright.edges.markdown_citations import CitationFinder
from casewright.edges.markdown_extension import NAME, tell, text_problems, unmarked_keys
from casewright.edges.plain_assets import PLAIN_SCRIPTS, PLAIN_STYLES, plain_files
from casewright.edges.reference_files import add_reference_files
from casewright.edges.settings import in_settings
from casewright.edges.stages import progress
from casewright.edges.unreadable_pages import take_away_unreadable
from casewright.export.formats import WrittenSources
from casewright.model.ids import SourceKey
from casewright.problems import Location, Problem, in_order
from casewright.read.folder import SiteBibliography, bibliography_files, read_bibliography_files
from casewright.read.kept import Kept
from casewright.read.language import SETTINGS, read_language
from casewright.read.text import SourceText
from casewright.render.cited_pages import REFERENCES_ID, PagePrinter, Titles
from casewright.render.citing import CitationSettings, formatter_of
from casewright.render.marked_html import REFERENCE_LIST, MarkedPage, clusters_in_order, marked_page
from casewright.render.references import Formatter, PageRequest
from casewright.render.templates import templates_folder
from casewright.resolve.citations import lost_citations, unfit_sources
from casewright.views.addresses import source_address
from casewright.views.list_words import ENGLISH_LISTS, list_words
from casewright.views.sources import SourceView, source_view
from casewright.views.terms import Terms

if TYPE_CHECKING:  # a site without a casebook has no use for all that is behind it
    from casewright.edges.mkdocs_plugin import CasewrightPlugin

log = get_plugin_logger("casewright-citations")


class CitationsPlugin(BasePlugin[CitationsConfig]):  # type: ignore[no-untyped-call]  # likewise
    """Prints citations and references, and a bibliography that leads back to every citing sentence."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Have every page's Markdown searched for citations."""
        self._settings = Path(config.config_file_path or SETTINGS).resolve()
        self._root = self._settings.parent
        self._casewright = cast("CasewrightPlugin | None", config.plugins.get("casewright"))
        options = self._casewright.config if self._casewright else self.config
        self._citing = CitationSettings(style=options.style, language=options.language, pandoc=options.pandoc)
        self._lang, problems = read_language(self._citing.language)
        self._tell(() if self._casewright else problems)
        self._found: dict[str, tuple[Any, ...]] = {}
        self._levels: Terms | None = None
        self._finder = CitationFinder(self._lang)
        if self.config.assets and self._casewright is None:
            config.extra_css[:0] = PLAIN_STYLES
            config.extra_javascript[:0] = map(_module, PLAIN_SCRIPTS)
        config.markdown_extensions.append(self._finder)  # type: ignore[arg-type]  # an extension may stand for its name

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the sources and add the pages of the bibliography, to be filled when all citations are known."""
        has_lists = self.config.bibliography_lists
        self._bibliography = BibliographyPages(self.config.words(), self._lang, has_lists=has_lists)
        if self._casewright is None:
            self._tell(take_away_unreadable(files, self._root))
            for address, path in plain_files(templates_folder()) if self.config.assets else ():
                if not files.get_file_from_path(address):  # a site may have one of its own
                    files.append(File.generated(config, address, abs_src_path=str(path)))
            self._read, problems = read_bibliography_files(self._root, self.config.files(), Kept(self._cache))
            self._formatter, unusable = self._formatter_of(self._read)
            self._tell((*unusable, *problems))
            if self.config.bibliography_page and self._read.sources:
                base = self.config.bibliography_page.strip("/") + "/"
                self._bibliography.add(files, config, self._formatter, base)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Begin a page, in the language that it says it is in (``lang`` or ``language``), else in that of the site."""
        self._finder.take()
        own = page.meta.get("lang") or page.meta.get("language")
        lang, unknown = read_language(str(own or self._citing.language))
        self._finder.lang = self._lang if unknown else lang
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """End a page, and begin to format what it cites."""
        found = self._found[page.file.src_uri] = self._finder.take()
        if found and self._casewright is None:
            self._formatter.begin(PageRequest(name=page.file.src_uri, clusters=clusters_in_order(html, found)))
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Format what all pages cite, at once, and put it in."""
        if self._casewright:
            library = self._casewright.casebook.renderer.linked.library
            self._read = SiteBibliography(sources=library.sources, unread=library.unread_sources)
            self._formatter, _ = self._formatter_of(self._read)
        progress().stage("citations of pages")
        self._formatter.begin_rest()
        pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page and file.page.content}
        citing = {
            uri: marked_page(str(page.content), self._found.get(uri, ()), has_sentences=not self._bibliography.is_empty)
            for uri, page in pages.items()
            if self._found.get(uri) or REFERENCE_LIST in str(page.content)
        }
        titles = self.config.titles()
        formatter = self._formatter
        for uri, page in pages.items():
            source = self._source(page.file)
            found = text_problems(citing[uri], source, formatter, self._read) if uri in citing else ()
            tell(log, in_order((*found, *unmarked_keys(source, self._read))))
            if uri in citing:
                self._compare(page, citing[uri])
        written = WrittenSources(self._read.sources)
        taken_away = {
            uri: add_reference_files(files, config, pages[uri], marked.keys, written)
            for uri, marked in (citing.items() if titles.downloads and self.config.page_downloads else ())
        }
        printer = PagePrinter(
            formatter=formatter,
            titles=titles,
            beside=(ENGLISH_LISTS if self._casewright else list_words(self._lang)).beside,
            more=lambda uri, key: self._more(pages[uri].url, key),
            downloads=taken_away,
            shown=self._shown,
        )
        printed, problems = printer.print(citing)
        for uri, one in printed.items():
            _fill(pages[uri], one.html, titles)
        unlisted = self._bibliography.fill([(pages[uri], page, printed[uri].result) for uri, page in citing.items()])
        self._tell((*self._lost(citing.values()), *dict.fromkeys((*problems, *unlisted))))
        if self._casewright is None:
            cited = {key for page in citing.values() for key in page.keys}
            self._tell(in_order(unfit_sources(self._read.sources, cited)))
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the engine go; what it made was kept while pages were written."""
        self._formatter.engine.stop()

    def on_build_error(self, *, error: Exception) -> None:
        """Likewise when the build comes to nothing."""
        if hasattr(self, "_formatter"):
            self._formatter.engine.stop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the bibliography."""
        paths, _ = bibliography_files(self._root, self.config.files())
        for folder in sorted({path.parent for path in paths.values()}):
            server.watch(str(folder))
        return server

    def _compare(self, page: Page, marked: MarkedPage) -> None:
        """Tell where the casebook's sources do not list what a page cites in the end, since they read its file."""
        if self._casewright is None:
            return
        read = self._casewright.casebook.renderer.linked.library.pages
        listed = next((one.citations for one in read if one.address == page.url.removeprefix("./")), ())
        if [citation.cluster for citation in listed] != [citation.cluster for citation in marked.citations]:
            log.info(
                "%s: other programs change what it cites; pages of sources list the citations in the file",
                page.file.src_uri,
            )

    def _lost(self, pages: Iterable[MarkedPage]) -> Iterator[Problem]:
        count = sum(len(page.citations) for page in pages)
        if self._read.is_lost and count:
            yield lost_citations(count, Location(SETTINGS), "bibliography")

    def _tell(self, problems: Iterable[Problem]) -> None:
        tell(log, in_settings(problems, self._settings, NAME, self._root))

    def _source(self, file: File) -> SourceText:
        path = Path(file.abs_src_path or file.src_uri)
        shown = path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else file.src_uri
        return SourceText(shown, file.content_string)

    @property
    def _cache(self) -> Cache:
        return Cache(kept_in(self._root))

    def _formatter_of(self, read: SiteBibliography) -> tuple[Formatter, tuple[Problem, ...]]:
        return formatter_of(read.sources, self._root, self._citing, self._cache)

    def _more(self, url: str, key: SourceKey) -> str:
        if self._casewright:
            return get_relative_url(source_address(key), url)
        return self._bibliography.address(url, key)

    def _shown(self, key: SourceKey) -> SourceView:
        """Return what the reference lists of pages show of a source beside its reference."""
        if self._casewright:
            return self._casewright.casebook.site.sources[key]
        words = list_words(self._lang)
        self._levels = self._levels or read_levels(words)
        return source_view(self._read.sources[key], self._levels, address="", places=0, words=words)


def _module(address: str) -> ExtraScriptValue:
    script = ExtraScriptValue(address)
    script.type = "module"
    return script


def _fill(page: Page, html: str, titles: Titles) -> None:
    """Give a page its HTML, and its table of contents the heading that was added at its end."""
    if f'<h2 id="{REFERENCES_ID}">' in html and f'id="{REFERENCES_ID}"' not in str(page.content):
        items = page.toc.items
        below = items[0].children if items and items[0].level == 1 else items
        below.append(AnchorLink(titles.references, REFERENCES_ID, 2))
    page.content = html
