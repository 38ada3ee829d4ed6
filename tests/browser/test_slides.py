"""The slides of a module in a browser: one at a time by keys, else below one another, and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import NARROW, opened, served
from tests.support.editions import both_editions

pytestmark = [pytest.mark.browser, pytest.mark.build]

DECK = "modules/first-module/slides/"
NOTES = "zznotes"


@pytest.fixture(scope="module")
def sites(shared: Path) -> Mapping[str, Path]:
    return both_editions(shared)


@pytest.fixture(scope="module")
def learners(sites: Mapping[str, Path]) -> Iterator[str]:
    yield from served(sites["learner"])


@pytest.fixture(scope="module")
def instructors(sites: Mapping[str, Path]) -> Iterator[str]:
    yield from served(sites["instructor"])


def printed(page: Page) -> list[str]:
    """Return what each sheet says when the slides are printed."""
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


def test_keys_and_buttons_go_from_slide_to_slide(browser: Browser, learners: str) -> None:
    for page, faults in opened(browser, learners):
        page.goto(f"{learners}modules/first-module/")
        page.get_by_role("link", name="Slides for the class").click()
        expect(page.locator("section.cw-slide:visible")).to_have_count(1)
        count = page.locator("section.cw-slide").count()
        place = page.locator("[data-deck=place]")
        expect(place).to_have_text(f"1 / {count}")
        page.keyboard.press("ArrowRight")
        expect(place).to_have_text(f"2 / {count}")
        expect(page.locator("section.cw-slide:visible h2")).to_have_text("What you will be able to do")
        page.get_by_role("button", name="Next").press("Enter")
        expect(place).to_have_text(f"3 / {count}")
        expect(page).to_have_url(f"{learners}{DECK}#/plan-1")
        page.reload()
        expect(place).to_have_text(f"3 / {count}")
        page.keyboard.press("End")
        expect(place).to_have_text(f"{count} / {count}")
        expect(page.get_by_role("button", name="Next")).to_be_disabled()
        page.keyboard.press("Home")
        expect(page.get_by_role("button", name="Previous")).to_be_disabled()
        assert page.get_by_role("button", name="Speaker view").count() == 0
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(252, 251, 248)"
        assert faults == []


def test_they_are_as_dark_as_the_rest_of_the_site(browser: Browser, learners: str) -> None:
    for page, faults in opened(browser, learners, color_scheme="dark"):
        page.goto(learners + DECK)
        expect(page.locator("section.cw-slide:visible")).to_have_count(1)
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 29)"
        page.evaluate("""localStorage.setItem("/.__palette", '{"color": {"scheme": "default"}}')""")
        page.reload()
        expect(page.locator("section.cw-slide:visible")).to_have_count(1)
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(252, 251, 248)"
        assert faults == []


@pytest.mark.parametrize("options", [{"width": NARROW}, {"java_script_enabled": False}])
def test_without_room_or_script_they_stand_below_one_another(
    browser: Browser, learners: str, options: dict[str, int | bool]
) -> None:
    for page, faults in opened(browser, learners, **options):
        page.goto(learners + DECK)
        expect(page.locator("section.cw-slide:visible")).to_have_count(page.locator("section.cw-slide").count())
        expect(page.locator("button:visible")).to_have_count(0)
        if "width" in options:
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
        assert faults == []


def test_each_slide_is_printed_on_a_page_and_notes_for_instructors_alone(
    browser: Browser, learners: str, instructors: str
) -> None:
    for address, has_notes in ((learners, False), (instructors, True)):
        for page, faults in opened(browser, address):
            page.goto(address + DECK)
            count = page.locator("section.cw-slide").count()
            page.get_by_role("link", name="Print").click()
            expect(page.locator(".pdf-page").first).to_be_attached()
            page.wait_for_function("document.documentElement.classList.contains('print-pdf')")
            sheets = printed(page)
            noted = [sheet for sheet in sheets if NOTES in sheet]
            assert len(noted) == has_notes
            assert (len(sheets) > count) is has_notes
            assert has_notes or len(sheets) == count
            assert faults == []


def test_who_teaches_reads_notes_in_a_window_of_their_own(browser: Browser, instructors: str) -> None:
    for page, faults in opened(browser, instructors):
        page.goto(instructors + DECK)
        expect(page.locator("section.cw-slide:visible")).to_have_count(1)
        expect(page.locator("aside.notes:visible")).to_have_count(0)
        with page.expect_popup() as opening:
            page.get_by_role("button", name="Speaker view").click()
        expect(opening.value.locator(".speaker-controls-notes .value")).to_contain_text(NOTES)
        for name in ("current", "upcoming"):
            shown = opening.value.frame_locator(f"#{name}-slide iframe").locator("section.present")
            expect(shown).to_be_in_viewport()
            expect(shown.locator("h2")).to_be_in_viewport(ratio=1)
        assert faults == []
