"""What other sites and search engines get of records: cards, and what a module teaches; and how large cases are."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html

from casewright.model.ids import Kind, Ref
from casewright.render.learning import duration
from casewright.views.addresses import embed_address
from tests.support.builds import SMALL_ADDRESS, Build
from tests.support.html import Pages, select, text

TITLE = 'Who may change the form? <b>&</b> "why"'
CASE = 'Springfield "front" desk <b>bold</b> & Sons {{ 7*7 }}'
MOST = 100 * 1024
"""Bytes that the page of a case may have."""
LONG = {"denver-peak-academy": 170_000, "boston-monum": 158_000, "philadelphia-monum": 153_000}
"""Cases with so many figures and sources that their pages are longer still; a page that grows is to be noticed."""


@pytest.mark.build
@pytest.mark.parametrize("record", ["cases/springfield-desk", "lessons/staff-led-improvement", "modules/first-module"])
def test_a_page_leads_programs_to_its_card(small_site: Build, record: str) -> None:
    page = html.fromstring((small_site.site / record / "index.html").read_bytes())
    (link,) = select(page, '//link[@type="application/json+oembed"]')
    told = json.loads((small_site.site / link.get("href", "").removeprefix(SMALL_ADDRESS)).read_text("utf-8"))
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert told["title"] == text(select(page, "//h1")[0])
    frame = html.fromstring(told["html"])
    assert frame.tag == "iframe"
    assert frame.get("title") == told["title"]
    assert (frame.get("width"), frame.get("height")) == (str(told["width"]), str(told["height"]))
    (code,) = (node for node in select(page, "//pre") if "<iframe" in text(node))
    assert text(code) == told["html"]
    address = frame.get("src", "").removeprefix(SMALL_ADDRESS)
    card = html.fromstring((small_site.site / address / "index.html").read_bytes())
    assert text(select(card, "//h1")[0]) == told["title"]
    assert [meta.get("content") for meta in select(card, '//meta[@name="robots"]')] == ["noindex"]
    assert select(card, "//script") == []
    assert {link.get("target") for link in select(card, "//a")} == {"_top"}
    assert [link.get("href") for link in select(card, '//link[@rel="canonical"]')] == [f"{SMALL_ADDRESS}{record}/"]


@pytest.mark.build
def test_former_addresses_keep_their_card(small_pages: Pages) -> None:
    former = [path for path in small_pages.redirects if path.startswith(("cases/", "lessons/", "modules/"))]
    assert former
    for path in former:
        card = small_pages.all[f"embed/{path.removeprefix('cases/')}"]
        assert select(card, '//a[@target="_top"]'), path


def test_no_two_records_share_the_address_of_a_card() -> None:
    refs = [Ref(kind.value, id_) for kind in (Kind.CASE, Kind.LESSON, Kind.MODULE) for id_ in ("lessons", "a", "cases")]
    assert len({embed_address(ref) for ref in refs}) == len(refs)


@pytest.mark.build
def test_search_engines_are_told_what_a_module_teaches(small_site: Build) -> None:
    page = (small_site.site / "modules/first-module/index.html").read_text("utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    assert "<" not in data
    told = json.loads(data)
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "LearningResource", TITLE)
    assert told["timeRequired"] == "PT1H30M"
    assert told["educationalLevel"] == "Introductory"
    assert told["teaches"] == ["Tell apart what staff can change from what needs a decision above them."]
    assert told["isBasedOn"] == [
        {"@type": "CreativeWork", "name": CASE, "url": f"{SMALL_ADDRESS}cases/springfield-desk/"}
    ]
    kinds = {(item["alignmentType"], item["targetName"]) for item in told["educationalAlignment"]}
    assert {("teaches", "Data literacy"), ("teaches", "Curiosity")} <= kinds
    assert {name for kind, name in kinds if kind == "requires"} == set(told.get("competencyRequired", ()))
    assert "It trains: Data literacy, Curiosity" in (small_site.site / "modules/first-module/index.md").read_text(
        "utf-8"
    )
    assert told["audience"] == [{"@type": "EducationalAudience", "audienceType": 'Heads of "service" & <b>desk</b>'}]


@pytest.mark.parametrize(("minutes", "words"), [(45, "PT45M"), (60, "PT1H"), (240, "PT4H"), (90, "PT1H30M")])
def test_durations_are_those_of_iso_8601(minutes: int, words: str) -> None:
    assert duration(minutes) == words


@pytest.mark.build
def test_pages_of_cases_stay_light(repository_site: Build) -> None:
    pages = {path.parent.name: path.stat().st_size for path in repository_site.site.glob("cases/*/index.html")}
    assert len(pages) >= 20
    assert {name: size for name, size in pages.items() if size > LONG.get(name, MOST)} == {}
