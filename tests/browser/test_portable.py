"""A site that is opened from a folder, without a network: what it finds and shows is what the served one does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from casewright.build import check
from casewright.edges.taken_along import part_of, write_portable
from tests.support.browser import NARROW, opened
from tests.support.builds import ROOT, Build

pytestmark = [pytest.mark.browser, pytest.mark.build]
WORDS = "police"


def unpacked(build: Build, folder: Path, *cases: str) -> str:
    """Unpack the site, or the part of it with some cases; return the address of the folder."""
    part = part_of(check(ROOT, is_noted=False)[0], pathway=None, cases=cases) if cases else None
    archive = folder / "archive.zip"
    with archive.open("wb") as file:
        write_portable(file, ROOT, build.site, part)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "a part" / "of it")
    return f"{(folder / 'a part' / 'of it').as_uri()}/"


@pytest.fixture(scope="module")
def whole(repository_site: Build, tmp_path_factory: pytest.TempPathFactory) -> str:
    return unpacked(repository_site, tmp_path_factory.mktemp("whole"))


def found(page: Page, words: str) -> list[str]:
    """Search for words; return how many results are said, and the titles of the first."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    status = page.locator(".cw-search__status")
    expect(status).to_contain_text("result")
    return [status.inner_text(), *page.locator(".cw-search__title").all_inner_texts()]


@pytest.fixture
def page(browser: Browser, whole: str) -> Iterator[Page]:
    """A narrow page of a browser without a network; nothing may go wrong on it."""
    for opened_page, faults in opened(browser, whole, NARROW, offline=True):
        yield opened_page
        assert faults == []


def test_search_finds_what_the_served_site_finds(browser: Browser, address: str, whole: str, page: Page) -> None:
    page.goto(f"{whole}index.html")
    here = found(page, WORDS)
    for served, _ in opened(browser, address):
        served.goto(address)
        assert found(served, WORDS) == here
    page.keyboard.press("Enter")
    page.wait_for_url(f"{whole}**/index.html")
    expect(page.locator("h1")).to_be_visible()
    assert "index.html" in page.url


def test_explore_narrows_down_and_leads_on(whole: str, page: Page) -> None:
    page.goto(f"{whole}index.html")
    page.goto(f"{whole}explore/index.html")
    status = page.locator(".cw-explore__status")
    total = status.inner_text()
    page.evaluate("document.querySelector('.cw-explore__facets').open = true")
    choice = page.locator("[data-facet] input").first
    choice.check()
    expect(status).not_to_have_text(total)
    assert "index.html?" in page.url
    page.reload()
    expect(status).not_to_have_text(total)
    page.locator(".cw-explore__words input").fill("mayor")
    page.wait_for_url("**q=mayor**")
    expect(status).to_contain_text("of 20 cases")
    page.get_by_role("button", name="Map").click()
    expect(page.locator(".cw-map__drawing")).to_be_visible()
    land = page.locator(".cw-map__land")
    assert land.evaluate("use => use.getBBox().width") > 100, "the map has land"
    page.get_by_role("button", name="List").click()
    link = page.locator(".cw-explore .cw-card__title a").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)


def test_cases_are_compared_kept_and_narrowed_by_claims(whole: str, page: Page) -> None:
    page.goto(f"{whole}cases/boston-monum/index.html")
    page.get_by_role("button", name="Keep to read").click()
    page.goto(f"{whole}reading-list/index.html")
    expect(page.locator(".cw-reading__items h2")).to_have_text("Boston Mayor's Office of New Urban Mechanics")
    page.goto(f"{whole}compare/index.html?cases=boston-monum,uk-bit")
    expect(page.locator("article table").first).to_contain_text("Behavioural Insights Team")
    page.goto(f"{whole}claims/index.html")
    page.locator("[data-cw-combine] select").first.select_option(index=1)
    expect(page.locator('[data-cw-combine] [role="status"]').first).to_contain_text("fit")


def test_slides_are_shown_one_by_one(browser: Browser, whole: str) -> None:
    for page, faults in opened(browser, whole, offline=True):
        page.goto(f"{whole}modules/when-the-top-leads/slides/index.html")
        place = page.locator('[data-deck="place"]')
        expect(place).to_have_text(re.compile(r"^1 / \d+$"))
        page.keyboard.press("ArrowRight")
        expect(place).to_have_text(re.compile(r"^2 / \d+$"))
        assert faults == []


def test_a_part_is_searched_alone(browser: Browser, repository_site: Build, tmp_path: Path) -> None:
    part = unpacked(repository_site, tmp_path, "boston-monum", "uk-bit")
    for page, faults in opened(browser, part, offline=True):
        page.goto(f"{part}index.html")
        expect(page.locator("article li a")).to_have_count(2)
        assert "Behavioural Insights Team" in found(page, "behavioural")
        page.locator(".cw-search__field").fill("aadhaar")
        expect(page.locator(".cw-search__status")).to_contain_text("Nothing was found")
        page.keyboard.press("Escape")
        page.goto(f"{part}compare/index.html?cases=boston-monum,uk-bit")
        expect(page.locator("article table").first).to_contain_text("Behavioural Insights Team")
        assert faults == []
        page.goto(f"{part}compare/index.html?cases=boston-monum,denver-itic")
        expect(page.locator("article")).to_contain_text("denver-itic")
