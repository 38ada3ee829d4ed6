"""What happens in a browser: every kind of page, narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, Response, expect, sync_playwright

from tests.support.builds import Build

pytestmark = [pytest.mark.browser, pytest.mark.build]

KINDS = {
    "home": "",
    "about": "about/",
    "contribute": "contribute/",
    "case": "cases/denver-peak-academy/",
    "thin case": "cases/denver-itic/",
    "lesson": "lessons/lead-from-the-top/",
    "module": "modules/who-should-lead/",
    "cases": "cases/",
    "lessons": "lessons/",
    "modules": "modules/",
    "claims": "claims/",
    "claims of a reporter": "claims/reporter/self/",
    "facet": "governance/",
    "term": "places/denver/",
    "bibliography": "bibliography/",
    "source": "sources/ho2016idea/",
    "not found": "404.html",
}
ODD = {
    "home": "",
    "case with odd signs": "cases/springfield-desk/",
    "case that tries scripts": "cases/shelbyville-desk/",
    "case with raw HTML": "cases/raw-html/",
    "broken case": "cases/broken-yaml/",
    "case with a chart": "cases/springfield-counter-one/",
    "claims": "claims/",
    "lesson": "lessons/staff-led-improvement/",
    "module": "modules/first-module/",
    "source": "sources/10-1-18-2e1f22ee/",
    "bibliography": "bibliography/",
}
"""Pages of the small casebook, whose texts try what they should not."""

NARROW, WIDE, HEIGHT = 390, 1280, 900
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of every file served."""


@pytest.fixture(scope="module")
def address(repository_site: Build) -> Iterator[str]:
    yield from served(repository_site.site)


@pytest.fixture(scope="module")
def small_address(small_site: Build) -> Iterator[str]:
    yield from served(small_site.site)


def served(site: Path) -> Iterator[str]:
    """Serve a folder while its address is in use."""
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield started
        started.close()


def opened(browser: Browser, address: str, width: int = WIDE, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page and the list of what goes wrong on it: console errors, dialogs, failed and foreign requests."""
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"asked another host: {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before it had all it had asked for
            faults.append(f"failed: {request.url}: {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status}: {response.url}")

    def interrupted(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **options)  # type: ignore[arg-type]  # Playwright's own options
    context.route(lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort())
    page = context.new_page()
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", answered)
    page.on("dialog", interrupted)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
    yield page, faults
    context.close()


def assert_readable(page: Page, faults: list[str]) -> None:
    """The page says what it is about, nothing failed, and nothing sticks out of the window."""
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, f"the page is {wide} pixels wider than the window"
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("kind", KINDS)
def test_page(browser: Browser, address: str, kind: str, width: int, scheme: str) -> None:
    for page, faults in opened(browser, address, width, color_scheme=scheme):
        page.goto(address + KINDS[kind])
        colours = {"light": "default", "dark": "slate"}[scheme]
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", colours)
        assert_readable(page, faults)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("kind", ODD)
def test_page_with_odd_signs_or_faults(browser: Browser, small_address: str, kind: str, width: int) -> None:
    for page, faults in opened(browser, small_address, width):
        page.goto(small_address + ODD[kind])
        assert_readable(page, faults)
        for link in page.locator(".md-content a").all():
            assert not (link.get_attribute("href") or "").startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize("scripts", [True, False])
def test_former_address_leads_to_the_present_one(browser: Browser, small_address: str, *, scripts: bool) -> None:
    for page, faults in opened(browser, small_address, java_script_enabled=scripts):
        page.goto(f"{small_address}cases/springfield-counter/")
        expect(page).to_have_url(f"{small_address}cases/springfield-desk/")
        assert_readable(page, faults)


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript(browser: Browser, address: str, kind: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False):
        page.goto(address + KINDS[kind])
        expect(page.locator("html")).to_have_class("no-js")
        assert_readable(page, faults)
        navigation = page.get_by_role("link", name="Lessons", exact=True).first
        expect(navigation).to_be_in_viewport()
        navigation.click()
        expect(page).to_have_url(f"{address}lessons/")
        assert faults == []


@pytest.mark.parametrize("kind", ["home", "case", "lessons", "source"])
def test_without_javascript_on_a_telephone(browser: Browser, address: str, kind: str) -> None:
    for page, faults in opened(browser, address, NARROW, java_script_enabled=False):
        page.goto(address + KINDS[kind])
        assert_readable(page, faults)
        page.locator("header label[for=__drawer]").click()
        navigation = page.locator(".md-nav--primary").get_by_role("link", name="Bibliography", exact=True)
        expect(navigation).to_be_in_viewport()
        navigation.click()
        expect(page).to_have_url(f"{address}bibliography/")
        assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_citation_to_its_source_and_back_to_the_sentence(
    browser: Browser, address: str, *, scripts: bool
) -> None:
    case = f"{address}cases/denver-peak-academy/"
    for page, faults in opened(browser, address, java_script_enabled=scripts):
        page.goto(case)
        page.locator(".cw-summary .cw-cite a").first.click()
        reference = page.locator(".cw-references li:target")
        expect(reference).to_be_in_viewport()
        key = (reference.get_attribute("id") or "").removeprefix("ref-")
        reference.locator("a.cw-references__more").click()
        expect(page).to_have_url(f"{address}sources/{key}/")
        page.locator("h2#cited-in ~ ul a[href*='/denver-peak-academy/#cite-']").first.click()
        expect(page).to_have_url(re.compile(f"{re.escape(case)}#cite-"))
        sentence = page.locator(".cw-cite:target")
        expect(sentence).to_be_in_viewport()
        expect(sentence.locator(f"a[href='#ref-{key}']")).to_have_count(1)
        assert faults == []


def test_a_mark_of_the_matrix_leads_to_the_reason(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}lessons/")
        page.locator("table.cw-matrix a.cw-mark").first.click()
        expect(page).to_have_url(re.compile("#bearing-"))
        expect(page.locator(".cw-bearings li:target")).to_be_in_viewport()
        assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_skip_link_comes_first_and_works(browser: Browser, address: str, kind: str) -> None:
    for page, _ in opened(browser, address):
        page.goto(address + KINDS[kind])
        page.keyboard.press("Tab")
        skip = page.locator("a.md-skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        target = skip.get_attribute("href") or ""
        assert re.fullmatch("#[a-z0-9_-]+", target)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{target}$"))
        expect(page.locator(target)).to_be_in_viewport()


def test_rows_of_claims_are_stacked_where_there_is_no_room(browser: Browser, address: str) -> None:
    for width, is_stacked in ((NARROW, True), (WIDE, False)):
        page = browser.new_page(viewport={"width": width, "height": HEIGHT})
        page.goto(f"{address}cases/denver-peak-academy/")
        row = page.locator("#claim-savings-2018")
        cells = [box for cell in row.locator("> *").all() if (box := cell.bounding_box())]
        assert len(cells) == 6
        tops = [cell["y"] for cell in cells]
        assert (tops == sorted(set(tops))) is is_stacked, "one below the other, or side by side"
        assert all(cell["x"] + cell["width"] <= width for cell in cells)
        label = row.locator('[data-label="Source"]').evaluate("cell => getComputedStyle(cell, '::before').content")
        assert label == ('"Source"' if is_stacked else "none")
        page.close()


def test_a_chart_keeps_the_size_of_its_text(browser: Browser, address: str) -> None:
    heights, widths = set(), set()
    for width in (NARROW, WIDE):
        page = browser.new_page(viewport={"width": width, "height": HEIGHT})
        page.goto(f"{address}cases/denver-peak-academy/")
        page.evaluate("document.documentElement.style.fontSize = '20px'")
        chart = page.locator(".cw-chart").first
        heights.add(chart.locator(".cw-chart__figure").first.evaluate("text => text.getBBox().height"))
        widths.add(chart.locator(".cw-chart__drawing").evaluate("svg => svg.getBoundingClientRect().width"))
        inside = chart.locator(".cw-chart__drawing").evaluate(
            "svg => [...svg.querySelectorAll('text')].every(text =>"
            " text.getBoundingClientRect().right <= svg.getBoundingClientRect().right)"
        )
        assert inside, "no words are cut off"
        page.close()
    assert len(heights) == 1
    assert len(widths) == 2


def test_a_link_to_a_claim_shows_its_row(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": HEIGHT})
    page.goto(f"{address}claims/reporter/partner/")
    page.locator("a.cw-ledger__figure[href$='#claim-innovations-2017-profile']").click()
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    assert row.get_attribute("id") == "claim-innovations-2017-profile"
    page.close()
