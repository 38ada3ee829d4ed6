"""What is served while a casebook is written: a page or a file of data is made when a browser asks for it.

A site of thousands of pages takes seconds to write, and its author looks at one of them. What an engine would do with a
page is done here for that one, with all its plugins; the search index follows in the background.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from casewright.edges.frames import CasebookPage
from casewright.views.addresses import API, MARKDOWN
from casewright.views.course import FORMATS

_PAGE = "index.html"
_PAPER = ".pdf"
"""How the names of briefs and sheets end."""
_PACKAGES = tuple(f"/{name}" for name in FORMATS.values())
"""How the addresses of packages for learning platforms end."""
Texts = Callable[[], Iterable[tuple[str, str]]]
Answer = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""A web server's application (WSGI)."""


@dataclass(slots=True)
class Preview:
    """The pages and files that are not written yet, by their addresses below the site."""

    pages: dict[str, File] = field(default_factory=dict)
    data: frozenset[str] = frozenset()
    """The addresses of files of data, as far as they are known: those of the first build, and all redirects."""
    brief: Callable[[str], bytes | None] = lambda _: None
    """Returns the one-page brief at an address; no bytes where it cannot be set, None where there is none to be."""
    _kept: dict[str, File] = field(default_factory=dict)
    """The same pages, and those that are written already."""
    markdown: Callable[[str], str | None] = lambda _: None
    """Returns the Markdown of a record at an address, None where there is none to be."""
    package: Callable[[str], bytes | None] = lambda _: None
    """Returns the package of a module at an address, None where there is none to be."""
    _texts: Texts | None = None
    """Yields the address and text of every file of data; None once they are written."""
    _written: frozenset[str] = frozenset()
    """The addresses of the files of data that stand in the site, some of them perhaps of before an edit."""
    _only: frozenset[str] | None = None
    """After an edit, the addresses of what can be written already; None for everything."""
    _lock: Condition = field(default_factory=Condition)
    _asked: list[str] = field(default_factory=list)
    """What browsers are waiting for."""
    _frame: tuple[MkDocsConfig, Environment, Navigation, Files] | None = None

    def begin(self) -> None:
        """Forget what was to be written: a new build has begun."""
        with self._lock:
            self.pages, self._kept, self._texts, self._frame = {}, {}, None, None
            self._written = frozenset()
            self._release()

    def files(self, texts: Texts, former: Iterable[str]) -> frozenset[str]:
        """Return the addresses of the files of data, so that others can lead to them; ``texts`` yields all with theirs.

        Only the first build asks for the texts to know the addresses: pages can lead to the data of a new record after
        a restart. ``former`` are addresses of pages that redirect.
        """
        self.data = self.data or frozenset(address for address, _ in texts())
        self.data |= {f"{address}index.html" for address in former}
        self._texts = texts
        return self.data

    def keep(self, files: Files) -> None:
        """Take pages and files of data away from the engine."""
        for file in tuple(files):
            if isinstance(file.page, CasebookPage):
                self._kept[file.dest_uri] = self.pages[file.dest_uri] = file
                files.remove(file)
            elif file.src_uri in self.data:
                files.remove(file)

    def ready(self, config: MkDocsConfig, env: Environment, nav: Navigation, files: Files) -> None:
        """Take what a page needs beside itself, and write what browsers are waiting for."""
        with self._lock:
            self._frame = (config, env, nav, files)
            for address in tuple(self._asked):
                self._write(address)

    @contextmanager
    def glanced(self, addresses: Iterable[str], more: Iterable[File]) -> Iterator[None]:
        """Have a few pages written again, once these show something new; all others, and ``more``, are waited for."""
        with self._lock:
            yield
            self._only = frozenset(addresses)
            self._write_again(more)

    @contextmanager
    def renewed(self, texts: Texts, former: Iterable[str], more: Iterable[File]) -> Iterator[None]:
        """Have all pages and data written again, and ``more`` that the engine wrote, once these show something new."""
        with self._lock:
            yield
            self.files(texts, former)
            self._release()
            self._write_again(more)

    def app(self, inner: Answer, mount: str) -> Answer:
        """Return a server's application that writes what is asked for before ``inner`` answers."""

        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
            if not path.startswith(mount):
                return inner(environ, start_response)
            address = posixpath.normpath("/" + path.removeprefix(mount)).lstrip("/")
            with self._asking(posixpath.join(address, _PAGE) if path.endswith("/") else address):
                return inner(environ, start_response)

        return answer

    def has(self, address: str) -> bool:
        """Return whether the page at an address is one of those that are written when somebody asks for them."""
        return address in self._kept

    def write_all(self, is_stopped: Callable[[], bool]) -> None:
        """Write all that is left, for those who want to read everything; a browser need not wait for it."""
        for address in tuple(self.pages):
            if is_stopped():
                return
            with self._lock:
                self._write(address)

    @contextmanager
    def _asking(self, address: str) -> Iterator[None]:
        """Have a file written; it is written again where the site is built anew before it has been read."""
        self._asked.append(address)
        try:
            with self._lock:
                self._lock.wait_for(lambda: self._is_known(address))
                self._write(address)
            yield
        finally:
            self._asked.remove(address)

    def _release(self) -> None:
        self._only = None
        self._lock.notify_all()

    def _write_again(self, more: Iterable[File]) -> None:
        self.pages = {**self._kept, **{file.dest_uri: file for file in more}}
        for address in filter(self._is_known, tuple(self._asked)):
            self._write(address)

    def _is_known(self, address: str) -> bool:
        """Return whether what stands at an address is not waited for: what the engine wrote alone is always there."""
        if self._only is None or address in self._only:
            return True
        is_page = address in self.pages or f"{address}/{_PAGE}" in self.pages
        return not is_page and not address.endswith((_PAPER, *_PACKAGES)) and not self._is_data(address)

    def _write(self, address: str) -> None:
        if self._frame is None:
            return
        config, env, nav, files = self._frame
        file = self.pages.pop(address, None) or self.pages.pop(f"{address}/{_PAGE}", None)
        if file and file.page:
            _write(Path(file.abs_dest_path), _html(file.page, config, env, nav, files))
        elif address.endswith(_PAPER):
            _write_brief(Path(config.site_dir, address), self.brief(address))
        elif address.endswith(_PACKAGES):
            _write_brief(Path(config.site_dir, address), self.package(address))
        elif posixpath.basename(address) == MARKDOWN and (text := self.markdown(address)) is not None:
            _write(Path(config.site_dir, address), text)
        elif self._texts and self._is_data(address):
            self._write_data(self._texts, Path(config.site_dir))

    def _is_data(self, address: str) -> bool:
        """Return whether data may stand at an address: a new record has files that are called like those of others."""
        if address in self.data or address in self._written or address.startswith(API):
            return True
        name = posixpath.basename(address)
        return name != _PAGE and any(posixpath.basename(other) == name for other in self.data)

    def _write_data(self, texts: Texts, site: Path) -> None:
        written = set()
        for address, text in texts():
            _write(site / address, text)
            written.add(address)
        for address in self._written - written - self._kept.keys():
            (site / address).unlink(missing_ok=True)
        self._texts, self._written = None, frozenset(written)


def mount_path(config: MkDocsConfig) -> str:
    """Return the path at which a site is served, with a slash at both ends."""
    return f"/{urlsplit(config.site_url or '/').path.strip('/')}/".replace("//", "/")


def _html(page: Page, config: MkDocsConfig, env: Environment, nav: Navigation, files: Files) -> str:
    page.active = True
    try:
        context: Any = get_context(nav, files, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="xmlcharrefreplace", newline="\n")


def _write_brief(path: Path, data: bytes | None) -> None:
    """Write a brief; where it cannot be set any more, an earlier one goes."""
    if data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    elif data is not None:
        path.unlink(missing_ok=True)
