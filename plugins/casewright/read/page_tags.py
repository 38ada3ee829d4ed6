"""What a web page says of itself for catalogues (Highwire's citation_*, Dublin Core, Open Graph) → an item.

Only the head of the page is looked at, by patterns that take no longer on a page that wants to keep them busy.
Names of tags: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing and https://ogp.me/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from casewright.read.addresses import doi_of, web_address
from casewright.read.gone_pages import title_of
from casewright.read.identifier import bare_isbn
from casewright.read.looked_up import LookedUp, UnreadableAnswerError, day_of, names_of

_TAG = re.compile(r"<(meta|html)\b((?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^\"'<>]){0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z][\w:.-]{0,30})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head\b|<body\b", re.IGNORECASE)
_MOST_TAGS = 600

_TITLE = ("citation_title", "dc.title", "dcterms.title", "eprints.title", "og:title")
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "eprints.creators_name", "author")
_DATE = (
    "citation_publication_date", "citation_date", "citation_online_date", "citation_year", "dcterms.issued", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "article:published_time", "date", "pubdate",
)  # fmt: skip
_TEXTS = {
    "publisher": (
        "citation_technical_report_institution", "citation_dissertation_institution", "citation_publisher",
        "dc.publisher", "dcterms.publisher",
    ),
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "number": ("citation_technical_report_number",),
    "ISSN": ("citation_issn",),
    "language": ("citation_language", "dc.language", "dcterms.language", "og:locale", "html lang"),
}  # fmt: skip
_CONTAINERS = (
    ("citation_journal_title", "article-journal"),
    ("citation_conference_title", "paper-conference"),
    ("citation_inbook_title", "chapter"),
)
_KINDS = (
    ("citation_dissertation_institution", "thesis"),
    ("citation_technical_report_institution", "report"),
    ("citation_isbn", "book"),
)
"""Tags that tell what kind of work a page is about."""
_DOI = ("citation_doi", "dc.identifier", "dcterms.identifier", "dc.identifier.doi", "prism.doi", "bepress_citation_doi")

Tags = Mapping[str, list[str]]


def page_of(html: str, address: str, today: tuple[int, int, int]) -> LookedUp:
    """Return what a page says of itself. Raises UnreadableAnswerError."""
    head = _without_comments(html[: found.start()] if (found := _HEAD_ENDS.search(html)) else html)
    tags = _tags(head)
    title = _first(tags, _TITLE) or title_of(head)
    if not title:
        raise UnreadableAnswerError("the page has no title")
    authors = [name for text in _all(tags, _AUTHORS) for name in text.split(";")]
    written = _first(tags, _DATE)
    doi = next((doi for name in _DOI for text in tags.get(name, ()) if (doi := doi_of(text)[0])), "")
    item: dict[str, Any] = {
        **_kind(tags),
        "title": title,
        "author": names_of([name for name in authors if not web_address(name.strip())]),
        "issued": day_of(written),
        **{to: _first(tags, names) for to, names in _TEXTS.items()},
        "page": "-".join(
            part for name in ("citation_firstpage", "citation_lastpage") if (part := _first(tags, (name,)))
        ),
        "ISBN": bare_isbn(_first(tags, ("citation_isbn",))),
        "DOI": doi,
        "URL": address,
        "accessed": {"date-parts": [list(today)]},
    }
    notes = [f"the page names no {what}" for name, what in (("author", "author"), ("issued", "date")) if not item[name]]
    if doi:
        notes.append(f"the page names a DOI; what is registered may say more: casewright cite add {doi}")
    return LookedUp(item={name: part for name, part in item.items() if part}, by="the page itself", notes=tuple(notes))


def _kind(tags: Tags) -> dict[str, str]:
    """Return the type, and what the work is part of."""
    for name, type_ in _CONTAINERS:
        if container := _first(tags, (name,)):
            return {"type": type_, "container-title": container}
    for name, type_ in _KINDS:
        if _first(tags, (name,)):
            return {"type": type_}
    return {"type": "webpage", "container-title": _first(tags, ("og:site_name",))}


def _tags(head: str) -> dict[str, list[str]]:
    """Return what stands in tags, by their names in lower case; the language of the page is ``html lang``."""
    tags: dict[str, list[str]] = {}
    for found, _ in zip(_TAG.finditer(head), range(_MOST_TAGS), strict=False):
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(found[2])}
        is_meta = found[1].lower() == "meta"
        name = (values.get("name") or values.get("property") or "").lower() if is_meta else "html lang"
        text = " ".join(values.get("content" if is_meta else "lang", "").split())
        if name and text:
            tags.setdefault(name, []).append(text)
    return tags


def _without_comments(head: str) -> str:
    parts, at = [], 0
    while (start := head.find("<!--", at)) >= 0:
        parts.append(head[at:start])
        end = head.find("-->", start)
        at = len(head) if end < 0 else end + 3
    return "".join([*parts, head[at:]])


def _all(tags: Tags, names: tuple[str, ...]) -> list[str]:
    """Return all values of the first name that stands there."""
    return next((tags[name] for name in names if name in tags), [])


def _first(tags: Tags, names: tuple[str, ...]) -> str:
    return next(iter(_all(tags, names)), "")
