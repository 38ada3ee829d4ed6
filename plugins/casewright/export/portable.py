"""A finished site, or a part of it, as files that work from a folder on disk: no server, no network.

A browser that opens a page of a folder loads no modules and no data for its scripts. So modules become functions of one
classic script, and what scripts load lies in scripts of its own; the search index too, so that the search is the same.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casewright.export.portable_page import PAGE, SCRIPT, Folder, modules_of, portable_page
from casewright.export.scripts import bundle
from casewright.views.addresses import API, COMPARE, READING_LIST

_SEARCH = "pagefind/"
_OUR_SCRIPTS = re.compile(r"assets/casewright/(?!vendor/).*\.js\Z|pagefind/pagefind\.js\Z")
_LATER_SCRIPTS = re.compile(r"assets/casewright/vendor/.*\.mjs\Z")
"""Modules that a page asks for while it is shown: each has a script of its own, since few pages need them."""
_LEFT_OUT = re.compile(
    r"404\.html\Z|(?:.*/)?sitemap[\w-]*\.xml(?:\.gz)?\Z|robots\.txt\Z|edit/|(?:.*/)?preview\.json\Z|.*\.map\Z"
    r"|assets/javascripts/(?:workers|lunr)/|pagefind/pagefind-worker\.js\Z"
)
"""What is for servers and search engines, what needs the web, and what nothing here asks for."""
_FOR_SCRIPTS = re.compile(r"explore/data/.*\.json\Z|pagefind/(?!.*\.js\Z)")
"""What scripts alone ask for."""
_FOR_SCRIPTS_TOO = re.compile(
    rf"{API}(?:cases\.csv|(?:cases|lessons)/[^/]*\.json)\Z|fit/[^/]*\.json\Z|(?:cases|lessons)/[^/]*/cite\.bib\Z"
)
"""What links lead to as well."""
_HEADS = ("/brief.pdf",)
"""What scripts ask for only to know whether it is there."""
_DRAWINGS = ("assets/casewright/world.svg",)
_SOURCE = re.compile(r'href="(?:\.\./)*sources/([\w-]+)/')
_ARTICLE = re.compile(r"(<article\b[^>]*>).*(</article>)", re.DOTALL)
_OF_READERS = (f"{COMPARE}{PAGE}", f"{READING_LIST}{PAGE}")
"""Pages that say nothing of their own: readers fill them."""
_FONT = re.compile(r"""url\((["']?)([^)"':]+\.woff2)\1\)""")
_CONTENTS = re.compile(r'<(nav|div) class="md-nav md-nav--secondary"')
_MENTIONS = "/mentioned-in/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is taken along of a site: the folders of records, and what the first page says instead of the site's."""

    records: Sequence[str]
    """Such as ``cases/ID/``, in the order in which they are shown."""
    first_page: str
    """HTML."""


@dataclass(kw_only=True)
class Portable:
    """The files of a portable edition. Its search index, where it is a selection, is made of `searched` pages."""

    site: Path
    runtime: str
    """The script that stands in for what a browser refuses."""
    web: str = ""
    """Where the site is on the web, if anybody knows."""
    selection: Selection | None = None
    index: Path | None = None
    """The folder that holds the search index of the selection."""

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Return what is taken along as it is in the site, by address, in order."""
        all_ = {path.relative_to(self.site).as_posix(): path for path in self.site.rglob("*") if path.is_file()}
        kept = {name: path for name, path in sorted(all_.items()) if not _LEFT_OUT.match(name)}
        if self.selection is None:
            return kept
        chosen = {name: path for name, path in kept.items() if self._is_chosen(name)}
        named = {f"sources/{name}/" for page in _pages(chosen) for name in _SOURCE.findall(self._text(chosen[page]))}
        chosen |= {name: path for name, path in kept.items() if name.removesuffix(PAGE) in named}
        return dict(sorted({**chosen, PAGE: kept[PAGE]}.items()))

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """Yield (address, content) of everything, in order."""
        made = {SCRIPT: self._script().encode()}
        names = sorted({*self.files, *self._indexed, *made})
        for name in names:
            if name in made:
                yield name, made[name]
            elif name.endswith(".html"):
                yield name, portable_page(self._page(name), name, self._folder).encode()
            elif name.endswith(".css"):
                yield name, self._style(name).encode()
            elif _LATER_SCRIPTS.match(name):
                module = bundle({name: self._text(self.files[name])})
                yield f"{name}.js", f"'use strict';\ncasewrightModules({module});\n".encode()
            elif not _OUR_SCRIPTS.match(name):
                yield from self._data(name)

    def searched(self) -> Iterator[tuple[str, str]]:
        """Yield (address, HTML) of the records of a selection and of the sources that they cite."""
        for name in self.files:
            if name.endswith(f"/{PAGE}"):
                yield name, self._page(name)

    def _data(self, name: str) -> Iterator[tuple[str, bytes]]:
        data = (self._indexed.get(name) or self.files[name]).read_bytes()
        is_for_scripts = _FOR_SCRIPTS.match(name)
        if not is_for_scripts:
            yield name, data
        if is_for_scripts or _FOR_SCRIPTS_TOO.match(name):
            yield f"{name}.js", _as_script(name, data)

    def _style(self, name: str) -> str:
        """Return a style sheet with its fonts in it, which are waited for: from a folder, a browser loads none."""

        def font(found: re.Match[str]) -> str:
            path = self.files.get(posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2])))
            return f"url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()})" if path else found[0]

        text, count = _FONT.subn(font, self._text(self.files[name]))
        return text.replace("font-display: optional", "font-display: block") if count else text

    @cached_property
    def _indexed(self) -> Mapping[str, Path]:
        if self.index is None:
            return {}
        found = (path for path in self.index.rglob("*") if path.is_file())
        return {
            name: path
            for path in found
            if not _LEFT_OUT.match(name := f"{_SEARCH}{path.relative_to(self.index).as_posix()}")
        }

    @cached_property
    def _folder(self) -> Folder:
        drawings = {name: self._text(self.files[name]) for name in _DRAWINGS if name in self.files}
        return Folder(files=frozenset(self.files), web=self.web, drawings=drawings)

    def _is_chosen(self, name: str) -> bool:
        assert self.selection  # noqa: S101 - only then it is asked
        folders = (record for record in self.selection.records if name.startswith(record))
        data = {f"{API}{record.rstrip('/')}.json" for record in self.selection.records}
        if name.startswith("assets/") or name in data or name in _OF_READERS:
            return True
        return any(folders) and _MENTIONS not in name

    def _page(self, name: str) -> str:
        text = self._text(self.files[name])
        if self.selection is None or name != PAGE:
            return text
        first = self.selection.first_page
        return _without_contents(_ARTICLE.sub(lambda found: f"{found[1]}{first}{found[2]}", text, count=1))

    def _script(self) -> str:
        """Return the one script: what stands in for what a browser refuses, and all modules."""
        scripts = {**self.files, **self._indexed}
        modules = {name: self._text(path) for name, path in scripts.items() if _OUR_SCRIPTS.match(name)}
        for name in _pages(self.files):
            for module in modules_of(self._page(name), name):
                if module in self.files:
                    modules.setdefault(module, self._text(self.files[module]))
        told = {
            "web": self.web,
            "heads": [end for end in _HEADS if any(name.endswith(end) for name in self.files)],
            "pages": _pages(self.files) if self.selection else None,
        }
        site = f'{json.dumps(told, ensure_ascii=False)[:-1]}, "modules": {bundle(modules)}}}'
        return f"'use strict';\n(() => {{\nconst SITE = {site};\n{self.runtime}\n}})();\n"

    def _text(self, path: Path) -> str:
        return path.read_text(encoding="utf-8")


def _without_contents(html: str) -> str:
    """Return a page without the theme's lists of its headings."""
    while begin := _CONTENTS.search(html):
        depth, end = 0, len(html)
        for tag in re.finditer(rf"<(/?){begin[1]}\b[^>]*>", html[begin.start() :]):
            depth += -1 if tag[1] else 1
            if depth == 0:
                end = begin.start() + tag.end()
                break
        html = html[: begin.start()] + html[end:]
    return html


def _pages(files: Collection[str]) -> list[str]:
    return [name for name in files if name.endswith(".html")]


def _as_script(name: str, data: bytes) -> bytes:
    """Return a script that gives what a file holds to whoever asked for it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return f"casewrightFile({json.dumps(name)}, {json.dumps(base64.b64encode(data).decode())}, true);\n".encode()
    return f"casewrightFile({json.dumps(name)}, {json.dumps(text)});\n".encode()
