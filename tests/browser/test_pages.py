"""What happens in a browser: every kind of page, narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.support.builds import Build

pytestmark = [pytest.mark.browser, pytest.mark.build]

KINDS = {
    "home": "",
    "about": "about/",
    "case": "cases/denver-peak-academy/",
    "thin case": "cases/denver-itic/",
    "lesson": "lessons/lead-from-the-top/",
    "module": "modules/who-should-lead/",
    "cases": "cases/",
    "lessons": "lessons/",
    "modules": "modules/",
    "facet": "governance/",
    "term": "places/denver/",
    "bibliography": "bibliography/",
    "source": "sources/ho2016idea/",
    "not found": "404.html",
}
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of every file served."""


@pytest.fixture(scope="module")
def address(repository_site: Build) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(repository_site.site))
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


def opened(browser: Browser, address: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page and the list of what goes wrong on it: console errors, failed and foreign requests."""
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"asked another host: {request.url}")

    context = browser.new_context(**options)  # type: ignore[arg-type]  # Playwright's own options
    page = context.new_page()
    page.on("request", asked)
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on(
        "response",
        lambda response: faults.append(f"{response.status}: {response.url}") if response.status >= 400 else None,
    )
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
    yield page, faults
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_page(browser: Browser, address: str, kind: str, width: int, scheme: str) -> None:
    for page, faults in opened(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme):
        page.goto(address + KINDS[kind])
        assert page.locator("h1").count() == 1
        assert page.locator("h1").is_visible()
        assert faults == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"the page is {wide} pixels wider than the window"


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript(browser: Browser, address: str, kind: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False, viewport={"width": 1280, "height": 900}):
        page.goto(address + KINDS[kind])
        assert page.locator("h1").is_visible()
        navigation = page.get_by_role("link", name="Lessons", exact=True).first
        assert navigation.is_visible()
        navigation.click()
        expect(page).to_have_url(f"{address}lessons/")
        assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_citation_to_its_source_and_back_to_the_sentence(
    browser: Browser, address: str, *, scripts: bool
) -> None:
    for page, faults in opened(browser, address, java_script_enabled=scripts):
        page.goto(f"{address}cases/denver-peak-academy/")
        page.locator(".cw-summary .cw-cite a").first.click()
        reference = page.locator(".cw-references li:target")
        expect(reference).to_be_visible()
        reference.locator("a.cw-references__more").click()
        expect(page).to_have_url(re.compile("/sources/"))
        page.locator("h2#cited-in ~ ul a").first.click()
        expect(page).to_have_url(re.compile("/cases/.*#cite-"))
        expect(page.locator(":target")).to_be_visible()
        assert faults == []


def test_a_mark_of_the_matrix_leads_to_the_reason(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        page.goto(f"{address}lessons/")
        page.locator("table.cw-matrix a.cw-mark").first.click()
        target = page.locator(".cw-bearings li:target")
        expect(target).to_be_visible()
        expect(page).to_have_url(re.compile("#bearing-"))


def test_the_skip_link_comes_first_and_works(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address, viewport={"width": 1280, "height": 900}):
        page.goto(f"{address}cases/denver-peak-academy/")
        page.keyboard.press("Tab")
        skip = page.evaluate("document.activeElement.getAttribute('href')")
        assert skip.startswith("#")
        assert page.evaluate("document.activeElement.className").find("skip") >= 0
        assert page.locator(skip).count() == 1
