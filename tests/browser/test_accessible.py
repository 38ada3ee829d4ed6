"""Pages pass axe, in the light on a wide screen and in the dark on a narrow one."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import NARROW, WIDE, opened
from tests.support.builds import done_once

pytestmark = [pytest.mark.browser, pytest.mark.build, pytest.mark.html]

KINDS = {
    "home": "",
    "explore": "explore/",
    "words": "explore/?q=pilot&levels=municipal&methods=pilot&methods=prototyping",
    "map": "explore/?view=map&levels=national",
    "timeline": "explore/?view=timeline&levels=national",
    "nothing found": "explore/?q=xqzwy",
    "comparison": "compare/?cases=boston-monum,philadelphia-monum",
    "nothing to compare": "compare/",
    "fit": "fit/",
    "what fits": "fit/?level=municipal&situation=lead-from-the-top&staff=person.1&have=pilot",
    "reading list": "reading-list/",
    "a list by link": "reading-list/?items=case:boston-monum,lesson:lead-from-the-top",
    "glossary": "glossary/",
    "fields": "contribute/fields/",
    "problems": "contribute/problems/",
    "a problem": "contribute/problems/CW217/",
    "accessibility": "accessibility/",
    "case": "cases/denver-peak-academy/",
    "cases": "cases/",
    "lesson": "lessons/lead-from-the-top/",
    "lessons": "lessons/",
    "module": "modules/who-should-lead/",
    "slides": "modules/who-should-lead/slides/#/case-2-known-1",
    "card of a lesson": "embed/lessons/lead-from-the-top/",
    "decision": "cases/philadelphia-monum/decision/",
    "pathway": "pathways/large-programme/",
    "coverage": "coverage/",
    "claims": "claims/",
    "thesis": "theses/idea-to-retire/",
    "facet": "began/",
    "term": "it-roles/leads/",
    "bibliography": "bibliography/",
    "not found": "404.html",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run({ runOnly: rules }).then(
  ({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))"""

RUN_BUT_SIZES = RUN.replace("runOnly: rules", "runOnly: rules, rules: { 'target-size': { enabled: false } }")
"""A preview covers a part of what is below it until it is dismissed: the size of that part tells nothing."""
RUN_ON_PREVIEW = RUN.replace("axe.run(", "axe.run('#cw-preview', ")


@pytest.fixture(scope="module")
def axe(root: Path, shared: Path) -> Path:
    """The script of axe-core, in the version of tests/html/package-lock.json."""
    spec = spec_from_file_location("html_check", root / "tests" / "html" / "check.py")
    assert spec
    assert spec.loader
    checkers = module_from_spec(spec)
    sys.modules["html_check"] = checkers
    spec.loader.exec_module(checkers)
    done_once(shared, "checkers", lambda: str(checkers.install_checkers()))
    return Path(checkers.MODULES) / "axe-core" / "axe.min.js"


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("kind", KINDS)
def test_page(browser: Browser, address: str, axe: Path, kind: str, width: int, scheme: str) -> None:
    for page, faults in opened(browser, address, width, color_scheme=scheme):
        page.goto(address + KINDS[kind])
        page.wait_for_load_state("networkidle")
        page.add_script_tag(path=axe)
        assert page.evaluate(RUN, RULES) == []
        assert faults == []


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("link", [".cw-bearings__head a", 'a[href^="#ref-"]', 'a.cw-term[href*="evidence/"]'])
def test_page_with_an_open_preview(
    browser: Browser, address: str, axe: Path, link: str, width: int, scheme: str
) -> None:
    for page, faults in opened(browser, address, width, color_scheme=scheme):
        page.goto(address + KINDS["case"])
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Tab")  # from here on focus is shown
        page.locator(link).first.focus()
        expect(page.locator("#cw-preview")).to_be_visible()
        page.add_script_tag(path=axe)
        assert page.evaluate(RUN_BUT_SIZES, RULES) == []
        assert page.evaluate(RUN_ON_PREVIEW, RULES) == []
        expect(page.locator("#cw-preview")).to_be_visible()
        assert faults == []


def test_no_page_asks_for_the_map_of_the_site(browser: Browser, address: str) -> None:
    asked: list[str] = []
    for page, faults in opened(browser, address):
        page.on("request", lambda request: asked.append(request.url))
        for kind in ("home", "case"):
            page.goto(address + KINDS[kind])
            page.wait_for_load_state("networkidle")
        assert faults == []
    assert len(asked) > 4
    assert [url for url in asked if "sitemap" in url] == []


def test_axe_finds_faults(browser: Browser, address: str, axe: Path) -> None:
    for page, _ in opened(browser, address):
        page.goto(address)
        page.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><button></button>')"
        )
        page.add_script_tag(path=axe)
        assert {"image-alt", "button-name"} <= {found.partition(":")[0] for found in page.evaluate(RUN, RULES)}
