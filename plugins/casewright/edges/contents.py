"""The headings of a finished page as an engine takes them for a table of contents."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.structure.toc import TableOfContents, get_toc

from casewright.render.headings import Heading


def contents(headings: tuple[Heading, ...]) -> TableOfContents:
    """Return the table of contents of a page with these headings."""
    return get_toc(_tokens(headings))


def _tokens(headings: tuple[Heading, ...]) -> list[Any]:
    """Return headings as the engine takes them for a table of contents; it takes their text for HTML."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": escape(heading.text, quote=False), "children": []}
        below = tokens[-1]["children"] if heading.level > 2 and tokens else tokens  # noqa: PLR2004 - h2 is the top
        below.append(token)
    return tokens
