"""A casebook that is served while it is written: after an edit, the engine makes pages anew only if need be.

The page of a record that was edited is shown first. Then, behind it, the whole casebook is read and laid out; whoever
asks for another page meanwhile waits for that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel

from casewright.build import Casebook
from casewright.edges import sitemap
from casewright.edges.file_names import src_uri
from casewright.edges.frames import is_only_filled_in, named_in_navigation
from casewright.edges.notice import Notice
from casewright.edges.preview import Preview, mount_path
from casewright.edges.rebuild import Rebuild, State, record_states, seen
from casewright.edges.search_plugin import SearchPlugin
from casewright.glance import Glance
from casewright.model.ids import Kind
from casewright.progress import Progress
from casewright.read.layout import SETTINGS
from casewright.read.library import SUFFIXES
from casewright.render.home import has_parts
from casewright.views.addresses import brief_file
from casewright.views.site import Site

MOST_AT_A_GLANCE = 5
"""Of how many edited records the pages are shown before all others."""
_PAUSE = 0.3
"""Seconds in which a browser can fetch the page that was edited, before all the rest is worked out."""
_OURS = frozenset(["casewright", "casewright-citations", "casewright-search"])
_RECORDS = tuple(f"{kind.folder}/" for kind in Kind)
_NOT_PUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
"""Pages that the engine marks when it shows them to their author."""
Outline = Mapping[str, tuple[str, str]]


class SupersededError(Exception):
    """There is another edit, so that what is worked out for the last one is of no use."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads a casebook, and what shows it from then on."""

    read: Callable[[], Casebook]
    look: Callable[[Collection[str]], Glance | None]
    """Returns the pages of the records in some files, if it takes no more than a look at these."""
    take: Callable[[Casebook | Glance], object]


@dataclass(slots=True)
class Serving:
    """What is shown of a casebook from one edit to the next."""

    preview: Preview = field(default_factory=Preview)
    is_late: bool = False
    """Whether what pages show is put in when somebody asks for them; else the engine writes them all."""
    _seen: State | None = None
    """What the engine read first, so that the first edit can be compared with it."""
    _outline: Outline | None = None
    """What the pages of the engine follow from; None where they may show anything of the casebook."""
    _unfilled: dict[str, str] = field(default_factory=dict)
    """The HTML of the hand-written pages that show parts of the casebook, without these."""
    _late: list[File] = field(default_factory=list)
    """The pages that the engine writes, and that show something of the casebook."""
    _config: MkDocsConfig | None = None
    _root: Path = Path()
    _records: State = field(default_factory=dict)
    """What was read for all that is shown."""
    _notice: Notice | None = None
    _behind: Thread | None = None
    """Works out the whole casebook behind the first look."""
    _superseded: Event = field(default_factory=Event)

    def begin(self, config: MkDocsConfig, root: Path) -> None:
        """Forget what was to be written: a new build of the engine has begun."""
        self._end_behind()
        self._seen = seen(settings_of(config)) if self._seen is None else self._seen
        self._outline, self._unfilled, self._config = None, {}, config
        self._root, self._records = root, record_states(root)
        self.is_late = is_only_filled_in(config)
        self.preview.begin()

    def keep(self, files: Files, ours: Container[str]) -> None:
        """Take pages and files of data away from the engine, and note which of those that it keeps change with them."""
        self.preview.keep(files)
        self._late = [file for file in files.documentation_pages() if file.src_uri in ours]

    def unfilled(self, file: File, html: str) -> str:
        """Return the HTML of a hand-written page as the engine made it, without the parts of the casebook in it."""
        if file.src_uri not in self._unfilled and has_parts(html):
            self._unfilled[file.src_uri] = html
            self._late.append(file)
        return self._unfilled.get(file.src_uri, html)

    def end(self, casebook: Casebook, config: MkDocsConfig) -> None:
        """Note what the engine's build follows from, and let a search wait for the pages that are not written yet."""
        is_whole = not any(file.inclusion in _NOT_PUBLISHED for file in self._late)
        if self.is_late and is_whole and _is_followed(casebook, config):
            self._outline = _outline(casebook.site, config)
        search = _search(config)
        if search:
            search.await_pages(self.preview.write_all)

    def renew(self, reader: Reader) -> bool:
        """Show what was edited; return False where that would show in what the engine makes."""
        self._end_behind()
        if self._config is None or self._outline is None:
            return False
        search = _search(self._config)
        if search:
            search.on_shutdown()
        now = record_states(self._root)
        if not self._glance(reader, [path for path in now if self._records.get(path) != now[path]]):
            return self._renew_all(reader, now)
        self._behind = Thread(target=self._work_behind, args=(reader, now), daemon=True)
        self._behind.start()
        return True

    def stop(self) -> None:
        """Watch nothing more, and leave what is not worked out yet."""
        self._superseded.set()
        if self._notice:
            self._notice.end()

    def follow(
        self, server: LiveReloadServer, config: MkDocsConfig, own: Iterable[Path], renew: Callable[[], bool]
    ) -> None:
        """Have a server watch a casebook and its ``own`` templates, and show what is edited."""
        for folder in own:
            server.watch(str(folder))
        self._notice = Notice(server, settings_of(config))
        self._notice.watch(self._root / name for name in SUFFIXES if (self._root / name).is_dir())
        inner: Any = server.get_app()
        server.set_app(self.preview.app(inner, mount_path(config)))
        server.builder = Rebuild(settings_of(config), server.builder, renew, self._seen or {})

    def progress(self, told: Progress) -> Progress:
        """Return who is told how far a build has come, and ends it where another edit has made it needless."""
        return _Superseding(told, self._superseded)

    def _glance(self, reader: Reader, edited: list[str]) -> bool:
        """Show the pages of the records that were edited; return False where it takes the whole casebook to do so."""
        if not 0 < len(edited) <= MOST_AT_A_GLANCE or not all(path.startswith(_RECORDS) for path in edited):
            return False
        glance = reader.look(edited)
        shown = {f"{page.address}index.html": page for page in glance.pages} if glance else {}
        if not glance or not all(map(self.preview.has, shown)):
            return False
        briefs = [brief_file(page.ref) for page in shown.values() if page.ref]
        with self.preview.glanced([*shown, *briefs], self._late):
            reader.take(glance)
        return True

    def _renew_all(self, reader: Reader, now: State) -> bool:
        config, casebook = self._config, reader.read()
        if config is None or _outline(casebook.site, config) != self._outline:
            casebook.close()
            return False
        search = _search(config)
        with self.preview.renewed(casebook.files, casebook.site.redirects, self._late):
            reader.take(casebook)
            self._records = now
            if search:
                search.begin_again()
        if search:
            search.on_post_build(config=config)
        return True

    def _work_behind(self, reader: Reader, now: State) -> None:
        """Work out the whole casebook; where it shows that the engine has to do with the edit, have that build."""
        is_done = False
        try:
            is_done = self._superseded.wait(_PAUSE) or self._renew_all(reader, now)
        except SupersededError:
            is_done = True
        finally:
            if not is_done and self._notice:
                self._outline = None
                self._notice.ring()

    def _end_behind(self) -> None:
        """Wait until nothing is worked out any more."""
        if self._behind:
            self._superseded.set()
            self._behind.join()
            self._behind = None
            self._superseded.clear()


@dataclass(frozen=True, slots=True)
class _Superseding:
    """Passes on how far a build has come; raises SupersededError where another edit has made it needless."""

    told: Progress
    superseded: Event

    def stage(self, name: str, total: int = 0) -> None:
        self._go_on()
        self.told.stage(name, total)

    def step(self, count: int = 1) -> None:
        self._go_on()
        self.told.step(count)

    def _go_on(self) -> None:
        if self.superseded.is_set():
            raise SupersededError


def settings_of(config: MkDocsConfig) -> Path:
    """Return the file of the settings."""
    return Path(config.config_file_path or SETTINGS).resolve()


def _search(config: MkDocsConfig) -> SearchPlugin | None:
    search = config.plugins.get("casewright-search")
    return search if isinstance(search, SearchPlugin) else None


def _is_followed(casebook: Casebook, config: MkDocsConfig) -> bool:
    """Return whether what the engine makes shows no more of the casebook than is known here.

    Not with plugins that keep something of all pages, nor with pages that cite; and only an engine counts warnings.
    """
    return _OURS.issuperset(config.plugins) and not config.strict and not casebook.site.linked.pages


def _outline(site: Site, config: MkDocsConfig) -> Outline:
    """Return what the engine's pages, navigation and map of the site follow from.

    These are all addresses, and of the pages in the navigation the titles and the days of change. The map of a site
    that is served has no others.
    """
    named = named_in_navigation(config)
    days = sitemap.days_of_change(site, "")
    shown = {page.address: (page.title, days.get(page.address, "")) for page in site.pages}
    return {address: told if src_uri(address) in named else ("", "") for address, told in shown.items()}
