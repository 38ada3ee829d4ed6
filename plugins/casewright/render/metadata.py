"""What the head of a page tells search engines and reference managers of the page.

Pages of records carry Highwire's ``citation_*`` tags, as Google Scholar's guidelines for webmasters ask for them
(title, one tag for each author, date as YYYY/MM/DD) and as Zotero's translator "Embedded Metadata" reads them, and
Dublin Core. That translator takes ``citation_title`` for a journal article unless ``z:itemType`` says otherwise.

The page of a source has no ``citation_*`` tags: they would tell Scholar that the work itself is here, which it is not.
Its Dublin Core describes the page, and names the work that the page is about; the work itself is in the page's COinS,
which Zotero takes before the tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from casewright.model.record import Record
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.views.source_words import doi_address, web_address

Tag = tuple[str, str]
_LANGUAGE = "en"
WIDTH, HEIGHT = 1200, 630
"""Pixels of the pictures that stand for pages: the size that readers of Open Graph show whole."""


def record_tags(record: Record, *, site_name: str, address: str, summary: str, language: str = _LANGUAGE) -> str:
    """Return the tags of a record's page. ``address`` is its full address, or nothing while it has none."""
    names = [person.name for person in record.contributors]
    day = record.last_change.first
    tags: list[Tag] = [
        ("z:itemType", "webpage"),
        ("citation_title", record.title),
        *(("citation_author", name) for name in names),
        ("citation_publication_date", day.strftime("%Y/%m/%d")),
        ("citation_publisher", site_name),
        ("citation_language", language),
        ("citation_abstract", summary),
        ("citation_public_url", address),
        ("citation_fulltext_html_url", address),
        ("DC.title", record.title),
        *(("DC.creator", name) for name in names),
        ("DC.date", day.isoformat()),
        ("DCTERMS.issued", record.published.first.isoformat()),
        ("DCTERMS.modified", record.revised.first.isoformat() if record.revised else ""),
        ("DC.description", summary),
        *_page(site_name, address, language),
    ]
    return _html(tags)


def source_tags(source: Source, *, title: str, site_name: str, address: str, language: str = _LANGUAGE) -> str:
    """Return the tags of the page on a source: Dublin Core of the page itself."""
    work = doi_address(source.item) or web_address(plain(str(source.item.get("URL") or "")))
    return _html([("DC.title", title), *_page(site_name, address, language), ("DCTERMS.references", work)])


def share_tags(
    *, title: str, description: str, site_name: str, address: str, image: str, is_record: bool = False
) -> str:
    """Return the tags by which a page is shown where its address is passed on (Open Graph, and X's for its cards).

    ``address`` and ``image`` are full addresses, or nothing where they are not known. Zotero takes ``og:site_name`` for
    the name of the website.
    """
    tags: list[Tag] = [
        ("og:site_name", site_name),
        ("og:type", "article" if is_record else "website"),
        ("og:title", title),
        ("og:description", description),
        ("og:url", address),
        ("og:image", image),
    ]
    if image:
        words = f"{title}: {description}" if description else title
        tags += [("og:image:width", str(WIDTH)), ("og:image:height", str(HEIGHT)), ("og:image:alt", words)]
    card = _html([("twitter:card", "summary_large_image" if image else "summary")])
    return "".join(f'<meta property="{name}" content="{escape(_line(text))}">' for name, text in tags if text) + card


def _page(site_name: str, address: str, language: str) -> Iterator[Tag]:
    yield "DC.publisher", site_name
    yield "DC.type", "Text"
    yield "DC.format", "text/html"
    yield "DC.language", language
    yield "DC.identifier", address


def _html(tags: list[Tag]) -> str:
    return "".join(f'<meta name="{name}" content="{escape(_line(text))}">' for name, text in tags if text.strip())


def _line(text: str) -> str:
    return " ".join(text.split())
