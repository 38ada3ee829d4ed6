"""Tables and charts of claims in a browser."""

from __future__ import annotations

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
