"""ContextObjects in Spans (COinS): a work in an empty element of the page, from which Zotero and others save it.

A span holds an OpenURL (ANSI/NISO Z39.88-2004, key/encoded-value format). Which keys go into which format is said in
its registry; Zotero reads ``info:ofi/fmt:kev:mtx:dc`` for every type of work that has no format of its own, with one of
its own types in ``rft.type``, and takes COinS before the tags in the head of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from casewright.model.ids import SourceKey
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.views.source_words import iso_date, year

Item = Mapping[str, Any]
_FORMAT = "info:ofi/fmt:kev:mtx:{}"
_GENRES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "article-journal": ("journal", "article"),
        "book": ("book", "book"),
        "chapter": ("book", "bookitem"),
        "paper-conference": ("book", "proceeding"),
        "report": ("book", "report"),
        "thesis": ("dissertation", ""),
    }
)
"""Formats with fields of their own, and the genre within the format, by CSL type."""

_ZOTERO_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "preprint",
        "article-magazine": "magazineArticle",
        "article-newspaper": "newspaperArticle",
        "bill": "bill",
        "broadcast": "tvBroadcast",
        "dataset": "dataset",
        "entry-dictionary": "dictionaryEntry",
        "entry-encyclopedia": "encyclopediaArticle",
        "graphic": "artwork",
        "hearing": "hearing",
        "interview": "interview",
        "legal_case": "case",
        "legislation": "statute",
        "manuscript": "manuscript",
        "map": "map",
        "motion_picture": "videoRecording",
        "patent": "patent",
        "personal_communication": "letter",
        "post": "forumPost",
        "post-weblog": "blogPost",
        "regulation": "statute",
        "software": "computerProgram",
        "song": "audioRecording",
        "speech": "presentation",
        "standard": "standard",
        "webpage": "webpage",
    }
)
"""Zotero's types of works for all others."""

_INSIDE = frozenset({"bookitem", "proceeding"})


class Spans(dict[SourceKey, Markup]):
    """The spans of sources by key; lists repeat them, so that each is written once, when it is first asked for."""

    def __init__(self, sources: Mapping[SourceKey, Source]) -> None:
        """Begin without any."""
        super().__init__()
        self._sources = sources

    def __missing__(self, key: SourceKey) -> Markup:
        """Write one."""
        self[key] = coins(self._sources[key].item)
        return self[key]


def coins(item: Item) -> Markup:
    """Return the span of a work: empty for readers, found by reference managers."""
    pairs = "&".join(f"{key}={quote(_line(value), safe=':/', errors='ignore')}" for key, value in _pairs(item) if value)
    return Markup('<span class="Z3988" title="{}"></span>').format(pairs)


def _pairs(item: Item) -> Iterator[tuple[str, str]]:
    type_ = str(item.get("type", ""))
    format_, genre = _GENRES.get(type_, ("dc", ""))
    yield "url_ver", "Z39.88-2004"
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", _FORMAT.format(format_)
    yield "rft.genre", genre
    if item.get("DOI"):
        yield "rft_id", f"info:doi/{item['DOI']}"
    if str(item.get("URL", "")).startswith(("http://", "https://")):
        yield "rft_id", str(item["URL"])
    yield from _titles(item, format_, genre)
    if format_ == "dc":
        yield "rft.type", _ZOTERO_TYPES.get(type_, "document")
        yield "rft.source", _text(item, "container-title")
        yield "rft.publisher", _text(item, "publisher")
        yield "rft.description", _text(item, "abstract")
    else:
        yield from _parts(item, format_)
    yield "rft.date", iso_date(item, "issued") or _year(item)
    yield "rft.language", _text(item, "language")
    yield from _people(item)


def _titles(item: Item, format_: str, genre: str) -> Iterator[tuple[str, str]]:
    title, container = _text(item, "title"), _text(item, "container-title")
    if format_ == "journal":
        yield from (("rft.atitle", title), ("rft.jtitle", container))
    elif genre in _INSIDE:
        yield from (("rft.atitle", title), ("rft.btitle", container))
    else:
        yield ("rft.btitle" if format_ == "book" else "rft.title"), title


def _parts(item: Item, format_: str) -> Iterator[tuple[str, str]]:
    if format_ == "dissertation":
        yield "rft.inst", _text(item, "publisher")
        yield "rft.degree", _text(item, "genre")
        return
    if format_ == "journal":
        yield "rft.volume", _text(item, "volume")
        yield "rft.issue", _text(item, "issue")
        yield "rft.issn", _text(item, "ISSN")
    else:
        yield "rft.pub", _text(item, "publisher")
        yield "rft.place", _text(item, "publisher-place")
        yield "rft.edition", _text(item, "edition")
        yield "rft.series", _text(item, "collection-title")
        yield "rft.isbn", _text(item, "ISBN")
    yield "rft.pages", _text(item, "page").replace("–", "-")


def _people(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the authors: a person as ``Family, Given``, an organisation in the key for one."""
    for name in item.get("author") or ():
        if name.get("literal"):
            yield "rft.aucorp", str(name["literal"])
            continue
        family = " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if name.get(part))
        given = " ".join(str(name[part]) for part in ("given", "dropping-particle") if name.get(part))
        yield "rft.au", f"{family}, {given}" if given else family


def _line(value: str) -> str:
    return " ".join(plain(value).split())


def _text(item: Item, variable: str) -> str:
    return str(item.get(variable) or "")


def _year(item: Item) -> str:
    issued = item.get("issued") or {}
    is_span = bool(issued.get("circa")) and len(issued.get("date-parts") or ()) > 1  # some year of a decade
    found = None if is_span else year(item)
    return "" if found is None or found < 0 else f"{found:04d}"
