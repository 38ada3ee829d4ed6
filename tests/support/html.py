"""Published pages, parsed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from tests.support.builds import Build

ASKS = ("src", "srcset", "poster", "data", "background", "formaction", "action", "manifest", "xlink:href")
"""Attributes that make a browser ask for something, beside the ``href`` of ``link``, ``image`` and ``use``."""

LOADING = frozenset({"link", "image", "use", "base"})


def parse(file: Path) -> html.HtmlElement:
    """Return the root of a page."""
    return html.fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def select(node: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """Return the elements that an XPath finds."""
    found = node.xpath(path)
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, html.HtmlElement)]


def content(page: html.HtmlElement) -> html.HtmlElement:
    """Return what a page says, without the frame around it: a record, or else the article; of slides and cards all."""
    records = select(page, '//div[contains(concat(" ", @class, " "), " cw-record ")]')
    (found,) = records or select(page, "//main//article") or select(page, "//main")
    return found


def source(node: html.HtmlElement) -> str:
    """Return the HTML of an element."""
    return str(html.tostring(node, encoding="unicode", with_tail=False))


def text(node: html.HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(str(node.text_content()).split())


def _drawn_ids(file: Path) -> set[str]:
    return {node.get("id", "") for node in etree.parse(file).iter()}


@dataclass(frozen=True)
class Pages:
    """All pages of a built site by their path below the site's root."""

    build: Build

    @cached_property
    def all(self) -> dict[str, html.HtmlElement]:
        """Every page, redirects too."""
        files = sorted(self.build.site.rglob("*.html"))
        return {file.relative_to(self.build.site).as_posix(): parse(file) for file in files}

    @cached_property
    def redirects(self) -> dict[str, str]:
        """The pages that only lead elsewhere, and where they lead."""
        found = {}
        for path, page in self.all.items():
            for meta in select(page, '//meta[@http-equiv="refresh"]'):
                found[path] = (meta.get("content") or "").partition("url=")[2]
        return found

    @cached_property
    def read(self) -> dict[str, html.HtmlElement]:
        """The pages that people read: no redirects, and no cards, which other sites show."""
        others = ("embed/",)
        return {
            path: page for path, page in self.all.items() if path not in self.redirects and not path.startswith(others)
        }

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of every page, in the order of the page."""
        return {path: [node.get("id") or "" for node in select(page, "//*[@id]")] for path, page in self.all.items()}

    def fault(self, path: str, address: str) -> str:
        """Return what is wrong with an address used on the page at ``path``, or nothing."""
        if self.is_elsewhere(address) or address == "data:,":  # which asks for no picture of the site
            return ""
        parts = urlsplit(address)
        if parts.scheme and not address.startswith(self.build.address):
            return f"{path}: {address} has a scheme that no page needs"
        target = self.target(path, address)
        file = self.build.site / target
        if not file.is_file():
            return f"{path}: {address} leads to no file"
        ids = _drawn_ids(file) if file.suffix == ".svg" else self.ids.get(target, ())
        if parts.fragment and unquote(parts.fragment) not in ids:
            return f"{path}: {address} leads to no element"
        return ""

    def target(self, path: str, address: str) -> str:
        """Return the file of the site that an address used on the page at ``path`` stands for."""
        root = urlsplit(self.build.address).path
        parts = urlsplit(address)
        if not parts.path and not parts.netloc:
            return path
        full = posixpath.join(root, posixpath.dirname(path), unquote(parts.path))
        is_folder = full.endswith(("/", "/.", "/.."))
        full = posixpath.normpath(full)
        inside = posixpath.relpath(full, root) if f"{full}/".startswith(root) else f"outside/{full}"
        return posixpath.normpath(f"{inside}/index.html") if is_folder else inside

    def is_elsewhere(self, address: str) -> bool:
        """Return whether an address leads to another host, by a scheme that a link may have."""
        if address.startswith(self.build.address):
            return False
        return address.startswith(("https://", "http://", "mailto:"))

    def loaded(self, page: html.HtmlElement) -> Iterator[str]:
        """Yield every address that a browser asks for by itself when it shows a page."""
        for node in select(page, "//*"):
            if not isinstance(node.tag, str):
                continue
            names = [*ASKS, *(["href"] if node.tag in LOADING and node.get("rel") not in _NAMING else [])]
            for name in names:
                value = node.get(name)
                if value is not None:
                    yield value


_NAMING = ("canonical", "prev", "next", "alternate")
"""Links in the head that only name another address."""
