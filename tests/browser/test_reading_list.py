"""The reading list in a browser: kept from cards and pages, undone, passed on, taken away, and never trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import NARROW, WIDE, assert_readable, opened

pytestmark = [pytest.mark.browser, pytest.mark.build]

BROUGHT = "reading-list/?items=case:boston-monum,lesson:lead-from-the-top"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_kept_from_cards_and_pages_and_removed_again(browser: Browser, address: str, width: int) -> None:
    for page, faults in opened(browser, address, width):
        page.goto(f"{address}cases/")
        page.get_by_role("button", name="Keep to read: Boston Mayor's Office of New Urban Mechanics").click()
        page.goto(f"{address}lessons/lead-from-the-top/")
        button = page.get_by_role("button", name="Keep to read: Lead from the top office")
        button.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        page.get_by_role("link", name="Your reading list").click()
        expect(page).to_have_url(f"{address}reading-list/")
        items = page.locator(".cw-reading__items > li h2")
        expect(items).to_have_text(["Boston Mayor's Office of New Urban Mechanics", "Lead from the top office"])
        assert_readable(page, faults)
        page.get_by_role("button", name="Remove Boston").click()
        expect(items).to_have_text(["Lead from the top office"])
        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_be_focused()
        undo.press("Enter")
        expect(items).to_have_text(["Boston Mayor's Office of New Urban Mechanics", "Lead from the top office"])
        page.reload()
        expect(items).to_have_count(2)
        assert faults == []


def test_a_list_that_a_link_brings_leaves_ones_own_alone(browser: Browser, address: str, tmp_path: Path) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{BROUGHT}")
        expect(page.locator(".cw-reading__items > li")).to_have_count(2)
        assert page.evaluate("localStorage.getItem('casewright-reading')") is None
        with page.expect_download() as download:
            page.get_by_role("button", name="References to them (BibTeX)").click()
        download.value.save_as(tmp_path / "list.bib")
        assert (tmp_path / "list.bib").read_text(encoding="utf-8").count("\n@") + 1 >= 2
        page.get_by_role("button", name="Add these to my list").click()
        page.goto(f"{address}reading-list/")
        expect(page.locator(".cw-reading__items > li")).to_have_count(2)
        assert faults == []


def test_each_item_leads_to_its_brief(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{BROUGHT}")
        links = page.get_by_role("link", name="One-page brief (PDF)")
        expect(links).to_have_count(2)
        for link, record in zip(links.all(), ("cases/boston-monum", "lessons/lead-from-the-top"), strict=True):
            assert link.get_attribute("href") == f"{address}{record}/brief.pdf"
            assert page.request.get(f"{address}{record}/brief.pdf").body().startswith(b"%PDF")
        assert faults == []


def test_an_item_without_a_brief_leads_to_none(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        page.route("**/lessons/*/brief.pdf", lambda route: route.fulfill(status=404))
        page.goto(f"{address}{BROUGHT}")
        expect(page.get_by_role("link", name="One-page brief (PDF)")).to_have_count(1)


@pytest.mark.parametrize(
    "broken", ["{", "null", '{"a":1}', '[1,{"b":2},"case:../../x","<img src=x>"]', '["case:no"]' * 2]
)
def test_broken_data_is_an_empty_list(browser: Browser, address: str, broken: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address)
        page.evaluate("text => localStorage.setItem('casewright-reading', text)", broken)
        page.goto(f"{address}reading-list/")
        expect(page.locator(".cw-reading__status")).to_contain_text("Nothing is kept yet")
        assert faults == []


def test_the_list_is_bounded(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        page.goto(address)
        many = [f"case:none-{number}" for number in range(500)]
        page.evaluate("items => localStorage.setItem('casewright-reading', JSON.stringify(items))", many)
        page.goto(f"{address}lessons/lead-from-the-top/")
        page.get_by_role("button", name="Keep to read: Lead from the top office").click()
        expect(page.locator(".cw-card__said")).to_contain_text("full")


def test_on_paper_the_list_is_what_is_kept(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{BROUGHT}")
        expect(page.locator(".cw-reading__items > li")).to_have_count(2)
        page.emulate_media(media="print")
        expect(page.locator(".cw-reading__tools")).to_be_hidden()
        expect(page.locator(".cw-card__address").first).to_be_visible()
        assert faults == []


def test_without_javascript_it_says_where_else_to_look(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False):
        page.goto(f"{address}{BROUGHT}")
        assert_readable(page, faults)
        expect(page.locator(".cw-explore__plain a")).to_have_count(2)
