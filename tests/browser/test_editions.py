"""Both editions in a browser: what a search finds, and where the pages that stop at a decision lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import NARROW, WIDE, opened, served
from tests.support.editions import both_editions

pytestmark = [pytest.mark.browser, pytest.mark.build]

WORDS = ("zzepilogue", "zzexpected", "zznotes", "zzpoint")


@pytest.fixture(scope="module")
def sites(shared: Path) -> Mapping[str, Path]:
    return both_editions(shared)


@pytest.fixture(scope="module")
def learners(sites: Mapping[str, Path]) -> Iterator[str]:
    yield from served(sites["learner"])


@pytest.fixture(scope="module")
def instructors(sites: Mapping[str, Path]) -> Iterator[str]:
    yield from served(sites["instructor"])


@pytest.mark.parametrize("word", WORDS)
def test_learners_find_nothing_of_it(browser: Browser, learners: str, word: str) -> None:
    for page, faults in opened(browser, learners):
        page.goto(learners)
        page.keyboard.press("/")
        page.keyboard.type(word)
        expect(page.locator(".cw-search__status")).to_contain_text("Nothing was found")
        assert faults == []


@pytest.mark.parametrize("word", WORDS)
def test_instructors_find_it(browser: Browser, instructors: str, word: str) -> None:
    for page, faults in opened(browser, instructors):
        page.goto(instructors)
        page.keyboard.press("/")
        page.keyboard.type(word)
        expect(page.locator("dialog a.cw-search__link").first).to_be_visible()
        assert faults == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_module_leads_learners_to_the_decision_and_back(browser: Browser, learners: str, width: int) -> None:
    for page, faults in opened(browser, learners, width):
        page.goto(f"{learners}modules/first-module/")
        page.locator("article").get_by_role("link", name="Open the <b>desk</b>, or wait?").click()
        expect(page).to_have_url(f"{learners}cases/springfield-desk/decision/")
        links = page.locator(".cw-decision a")
        # The address changes before the page is there.
        expect(links).to_have_count(1)
        assert links.evaluate_all("links => links.map(link => link.href)") == [f"{learners}modules/first-module/"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == []
