"""Tables and charts of claims in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import HEIGHT, NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.build]


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
        page.reload()  # fonts that came too late for a first page are there for the next
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


def test_lists_of_claims_can_be_combined(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": HEIGHT})
    page.goto(f"{address}claims/")
    page.get_by_label("Who reports it").select_option("audit")
    status = page.locator(".cw-combine").get_by_role("status")
    expect(status).to_have_text(re.compile(r"^\d\d claims fit all choices$"))
    page.get_by_label("Level of evidence").select_option("nesta-1")
    page.get_by_label("What is measured").select_option("late-payments")
    expect(status).to_have_text("1 claim fits all choices")
    assert page.url.endswith("claims/?reporter=audit&evidence=nesta-1&indicator=late-payments")
    row = page.locator(".cw-ledger tbody tr")
    expect(row).to_have_count(1)
    assert row.get_attribute("data-reporter") == "audit"
    row.locator(".cw-ledger__figure").click()
    expect(page).to_have_url(f"{address}cases/uk-universal-credit/#claim-late-2017")
    page.go_back()
    expect(page.get_by_label("Level of evidence")).to_have_value("nesta-1")
    expect(row).to_have_count(1)
    page.get_by_label("Who reports it").select_option("press")
    expect(page.get_by_role("status").filter(has_text="No claims fit all choices")).to_be_visible()
    page.go_back()
    expect(row).to_have_count(1)
    page.get_by_role("button", name="Show all").click()
    expect(row).to_have_count(100)
    assert page.url.endswith("claims/")
    page.close()


def test_choices_in_the_address_are_kept_and_nonsense_is_left_out(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": NARROW, "height": HEIGHT})
    page.goto(f"{address}claims/?projection=target&reporter=nobody%3Cb%3E")
    expect(page.locator(".cw-ledger tbody tr")).to_have_count(6)
    expect(page.get_by_label("Who reports it")).to_have_value("")
    expect(page.locator(".cw-filters nav")).to_be_hidden()
    page.close()


def test_lists_that_cannot_be_loaded_leave_their_links(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": HEIGHT})
    page.goto(f"{address}claims/")
    page.route("**/claims/reporter/**", lambda route: route.abort())
    page.get_by_label("Who reports it").select_option("audit")
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    expect(page.locator(".cw-filters nav")).to_be_visible()
    expect(page.locator(".cw-ledger tbody tr")).to_have_count(100)
    page.close()


def test_without_javascript_every_list_is_a_plain_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}claims/")
    expect(page.locator("[data-cw-combine]")).to_be_hidden()
    page.locator(".cw-filters nav").get_by_role("link", name="Forecast").click()
    expect(page).to_have_url(f"{address}claims/projection/forecast/")
    expect(page.locator(".cw-ledger tbody tr")).to_have_count(5)
    context.close()


def test_what_goes_on_to_the_right_says_so_and_scrolls_by_keyboard(browser: Browser, address: str) -> None:
    for path, name in (("lessons/", "Lessons and cases"), ("leadership/", "Case by case")):
        page = browser.new_page(viewport={"width": NARROW, "height": HEIGHT})
        page.goto(f"{address}{path}")
        region = page.get_by_role("region", name=name)
        expect(region.locator(".cw-wide__hint")).to_be_visible()
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("part => part.scrollLeft > 0", arg=region.element_handle())
        page.close()
    for path in ("weighing/", "leadership/"):
        page = browser.new_page(viewport={"width": WIDE, "height": HEIGHT})
        page.goto(f"{address}{path}")
        for hint in page.locator(".cw-wide__hint").all():
            expect(hint).to_be_hidden()  # the tables have room
        page.close()


def test_a_link_to_a_claim_shows_its_row(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": HEIGHT})
    page.goto(f"{address}claims/reporter/partner/")
    page.locator("a.cw-ledger__figure[href$='#claim-innovations-2017-profile']").click()
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    assert row.get_attribute("id") == "claim-innovations-2017-profile"
    page.close()
