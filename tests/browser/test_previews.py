"""Previews of links to records and terms: by mouse, keyboard and touch, asked for once, and never in the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.browser import NARROW, assert_readable, opened

pytestmark = [pytest.mark.browser, pytest.mark.build]

CASE = "cases/denver-peak-academy/"
LESSON = ".cw-bearings__head a"
FILE = "**/preview.json"


def preview(page: Page) -> Locator:
    return page.locator("#cw-preview")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_mouse_shows_what_a_lesson_says_and_asks_once(browser: Browser, address: str, scheme: str) -> None:
    asked: list[str] = []
    for page, faults in opened(browser, address, color_scheme=scheme):
        page.on("request", lambda request: asked.append(request.url) if "preview.json" in request.url else None)
        page.goto(address + CASE)
        link = page.locator(LESSON).first
        for _ in range(2):
            link.hover()
            expect(preview(page)).to_contain_text("Lesson L4")
            expect(preview(page).locator(".cw-verdict")).to_be_visible()
            expect(preview(page).locator(".cw-stance--supports")).to_contain_text("support")
            expect(link).to_have_attribute("aria-describedby", "cw-preview")
            page.keyboard.press("Escape")
            expect(preview(page)).to_have_count(0)
            page.locator("h1").hover()
        assert asked == [f"{address}lessons/staff-led-improvement/preview.json"]
        assert faults == []


def test_the_keyboard_shows_it_and_goes_past(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address + CASE)
        term = page.locator('a.cw-term[href$="evidence/nesta-1/"]').first
        page.locator('a.cw-term[href$="methods/staff-training/"]').first.focus()
        page.keyboard.press("Tab")
        expect(term).to_be_focused()
        expect(preview(page)).to_contain_text("nothing is compared")
        page.keyboard.press("Tab")
        expect(page.locator('a.cw-term[href$="evidence/nesta-2/"]').first).to_be_focused()
        expect(preview(page)).to_contain_text("Level 2")
        page.keyboard.press("Escape")
        expect(preview(page)).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}evidence/nesta-2/")
        assert faults == []


def test_the_first_tap_shows_and_the_second_goes_on(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, NARROW, has_touch=True):
        page.goto(address + CASE)
        link = page.locator(LESSON).first
        link.tap()
        expect(preview(page)).to_contain_text("Lesson L4")
        assert_readable(page, faults)
        link.tap()
        expect(page).to_have_url(f"{address}lessons/staff-led-improvement/")


def test_without_its_file_a_tap_leads_on(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address, NARROW, has_touch=True):
        page.route(FILE, lambda route: route.abort())
        page.goto(address + CASE)
        page.locator(LESSON).first.tap()
        expect(page).to_have_url(f"{address}lessons/staff-led-improvement/")


def test_what_comes_late_for_a_link_that_was_left_does_not_show(browser: Browser, address: str) -> None:
    held: list[Route] = []
    for page, faults in opened(browser, address):
        page.route(FILE, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
        page.goto(address + CASE)
        with page.expect_request(FILE):
            page.locator(LESSON).first.hover()
        page.locator("h2", has_text="What it teaches").hover()
        held[0].continue_()
        page.wait_for_timeout(500)
        expect(preview(page)).to_have_count(0)
        assert faults == []


@pytest.mark.parametrize(
    "body", ['{"kind":"<b>","title":"<img src=x onerror=alert(1)>","stances":[["x\\" y","z"]]}', "[", "7"]
)
def test_a_preview_is_text(browser: Browser, address: str, body: str) -> None:
    for page, faults in opened(browser, address):
        page.route(FILE, lambda route: route.fulfill(body=body, content_type="application/json"))
        page.goto(address + CASE)
        page.locator(LESSON).first.hover()
        page.wait_for_timeout(600)
        expect(preview(page).locator("b, img, .cw-stance")).to_have_count(0)
        expect(preview(page)).to_have_count(1 if "title" in body else 0)
        assert faults == []


def test_a_card_that_says_the_same_has_none(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}cases/")
        page.locator(".cw-card__title a").first.hover()
        page.wait_for_timeout(600)
        expect(preview(page)).to_have_count(0)
        assert faults == []


def test_without_javascript_links_lead_on(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False):
        page.goto(address + CASE)
        page.locator(LESSON).first.click()
        expect(page).to_have_url(re.compile("/lessons/staff-led-improvement/$"))
        assert faults == []
