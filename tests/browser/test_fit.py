"""The finder in a browser: its ranking beside one that is worked out from the data, reasons, unknowns, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import NARROW, WIDE, assert_readable, opened
from tests.support.builds import Build

pytestmark = [pytest.mark.browser, pytest.mark.build]

LIMITS = (5, 20, 100, 1_000)


def cases_of(site: Path) -> Iterator[dict[str, Any]]:
    for file in sorted((site / "api/v1/cases").glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def expected(site: Path) -> dict[str, int]:
    """Points of cases for a city that wants a unit of up to twenty people at its executive office."""
    rule = json.loads((site / "fit/rule.json").read_text(encoding="utf-8"))
    points = {item["id"]: item for item in rule["questions"]}
    found = {}
    for case in cases_of(site):
        lessons = {bearing["lesson"] for bearing in case.get("bearings", ())}
        staff = [
            claim
            for claim in case.get("claims", ())
            if claim["indicator"] == "staff" and not claim.get("about_others") and not claim.get("projection")
        ]
        large = {claim["value"] > 20 or claim.get("qualifier") in ("over", "at-least") for claim in staff}
        fits: list[str] = []
        differs: list[str] = []
        (fits if case["level"] == "municipal" else differs).append("level")
        model = case["governance"]["model"]
        if model != "unknown":
            (fits if model == "executive-office" else differs).append("lead")
        if "lead-from-the-top" in lessons:
            fits.append("situation")
        if large in ({True}, {False}):
            (fits if large == {False} else differs).append("staff")
        if fits:
            found[case["title"]] = sum(points[name]["fits"] for name in fits) - sum(
                points[name]["differs"] for name in differs
            )
    return found


ASKED = "fit/?level=municipal&situation=lead-from-the-top&lead=executive-office&staff=person.1"


def shown(page: Page) -> dict[str, int]:
    more = page.get_by_role("button", name="Show more cases")
    while more.is_visible():
        more.click()
        page.wait_for_timeout(50)
    cards = page.locator(".cw-fit__cases > li").all()
    points = [card.locator(".cw-fit__points").inner_text() for card in cards]
    titles = [card.locator("h4 a").inner_text() for card in cards]
    return {
        title: int(re.sub(r"[^\d-]", "", told.replace("−", "-"))) for title, told in zip(titles, points, strict=True)
    }


def reasons(page: Page, card: Locator, name: str) -> Locator:
    """The list of reasons of one kind."""
    return card.locator("dl > div", has=page.locator("dt", has_text=re.compile(f"^{name}$")))


def test_the_ranking_is_what_the_rule_says(browser: Browser, address: str, repository_site: Build) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}{ASKED}")
        expect(page.locator(".cw-fit__cases > li").first).to_be_visible()
        found = shown(page)
        assert found == expected(repository_site.site)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert faults == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_answers_are_given_with_the_keyboard_and_stand_in_the_address(
    browser: Browser, address: str, width: int
) -> None:
    for page, faults in opened(browser, address, width):
        page.goto(f"{address}fit/")
        page.get_by_label("At which level of government are you?").focus()
        page.keyboard.type("Municipal")
        page.get_by_role("checkbox", name=re.compile("A government sets up a small unit")).focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Show what fits").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}fit/?level=municipal&situation=lead-from-the-top")
        expect(page.locator("#fit-found")).to_be_focused()
        first = page.locator(".cw-fit__cases > li").first
        expect(first.locator("dt", has_text=re.compile("^For$"))).to_be_visible()
        expect(first).to_contain_text("Level of government: Municipal (+3)")
        assert_readable(page, faults)
        page.get_by_label("At which level of government are you?").select_option("national")
        page.get_by_role("button", name="Show what fits").click()
        expect(page.locator(".cw-fit__cases > li").first).to_contain_text("Level of government: National (+3)")
        page.go_back()
        expect(page.get_by_label("At which level of government are you?")).to_have_value("municipal")
        expect(page.locator(".cw-fit__cases > li").first).to_contain_text("Level of government: Municipal (+3)")
        assert faults == []


def test_what_a_record_does_not_say_is_unknown(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}fit/?level=municipal&lead=executive-office&staff=person.0")
        page.locator(".cw-fit__cases > li").first.wait_for()
        shown(page)
        thin = page.locator(".cw-fit__cases > li", has_text="Denver Innovation Fund")
        expect(reasons(page, thin, "Not known")).to_contain_text("Who leads")
        expect(reasons(page, thin, "Not known")).to_contain_text("Staff")
        expect(page.locator(".cw-fit__unasked")).to_contain_text("population")
        assert faults == []


def test_lessons_say_what_speaks_against_them(browser: Browser, address: str, repository_site: Build) -> None:
    lesson = json.loads((repository_site.site / "api/v1/lessons/lead-from-the-top.json").read_text(encoding="utf-8"))
    for page, faults in opened(browser, address):
        page.goto(f"{address}{ASKED}")
        first = page.locator(".cw-fit__lessons > li").first
        expect(first).to_contain_text("Lead from the top office")
        expect(reasons(page, first, "For")).to_contain_text("You chose its situation")
        expect(reasons(page, first, "Against")).to_contain_text("Contradicted by")
        expect(first).to_contain_text(f"“{lesson['balance']['verdict']}”")
        assert faults == []


def test_addresses_that_nobody_could_have_made(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address):
        page.goto(f"{address}fit/?level=<img src=x onerror=alert(1)>&lead=unknown&nonsense=1")
        expect(page.locator(".cw-fit__status")).to_contain_text("does not know")
        expect(page.locator(".cw-fit__cases > li")).to_have_count(0)
        assert page.locator(".cw-fit img").count() == 0
        assert faults == []


def test_without_javascript_questions_lead_to_lists(browser: Browser, address: str) -> None:
    for page, faults in opened(browser, address, java_script_enabled=False):
        page.goto(f"{address}fit/")
        assert_readable(page, faults)
        expect(page.locator(".cw-fit__form")).to_be_hidden()
        links = page.locator(".cw-fit__plain li a")
        for target in [link.get_attribute("href") or "" for link in links.all()]:
            answer = page.request.get(f"{address}fit/{target}")
            assert answer.ok, target
        expect(page.locator(".cw-fit__rule tbody tr")).to_have_count(links.count())
