"""A page of a site → the same page for a folder on disk: links name files, and none leads to what is not there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote, urlsplit

PAGE = "index.html"
SCRIPT = "assets/casewright/portable.js"
"""What takes the place of all modules of a page."""

_PART = re.compile(
    r"<!--.*?-->|<style\b.*?</style\s*>"
    r"|<script\b(?P<script>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<code>.*?)</script\s*>"
    r"|<(?P<name>a|area|form|link|meta|use)\b(?P<given>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|</?svg\b[^>]*>|</a\s*>|</body\s*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s+([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_CLOSED = re.compile(r"(?<=[\s\"'])/\s*\Z")
_QUOTED = re.compile(r"\A([\"'])(.*)\1\Z", re.DOTALL)
_OF_LINKS = frozenset({"href", "target", "rel", "download", "hreflang", "ping", "type", "referrerpolicy"})
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url=)(.*)\Z", re.IGNORECASE)
_UNSEEN = "position: absolute; width: 0; height: 0; overflow: hidden"

Attributes = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What is in the folder, and where the rest of the site is on the web; nothing where nobody knows."""

    files: Collection[str]
    web: str = ""
    drawings: Mapping[str, str] = field(default_factory=dict)
    """Drawings that pages take parts of: they are put into these, since a browser takes none from another file."""

    def led(self, address: str, page: str) -> str | None:
        """Return where a link on a page leads here, or on the web; None where it would lead nowhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not (parts.path or parts.query):
            return address
        path = unquote(parts.path) or posixpath.basename(page)
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)).removeprefix("./")
        name = "" if name == "." else name
        end = f"{'?' if parts.query else ''}{parts.query}{'#' if parts.fragment else ''}{parts.fragment}"
        if name in self.files and not path.endswith("/"):
            return address
        inner = f"{name}/{PAGE}" if name else PAGE
        if inner in self.files:
            return f"{parts.path}{'' if not parts.path or parts.path.endswith('/') else '/'}{PAGE}{end}"
        if not self.web or name.startswith(".."):
            return None
        folder = "/" if name and (path.endswith("/") or "." not in posixpath.basename(name)) else ""
        return f"{self.web}{name}{folder}{end}"


def portable_page(html: str, page: str, folder: Folder) -> str:
    """Return the HTML of a page at an address such as ``cases/ID/index.html``."""
    return _Writer(page=page, folder=folder).written(html)


@dataclass(slots=True, kw_only=True)
class _Writer:
    page: str
    folder: Folder
    modules: list[str] = field(default_factory=list)
    drawn: dict[str, None] = field(default_factory=dict)
    instead: str = ""
    """The element that stands for the link that is open, if that has become text."""
    in_drawing: bool = False

    def written(self, html: str) -> str:
        self.modules = modules_of(html, self.page)
        return _PART.sub(self._part, html)

    def _part(self, found: re.Match[str]) -> str:
        if found["script"] is not None:
            return self._script(found)
        if found["name"] is None:
            return self._end(found[0])
        name, given = found["name"].lower(), _given(found["given"])
        if name == "meta":
            return self._refreshed(found[0], given)
        return self._drawing(found[0], given) if name == "use" else self._leading(found, name, given)

    def _leading(self, found: re.Match[str], name: str, given: Attributes) -> str:
        """Return a tag that leads somewhere; where that is nowhere, a link becomes text."""
        if "preload" in str(given.get("rel")):
            return ""  # of a file on disk, a browser loads nothing ahead
        leading = "action" if name == "form" else "href"
        address = given.get(leading)
        led = None if address is None else self.folder.led(address, self.page)
        if led == address:
            return found[0]
        if led is not None:
            return f"<{found['name']}{_text({**given, leading: led})}>"
        if name == "a":
            self.instead = "g" if self.in_drawing else "span"
            return f"<{self.instead}{_text({key: value for key, value in given.items() if key not in _OF_LINKS})}>"
        return "" if name == "link" else f"<{found['name']}{_text(_without(given, leading))}>"

    def _end(self, tag: str) -> str:
        if "svg" in tag[:5].lower():
            self.in_drawing = not tag.startswith("</")
        if tag.startswith("</a") and self.instead:
            end, self.instead = f"</{self.instead}>", ""
            return end
        if tag.startswith("</body") and self.drawn:
            parts = "".join(self.folder.drawings[name] for name in self.drawn)
            return f'<div style="{_UNSEEN}" aria-hidden="true">{parts}</div>{tag}'
        return tag

    def _script(self, found: re.Match[str]) -> str:
        given = _given(found["script"])
        if given.get("type") != "module" or "src" not in given:
            return found[0]
        if not self.modules:
            return ""
        names, self.modules = " ".join(self.modules), []
        depth = "../" * self.page.count("/")
        return f'<script defer src="{depth}{SCRIPT}" data-modules="{escape(names)}"></script>'

    def _drawing(self, tag: str, given: Attributes) -> str:
        parts = urlsplit(given.get("href") or "")
        name = _name(parts.path, self.page) if parts.path else ""
        if name not in self.folder.drawings:
            return tag
        self.drawn[name] = None
        return f"<use{_text({**given, 'href': f'#{parts.fragment}'})} />"

    def _refreshed(self, tag: str, given: Attributes) -> str:
        told = _REFRESH.match(given.get("content") or "") if given.get("http-equiv") else None
        led = self.folder.led(told[2], self.page) if told else None
        return f"<meta{_text({**given, 'content': f'{told[1]}{led}'})}>" if told and led else tag


def modules_of(html: str, page: str) -> list[str]:
    """Return the addresses of the modules that a page loads, in its order."""
    scripts = [_given(found["script"]) for found in _PART.finditer(html) if found["script"]]
    return [_name(str(given["src"]), page) for given in scripts if given.get("type") == "module" and given.get("src")]


def _name(address: str, page: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(address).path)))


def _given(written: str) -> Attributes:
    pairs = _ATTRIBUTE.findall(f" {_CLOSED.sub('', written)}")
    return {name.lower(): unescape(_QUOTED.sub(r"\2", value)) if value else None for name, value in pairs}


def _without(given: Attributes, name: str) -> Attributes:
    return {key: value for key, value in given.items() if key != name}


def _text(given: Attributes) -> str:
    return "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in given.items())
