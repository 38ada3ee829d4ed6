"""A SCORM package on a learning platform: a learner begins it, leaves, comes back and reads all of it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessible import RULES, RUN, axe
from tests.support.browser import NARROW, WIDE, opened, served
from tests.support.builds import Build
from tests.support.lms import RUNTIME, taken

pytestmark = [pytest.mark.browser, pytest.mark.build]
__all__ = ["axe"]

PLATFORM = """<!doctype html><html lang="en"><title>Platform</title><script src="scorm12.min.js"></script>
<script>
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
const kept = localStorage.getItem('kept');
if (kept) window.API.loadFromJSON(JSON.parse(kept).cmi, 'cmi');
window.API.on('LMSFinish', () => localStorage.setItem('kept', JSON.stringify(window.API.renderCMIToJSONObject())));
</script>
<iframe src="course/index.html" title="Course" style="width: 100%; height: 40rem"></iframe></html>"""


@pytest.fixture(scope="module")
def platform(small_site: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("platform")
    with zipfile.ZipFile(small_site.site / "modules" / "first-module" / "scorm.zip") as packed:
        packed.extractall(folder / "course")
    shutil.copy(taken(RUNTIME), folder)
    (folder / "index.html").write_text(PLATFORM, encoding="utf-8")
    yield from served(folder)


def told(page: Page) -> dict[str, Any]:
    """Return what the platform knows of the learner."""
    found = page.evaluate("JSON.parse(localStorage.getItem('kept')).cmi")
    assert isinstance(found, dict)
    return found


def test_a_learner_reads_it_to_the_end(browser: Browser, platform: str) -> None:
    for page, faults in opened(browser, platform):
        page.goto(platform)
        course = page.frame_locator("iframe")
        expect(course.get_by_role("status")).to_have_text("1 of 2 pages read")
        assert page.evaluate("API.cmi.core.lesson_status") == "incomplete"
        page.wait_for_timeout(1100)
        page.locator("iframe").evaluate("frame => frame.src = 'about:blank'")
        page.wait_for_function("localStorage.getItem('kept') !== null")
        first = told(page)
        assert (first["core"]["lesson_status"], first["core"]["exit"]) == ("incomplete", "suspend")
        assert "00:00:01" <= first["core"]["session_time"] < "00:01"

        page.goto(platform)
        expect(course.get_by_role("status")).to_have_text("1 of 2 pages read")
        course.get_by_role("button", name="Next").click()
        expect(course.get_by_role("status")).to_have_text("All 2 pages read")
        expect(course.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text(
            "Open the <b>desk</b>, or wait?"
        )
        expect(course.get_by_role("button", name="Next")).to_be_disabled()
        assert page.evaluate("API.cmi.core.lesson_status") == "completed"
        page.locator("iframe").evaluate("frame => frame.src = 'about:blank'")
        page.wait_for_function("JSON.parse(localStorage.getItem('kept')).cmi.core.lesson_status === 'completed'")
        assert told(page)["core"]["lesson_location"] == "1"

        page.goto(platform)
        expect(course.get_by_role("status")).to_have_text("All 2 pages read")
        assert page.evaluate("API.cmi.core.lesson_status") == "completed"
        assert faults == []


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_it_can_be_read_without_a_platform(
    browser: Browser,
    platform: str,
    axe: Path,
    width: int,
    scheme: str,
) -> None:
    for page, faults in opened(browser, platform, width, color_scheme=scheme):
        for address in ("course/index.html", "course/pages/module.html", "course/pages/decision-springfield-desk.html"):
            page.goto(f"{platform}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            page.add_script_tag(path=axe)
            assert page.evaluate(RUN, RULES) == [], address
        assert faults == []
