"""Cases side by side in a browser: from the list to the table, its citations, what differs, what is taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import NARROW, WIDE, assert_readable, opened
from tests.support.builds import Build

pytestmark = [pytest.mark.browser, pytest.mark.build]

BOTH = ("boston-monum", "philadelphia-monum")
COMPARISON = f"compare/?cases={','.join(BOTH)}"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_cases_are_chosen_in_the_list(browser: Browser, address: str, width: int) -> None:
    for page, faults in opened(browser, address, width):
        page.goto(f"{address}explore/?q=mechanics")
        for title in (
            "Boston Mayor's Office of New Urban Mechanics",
            "Philadelphia Mayor's Office of New Urban Mechanics",
        ):
            button = page.get_by_role("button", name=f"Compare {title}")
            button.click()
            expect(button).to_have_attribute("aria-pressed", "true")
        page.get_by_role("link", name="Compare 2 cases").click()
        expect(page).to_have_url(f"{address}{COMPARISON}")
        expect(page.locator("thead th")).to_have_count(3)
        assert_readable(page, faults)
        page.goto(f"{address}compare/")  # what was chosen is known there too
        expect(page.locator("thead th")).to_have_count(3)
        page.get_by_role("button", name=re.compile("^Take away Boston")).click()
        expect(page.get_by_role("status").first).to_contain_text("choose another")
        assert faults == []


def test_every_cell_keeps_its_citation(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{COMPARISON}")
        figures = page.locator("tbody", has_text="Figures of the same thing").locator("td li")
        expect(figures.first).to_be_visible()
        for figure in figures.all():
            assert figure.locator(".cw-cite a, .citation a").count() > 0
        for reason in page.locator("tbody", has_text="Lead from the top office").locator("td li").all():
            assert reason.locator(".cw-stance").count() == 1
            assert reason.locator("a[href*='#ref-']").count() > 0
        link = figures.first.locator("a[href*='#ref-']").first
        target = link.get_attribute("href") or ""
        assert re.match(rf"{re.escape(address)}cases/({'|'.join(BOTH)})/#ref-", target)
        link.click()
        expect(page.locator(".cw-references li:target")).to_be_in_viewport()
        assert faults == []


def test_figures_and_lessons_are_those_that_both_have(browser: Browser, address: str, repository_site: Build) -> None:
    data = [json.loads((repository_site.site / f"api/v1/cases/{id_}.json").read_text(encoding="utf-8")) for id_ in BOTH]
    shared = set.intersection(*({claim["indicator"] for claim in case["claims"]} for case in data))
    lessons = {bearing["lesson"] for case in data for bearing in case["bearings"]}
    assert shared
    for page, faults in opened(browser, address):
        page.goto(f"{address}{COMPARISON}")
        figures = page.locator("tbody", has_text="Figures of the same thing")
        expect(figures.locator("th[scope=row]")).to_have_count(len(shared))
        claims = sum(claim["indicator"] in shared for case in data for claim in case["claims"])
        expect(figures.locator("td li")).to_have_count(claims)
        expect(page.locator("th[scope=row] a[href*='/lessons/']")).to_have_count(len(lessons))
        assert faults == []


def test_what_differs_stands_out_and_can_stand_alone(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{COMPARISON}")
        place = page.get_by_role("row", name=re.compile("^Place differs"))
        level = page.get_by_role("row", name=re.compile("^Level of government"))
        expect(place).to_be_visible()
        expect(level).to_be_visible()
        page.get_by_label("Only what differs").check()
        expect(level).to_be_hidden()
        expect(place).to_be_visible()
        assert faults == []


def test_the_table_is_taken_away(browser: Browser, address: str, tmp_path: Path) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{COMPARISON}")
        with page.expect_download() as download:
            page.get_by_role("button", name="Table (CSV)").click()
        download.value.save_as(tmp_path / "comparison.csv")
        rows = list(csv.reader(io.StringIO((tmp_path / "comparison.csv").read_text(encoding="utf-8"))))
        assert ["At a glance", "Place", "Boston", "Philadelphia"] in rows
        assert len(rows) == page.locator("tbody th[scope=row]").count() + 1
        assert faults == []


@pytest.mark.parametrize("cases", [BOTH, (*BOTH, "denver-peak-academy", "uk-gds", "canada-phoenix")])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_brief_is_one_page_with_tags_and_sources(
    browser: Browser, address: str, cases: tuple[str, ...], paper: str
) -> None:
    for page, faults in opened(browser, address):
        page.add_init_script("window.print = () => {}")
        page.goto(f"{address}compare/?cases={','.join(cases)}")
        page.get_by_role("button", name="One-page brief").click()
        sheet = page.locator(".cw-sheet")
        expect(sheet.locator("thead th")).to_have_count(len(cases) + 1)
        for link in sheet.locator("td a[href*='#ref-']").all():
            case = re.search(r"/cases/([^/]+)/", link.get_attribute("href") or "")
            assert case
            assert case[1] in cases
        assert sheet.locator("td a[href*='#ref-']").count() >= len(cases)
        assert sheet.locator(".cw-sheet__references h3").count() == len(cases)
        left = int((sheet.locator(".cw-sheet__foot").inner_text().split(". ")[-1]).split(" ")[0])
        shown = sheet.locator("th[scope=row]").count()
        assert shown + left == page.locator(".cw-compare__cases th[scope=row]").count()
        data = page.pdf(format=paper, tagged=True, prefer_css_page_size=False)
        with pikepdf.open(io.BytesIO(data)) as brief:
            assert len(brief.pages) == 1
            assert brief.Root.MarkInfo.Marked
            assert str(brief.Root.Lang) == "en"
            assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Link"} <= kinds_of(brief)
        text = " ".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(data)).split()
        assert " ".join(text).startswith(f"Comparison of {len(cases)} cases")
        expect(page.locator(".cw-sheet")).to_have_count(0)  # gone when it is printed
        assert faults == []


def kinds_of(document: pikepdf.Pdf) -> set[str]:
    found = set[str]()

    def visit(item: Any) -> None:
        for child in item if isinstance(item, pikepdf.Array) else [item]:
            if isinstance(child, pikepdf.Dictionary):
                found.add(str(child.get("/S", "")))
                if "/K" in child:
                    visit(child.K)

    visit(document.Root.StructTreeRoot.K)
    return found


def test_addresses_that_name_no_case(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        for named, said in (
            ("no-such-case", "There is no case no-such-case."),
            ("../../api,<b>x</b>", "Choose two cases"),
        ):
            page.goto(f"{address}compare/?cases={named}")
            expect(page.locator(".cw-compare__status")).to_contain_text(said)
            expect(page.locator(".cw-compare table")).to_have_count(0)


def test_without_javascript_it_says_where_else_to_look(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False):
        page.goto(f"{address}{COMPARISON}")
        assert_readable(page, faults)
        page.locator(".cw-explore__plain a").click()
        expect(page).to_have_url(f"{address}leadership/")


def test_what_records_try_stays_text(browser: Browser, small_address: str) -> None:
    for page, faults in opened(browser, small_address):
        page.goto(f"{small_address}compare/?cases=springfield-desk,shelbyville-desk")
        expect(page.locator("thead th")).to_have_count(3)
        assert page.locator(".cw-compare :is(img, iframe, script:not([src]))").count() == 0
        assert faults == []
