"""A first look at records that were edited shows of their pages just what the whole casebook shows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from casewright.build import Casebook, build
from casewright.cache import Cache
from casewright.glance import Glance, glance
from casewright.memory import Memory
from casewright.read.kept import Kept
from casewright.render.citing import CitationSettings
from casewright.render.page import Publication, RenderedPage
from casewright.views.site import Page
from casewright.workshop import Workshop
from tests.support.builds import copy_small
from tests.support.edits import EDITS, read_files, write_files

RECORDS = ("cases/", "lessons/", "modules/", "theses/")
PUBLICATION = Publication(name="A casebook", address="https://casebook.example/", has_briefs=True)
STYLES = ("apa", "chicago-notes-bibliography")


OF_A_MODULE = "another module's title"
"""A module is judged with the whole casebook, so that nobody looks at it alone."""


class Desk:
    """A casebook that is edited, and what is remembered of it from one edit to the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_small(folder / "casebook", faulty=True)
        self.first = read_files(self.folder)
        self.cache = Cache(folder / "cache")
        self.shop = Workshop(cache=self.cache, kept=Kept(self.cache), memory=Memory())

    def build(self, style: str, *, is_preview: bool) -> Casebook:
        """Return the casebook; what is shown at once remembers nothing."""
        own = self.folder / "site_templates"
        return build(
            self.folder,
            PUBLICATION if is_preview else replace(PUBLICATION, has_briefs=False),
            citing=CitationSettings(style=style),
            overrides=own if own.is_dir() else None,
            workshop=self.shop if is_preview else Workshop(cache=self.cache),
            is_preview=is_preview,
        )

    def look(self, edited: set[str], before: Casebook, style: str) -> Glance | None:
        own = self.folder / "site_templates"
        return glance(
            self.folder,
            PUBLICATION,
            edited,
            before,
            citing=CitationSettings(style=style),
            workshop=self.shop,
            overrides=own if own.is_dir() else None,
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def told(page: Page) -> tuple[object, ...]:
    """Return what a page says beside what it shows."""
    return page.address, page.title, page.template, page.description, page.ref, page.file, page.problems, page.number


def shown(of: Casebook | Glance, page: Page) -> tuple[RenderedPage, str, bytes | None]:
    brief = of.brief(f"{page.address}brief.pdf")
    return of.rendered(page), of.renderer.head(page), brief.data if brief else None


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("step", [step for step in EDITS if step != OF_A_MODULE])
def test_pages_are_those_of_the_whole_casebook(desk: Desk, step: str, style: str) -> None:
    write_files(desk.folder, desk.first)
    before = desk.build(style, is_preview=True)
    looks, edited = 0, set[str]()
    for number in range(4):
        files = read_files(desk.folder)
        write_files(desk.folder, EDITS[step](files, number))
        now = read_files(desk.folder)
        edited = {name for name, data in now.items() if files.get(name) != data}
        found = desk.look(edited, before, style)
        whole = desk.build(style, is_preview=True)
        if found:
            pages = [
                page for page in whole.site.pages if page.file in edited and (page.ref or page.template == "broken")
            ]
            assert list(map(told, found.pages)) == list(map(told, pages))
            assert [shown(found, page) for page in found.pages] == [shown(whole, page) for page in pages]
            looks += len(pages)
            found.close()
        before.close()
        before = whole
    before.close()
    is_of_records = all(name.startswith(RECORDS) for name in edited)
    assert looks or not (edited and is_of_records), "nobody looked"


def test_a_first_look_is_what_a_clean_build_writes(desk: Desk) -> None:
    write_files(desk.folder, desk.first)
    before = desk.build("apa", is_preview=True)
    file = desk.folder / "cases" / "springfield-desk.md"
    file.write_text(re.sub("(?m)^title: .*$", "title: Another", file.read_text("utf-8")) + "\nMore [@doe2013desk].\n")
    found = desk.look({"cases/springfield-desk.md"}, before, "apa")
    assert found is not None
    (page,) = found.pages
    assert page.title == "Another"
    clean = desk.build("apa", is_preview=False)
    same = next(other for other in clean.site.pages if other.address == page.address)
    html = clean.rendered(same).html
    clean.close()
    without_brief = replace(found.renderer, publication=replace(PUBLICATION, has_briefs=False))
    found.press.renderer = without_brief
    assert found.rendered(page).html == html
    found.close()
    before.close()
