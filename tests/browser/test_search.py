"""The search in a browser: it opens everywhere, needs no mouse, asks little and nothing of another host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.support.browser import NARROW, WIDE, opened, served
from tests.support.builds import SITES, Build, build_site, once

pytestmark = [pytest.mark.browser, pytest.mark.build]

FIELD = "Search this site"
FIRST, NEXT = 300_000, 100_000
"""Bytes that a first search and a next one may transfer."""


def dialog_opens(page: Page) -> None:
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.get_by_label(FIELD)).to_be_focused()


def dialog_closes(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("dialog.cw-search")).to_be_hidden()


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("where", ["", "cases/denver-peak-academy/", "404.html"])
def test_it_opens_by_keys_and_button_and_gives_the_focus_back(
    browser: Browser, address: str, where: str, width: int
) -> None:
    for page, faults in opened(browser, address, width):
        page.goto(address + where)
        button = page.get_by_role("button", name="Search", exact=True)
        expect(button).to_be_in_viewport()
        button.focus()
        for key in ("/", "Control+k", "Meta+k", "Enter"):
            page.keyboard.press(key)
            dialog_opens(page)
            dialog_closes(page)
            expect(button).to_be_focused()
        button.click()
        dialog_opens(page)
        page.get_by_role("button", name="Close").click()
        expect(button).to_be_focused()
        button.click()
        page.mouse.click(5, 890)
        expect(page.locator("dialog.cw-search")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == []


def test_the_keyboard_alone_leads_to_a_page(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}about/")
        page.keyboard.press("/")
        page.keyboard.type("peak acad")
        links = page.locator("dialog a.cw-search__link")
        expect(links.first).to_be_visible()
        assert links.count() > 2
        expect(links.first.locator("mark").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("End")
        expect(page.get_by_role("button", name="Show more")).to_be_focused()
        before = links.count()
        page.keyboard.press("Enter")
        expect(links.nth(before)).to_be_focused()
        page.keyboard.press("Home")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_label(FIELD)).to_be_focused()
        page.keyboard.press("ArrowDown")
        target = links.nth(0).get_attribute("href") or ""
        page.keyboard.press("Enter")
        expect(page).to_have_url(target)
        assert target.startswith(address)
        assert faults == []


def test_enter_in_the_field_goes_to_the_first_result(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address)
        page.keyboard.press("Control+k")
        page.keyboard.type("citistat")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}cases/baltimore-citistat/")
        assert faults == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("robodept", "robodebt"), ("denvr", "denver"), ("innvation comission", "innovation commission")],
)
def test_a_slip_is_mended_and_said(browser: Browser, address: str, typed: str, meant: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address)
        page.keyboard.press("/")
        page.keyboard.type(typed)
        expect(page.locator(".cw-search__status")).to_have_text(
            f"Nothing was found for “{typed}”. Results for “{meant}”:"
        )
        expect(page.locator("dialog a.cw-search__link").first).to_be_visible()
        assert faults == []


def test_nothing_found_says_what_to_try_and_where_the_lists_are(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}cases/denver-peak-academy/")
        page.keyboard.press("/")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("status")).to_contain_text("Type")
        page.keyboard.type("xqzwy")
        expect(dialog.get_by_role("status")).to_contain_text("Nothing was found for “xqzwy”. Check the spelling")
        expect(dialog.locator("a.cw-search__link")).to_have_count(0)
        for name in ("Cases", "Lessons", "Bibliography"):
            expect(dialog.get_by_role("link", name=name, exact=True)).to_be_visible()
        dialog.get_by_role("link", name="Lessons", exact=True).click()
        expect(page).to_have_url(f"{address}lessons/")
        assert faults == []


def test_little_is_transferred_and_nothing_before_it_is_opened(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        loaded: list[tuple[str, int]] = []

        def answered(response: Response, loaded: list[tuple[str, int]] = loaded) -> None:
            if "/pagefind/" in response.url or response.url.endswith("mend.js"):
                loaded.append((response.url, len(response.body())))

        page.on("response", answered)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert loaded == []
        page.keyboard.press("/")
        page.keyboard.type("innovation office")
        expect(page.locator("dialog a.cw-search__link").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        first = sum(size for _, size in loaded)
        assert 100_000 < first < FIRST
        page.keyboard.press("Control+a")
        page.keyboard.type("payroll")
        expect(page.get_by_role("dialog").get_by_role("link", name="Queensland").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert 0 < sum(size for _, size in loaded) - first < NEXT
        assert faults == []


def test_words_that_are_everywhere_are_not_looked_for(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address)
        page.keyboard.press("/")
        status, first = page.locator(".cw-search__status"), page.locator("dialog a.cw-search__link").first
        page.keyboard.type("innovation office")
        expect(first).to_be_visible()
        found = status.inner_text()
        page.keyboard.press("Control+a")
        page.keyboard.type("The")
        expect(status).to_contain_text("Type")
        loaded: list[str] = []

        def answered(response: Response, loaded: list[str] = loaded) -> None:
            loaded.append(response.url)

        page.on("response", answered)
        page.keyboard.type(" office of the innovation")
        expect(first).to_be_visible()
        expect(status).to_have_text(found)
        page.wait_for_load_state("networkidle")
        assert not [url for url in loaded if url.endswith(".pf_index")], "all of it was there"
        assert faults == []


def test_what_stands_in_pages_stays_text(browser: Browser, small_address: str) -> None:
    """The small casebook has titles and texts that try to be scripts."""
    for page, faults in opened(browser, small_address):
        page.goto(small_address)
        page.keyboard.press("/")
        page.keyboard.type("script")
        expect(page.locator("dialog a.cw-search__link").first).to_be_visible()
        assert page.locator("dialog :is(script, img, iframe)").count() == 0
        assert faults == []


def test_without_javascript_the_lists_stand_there(browser: Browser, address: str) -> None:
    for width in (NARROW, WIDE):
        for page, faults in opened(browser, address, width, java_script_enabled=False):
            page.goto(f"{address}cases/denver-peak-academy/")
            lists = page.locator(".cw-search-lists")
            for name in ("Cases", "Lessons", "Bibliography"):
                expect(lists.get_by_role("link", name=name)).to_be_in_viewport(ratio=1)
            expect(page.locator(".cw-search-open")).to_be_hidden()
            lists.get_by_role("link", name="Bibliography").click()
            expect(page).to_have_url(f"{address}bibliography/")
            assert faults == []


@pytest.fixture(scope="module", params=["mkdocs", "material", "readthedocs"])
def plain_address(request: pytest.FixtureRequest, shared: Path) -> Iterator[str]:
    """An ordinary site in a folder below the root of its host."""

    def make(folder: Path) -> Build:
        site = shutil.copytree(SITES / "plain", folder / "pages")
        settings = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("- search\n", "- casewright-search\n")
        named = f"name: {request.param}\n  highlightjs: false"
        (site / "mkdocs.yml").write_text(settings.replace("name: material", named), encoding="utf-8")
        return build_site("mkdocs", site, folder / "site" / "sub", "--strict", address="https://plain.example/sub/")

    build = once(shared, f"searched-{request.param}", make)
    assert build.status == 0, build.output
    for address in served(build.site.parent):
        yield f"{address}sub/"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_on_an_ordinary_site(browser: Browser, plain_address: str, width: int) -> None:
    for page, faults in opened(browser, plain_address, width):
        page.goto(f"{plain_address}guide/first/")
        page.keyboard.press("/")
        dialog_opens(page)
        expect(page.locator(".modal.show")).to_have_count(0)
        page.keyboard.type("desk")
        expect(page.locator("dialog a.cw-search__link").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        dialog_closes(page)
        button = page.get_by_role("button", name="Search", exact=True)
        if not button.is_visible():  # folded away with the navigation
            page.get_by_role("button", name="Toggle navigation").click()
        button.click()
        dialog_opens(page)
        page.keyboard.press("ArrowDown")
        target = page.locator("dialog a.cw-search__link").first.get_attribute("href") or ""
        page.keyboard.press("Enter")
        expect(page).to_have_url(target)
        assert target.startswith(plain_address)
        if page.locator("#mkdocs_keyboard_modal").count():  # the theme's own key for its search
            page.wait_for_load_state()  # before that, the theme's own script would hear of it alone
            page.keyboard.press("s")
            dialog_opens(page)
        assert faults == []
