"""The theme's frame around a page: rendered once for all pages that differ in nothing else than what is filled in.

A theme takes milliseconds for each page to repeat what stands on every one. Here it renders a specimen, and what the
specimen said itself is put in from page to page. The second page of each kind is rendered in full too; where the two
differ, the theme does more with a page than is known here, and renders all pages of that kind itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

TEMPLATE = "filled.html"
"""The template of such pages: whoever renders it gets the page filled in."""
DOCUMENT = "document.html"
"""The template of pages that are documents of their own: what they show, and nothing around it."""
_THEME, _ITEM = "main.html", "partials/toc-item.html"
_NAMES = ("content", "title", "description", "edit", "canonical", "skip", "items")
_SIGNS = {name: f'{chr(0xE010 + number)}"' for number, name in enumerate(_NAMES)}
"""What a specimen says; a theme that escapes it escapes the quotation mark."""
_HEADING = "<h1"
"""A theme adds a heading to content that has none."""

Slot = tuple[str, bool]
"""What is filled in, and whether the theme escapes it."""
Frame = tuple[str | Slot, ...]
_SLOTS: Mapping[str, Slot] = {
    **{sign: (name, False) for name, sign in _SIGNS.items()},
    **{str(escape(sign)): (name, True) for name, sign in _SIGNS.items()},
}
_EVENTS = ("pre_page", "page_read_source", "page_content", "page_context")
"""Where others could have a say in a page."""
_READERS = ("material.plugins.search", "casewright.edges")
"""Plugins that only read what a page of the casebook shows."""
_NOT_OF_THE_FRAME = ("title", "description", "search")
"""What a page says that is filled in, or that only a search reads."""
_LINE = "\n"
_INDENT = re.compile(r"[ \t]*\n\s*")
_ANY_SIGN = re.compile(f"({'|'.join(map(re.escape, _SLOTS))})")


class CasebookPage(Page):
    """A page that no Markdown is read for; what it shows comes from the casebook."""

    def read_source(self, config: object) -> None:
        """Read nothing."""
        self.markdown = ""

    def render(self, config: object, files: object) -> None:
        """Leave the content to the plugin."""
        self.content = ""
        self.present_anchor_ids = set()


@dataclass(slots=True, kw_only=True)
class Frames:
    """The frames of one build, by what pages have in common."""

    env: Environment
    kept: dict[tuple[object, ...], Frame | None] = field(default_factory=dict)
    """The frame of each kind: empty after its first page, None where pages cannot be filled in."""

    def fill(self, context: Mapping[str, Any]) -> str:
        """Return the page of a context in its frame, the same as the theme would render it."""
        page: Page = context["page"]
        kind = _kind(page)
        frame = self.kept.get(kind)
        if frame:
            return self._filled(frame, page)
        full = _squeezed(self.env.get_template(_THEME).render(context), page.content or "")
        if kind not in self.kept:
            self.kept[kind] = ()
        elif frame is not None:
            frame = self._frame(context)
            self.kept[kind] = frame if self._filled(frame, page) == full else None
        return full

    def _frame(self, context: Mapping[str, Any]) -> Frame:
        specimen = _specimen(context["page"])
        html = self.env.get_template(_THEME).render({**context, "page": specimen})
        items = self._items(specimen.toc)
        html = _squeezed(html.replace(items, _SIGNS["items"]) if items else html, str(specimen.content))
        html = html.replace(_HEADING + _SIGNS["content"], _SIGNS["content"])
        return tuple(_SLOTS.get(part, part) for part in _ANY_SIGN.split(html))

    def _filled(self, frame: Frame, page: Page) -> str:
        values = {
            "content": page.content or "",
            "title": str(page.meta["title"]),
            "description": str(page.meta["description"]),
            "edit": page.edit_url or "",
            "canonical": page.canonical_url or "",
            "skip": next((item.id for item in page.toc), ""),
            "items": _INDENT.sub(_LINE, self._items(page.toc)),
        }
        return "".join(part if isinstance(part, str) else _written(values[part[0]], part) for part in frame)

    def _items(self, toc: Iterable[AnchorLink]) -> str:
        template = self.env.get_template(_ITEM)
        return "".join(template.render(toc_item=item) for item in toc).strip()


def _squeezed(html: str, content: str) -> str:
    """Return a page without the indents and blank lines of the theme's templates; its content stays as it is."""
    before, content, after = html.partition(content) if content else (html, "", "")
    return f"{_INDENT.sub(_LINE, before)}{content}{_INDENT.sub(_LINE, after)}"


def frames(env: Environment) -> Callable[[Context], str]:
    """Return what the template of filled pages calls."""
    kept = Frames(env=env)
    return pass_context(lambda context: kept.fill(context.get_all()))


def is_only_filled_in(config: MkDocsConfig) -> bool:
    """Return whether the theme is one whose frame is the same for all pages, and nobody else has a say in it."""
    handlers = (handler for event in _EVENTS for handler in config.plugins.events[event])
    return (
        config.theme.name == "material"
        and not config.theme.custom_dir
        and all(handler.__module__.startswith(_READERS) for handler in handlers)
    )


def named_in_navigation(config: MkDocsConfig) -> set[str]:
    """Return the files that the settings name in the navigation; the engine makes the pages of these itself."""
    found, left = set[str](), [config.nav or ()]
    while left:
        match left.pop():
            case str(path):
                found.add(path.lstrip("/"))
            case Mapping() as named:
                left += named.values()
            case list() | tuple() as items:
                left += items
    return found


def _written(value: str, slot: Slot) -> str:
    name, is_escaped = slot
    if not is_escaped:
        return value
    return str(escape(Markup(value).striptags() if name == "title" else value))  # noqa: S704 - HTML already


def _kind(page: Page) -> tuple[object, ...]:
    meta = page.meta
    given = (meta["description"], page.edit_url, page.canonical_url, list(page.toc), _HEADING in (page.content or ""))
    rest = {name: value for name, value in meta.items() if name not in _NOT_OF_THE_FRAME}
    folder = page.url.rstrip("/").rpartition("/")[0]  # addresses relative to it are the same for all in it
    return (folder, repr(sorted(rest.items())), *map(bool, given))


def _specimen(page: Page) -> Page:
    """Return a page like another that says signs in the places of what is filled in."""
    specimen = copy(page)
    specimen.content = (_HEADING if _HEADING in (page.content or "") else "") + _SIGNS["content"]
    specimen.title = _SIGNS["title"]
    specimen.meta = {**page.meta, "title": specimen.title}
    if page.meta["description"]:
        specimen.meta["description"] = _SIGNS["description"]
    specimen.edit_url = _SIGNS["edit"] if page.edit_url else page.edit_url
    specimen.canonical_url = _SIGNS["canonical"] if page.canonical_url else page.canonical_url
    specimen.toc = TableOfContents([AnchorLink(title="", id=_SIGNS["skip"], level=2)] if list(page.toc) else [])
    return specimen
