"""What is searched of one page: its content alone, in a document that only the indexer sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

LEFT_OUT = (
    "[data-search-exclude]",
    ".headerlink",
    ".cw-kicker",
    ".cw-jump",
    ".cw-imprint",
    ".cw-pager",
    ".cw-problems",
    ".cw-cards",
    ".cw-matrix",
    ".cw-related",
    'section[aria-labelledby="related"]',
    ".cw-sentences",
    'section[aria-labelledby="mentioned-in"]',
    'section[aria-labelledby="references"]',
)
"""What is on a page and not searched, as CSS selectors: short ways, and what another page says that is found itself."""

_H1 = re.compile(r"<h1(?=[\s>])")
_WEIGHTS = {"source": 0.2}
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a page is found by beside its words: its kind, and values to narrow by under their names."""

    kind: str = "page"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def searched(setting: object) -> Searched | None:
    """Return what a page is found by, from ``search`` in its front matter, or None where it asks not to be found.

    ``search: exclude`` and ``search: {exclude: true}`` ask for that; ``search: {kind: guide, filters: {topic: [a]}}``
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
    content = _H1.sub("<h1 data-pagefind-ignore", content, count=1)
    heading = "" if _H1.search(content) else f"<h1 data-pagefind-ignore>{escape(unescape(title))}</h1>"
    weight = _WEIGHTS.get(found_by.kind, 1)
    filters = {"kind": (found_by.kind,), **found_by.filters}
    values = "".join(
        f'<i data-value="{escape(value)}" data-pagefind-filter="{name}[data-value]"></i>'
        for name, several in sorted(filters.items())
        for value in several
    )
    content = content.replace("</dt>", " </dt>").replace("</td>", " </td>").replace("</th>", " </th>")
    kind = f'data-kind="{escape(found_by.kind)}" data-pagefind-meta="kind[data-kind]"'
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><body><main data-pagefind-body '
        f'data-pagefind-weight="{weight}" {kind}>{heading}{content}{values}</main></body></html>'
    )


def _filters(named: Mapping[object, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, values in named.items():
        if _NAME.match(str(name)) and name != "kind":
            several: Iterable[object] = values if isinstance(values, list | tuple) else (values,)
            yield str(name), tuple(str(value) for value in several)
