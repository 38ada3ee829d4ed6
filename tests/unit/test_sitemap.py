"""The map of the site: one small file, or an index and parts; days only where they are known."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from casewright.edges.sitemap import MOST_CHARACTERS, MOST_PAGES, sitemap_files

ADDRESS = "https://casebook.example/sub/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def written(*paths: str) -> str:
    """The map as the engines write it."""
    pages = "\n".join(
        f"    \n    <url>\n         <loc>{ADDRESS}{path}</loc>\n         <lastmod>2031-01-01</lastmod>\n    </url>"
        for path in paths
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{pages}\n</urlset>"
    )


def read(text: str) -> tuple[str, list[str]]:
    """The name of the outermost element, and all addresses."""
    root = ET.fromstring(text)  # noqa: S314 - made here
    return root.tag.removeprefix(SPACE), [node.text or "" for node in root.iter(f"{SPACE}loc")]


def test_a_small_site_has_one_file_without_the_day_of_the_build() -> None:
    days = {f"{ADDRESS}cases/one/": "2026-11-23"}
    ((name, text),) = sitemap_files(written("", "cases/one/", "cases/one/more/"), ADDRESS, days)
    assert name == "sitemap.xml"
    assert read(text) == ("urlset", [ADDRESS, f"{ADDRESS}cases/one/", f"{ADDRESS}cases/one/more/"])
    assert text.count("<lastmod>") == 1
    assert f"<loc>{ADDRESS}cases/one/</loc><lastmod>2026-11-23</lastmod>" in text


@pytest.mark.parametrize(
    ("count", "length"), [(MOST_PAGES + 1, 1), (2 * MOST_PAGES, 1), (300, 400)], ids=["one more", "full parts", "long"]
)
def test_a_large_site_has_an_index_that_stays_small(count: int, length: int) -> None:
    paths = [f"cases/{'x' * length}-{number}/" for number in range(count)]
    files = dict(sitemap_files(written(*paths), ADDRESS, {}))
    entry = files.pop("sitemap.xml")
    kind, listed = read(entry)
    assert kind == "sitemapindex"
    assert listed == [f"{ADDRESS}{name}" for name in files]
    assert len(entry) < MOST_CHARACTERS
    parts = [read(text) for text in files.values()]
    assert {kind for kind, _ in parts} == {"urlset"}
    assert [address for _, addresses in parts for address in addresses] == [f"{ADDRESS}{path}" for path in paths]
    assert max(len(addresses) for _, addresses in parts) <= MOST_PAGES


def test_a_site_without_an_address_has_an_empty_map() -> None:
    assert dict(sitemap_files(written(), "", {})) == {"sitemap.xml": written()}
