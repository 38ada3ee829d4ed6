"""The map of the site for search engines (sitemaps.org, protocol 0.9): one file, or an index of several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from casewright.model.ids import Kind
from casewright.views.addresses import record_address
from casewright.views.site import Site

NAME = "sitemap.xml"
MOST_PAGES = 1000
"""How many pages one part lists."""
MOST_CHARACTERS = 100_000
"""How long the map is at most as one file: the theme's own script may fetch it on every page."""

_PAGE = re.compile(r"<url>.*?</url>", re.DOTALL)
_ADDRESS = re.compile(r"<loc>(.*?)</loc>", re.DOTALL)
_DAY = re.compile(r"<lastmod>.*?</lastmod>", re.DOTALL)
_SPACE = re.compile(r"(?<=>)\s+(?=<)")
_DATED = (Kind.CASE, Kind.MODULE)
"""Records whose pages change when they do; that of a lesson changes with its evidence too."""
_INDEX = '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemap_files(written: str, site_address: str, days: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of the files that make the map, ``sitemap.xml`` first.

    ``written`` is the map that the engine wrote. It gives every page the day of the build as that of its last change,
    which says nothing; ``days`` are those that are known, by full address.
    """
    pages = [_dated(_SPACE.sub("", page), days) for page in _PAGE.findall(written)]
    if not pages:
        yield NAME, written
        return
    head, tail = (
        written[: written.index("<url>")].rstrip(),
        written[written.rindex("</url>") + len("</url>") :].lstrip(),
    )
    if sum(map(len, pages)) <= MOST_CHARACTERS and len(pages) <= MOST_PAGES:
        yield NAME, _lines(head, pages, tail)
        return
    parts = {
        f"sitemap-{number}.xml": _lines(head, pages[start : start + MOST_PAGES], tail)
        for number, start in enumerate(range(0, len(pages), MOST_PAGES), start=1)
    }
    listed = (f"<sitemap><loc>{escape(site_address)}{name}</loc></sitemap>" for name in parts)
    yield NAME, _lines(_INDEX.rstrip(), listed, "</sitemapindex>")
    yield from parts.items()


def days_of_change(site: Site, site_address: str) -> Mapping[str, str]:
    """Return by full address the day on which a page last changed, of the pages of which that is known."""
    return {
        f"{site_address}{record_address(record.ref)}": record.last_change.text
        for record in site.linked.library.records()
        if record.kind in _DATED and record.last_change.is_day
    }


def _dated(page: str, days: Mapping[str, str]) -> str:
    """Return the entry of a page with the day of its last change, or with none."""
    bare = _DAY.sub("", page)
    address = _ADDRESS.search(bare)
    day = days.get(address[1].strip()) if address else None
    return bare.replace("</loc>", f"</loc><lastmod>{day}</lastmod>", 1) if day else bare


def _lines(head: str, entries: Iterable[str], tail: str) -> str:
    return "\n".join((head, *entries, tail)).rstrip() + "\n"
