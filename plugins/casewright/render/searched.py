"""What is searched of one page: its content alone, in a document that only the indexer sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

LEFT_OUT = (
    "[data-search-exclude]",
    ".headerlink",
    ".cw-head nav",
    ".cw-pager",
    ".cw-problems",
    'section[aria-labelledby="references"]',
)
"""What is on a page and not searched, as CSS selectors: short ways, pagers, and references, which have pages of their own."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a page is found by beside its words: its kind, and values to narrow by under their names."""

    kind: str = "page"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def searched(setting: Any) -> Searched | None:
    """Return what a page is found by, from ``search`` in its front matter, or None where it asks not to be found.

    ``search: exclude`` and ``search: {exclude: true}`` ask for that; ``search: {kind: guide, filters: {topic: [trees]}}``
    says the rest. What has another form says nothing.
    """
    options = setting if isinstance(setting, Mapping) else {}
    if setting == "exclude" or options.get("exclude"):
        return None
    kind, filters = str(options.get("kind", "")), options.get("filters")
    return Searched(
        kind=kind if _NAME.match(kind) else "page",
        filters=dict(_filters(filters)) if isinstance(filters, Mapping) else {},
    )


def search_document(content: str, *, title: str, language: str, found_by: Searched) -> str:
    """Return the document that is indexed for a page with that HTML as its content."""
    heading = "" if re.search(r"<h1[\s>]", content) else f"<h1>{escape(unescape(title))}</h1>"
    filters = {"kind": (found_by.kind,), **found_by.filters}
    values = "".join(
        f'<i data-value="{escape(value)}" data-pagefind-filter="{name}[data-value]"></i>'
        for name, several in sorted(filters.items())
        for value in several
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><body>'
        f'<main data-pagefind-body data-kind="{escape(found_by.kind)}" data-pagefind-meta="kind[data-kind]">'
        f"{heading}{content}{values}</main></body></html>"
    )


def _filters(named: Mapping[Any, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, values in named.items():
        if _NAME.match(str(name)) and name != "kind":
            several: Iterable[Any] = values if isinstance(values, list | tuple) else (values,)
            yield str(name), tuple(str(value) for value in several)
