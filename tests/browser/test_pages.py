"""What happens in a browser: every kind of page, narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import NARROW, WIDE, assert_readable, opened

pytestmark = [pytest.mark.browser, pytest.mark.build]

KINDS = {
    "home": "",
    "about": "about/",
    "contribute": "contribute/",
    "explore": "explore/",
    "selection": "explore/?levels=municipal",
    "comparison": "compare/?cases=boston-monum,philadelphia-monum",
    "case": "cases/denver-peak-academy/",
    "thin case": "cases/denver-itic/",
    "lesson": "lessons/lead-from-the-top/",
    "module": "modules/who-should-lead/",
    "how evidence is weighed": "weighing/",
    "leadership": "leadership/",
    "relations": "relations/",
    "case with a graph": "cases/denver-innovation-fund/",
    "thesis": "theses/idea-to-retire/",
    "cases": "cases/",
    "lessons": "lessons/",
    "modules": "modules/",
    "claims": "claims/",
    "claims of a reporter": "claims/reporter/self/",
    "facet": "governance/",
    "term": "places/denver/",
    "bibliography": "bibliography/",
    "part of the bibliography": "bibliography/type/report/",
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
    "leadership": "leadership/",
    "relations": "relations/",
    "module": "modules/first-module/",
    "source": "sources/10-1-18-2e1f22ee/",
    "bibliography": "bibliography/",
}
"""Pages of the small casebook, whose texts try what they should not."""


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


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_into_a_fold_opens_it(browser: Browser, address: str, *, scripts: bool) -> None:
    for page, faults in opened(browser, address, java_script_enabled=scripts):
        page.goto(f"{address}cases/denver-peak-academy/")
        row = page.locator("#claim-budget-gap-94")
        expect(row).to_be_hidden()
        page.goto(f"{address}cases/denver-peak-academy/#claim-budget-gap-94")
        expect(row).to_be_in_viewport()
        page.goto(f"{address}cases/denver-peak-academy/")
        page.reload()
        page.locator("summary", has_text="Figures that tell of no effect").click()
        expect(row).to_be_visible()
        assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_folded_is_open_on_paper(browser: Browser, address: str, *, scripts: bool) -> None:
    for page, faults in opened(browser, address, java_script_enabled=scripts):
        page.goto(f"{address}cases/denver-peak-academy/")
        row = page.locator("#claim-budget-gap-94")
        expect(row).to_be_hidden()
        page.emulate_media(media="print")
        expect(row).to_be_visible()
        page.emulate_media(media="screen")
        expect(row).to_be_hidden()
        assert faults == []


def test_an_address_that_leads_nowhere_is_searched_for(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        page.goto(f"{address}404.html")  # what a server shows at any such address
        page.evaluate("history.replaceState(null, '', '/cases/mechanics-office.html')")
        page.evaluate("import('/assets/casewright/missing.js?again')")
        field = page.get_by_role("searchbox", name="Search the cases")
        expect(field).to_have_value("mechanics office")
        field.press("Enter")
        expect(page).to_have_url(re.compile(r"/explore/\?q=mechanics"))
