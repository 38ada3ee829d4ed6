"""The page of the founding text: its verdicts are those of the lessons, and everything leads to it and back."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from lxml import html

from tests.support.html import Pages, content, select, text

pytestmark = pytest.mark.build

THESIS = "theses/idea-to-retire/index.html"
TIED = './/li[.//*[contains(concat(" ", @class, " "), " cw-verdict ")]]'


def test_it_has_the_seven_claims_of_the_founding_text(repository_pages: Pages) -> None:
    headings = [text(select(claim, "./h3")[0]) for claim in claims(repository_pages)]
    assert [heading.partition(".")[0] for heading in headings] == ["1", "2", "3", "4", "5", "6", "7"]


def test_every_claim_has_a_lesson_and_a_citation(repository_pages: Pages) -> None:
    for claim in claims(repository_pages):
        assert select(claim, TIED), text(claim)
        assert select(claim, './p[@class="cw-claimed__text"]//*[@class="cw-cite"]'), text(claim)


def test_each_verdict_is_the_one_on_the_page_of_its_lesson(repository_pages: Pages) -> None:
    checked = 0
    for claim in claims(repository_pages):
        for tied in select(claim, TIED):
            (link,) = select(tied, './/a[contains(@href, "lessons/")]')
            lesson = repository_pages.read[repository_pages.target(THESIS, link.get("href") or "")]
            assert verdict(tied) == verdict(content(lesson)), text(link)
            checked += 1
    assert checked >= 7


def test_the_table_names_the_lessons_and_verdicts_below_it(repository_pages: Pages) -> None:
    page = content(repository_pages.read[THESIS])
    rows = select(page, './/table[@class="cw-table cw-claimed__table"]/tbody/tr')
    for row, claim in zip(rows, claims(repository_pages), strict=True):
        below = Counter(
            (text(select(tied, './/a[contains(@href, "lessons/")]')[0]), verdict(tied).lower())
            for tied in select(claim, TIED)
        )
        links = select(row, './td/a[contains(@href, "lessons/")]')
        verdicts = [text(words) for words in select(row, "./td/strong")]
        assert Counter(zip(map(text, links), verdicts, strict=True)) == below


def test_every_tied_lesson_leads_back_to_the_claim(repository_pages: Pages) -> None:
    for claim in claims(repository_pages):
        anchor = select(claim, "./h3")[0].get("id")
        for link in select(claim, './/p[@class="cw-bearings__head"]/a[contains(@href, "lessons/")]'):
            path = repository_pages.target(THESIS, link.get("href") or "")
            back = select(repository_pages.read[path], '//section[@aria-labelledby="tested-claims"]//a')
            assert f"../../theses/idea-to-retire/#{anchor}" in [item.get("href") for item in back], path


@pytest.mark.parametrize("path", ["index.html", "about/index.html", "theses/index.html"])
def test_home_about_and_the_index_lead_to_it(repository_pages: Pages, path: str) -> None:
    links = [
        repository_pages.target(path, link.get("href") or "")
        for link in select(repository_pages.read[path], "//main//a[@href]")
    ]
    assert THESIS in links


def test_its_data_say_what_the_page_says(repository_pages: Pages) -> None:
    file = repository_pages.build.site / "api/v1/theses/idea-to-retire.json"
    found = json.loads(file.read_text(encoding="utf-8"))["evidence"]
    shown = [verdict(tied).lower() for claim in claims(repository_pages) for tied in select(claim, TIED)]
    assert [item["verdict"] for item in found] == shown


def claims(pages: Pages) -> list[html.HtmlElement]:
    return select(content(pages.read[THESIS]), './/section[@class="cw-claimed"]')


def verdict(node: html.HtmlElement) -> str:
    return text(select(node, './/*[contains(concat(" ", @class, " "), " cw-verdict ")]')[0])
