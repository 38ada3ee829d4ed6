"""The plugin ``casewright`` for MkDocs and ProperDocs: options, hooks, one call each into the library."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from casewright.build import Casebook, build
from casewright.edges import sitemap
from casewright.edges.assets import asset_files, head_html
from casewright.edges.casewright_config import CasewrightConfig, edition_day, full_address
from casewright.edges.contents import contents
from casewright.edges.file_names import src_uri
from casewright.edges.form_editor import add_form_editor
from casewright.edges.frames import TEMPLATE, CasebookPage, frames, is_only_filled_in, named_in_navigation
from casewright.edges.git_history import history_of
from casewright.edges.hand_written import pages_of_build
from casewright.edges.keeping import kept_in
from casewright.edges.preview import Preview, mount_path
from casewright.edges.search_plugin import SearchPlugin
from casewright.edges.settings import in_settings
from casewright.edges.site_files import add, theme_asset, written
from casewright.edges.stages import progress
from casewright.memory import Memory
from casewright.problems import Problem, Severity
from casewright.read.language import SETTINGS
from casewright.read.library import SUFFIXES
from casewright.render.citing import CitationSettings
from casewright.render.home import with_parts
from casewright.render.page import Publication
from casewright.render.templates import templates_folder
from casewright.views.searched import kind_of
from casewright.views.site import Page
from casewright.workshop import Workshop, few_collections

_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}
_NO_ADDRESS = (
    'the site has no public address, so "How to cite this page" gives none; '
    "set site_url in mkdocs.yml (or CASEWRIGHT_SITE_URL, if it is read from there)"
)
log = get_plugin_logger("casewright")


class CasewrightPlugin(BasePlugin[CasewrightConfig]):  # type: ignore[no-untyped-call]  # likewise
    """Publishes a casebook: cross-referenced pages, indexes, bibliography, data."""

    _casebook: Casebook
    _preview: Preview | None = None
    _workshop: Workshop | None = None
    _build = ExitStack()
    """What holds for as long as a build lasts."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Prepare for a site that is served while it is written: this plugin then stays for many builds."""
        self._preview = Preview() if command == "serve" else None

    @property
    def casebook(self) -> Casebook:
        """Return the casebook; it is there once all plugins have seen the files of the site."""
        return self._casebook

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse the one setting under which addresses would not be what they are promised to be."""
        if not config.use_directory_urls:
            msg = "casewright needs use_directory_urls: true, because addresses such as /cases/ID/ never change"
            raise PluginError(msg)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the casebook and add its pages and data."""
        is_preview = self._preview is not None and is_only_filled_in(config)
        self._workshop = self._workshop or self._shop(config)
        self._casebook = build(
            self._root(config),
            Publication(
                name=config.site_name,
                address=full_address(config.site_url),
                has_briefs=self.config.briefs and (is_preview or self._preview is None),
            ),
            citing=CitationSettings(style=self.config.style, language=self.config.language, pandoc=self.config.pandoc),
            pages=pages_of_build(config, files, self.config.language),
            overrides=self._overrides(config),
            day=edition_day(),
            workshop=self._workshop,
            is_preview=is_preview,
            history=history_of(self._root(config), self._workshop.cache) if self.config.history else None,
        )
        if self._preview is None and not self._casebook.renderer.publication.is_public:
            log.info(_NO_ADDRESS)
        settings = Path(config.config_file_path or SETTINGS).resolve()
        _report(in_settings(self._casebook.problems, settings, "casewright", self._root(config)))
        self._pages = {src_uri(page.address): page for page in self._casebook.site.pages}
        in_navigation = named_in_navigation(config) if is_only_filled_in(config) else self._pages.keys()
        for uri in self._pages:
            file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            if uri not in in_navigation:  # the theme's frame is filled in for all but a few
                CasebookPage(None, file, config)
            add(files, file)
        if self._preview and is_preview:
            self._preview.brief = self._brief
            for address in sorted(self._preview.files(self._casebook.files)):
                add(files, File.generated(config, address, content=""))
        else:
            progress().stage("data")
            for address, text in self._casebook.files():
                add(files, written(config, address, text))
                progress().step()
        for address, path in asset_files(templates_folder()):
            add(files, File.generated(config, address, abs_src_path=str(path)))
        if self.config.form_editor:
            library = self._casebook.site.linked.library
            add_form_editor(files, config, library, self.config.form_editor, self.config.casebook)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Count the pages that are to be written."""
        self._nav, self._count = nav, len(files.documentation_pages())
        progress().stage("reading pages", self._count)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Put the corrected frame between the user's own templates and the theme's."""
        dirs = list(config.theme.dirs)
        own = 1 if config.theme.custom_dir else 0
        frame = [str(templates_folder() / "frame")] if config.theme.name == "material" else []
        env.loader = FileSystemLoader([*dirs[:own], *frame, *dirs[own:]])
        env.globals["material_asset"] = lambda start: theme_asset(files, start)
        env.globals["filled_frame"] = frames(env)
        if self._preview and is_only_filled_in(config):
            self._preview.keep(files)
            self._preview.ready(config, env, self._nav, files)
        progress().stage("frame")
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a page of the casebook its title, description and edit address."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            title = escape(ours.title, quote=False)  # the engine takes titles for HTML
            page.meta = {"title": title, "description": ours.description, "hide": ["navigation"]}
            if isinstance(page, CasebookPage):
                page.meta["template"] = TEMPLATE
            if self.config.edit_address and ours.file:
                page.edit_url = self.config.edit_address.rstrip("/") + "/" + quote(ours.file)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fill a page of the casebook that other plugins may have to do with."""
        progress().step()
        ours = self._pages.get(page.file.src_uri)
        if ours is None:
            return with_parts(html, page.file.url.removeprefix("./"), self._casebook.renderer, self._casebook.site)
        return html if isinstance(page, CasebookPage) else self._filled(page, ours)

    @event_priority(100)
    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Fill the other pages of the casebook only now, so that they need not all be held at once."""
        ours = self._pages.get(page.file.src_uri)
        if ours and isinstance(page, CasebookPage):
            page.content = self._filled(page, ours)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Add style sheets, scripts and the feed to every page, and to a page of the casebook what it is about."""
        ours = self._pages.get(page.file.src_uri)
        own = self._casebook.renderer.head(ours) if ours else ""
        if isinstance(page, CasebookPage):
            page.content = ""
        progress().step()
        return self._with_head(output, "../" * page.file.url.removeprefix("./").count("/"), own)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Add them to the page shown for addresses that lead nowhere; it may be shown at any depth. Split the map."""
        if template_name == sitemap.NAME:
            return self._sitemap(output_content, config)
        if template_name != "404.html":
            return output_content
        progress().stage("writing pages", self._count)  # what comes after the templates
        return self._with_head(output_content, urlsplit(full_address(config.site_url)).path or "/")

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Forget what an earlier build left to write. A build makes much and throws little away, until its end."""
        self._build = ExitStack()
        self._build.enter_context(few_collections())
        if self._preview:
            self._preview.begin()

    def on_shutdown(self) -> None:
        """Let the engine go that pages are formatted by when they are asked for."""
        if hasattr(self, "_casebook"):
            self._casebook.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch everything that the site is made from."""
        root = self._root(config)
        for folder in (*(root / name for name in SUFFIXES), templates_folder(), self._overrides(config)):
            if folder and folder.is_dir():
                server.watch(str(folder))
        inner = server.get_app()
        if self._preview and inner:
            server.set_app(self._preview.app(inner, mount_path(config)))
        return server

    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let everything go that was at work for this build; a search waits for pages that are not written yet."""
        self._build.close()
        search = config.plugins.get("casewright-search")
        if self._preview and isinstance(search, SearchPlugin):
            search.await_pages(self._preview.write_all)
        elif not self._preview:
            self._write_briefs(Path(config.site_dir))
            self._casebook.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Likewise when it comes to nothing."""
        self._build.close()
        if hasattr(self, "_casebook"):
            self._casebook.close()

    def _shop(self, config: MkDocsConfig) -> Workshop:
        memory = Memory() if self._preview else None
        return Workshop.of(kept_in(self._root(config)), progress=progress(), memory=memory)

    def _filled(self, page: MkDocsPage, ours: Page) -> str:
        rendered = self._casebook.rendered(ours)
        found_by = {"kind": kind_of(ours), "filters": rendered.filters}
        page.meta["search"] = found_by if ours.is_searched else {"exclude": True}
        page.toc = contents(rendered.headings)
        return rendered.html

    def _brief(self, address: str) -> bytes | None:
        brief = self._casebook.brief(address)
        _report(brief.problems if brief else ())
        return brief.data if brief else None

    def _write_briefs(self, site: Path) -> None:
        for address, data in self._casebook.briefs.files():
            write_file(data, str(site / address))

    def _sitemap(self, written: str, config: MkDocsConfig) -> str:
        """Write the parts of the map of the site where it has any, and return the map itself."""
        address = full_address(config.site_url)
        days = sitemap.days_of_change(self._casebook.site, address)
        (_, entry), *parts = sitemap.sitemap_files(written, address, days)
        for name, text in parts:
            write_file(text.encode(), str(Path(config.site_dir) / name))
        return entry

    def _with_head(self, html: str, root: str, own: str = "") -> str:
        return html.replace("</head>", f"{own}{head_html(root, self._casebook.renderer.publication)}</head>", 1)

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or "mkdocs.yml").resolve().parent / self.config.casebook

    def _overrides(self, config: MkDocsConfig) -> Path | None:
        folder = self._root(config) / "site_templates"
        return folder if folder.is_dir() and folder != templates_folder() else None


def _report(problems: Iterable[Problem]) -> None:
    for problem in (problem for problem in problems if not problem.ignored):
        log.log(_LEVELS[problem.code.severity], "%s", problem)
