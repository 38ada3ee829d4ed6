"""The plugin ``casewright`` for MkDocs and ProperDocs: options, hooks, one call each into the library."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
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
from casewright.edges.assets import STYLE, asset_files, document_styles, head_html, style_sheet, word_files
from casewright.edges.casewright_config import CasewrightConfig, edition_day, full_address
from casewright.edges.contents import contents
from casewright.edges.editions import edition_asked
from casewright.edges.file_names import src_uri
from casewright.edges.form_editor import add_form_editor
from casewright.edges.frames import DOCUMENT, TEMPLATE, CasebookPage, frames, is_only_filled_in, named_in_navigation
from casewright.edges.git_history import history_of
from casewright.edges.hand_written import pages_of_build
from casewright.edges.keeping import kept_in
from casewright.edges.serving import Reader, Serving, settings_of
from casewright.edges.settings import in_settings
from casewright.edges.site_files import add, theme_asset, written
from casewright.edges.stages import progress
from casewright.edges.unreadable_pages import take_away_unreadable
from casewright.glance import Glance, glance
from casewright.memory import Memory
from casewright.problems import Problem, Severity
from casewright.read.words import read_words
from casewright.render.citing import CitationSettings
from casewright.render.home import with_parts
from casewright.render.metadata import share_tags
from casewright.render.page import Publication
from casewright.render.templates import say_of, templates_folder
from casewright.views.addresses import MARKDOWN
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
    _shown: Casebook | Glance
    """Whose pages are shown."""
    _serving: Serving | None = None
    _workshop: Workshop | None = None
    _build = ExitStack()
    """What holds for as long as a build lasts."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Prepare for a site that is served while it is written: this plugin then stays for many builds."""
        self._serving = Serving() if command == "serve" else None

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
        _report(take_away_unreadable(files, self._root(config)))
        self._workshop = self._workshop or self._shop(config)
        publication = Publication(
            name=config.site_name,
            address=full_address(config.site_url),
            description=config.site_description or "",
            has_images=self.config.share_images,
            has_briefs=self.config.briefs and (self._is_late or self._serving is None),
            has_markdown=self.config.markdown and (self._is_late or self._serving is None),
            edition=edition_asked(),
        )
        told: Any = {
            "citing": CitationSettings(
                style=self.config.style, language=self.config.language, pandoc=self.config.pandoc
            ),
            "overrides": self._overrides(config),
            "day": edition_day(),
            "workshop": self._workshop,
        }
        root, pages = self._root(config), pages_of_build(config, files, self.config.language)
        history = history_of(root, self._workshop.cache) if self.config.history else None
        read = partial(build, root, publication, pages=pages, is_preview=self._is_late, history=history, **told)
        self._reader = Reader(
            read, lambda edited: glance(root, publication, edited, self._casebook, **told), self._take
        )
        self._settings = settings_of(config), self._root(config)
        self._take(read())
        if self._serving is None and not self._casebook.renderer.publication.is_public:
            log.info(_NO_ADDRESS)
        in_navigation = named_in_navigation(config) if is_only_filled_in(config) else self._pages.keys()
        for uri in self._pages:
            file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            if uri not in in_navigation:  # the theme's frame is filled in for all but a few
                CasebookPage(None, file, config)
            add(files, file)
        if self._serving and self._is_late:
            self._serving.preview.brief, self._serving.preview.markdown = self._brief, self._markdown
            self._serving.preview.package = self._package
            for address in sorted(self._serving.preview.files(self._casebook.files, self._casebook.site.redirects)):
                add(files, File.generated(config, address, content=""))
        else:
            progress().stage("data")
            for address, text in self._casebook.files():
                add(files, written(config, address, text))
                progress().step()
        for address, path in asset_files(templates_folder()):
            add(files, File.generated(config, address, abs_src_path=str(path)))
        styles = {STYLE: style_sheet(templates_folder()), **dict(document_styles(templates_folder()))}
        made = {**styles, **dict(word_files(read_words(self._overrides(config))))}
        for address, text in made.items():
            add(files, File.generated(config, address, content=text))
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
        env.loader = FileSystemLoader([*dirs[:own], str(templates_folder() / "documents"), *frame, *dirs[own:]])
        env.globals["material_asset"] = lambda start: theme_asset(files, start)
        env.globals["filled_frame"] = frames(env)
        env.globals["say"] = say_of(self._casebook.renderer.env)
        if self._serving and self._is_late:
            self._serving.keep(files, self._pages)
            self._serving.preview.ready(config, env, self._nav, files)
        progress().stage("frame")
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a page of the casebook its title, description and edit address."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            self._describe(page, ours)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fill a page of the casebook that other plugins may have to do with."""
        progress().step()
        ours = self._pages.get(page.file.src_uri)
        if self._is_late:
            return html
        if ours is None:
            return self._with_parts(html, page)
        return html if isinstance(page, CasebookPage) else self._filled(page, ours)

    @event_priority(100)
    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Fill the other pages of the casebook only now, so that they need not all be held at once."""
        ours = self._pages.get(page.file.src_uri)
        if ours and (isinstance(page, CasebookPage) or self._is_late):
            self._describe(page, ours)
            page.content = self._filled(page, ours)
        elif self._serving and self._is_late:
            page.content = self._with_parts(self._serving.unfilled(page.file, page.content or ""), page)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Add style sheets, scripts and the feed to every page, and to a page of the casebook what it is about."""
        ours = self._pages.get(page.file.src_uri)
        if ours and ours.is_document:
            progress().step()
            return output
        own = self._shared(page, ours, config) + (self._shown.renderer.head(ours) if ours else "")
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
        if self._serving:
            self._serving.begin(config, self._root(config))

    def on_shutdown(self) -> None:
        """Let the engine go that pages are formatted by when they are asked for."""
        if hasattr(self, "_casebook"):
            self._casebook.close()
        if self._serving:
            self._serving.stop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch everything that the site is made from, and show what is edited."""
        if self._serving:
            own = filter(None, (templates_folder(), self._overrides(config)))
            self._serving.follow(server, config, own, self._renew)
        return server

    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let everything go that was at work for this build; a search waits for pages that are not written yet."""
        self._build.close()
        if self._serving:
            self._serving.end(self._casebook, config)
        else:
            self._write_beside(Path(config.site_dir))
            self._casebook.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Likewise when it comes to nothing."""
        self._build.close()
        if hasattr(self, "_casebook"):
            self._casebook.close()

    @property
    def _is_late(self) -> bool:
        """Return whether pages are filled when somebody asks for them."""
        return self._serving is not None and self._serving.is_late

    def _take(self, shown: Casebook | Glance) -> None:
        """Show a casebook from now on, and tell its problems; or its pages that were looked at first."""
        before, self._shown = self.__dict__.get("_shown"), shown
        if isinstance(shown, Casebook):
            settings, root = self._settings
            _report(in_settings(shown.problems, settings, "casewright", root))
            if self._serving and before:
                before.close()
                self._casebook.close()
            self._casebook = shown
        pages = shown.site.pages if isinstance(shown, Casebook) else shown.pages
        self._pages = {src_uri(page.address): page for page in pages}

    def _renew(self) -> bool:
        """Show what was edited without the engine, if it can be; it adds what git and the form editor know."""
        may_be = self._serving is not None and not self.config.history and not self.config.form_editor
        return may_be and self._serving is not None and self._serving.renew(self._reader)

    def _describe(self, page: MkDocsPage, ours: Page) -> None:
        title = escape(ours.title, quote=False)  # the engine takes titles for HTML
        page.meta = {"title": title, "description": ours.description, "hide": ["navigation"]}
        if isinstance(page, CasebookPage) or ours.is_document:
            page.meta["template"] = DOCUMENT if ours.is_document else TEMPLATE
        if self.config.edit_address and ours.file:
            page.edit_url = self.config.edit_address.rstrip("/") + "/" + quote(ours.file)

    def _with_parts(self, html: str, page: MkDocsPage) -> str:
        return with_parts(html, page.file.url.removeprefix("./"), self._casebook.renderer, self._casebook.site)

    def _shop(self, config: MkDocsConfig) -> Workshop:
        kept = kept_in(self._root(config))
        if self._serving is None:
            return Workshop.of(kept, progress=progress())
        return Workshop.of(kept, progress=self._serving.progress(progress()), memory=Memory())

    def _filled(self, page: MkDocsPage, ours: Page) -> str:
        rendered = self._shown.rendered(ours)
        found_by = {"kind": kind_of(ours), "filters": rendered.filters}
        page.meta["search"] = found_by if ours.is_searched else {"exclude": True}
        page.toc = contents(rendered.headings)
        if rendered.markdown and ours.ref:  # the engine would take it for a page
            write_file(rendered.markdown.encode(), str(Path(page.file.abs_dest_path).parent / MARKDOWN))
        return rendered.html

    def _brief(self, address: str) -> bytes | None:
        brief = self._shown.brief(address)
        _report(brief.problems if brief else ())
        return brief.data if brief else None

    def _markdown(self, address: str) -> str | None:
        return self._casebook.markdown(address)

    def _package(self, address: str) -> bytes | None:
        return self._casebook.package(address)

    def _write_beside(self, site: Path) -> None:
        """Write what stands beside pages and the engine would take for pages, or need not know of."""
        made = (self._casebook.briefs.files(), self._casebook.sheets.files(), self._casebook.images.files())
        for files in (*made, self._casebook.packages()):
            for address, data in files:
                write_file(data, str(site / address))

    def _sitemap(self, written: str, config: MkDocsConfig) -> str:
        """Write the parts of the map of the site where it has any, and return the map itself."""
        address = full_address(config.site_url)
        days = sitemap.days_of_change(self._casebook.site, address)
        (_, entry), *parts = sitemap.sitemap_files(written, address, days)
        for name, text in parts:
            write_file(text.encode(), str(Path(config.site_dir) / name))
        return entry

    def _shared(self, page: MkDocsPage, ours: Page | None, config: MkDocsConfig) -> str:
        """Return how a page is shown where its address is passed on."""
        publication = self._casebook.renderer.publication
        title = ours.title if ours else Markup(page.title or "").striptags()  # noqa: S704 - nothing is left of what it holds
        return share_tags(
            title=config.site_name if page.is_homepage else title,
            description=(ours.description if ours else page.meta.get("description")) or config.site_description or "",
            site_name=config.site_name,
            address=publication.cited(page.file.url.removeprefix("./")),
            image=self._casebook.image_of(ours),
            is_record=bool(ours and ours.ref),
        )

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
