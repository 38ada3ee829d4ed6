"""The form editor in a browser, on a repository that is only for trying: what it offers, writes and asks for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from casewright.edges.form_editor import EDIT, form_editor_files
from casewright.export.form_editor import TRIAL, form_editor_settings
from casewright.export.values import front_matter_values
from casewright.model.case import Bearing, Case, Governance
from casewright.model.fields import fields_of
from casewright.read.folder import read_folder
from casewright.read.record import read_record
from casewright.read.text import SourceText, decode
from casewright.render.templates import templates_folder
from tests.support.browser import HEIGHT, WIDE, served

pytestmark = pytest.mark.browser
CASE = "denver-peak-academy"
SIGN_IN = "Work with Test Repository"
PUT = """async files => {
  let root = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', { create: true })
  for (const [path, text] of Object.entries(files)) {
    const [folder, name] = path.split('/')
    const file = await (await root.getDirectoryHandle(folder, { create: true })).getFileHandle(name, { create: true })
    const writer = await file.createWritable()
    await writer.write(text)
    await writer.close()
  }
}"""
GET = """async path => {
  const [folder, name] = path.split('/')
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test')
  return (await (await (await root.getDirectoryHandle(folder)).getFileHandle(name)).getFile()).text()
}"""


@pytest.fixture(scope="module")
def edit_address(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = tmp_path_factory.mktemp("form-editor")
    (site / EDIT).mkdir()
    settings = form_editor_settings(read_folder(root)[0], TRIAL, title="Casewright")
    (site / EDIT / "config.json").write_text(settings, encoding="utf-8")
    for name, file in form_editor_files(templates_folder()):
        shutil.copyfile(file, site / name)
    yield from served(site)


@pytest.fixture
def page(browser: Browser, edit_address: str, root: Path) -> Iterator[Page]:
    """The editor, signed in, with the records of this casebook."""
    context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT})
    page = context.new_page()
    page.goto(f"{edit_address}{EDIT}")
    expect(page.get_by_role("button", name=SIGN_IN)).to_be_visible(timeout=30_000)
    files = {
        f"{folder}/{file.name}": file.read_text(encoding="utf-8")
        for folder in ("cases", "lessons")
        for file in sorted((root / folder).glob("*.md"))
    }
    page.evaluate(PUT, files)
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.get_by_role("row", name="Denver Peak Academy")).to_be_visible(timeout=30_000)
    yield page
    context.close()


def values(text: str) -> Any:
    source, _ = decode(f"cases/{CASE}.md", text.encode())
    assert isinstance(source, SourceText)
    record, problems = read_record(Case, source)
    assert isinstance(record, Case), problems
    return {**front_matter_values(record), "body": record.body.text}


def test_a_record_that_is_saved_says_what_it_said(page: Page, edit_address: str, root: Path) -> None:
    before = (root / "cases" / f"{CASE}.md").read_text(encoding="utf-8")
    page.goto(f"{edit_address}{EDIT}#/collections/cases/entries/{CASE}")
    title = page.get_by_role("textbox", name="Title", exact=True).first
    expect(title).to_have_value("Denver Peak Academy", timeout=30_000)
    title.fill("Another title")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_function(f"async path => (await ({GET})(path)).includes('Another title')", arg=f"cases/{CASE}.md")
    after = page.evaluate(GET, f"cases/{CASE}.md")
    assert after != before
    assert values(after) == {**values(before), "title": "Another title"}


def test_terms_and_lessons_are_offered(page: Page, edit_address: str) -> None:
    page.goto(f"{edit_address}{EDIT}#/collections/cases/new")
    expect(page.get_by_role("textbox", name="Title", exact=True)).to_be_visible(timeout=30_000)
    page.mouse.move(WIDE / 2, HEIGHT / 2)
    scroll_to(page, page.get_by_role("radio", name="Municipal (municipal)"))
    scroll_to(page, page.get_by_text(fields_of(Governance)["model"].doc))
    scroll_to(page, page.get_by_role("button", name=re.compile("Add \\W*Bearings")))
    page.get_by_role("button", name=re.compile("Add \\W*Bearings")).click()
    scroll_to(page, page.get_by_text(fields_of(Bearing)["stance"].doc))
    expect(page.get_by_role("radio", name="Qualifies (qualifies)")).to_be_attached()


def scroll_to(page: Page, wanted: Locator) -> None:
    """Go down until something is there: the form makes a field when it comes near to what is seen."""
    for _ in range(100):
        if wanted.count():
            break
        page.mouse.wheel(0, HEIGHT / 3)
        page.wait_for_timeout(100)
    expect(wanted.first).to_be_attached()


def test_nothing_but_the_site_answers(browser: Browser, edit_address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    answered: list[str] = []
    refused: dict[str, str | None] = {}
    page.on("response", lambda response: answered.append(response.url))
    page.on("requestfailed", lambda request: refused.update({request.url: request.failure}))
    page.goto(f"{edit_address}{EDIT}")
    expect(page.get_by_role("button", name=SIGN_IN)).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.get_by_text("This collection has no entries yet.")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith((edit_address, "blob:", "data:")) for url in answered)
    assert all("csp" in (why or "") for url, why in refused.items() if not url.startswith((edit_address, "blob:")))
    assert f"{edit_address}{EDIT}material-symbols.woff2" in answered
    context.close()
