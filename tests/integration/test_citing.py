"""What readers take away from a built site: how to cite its pages, their references as files, items for Zotero."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html

from casewright.model.source import Source
from casewright.read.bibliography import read_bibliography
from tests.support.data import listed
from tests.support.html import Pages, content, select, text
from tests.support.zotero import Saved, from_head, offered, tags

pytestmark = pytest.mark.build

FORMATS = ("bib", "ris", "json")
RECORD = re.compile(r"(cases|lessons|modules)/[a-z0-9-]+/index\.html\Z")
SOURCE = re.compile(r"sources/[^/]+/index\.html\Z")
DAY = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}\Z")
NOT_A_RECORD = {"cases/broken-yaml/index.html"}
SCHOLAR = {"citation_title", "citation_author", "citation_publication_date", "citation_language", "citation_publisher",
           "citation_abstract", "citation_public_url", "citation_fulltext_html_url"}  # fmt: skip
"""Tags that Google Scholar's guidelines or Zotero's translator name; a misspelt one would be read by nobody."""

DUBLIN_CORE = {"DC.title", "DC.creator", "DC.date", "DC.description", "DC.publisher", "DC.type", "DC.format",
               "DC.language", "DC.identifier", "DCTERMS.issued", "DCTERMS.modified", "DCTERMS.references"}  # fmt: skip


def of(pages: Pages, kind: re.Pattern[str]) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the pages of one kind."""
    found = [(path, page) for path, page in pages.read.items() if kind.match(path) and path not in NOT_A_RECORD]
    assert found
    yield from found


def names(page: html.HtmlElement) -> list[str]:
    """Return the names of all tags in the head that are about citing."""
    found = [node.get("name") or "" for node in select(page, "/html/head/meta[@name]")]
    return [name for name in found if name.startswith(("citation_", "DC", "z:"))]


def test_a_record_says_what_google_scholar_asks_for(pages: Pages) -> None:
    for path, page in of(pages, RECORD):
        assert set(names(page)) <= SCHOLAR | DUBLIN_CORE | {"z:itemType"}, path
        (title,) = tags(page, "citation_title")
        assert title == text(select(page, "//h1")[0]), "as large as nothing else on the page"
        authors = tags(page, "citation_author")
        assert authors, path
        assert not any(";" in author or " and " in author for author in authors), "one tag for each author"
        (date,) = tags(page, "citation_publication_date")
        assert DAY.match(date), path
        assert select(page, '//h2[@id="references"] | //*[contains(@class, "cw-problems")]') or not select(
            page, '//*[contains(@class, "cw-cite ")]'
        )


def test_dublin_core_says_the_same(pages: Pages) -> None:
    for path, page in of(pages, RECORD):
        assert tags(page, "DC.title") == tags(page, "citation_title"), path
        assert tags(page, "DC.creator") == tags(page, "citation_author"), path
        assert [day.replace("-", "/") for day in tags(page, "DC.date")] == tags(page, "citation_publication_date"), path
        assert tags(page, "DC.type") == ["Text"]


def test_zotero_offers_the_page_and_then_its_references(pages: Pages) -> None:
    for path, page in of(pages, RECORD):
        itself, *others = offered(page)
        head = from_head(page)
        assert itself.type == head.type == "webpage", path
        assert itself.title == head.title == text(select(page, "//h1")[0])
        assert itself.authors == head.authors
        assert itself.date.replace("-", "/") == head.date
        assert itself.container == head.container == head.publisher
        assert itself.url == head.url
        entries = select(page, '//ul[@class="cw-references"]/li')
        assert len(others) == len(entries), path
        assert all(saved.title for saved in others)


def test_a_single_organisation_is_not_taken_apart(small_pages: Pages) -> None:
    itself = offered(small_pages.all["cases/springfield-desk/index.html"])[0]
    assert itself.authors == [("Doe", "Jane"), ('Desks & "Counters" {Ltd} 50%', "")]
    assert itself.url == "https://casebook.example/sub/cases/springfield-desk/"


def test_no_page_claims_an_address_on_ones_own_machine(repository_pages: Pages) -> None:
    for path, page in of(repository_pages, RECORD):
        assert tags(page, "citation_public_url") == tags(page, "DC.identifier") == [], path


def test_a_site_without_a_public_address_says_so_where_the_address_would_be(
    repository_pages: Pages, small_pages: Pages
) -> None:
    said = './/section[@class="cw-imprint"]/p[contains(., "public address")]'
    for path, page in of(repository_pages, RECORD):
        assert len(select(page, said)) == 1, path
    assert not any(select(page, said) for _, page in of(small_pages, RECORD))
    assert repository_pages.build.output.count("the site has no public address") == 1
    assert "no public address" not in small_pages.build.output


def test_the_page_of_a_source_offers_the_source_and_does_not_pose_as_it(pages: Pages) -> None:
    for path, page in of(pages, SOURCE):
        (saved,) = offered(page)
        assert saved.title == text(select(page, "//h1")[0]), path
        assert set(names(page)) <= DUBLIN_CORE, "Scholar would take citation_ tags for the work itself"
        assert saved.title in tags(page, "DC.title")[0]


def test_what_zotero_saves_of_a_report(small_pages: Pages) -> None:
    assert offered(small_pages.all["sources/doe2013desk/index.html"]) == [
        Saved(
            type="report",
            title="A front desk for Springfield & Sons",
            date="2013",
            url="https://example.org/desk?a=1&b=2",
            publisher="City of Springfield",
            authors=[("Doe", "Jane")],
        )
    ]


def test_the_bibliography_offers_every_source_of_a_page(pages: Pages) -> None:
    page = pages.all["bibliography/index.html"]
    assert len(offered(page)) == len(select(page, '//ul[@class="cw-references"]/li')) > 5


def test_a_record_says_how_to_cite_it_in_every_form(pages: Pages) -> None:
    for path, page in of(pages, RECORD):
        forms = [text(node) for node in select(page, '//*[@class="cw-cite-as__style"]')]
        assert forms == ["APA", "Chicago (author-date)"], path
        assert [text(node) for node in select(page, '//details[@class="cw-cite-as"]/summary')] == [
            "BibTeX",
            "RIS",
            "CSL-JSON",
        ]
        for node in select(page, '//details[@class="cw-cite-as"]'):
            (link,) = select(node, ".//a[@download]")
            file = pages.build.site / pages.target(path, link.get("href") or "")
            shown = select(node, ".//pre/code")[0].text_content()
            assert file.read_text(encoding="utf-8").rstrip() == shown, path


def test_the_files_of_a_page_hold_what_the_page_lists(pages: Pages) -> None:
    checked = 0
    for path, page in of(pages, RECORD):
        listed = {
            (node.get("id") or "").removeprefix("ref-") for node in select(page, '//ul[@class="cw-references"]/li')
        }
        folder = pages.build.site / path.removesuffix("index.html")
        for ending in FORMATS:
            file = folder / f"references.{ending}"
            assert file.is_file() == bool(listed), path
            if listed:
                sources, problems = read_bibliography([(f"x.{ending}", file.read_bytes())])
                assert [problem for problem in problems if problem.fails] == [], path
                assert len(sources) == len(listed), path
                checked += 1
    assert checked > 5


def people(source: Source) -> list[str]:
    """Return the authors without commas: RIS has no sign for an organisation with one in its name."""
    order = ("literal", "non-dropping-particle", "family", "given", "suffix")
    authors = source.item.get("author", [])
    return [" ".join(str(name[part]) for part in order if name.get(part)).replace(",", "") for name in authors]


@pytest.mark.parametrize("ending", FORMATS)
def test_all_sources_are_read_back_from_their_file(ending: str, pages: Pages) -> None:
    file = pages.build.site / "bibliography" / f"sources.{ending}"
    read, problems = read_bibliography([(file.name, file.read_bytes())])
    assert [problem for problem in problems if problem.fails] == []
    keys = {source["key"] for source in listed(pages.build.site, "sources")}
    assert set(read) == keys
    first, _ = read_bibliography([("sources.json", (pages.build.site / "bibliography/sources.json").read_bytes())])
    assert {key: source.read for key, source in read.items()} == {key: source.read for key, source in first.items()}
    assert {key: people(source) for key, source in read.items()} == {
        key: people(source) for key, source in first.items()
    }


def test_every_list_of_the_bibliography_says_how_many_and_shows_as_many(pages: Pages) -> None:
    page = pages.all["bibliography/index.html"]
    links = select(page, '//ul[contains(@class, "cw-filter__values")]/li')
    assert len(links) > 8
    for node in links:
        (link,) = select(node, "./a")
        path = pages.target("bibliography/index.html", link.get("href") or "")
        count = int(text(select(node, './span[@class="cw-strength"]')[0]))
        listed = len(select(pages.all[path], '//ul[@class="cw-references"]/li'))
        assert listed == min(count, 100), path
        (current,) = select(pages.all[path], '//a[@aria-current="true"]')
        assert text(current) == text(link)


def test_a_retracted_source_says_so_wherever_it_is_listed(small_pages: Pages) -> None:
    for path in ("cases/springfield-desk/", "sources/doe-co-f6f6c658/", "bibliography/", "bibliography/author/o/"):
        page = content(small_pages.all[f"{path}index.html"])
        (mark, *_) = select(page, '//strong[@class="cw-retracted"]')
        assert text(mark) == "Retracted", path
        assert "Withdrawn in 2020" in text(page), path
    assert not select(small_pages.all["sources/doe2013desk/index.html"], '//*[@class="cw-retracted"]')


def test_a_source_leads_to_its_copies(small_pages: Pages) -> None:
    page = content(small_pages.all["sources/doe2013desk/index.html"])
    facts = {text(select(node, "./dt")[0]): text(select(node, "./dd")[0]) for node in select(page, "//dl/div")}
    assert facts["On the web"] == "example.org, accessed 20 November 2026"
    assert facts["Archived copy"] == "archive.example"
    assert facts["How much was read"].startswith("Read in full")
    links = [node.get("href") for node in select(page, "//dl//a")]
    assert links == [
        "https://example.org/desk?a=1&b=2",
        "https://archive.example/2026/https://example.org/desk?a=1&b=2",
    ]
    doi = small_pages.all["sources/doe-co-f6f6c658/index.html"]
    assert [node.get("href") for node in select(content(doi), "//dl//a")] == ["https://doi.org/10.1000/a%3Cb%3Ec%22d"]


def test_back_links_of_a_reference_lead_to_the_sentences(pages: Pages) -> None:
    followed = 0
    for path, page in of(pages, RECORD):
        for entry in select(page, '//ul[@class="cw-references"]/li'):
            for link in select(entry, './/*[@class="cw-references__back"]/a'):
                (place,) = select(page, f'//*[@id="{(link.get("href") or "").removeprefix("#")}"]')
                assert select(place, f'.//a[@href="#{entry.get("id")}"]'), path
                followed += 1
    assert followed > 10
