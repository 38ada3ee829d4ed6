"""Citations in a browser on a site that is no casebook, with themes that know nothing of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import NARROW, WIDE, opened, served
from tests.support.builds import SITES, Build, build_site, once

pytestmark = [pytest.mark.browser, pytest.mark.build]

PAGE = "guide/first/"


@pytest.fixture(scope="module", params=["mkdocs", "material", "readthedocs"])
def plain_address(request: pytest.FixtureRequest, shared: Path) -> Iterator[str]:
    theme = {"mkdocs": "mkdocs\n  color_mode: auto", "material": "material\n  palette: {scheme: slate}"}

    def make(folder: Path) -> Build:
        site = shutil.copytree(SITES / "plain", folder / "pages")
        settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
        named = f"name: {theme.get(request.param, request.param)}\n  highlightjs: false"
        (site / "mkdocs.yml").write_text(settings.replace("name: material", named), encoding="utf-8")
        with (site / "docs" / PAGE.strip("/")).with_suffix(".md").open("a", encoding="utf-8") as page:
            page.write("\nMore [@nobody; @lipsky2010street].\n")
        return build_site("mkdocs", site, folder / "site", address="https://plain.example/")

    yield from served(once(shared, f"plain-themed-{request.param}", make).site)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_previews_and_marks_are_readable(browser: Browser, plain_address: str, width: int, scheme: str) -> None:
    for page, _ in opened(browser, plain_address, width, color_scheme=scheme):
        page.goto(plain_address + PAGE)
        citation = page.locator('.cw-cite a[href^="#ref-"]').first
        citation.hover()
        shown = page.locator("#cw-preview")
        expect(shown).to_be_visible()
        expect(shown).to_contain_text("One front desk")
        expect(shown.locator(".cw-references__back")).to_have_count(0)
        colours = shown.evaluate("node => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]")
        assert contrast(*colours) >= 4.5
        assert float(shown.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")) >= 13
        page.keyboard.press("Escape")
        expect(shown).to_have_count(0)
        missing = page.locator(".cw-missing")
        expect(missing).to_have_text("nobody")
        assert missing.evaluate("node => getComputedStyle(node).borderBottomStyle") == "dotted"
        behind = page.evaluate(
            """() => {
              let node = document.querySelector(".cw-missing");
              while (node && getComputedStyle(node).backgroundColor === "rgba(0, 0, 0, 0)") node = node.parentElement;
              return node ? getComputedStyle(node).backgroundColor : "rgb(255, 255, 255)";
            }"""
        )
        assert contrast(missing.evaluate("node => getComputedStyle(node).color"), behind) >= 4.5
        bullets = page.locator("ul.cw-references > li").first.evaluate("node => getComputedStyle(node).listStyleType")
        assert bullets == "none"
        links = page.locator("ul.cw-references > li a:not(.cw-references__back)")
        lines = links.evaluate_all("nodes => nodes.map(node => getComputedStyle(node).textDecorationLine)")
        assert lines
        assert set(lines) == {"underline"}, "links among text are not told by colour alone"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_focus_and_touch_show_the_reference(browser: Browser, plain_address: str) -> None:
    for page, _ in opened(browser, plain_address, NARROW, has_touch=True):
        page.goto(plain_address + PAGE)
        citation = page.locator('.cw-cite a[href^="#ref-"]').first
        citation.tap()
        expect(page.locator("#cw-preview")).to_be_visible()
        assert "#" not in page.url, "the first tap only shows"
        page.locator("h1").first.tap()
        expect(page.locator("#cw-preview")).to_have_count(0)
        page.keyboard.press("Tab")
        citation.focus()
        expect(page.locator("#cw-preview")).to_be_visible()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two opaque colours, as WCAG 2 computes it."""

    def luminance(colour: str) -> float:
        parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
