"""Citations in a browser: previews by mouse, keyboard and touch, ways back, buttons that copy."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.support.browser import NARROW, assert_readable, opened

pytestmark = [pytest.mark.browser, pytest.mark.build]

CASE = "cases/denver-peak-academy/"
CITATION = ".cw-summary .cw-cite a"
SMALL_CASE = "cases/springfield-desk/"


def preview(page: Page) -> Locator:
    return page.locator("#cw-preview")


def assert_shows_its_reference(page: Page, citation: Locator) -> None:
    """The preview of a citation shows, describes it, and lies within the window."""
    shown = preview(page)
    expect(shown).to_be_visible()
    expect(citation).to_have_attribute("aria-describedby", "cw-preview")
    entry = page.locator(citation.get_attribute("href") or "")
    title = entry.locator("em").first.inner_text()
    expect(shown).to_contain_text(title)
    expect(shown.locator("[id], .Z3988, .cw-references__back")).to_have_count(0)
    box = shown.bounding_box()
    window = page.viewport_size
    assert box
    assert window
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= window["width"]
    assert box["y"] + box["height"] <= window["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_mouse_shows_the_reference_and_can_go_into_it(browser: Browser, address: str, scheme: str) -> None:
    for page, faults in opened(browser, address, color_scheme=scheme):
        page.goto(address + CASE)
        citation = page.locator(CITATION).first
        citation.hover()
        assert_shows_its_reference(page, citation)
        background = preview(page).evaluate("node => getComputedStyle(node).backgroundColor")
        assert background == {"light": "rgb(252, 251, 248)", "dark": "rgb(20, 24, 29)"}[scheme]
        preview(page).hover()
        page.wait_for_timeout(600)
        expect(preview(page)).to_be_visible()
        page.locator("h1").hover()
        expect(preview(page)).to_have_count(0)
        assert citation.get_attribute("aria-describedby") is None
        assert faults == []


def test_escape_dismisses_without_moving_the_mouse(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address + CASE)
        page.locator(CITATION).first.hover()
        expect(preview(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(preview(page)).to_have_count(0)
        page.wait_for_timeout(500)
        expect(preview(page)).to_have_count(0)
        assert faults == []


def test_a_click_leads_to_the_reference(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address + CASE)
        citation = page.locator(CITATION).first
        target = citation.get_attribute("href") or ""
        citation.click()
        expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
        expect(page.locator(".cw-references li:target")).to_be_in_viewport()
        expect(preview(page)).to_have_count(0)
        assert faults == []


def test_the_keyboard_shows_the_reference_goes_into_it_and_back(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address + CASE)
        citation = page.locator(CITATION).first
        reach(page, citation)
        assert_shows_its_reference(page, citation)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#cw-preview') !== null"), "Tab leads into the preview"
        expect(preview(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(preview(page)).to_have_count(0)
        expect(citation).to_be_focused()
        page.keyboard.press("Tab")
        expect(preview(page).or_(page.locator(":focus")).first).to_be_visible()
        expect(citation).not_to_be_focused()
        assert faults == []


def test_the_keyboard_leaves_by_tab_and_enter_goes_on(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address + CASE)
        citation = page.locator(CITATION).first
        reach(page, citation)
        links = preview(page).locator("a").count()
        assert links >= 1
        for _ in range(links + 1):
            page.keyboard.press("Tab")
        expect(citation).not_to_have_attribute("aria-describedby", "cw-preview")
        reach(page, citation)
        target = citation.get_attribute("href") or ""
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
        assert faults == []


def reach(page: Page, link: Locator) -> None:
    """Come to a link by the keyboard: from the element before it."""
    link.evaluate(
        "node => { const all = [...document.querySelectorAll('a[href], button, input')].filter(one => one.tabIndex >= 0"
        " && one.checkVisibility({ visibilityProperty: true })); all[all.indexOf(node) - 1].focus(); }"
    )
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_the_first_tap_shows_and_the_second_goes_on(browser: Browser, address: str, width: int) -> None:
    for page, faults in opened(browser, address, width, has_touch=True):
        page.goto(address + CASE)
        citation = page.locator(CITATION).first
        citation.tap()
        assert_shows_its_reference(page, citation)
        assert_readable(page, faults)
        expect(page).to_have_url(address + CASE)
        page.locator("h1").tap()
        expect(preview(page)).to_have_count(0)
        citation.tap()
        expect(preview(page)).to_be_visible()
        citation.tap()
        expect(page).to_have_url(re.compile("#ref-"))
        expect(page.locator(".cw-references li:target")).to_be_in_viewport()
        assert faults == []


def test_a_link_in_the_preview_leads_on(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, NARROW, has_touch=True):
        page.goto(address + CASE)
        page.locator(CITATION).first.tap()
        preview(page).locator("a.cw-references__more").tap()
        expect(page).to_have_url(re.compile("/sources/"))
        expect(page.locator("h1")).to_be_visible()
        assert faults == []


def test_previews_ask_for_nothing(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address + CASE)
        page.wait_for_load_state("networkidle")
        asked = listen(page)
        for citation in page.locator(".cw-cite a").all()[:5]:
            citation.hover()
            expect(preview(page)).to_be_visible()
        assert asked == []
        assert faults == []


def listen(page: Page) -> list[str]:
    """Return a list that gets the address of everything that the page asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    return asked


def test_odd_signs_stay_text_in_a_preview(browser: Browser, small_address: str) -> None:
    for page, faults in opened(browser, small_address):
        page.goto(small_address + SMALL_CASE)
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        for citation in page.locator(".cw-cite a[href^='#ref-']").all():
            citation.scroll_into_view_if_needed()
            citation.hover()
            expect(preview(page)).to_be_visible()
            expect(preview(page).locator("b, script")).to_have_count(0)
        page.locator(".cw-cite a[href='#ref-doe-co-f6f6c658']").first.hover()
        expect(preview(page)).to_contain_text("Retracted")
        assert faults == []


def test_no_preview_on_paper(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        page.goto(address + CASE)
        page.locator(CITATION).first.hover()
        expect(preview(page)).to_be_visible()
        page.emulate_media(media="print")
        expect(preview(page)).to_be_hidden()
        expect(page.locator(".cw-copy").first).to_be_hidden()


def test_back_links_land_on_the_sentence(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{CASE}#references")
        entry = page.locator(".cw-references li").filter(has=page.locator(".cw-references__back a")).first
        for link in entry.locator(".cw-references__back a").all():
            link.click()
            place = page.locator(".cw-cite:target")
            expect(place).to_be_in_viewport()
            expect(place.locator(f"a[href='#{entry.get_attribute('id')}']")).to_have_count(1)
        assert faults == []


def test_copy_buttons_copy(browser: Browser, small_address: str) -> None:
    for page, faults in opened(browser, small_address, permissions=["clipboard-read", "clipboard-write"]):
        page.goto(small_address + SMALL_CASE)
        button = page.get_by_role("button", name="Copy APA")
        button.click()
        expect(page.get_by_role("button", name="Copied APA")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith('Doe, J., & Desks & "Counters" {Ltd} 50%. (2026, November 23). Springfield')
        types = page.evaluate("navigator.clipboard.read().then(items => items.flatMap(item => item.types))")
        assert set(types) == {"text/plain", "text/html"}
        expect(page.get_by_role("button", name="Copy APA")).to_be_visible()
        page.locator("details.cw-cite-as", has_text="CSL-JSON").locator("summary").click()
        page.get_by_role("button", name="Copy CSL-JSON").click()
        expect(page.get_by_role("button", name="Copied CSL-JSON")).to_be_visible()
        (item,) = json.loads(page.evaluate("navigator.clipboard.readText()"))
        assert item["id"] == "case-springfield-desk"
        assert faults == []


def test_where_copying_is_refused_the_text_is_selected(browser: Browser, small_address: str) -> None:
    for page, faults in opened(browser, small_address):
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                             "Document.prototype.execCommand = () => false;")  # fmt: skip
        page.goto(small_address + SMALL_CASE)
        page.get_by_role("button", name="Copy APA").click()
        expect(page.get_by_role("button", name="Selected APA")).to_be_visible()
        assert page.evaluate("getSelection().toString()").startswith("Doe, J.")
        assert faults == []


def test_files_are_downloaded(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, accept_downloads=True):
        page.goto(f"{address}bibliography/")
        with page.expect_download() as waiting:
            page.locator(".cw-downloads").get_by_role("link", name="BibTeX").click()
        assert waiting.value.suggested_filename == "sources.bib"
        assert faults == []


def test_the_bibliography_is_narrowed_without_javascript(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False):
        page.goto(f"{address}bibliography/")
        page.get_by_role("navigation", name="By type").get_by_role("link", name="Report").click()
        expect(page).to_have_url(f"{address}bibliography/type/report/")
        page.wait_for_load_state()
        assert_readable(page, faults)
        page.locator("summary").click()
        page.get_by_role("navigation", name="By year").get_by_role("link", name="2010s").click()
        expect(page).to_have_url(f"{address}bibliography/year/2010s/")
        page.wait_for_load_state()
        assert_readable(page, faults)
