"""Cases narrowed down in a browser: facets, words, three ways to show a selection, its address, what is taken away."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from pybtex.database import parse_string

from tests.support.browser import NARROW, WIDE, assert_readable, opened
from tests.support.builds import Build

pytestmark = [pytest.mark.browser, pytest.mark.build]

FIRST, NEXT = 300_000, 100_000
"""Bytes that a first search and a next one may transfer, facets included."""


def table(build: Build) -> list[dict[str, str]]:
    """Return what the data of the site say of each case, by title."""
    text = (build.site / "api" / "v1" / "cases.csv").read_text(encoding="utf-8")
    return sorted(csv.DictReader(io.StringIO(text)), key=lambda row: row["title"].casefold())


def titles(page: Page) -> list[str]:
    return page.locator("[data-panel=list] h3").all_inner_texts()


def is_found(page: Page, count: int, total: int) -> None:
    expect(page.locator(".cw-explore__status")).to_have_text(re.compile(rf"^{count} of {total} cases?\b"))


def choose(page: Page, facet: str, label: str) -> None:
    part = page.locator(f'[data-facet="{facet}"]')
    if not page.locator(".cw-explore__facets").evaluate("part => part.open"):
        page.get_by_text("Narrow down", exact=True).click()
    if not part.evaluate("part => part.open"):
        part.locator("summary").click()
    part.get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)}\b")).check()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_facets_narrow_each_other_and_the_address_holds_them(
    browser: Browser, address: str, repository_site: Build, width: int
) -> None:
    rows = table(repository_site)
    municipal = [row for row in rows if row["level"] == "municipal"]
    both = [row["title"] for row in municipal if row["governance_model"] == "executive-office"]
    assert 0 < len(both) < len(municipal)
    for page, faults in opened(browser, address, width):
        page.goto(f"{address}explore/")
        expect(page.locator(".cw-explore__status")).to_have_text(f"{len(rows)} cases")
        assert titles(page) == [row["title"] for row in rows][:20]
        choose(page, "levels", "Municipal")
        is_found(page, len(municipal), len(rows))
        choose(page, "governance", "Executive office")
        is_found(page, len(both), len(rows))
        assert titles(page) == both[:10]
        expect(page).to_have_url(f"{address}explore/?levels=municipal&governance=executive-office")
        page.reload()
        is_found(page, len(both), len(rows))
        page.go_back()
        is_found(page, len(municipal), len(rows))
        page.get_by_role("button", name="Remove Municipal").click()
        expect(page.locator(".cw-explore__status")).to_have_text(f"{len(rows)} cases")
        expect(page.locator(".cw-explore__status")).to_be_focused()
        assert_readable(page, faults)


def test_each_choice_says_how_many_cases_it_leaves(browser: Browser, address: str, repository_site: Build) -> None:
    rows = [row for row in table(repository_site) if row["level"] == "national"]
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/?levels=national")
        is_found(page, len(rows), len(table(repository_site)))
        choices = page.locator('[data-facet="governance"] li label')
        assert choices.count() > 3
        for choice in choices.all():
            term = choice.locator("input").get_attribute("value")
            count = sum(row["governance_model"] == term for row in rows)
            assert choice.locator(".cw-count").inner_text() == str(count)
        # of the facet itself: what each of its choices would leave in place of the one that is made
        municipal = sum(row["level"] == "municipal" for row in table(repository_site))
        expect(page.locator('[data-facet="levels"] li').first.locator(".cw-count")).to_have_text(str(municipal))
        assert faults == []


def test_or_and_and(browser: Browser, address: str, repository_site: Build) -> None:
    rows = table(repository_site)
    lean = {row["id"] for row in rows if "lean" in row["methods"].split(";")}
    trained = {row["id"] for row in rows if "staff-training" in row["methods"].split(";")}
    national = {row["id"] for row in rows if row["level"] == "national"}
    assert lean & trained
    assert lean - trained
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/?methods=lean&methods=staff-training")
        is_found(page, len(lean | trained), len(rows))
        page.locator('[data-facet="methods"]').get_by_label("All of these at once").check()
        is_found(page, len(lean & trained), len(rows))
        choose(page, "levels", "National")
        is_found(page, len(lean & trained & national), len(rows))
        page.get_by_label("Facets").select_option("any")
        is_found(page, len(lean & trained | national), len(rows))
        expect(page).to_have_url(
            re.compile(r"\?methods=lean&methods=staff-training&levels=national&all=methods&across=any$")
        )
        assert faults == []


def test_words_are_marked_and_a_slip_is_mended(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/")
        page.get_by_label("Words in the cases").fill("robodept")
        page.keyboard.press("Enter")
        status = page.locator(".cw-explore__status")
        expect(status).to_contain_text("nothing was found for “robodept”, so these are for “robodebt”")
        expect(page.locator("[data-panel=list] mark").first).to_have_text(re.compile("robodebt", re.IGNORECASE))
        expect(page).to_have_url(f"{address}explore/?q=robodept")
        page.goto(f"{address}explore/?q=xqzwy")
        expect(status).to_contain_text("No case fits")
        assert titles(page) == []
        assert faults == []


def test_words_and_facets_together(browser: Browser, address: str, repository_site: Build) -> None:
    total = len(table(repository_site))
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/?q=payroll")
        expect(page.get_by_role("heading", name="The payroll of Queensland Health")).to_be_visible()
        found = titles(page)
        assert 1 < len(found) < total
        page.goto(f"{address}explore/?q=payroll&levels=regional")
        is_found(page, 1, total)
        assert titles(page) == ["The payroll of Queensland Health"]
        assert faults == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_list_map_and_timeline_show_the_same_selection(
    browser: Browser, address: str, repository_site: Build, width: int
) -> None:
    rows = [row for row in table(repository_site) if row["level"] == "national"]
    for page, faults in opened(browser, address, width):
        page.goto(f"{address}explore/?levels=national")
        is_found(page, len(rows), len(table(repository_site)))
        page.get_by_role("button", name="Map", exact=True).click()
        expect(page.locator("[data-panel=map]")).to_be_visible()
        listed = page.locator(".cw-map__list li:visible")
        counts = [int(item.locator(".cw-count").inner_text()) for item in listed.all()]
        assert sum(counts) == len(rows)
        drawn = [int(text) for text in page.locator(".cw-map__mark:not([hidden]) text").all_text_contents()]
        assert sorted(drawn) == sorted(counts)
        page.get_by_role("button", name="Timeline").click()
        cases = page.locator(".cw-years__case")
        expect(cases).to_have_count(len(rows))
        began = [item["first_state_date"][:4] for item in sorted(rows, key=lambda row: row["first_state_date"][:4])]
        shown = [re.search(r"\d{4}", text) for text in cases.locator(".cw-card__meta").all_inner_texts()]
        assert [year[0] for year in shown if year] == began
        expect(page).to_have_url(re.compile("view=timeline"))
        assert_readable(page, faults)
        page.go_back()
        listed.get_by_role("link", name="Canada").click()
        is_found(page, sum(row["place"] == "canada" for row in rows), len(table(repository_site)))
        assert_readable(page, faults)


@pytest.mark.parametrize("order", ["newest", "oldest", "changed"])
def test_order(browser: Browser, address: str, repository_site: Build, order: str) -> None:
    rows = table(repository_site)
    keys = {
        "newest": lambda row: -int(row["first_state_date"][:4]),
        "oldest": lambda row: int(row["first_state_date"][:4]),
        "changed": lambda row: -int((row["revised"] or row["published"]).replace("-", "")),
    }
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/")
        page.get_by_label("Order").select_option(order)
        expect(page).to_have_url(f"{address}explore/?order={order}")
        expect(page.locator("[data-panel=list] h3")).to_have_count(10)
        expected = [row["title"] for row in sorted(rows, key=keys[order])]
        assert titles(page) == expected[:10]
        page.get_by_role("button", name="Show more").click()
        expect(page.locator("[data-panel=list] h3 a").nth(10)).to_be_focused()
        assert titles(page) == expected[:20]
        assert faults == []


def test_the_selection_is_taken_away(browser: Browser, address: str, repository_site: Build, tmp_path: Path) -> None:
    rows = [row for row in table(repository_site) if row["level"] == "regional"]
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/?levels=regional")
        is_found(page, len(rows), len(table(repository_site)))
        for name, file in (("Table (CSV)", "cases.csv"), ("References to its cases (BibTeX)", "cases.bib")):
            with page.expect_download() as download:
                page.get_by_role("button", name=name).click()
            assert download.value.suggested_filename == file
            download.value.save_as(tmp_path / file)
        taken = list(csv.DictReader(io.StringIO((tmp_path / "cases.csv").read_text(encoding="utf-8"))))
        assert sorted(taken, key=lambda row: row["title"].casefold()) == rows
        entries = parse_string((tmp_path / "cases.bib").read_text(encoding="utf-8"), "bibtex").entries
        assert len(entries) == len(rows)
        assert faults == []


def test_the_keyboard_is_enough(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}explore/")
        page.get_by_label("Words in the cases").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator('[data-facet="governance"] > summary')).to_be_focused()
        page.keyboard.press("Tab")
        box = page.get_by_role("checkbox", name=re.compile("^Executive office"))
        expect(box).to_be_focused()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
        expect(page.get_by_role("button", name="Remove Executive office")).to_be_visible()
        expect(box).to_be_focused()
        assert faults == []


def test_little_is_loaded_and_only_when_it_is_asked_for(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        loaded: list[tuple[str, int]] = []

        def answered(response: Response, loaded: list[tuple[str, int]] = loaded) -> None:
            if re.search("/pagefind/|mend.js|/explore/data/", response.url):
                loaded.append((response.url, len(response.body())))

        page.on("response", answered)
        page.goto(f"{address}explore/")
        page.wait_for_load_state("networkidle")
        assert loaded == []
        page.get_by_label("Words in the cases").fill("innovation office")
        page.keyboard.press("Enter")
        expect(page.locator("[data-panel=list] mark").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        first = sum(size for _, size in loaded)
        assert 100_000 < first < FIRST
        choose(page, "levels", "National")
        page.get_by_label("Words in the cases").fill("payroll")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=re.compile("Phoenix"))).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert sum(size for _, size in loaded) - first < NEXT
        assert faults == []


def test_what_cannot_be_loaded_is_said(browser: Browser, address: str) -> None:
    for page, _ in opened(browser, address):
        page.route("**/pagefind/**", lambda route: route.abort())
        page.goto(f"{address}explore/?q=pilot&levels=national")
        expect(page.locator(".cw-explore__status")).to_contain_text("Words cannot be searched for here")
        page.route("**/explore/data/**", lambda route: route.abort())
        page.goto(f"{address}explore/?levels=national")
        expect(page.locator(".cw-explore__status")).to_contain_text("could not be loaded")
        expect(page.locator(".cw-explore__plain").first).to_be_visible()


def test_what_is_written_in_addresses_and_records_stays_text(browser: Browser, small_address: str) -> None:
    for page, faults in opened(browser, small_address):
        page.goto(f'{small_address}explore/?levels=<img src=x onerror=alert(1)>&places="><script>alert(1)</script>')
        expect(page.locator(".cw-explore__chosen")).to_contain_text("<img src=x onerror=alert(1)>")
        page.goto(f"{small_address}explore/?order=oldest")
        expect(page.locator("[data-panel=list] h3").first).to_be_visible()
        assert page.locator(".cw-explore :is(img, iframe, script:not([src]))").count() == 0
        for view in ("Map", "Timeline"):
            page.get_by_role("button", name=view).click()
            expect(page.locator(f"[data-panel={view.lower()}]")).to_be_visible()
        assert faults == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_without_javascript_every_facet_leads_to_lists(browser: Browser, address: str, width: int) -> None:
    for page, faults in opened(browser, address, width, java_script_enabled=False):
        page.goto(f"{address}explore/")
        assert_readable(page, faults)
        expect(page.locator("form")).to_be_hidden()
        for facet in page.locator("[data-facet]").all():
            expect(facet.locator(".cw-facet__all a")).to_have_count(1)
        page.locator('[data-facet="it-roles"]').get_by_role("link", name="Leads").click()
        expect(page).to_have_url(f"{address}it-roles/leads/")
        expect(page.locator(".cw-card").first).to_be_visible()
        assert faults == []


def test_every_question_of_the_home_page_is_answered_by_some_cases(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(address)
        questions = page.locator("#start-from-your-question + ul a")
        assert 6 <= questions.count() <= 8
        for target in [link.get_attribute("href") or "" for link in questions.all()]:
            page.goto(address + target)
            expect(page.locator(".cw-explore__status")).to_have_text(re.compile(r"^[1-9]\d* of \d+ cases?$"))
            expect(page.locator(".cw-explore__chosen button").first).to_be_visible()
        assert faults == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_home_page_searches_and_leads_on(browser: Browser, address: str, width: int) -> None:
    for page, faults in opened(browser, address, width):
        page.goto(address)
        assert_readable(page, faults)
        expect(page.locator(".cw-glance li")).to_have_count(13)
        expect(page.locator(".cw-card")).to_have_count(6)
        page.get_by_role("link", name="Estonia", exact=True).click()
        is_found(page, 1, 20)
        page.goto(address)
        page.get_by_label("Search the cases").fill("payroll")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}explore/?q=payroll")
        expect(page.get_by_role("heading", name="The payroll of Queensland Health")).to_be_visible()
        assert faults == []
