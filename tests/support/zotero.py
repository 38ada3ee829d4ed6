"""What Zotero makes of a page: the rules of its translators "COinS" and "Embedded Metadata", told in our own words.

The translators themselves cannot be run here. What is said of them was read in their files and in the project's
documentation (zotero.org/support/dev/exposing_metadata):

- COinS is tried before Embedded Metadata. One span is one item; with more of them the user chooses.
- A span's format says the type of the work; within ``book`` the genre does, within ``dc`` the key ``rft.type``.
- Embedded Metadata takes ``citation_title`` for a journal article unless a tag says better: another ``citation_`` tag
  of one type, or ``z:itemType``, or ``DC.type`` where it is a type that Zotero knows.
- A ``citation_author`` with ``;`` is split there; where there is only one tag and both sides of a comma have a space,
  it is split at the comma.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import html

from tests.support.html import select

TITLES = {"journalArticle": "rft.atitle", "bookSection": "rft.atitle", "conferencePaper": "rft.atitle"}
BOOKS = {
    "bookitem": "bookSection",
    "proceeding": "conferencePaper",
    "conference": "conferencePaper",
    "report": "report",
}
FORMATS = {"journal": "journalArticle", "dissertation": "thesis", "patent": "patent", "dc": "webpage", "book": "book"}
PREFIX = "info:ofi/fmt:kev:mtx:"


@dataclass
class Saved:
    """An item as Zotero would save it."""

    type: str
    title: str = ""
    date: str = ""
    url: str = ""
    doi: str = ""
    container: str = ""
    publisher: str = ""
    authors: list[tuple[str, str]] = field(default_factory=list)
    """Family and given name; an organisation has no given name."""


def from_coins(span: str) -> Saved:
    """Return the item of one ContextObject (the value of the attribute ``title``)."""
    pairs = [(key, unquote(value)) for key, _, value in (part.partition("=") for part in span.split("&"))]
    values = dict(pairs)
    format_ = values["rft_val_fmt"].removeprefix(PREFIX)
    type_ = FORMATS[format_]
    if format_ == "book":
        type_ = BOOKS.get(values.get("rft.genre", ""), "book")
    if format_ == "dc":
        type_ = values.get("rft.type", "webpage")
    names = {"rft.btitle": "book report", "rft.title": "thesis patent"}
    own_title = TITLES.get(type_) or next((key for key, types in names.items() if type_ in types), "rft.title")
    saved = Saved(type=type_, title=values.get(own_title, ""), date=values.get("rft.date", ""))
    saved.container = values.get("rft.jtitle") or values.get("rft.source") or ""
    if own_title == "rft.atitle" and format_ == "book":
        saved.container = values.get("rft.btitle", "")
    saved.publisher = values.get("rft.pub") or values.get("rft.publisher") or values.get("rft.inst") or ""
    for key, value in pairs:
        if key == "rft_id" and value.startswith("info:doi/"):
            saved.doi = value.removeprefix("info:doi/")
        elif key == "rft_id" and value.startswith(("http://", "https://")):
            saved.url = value
        elif key == "rft.au":
            family, _, given = value.partition(", ")
            saved.authors.append((family, given))
        elif key == "rft.aucorp":
            saved.authors.append((value, ""))
    return saved


def offered(page: html.HtmlElement) -> list[Saved]:
    """Return the items that Zotero offers of a page with COinS, in the order of the page."""
    return [from_coins(node.get("title") or "") for node in select(page, '//span[@class="Z3988"][@title]')]


def tags(page: html.HtmlElement, name: str) -> list[str]:
    """Return the contents of the head's tags of one name."""
    return [node.get("content") or "" for node in select(page, f'/html/head/meta[@name="{name}"]')]


def from_head(page: html.HtmlElement) -> Saved:
    """Return the item that the tags in the head make."""
    types = {"citation_journal_title": "journalArticle", "citation_technical_report_institution": "report"}
    better = [type_ for name, type_ in types.items() if tags(page, name)]
    type_ = (better or tags(page, "z:itemType") or ["journalArticle"])[0]
    authors = tags(page, "citation_author")
    if len(authors) == 1 and ";" not in authors[0]:
        parts = authors[0].split(", ")
        authors = parts if len(parts) > 1 and " " in parts[0] and " " in parts[1] else authors
    sites = [node.get("content") or "" for node in select(page, '/html/head/meta[@property="og:site_name"]')]
    return Saved(
        type=type_,
        title=tags(page, "citation_title")[0],
        date=(tags(page, "citation_publication_date") or [""])[0],
        url=(tags(page, "citation_public_url") or [""])[0],
        container=sites[0],
        publisher=(tags(page, "citation_publisher") or [""])[0],
        authors=[(name.partition(", ")[0], name.partition(", ")[2]) for name in authors],
    )
