"""Of briefs that stay as they are, it is not worked out again what they print; all are those of a clean build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from casewright.build import build
from casewright.cache import Cache
from casewright.render import brief, brief_orders
from casewright.render.citing import CitationSettings
from casewright.render.page import Publication
from casewright.workshop import Workshop
from tests.support.builds import copy_small
from tests.support.edits import EDITS, read_files, write_files

NOTES = "brief-notes"
Told = tuple[Mapping[str, bytes], tuple[str, ...]]
"""The briefs by address, and the problems that were told of them."""


class Desk:
    """A casebook that is edited, and its briefs, with the notes of the build before and without."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = copy_small(folder / "casebook")
        self.first = read_files(self.folder)
        self.cache, self.clean = folder / "cache", folder / "clean"
        self.worked_out: set[str] = set()
        work_out = brief.brief_values

        def noted(*args: Any, address: str, **options: Any) -> dict[str, Any]:
            self.worked_out.add(address)
            return work_out(*args, address=address, **options)

        monkeypatch.setattr(brief_orders, "brief_values", noted)

    def build(self) -> Told:
        """Return the briefs; remember which were worked out."""
        self.worked_out.clear()
        return self._build(self.cache)

    def build_clean(self) -> Told:
        """Return the briefs, all worked out; a file that has been set is not set again."""
        shutil.rmtree(self.clean / NOTES, ignore_errors=True)
        return self._build(self.clean)

    def edit(self, step: str, number: int) -> None:
        write_files(self.folder, EDITS[step](read_files(self.folder), number))

    def start_over(self) -> Told:
        write_files(self.folder, self.first)
        return self.build()

    def build_whole(self) -> Told:
        """Return the briefs of a build that finishes all pages, so that the next one finds them."""
        self.worked_out.clear()
        return self._build(self.cache, is_whole=True)

    def _build(self, cache: Path, *, is_whole: bool = False) -> Told:
        said = (self.folder / "mkdocs.yml").read_text(encoding="utf-8")
        settings = dict(re.findall(r"(?m)^ *(site_name|site_url|style|language): (.*)$", said))
        casebook = build(
            self.folder,
            Publication(name=settings["site_name"], address=settings["site_url"], has_briefs=True),
            citing=CitationSettings(**{name: settings[name] for name in ("style", "language") if name in settings}),
            workshop=Workshop(cache=Cache(cache)),
        )
        if is_whole:
            for page in casebook.site.pages:
                casebook.rendered(page)
        briefs = dict(casebook.briefs.files())
        told = tuple(map(str, casebook.briefs.problems))
        casebook.close()
        return briefs, told


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Desk(tmp_path_factory.mktemp("briefs"), monkeypatch)


@pytest.mark.parametrize("step", [step for step in EDITS if "template" not in step])
def test_briefs_after_each_edit_are_those_of_a_clean_build(desk: Desk, step: str) -> None:
    desk.start_over()
    desk.edit(step, 1)
    after = desk.build()
    assert after == desk.build_clean()
    assert desk.build() == after
    assert not desk.worked_out, "nothing had changed"


@pytest.mark.parametrize(
    ("edit", "pages"),
    [
        (("a sentence more", 1), {"cases/springfield-counter-one/"}),
        (("a figure changed", 7), {"cases/springfield-desk/"}),
        (("another module's title", 1), {"cases/springfield-desk/", "lessons/staff-led-improvement/"}),
        (("another former name", 1), set[str]()),
    ],
)
def test_only_briefs_of_pages_that_show_it_are_worked_out(desk: Desk, edit: tuple[str, int], pages: set[str]) -> None:
    desk.start_over()
    desk.edit(*edit)
    desk.build()
    assert desk.worked_out == pages


def test_after_the_first_build_pages_of_it_tell_as_much_as_those_written_anew(desk: Desk) -> None:
    write_files(desk.folder, desk.first)
    shutil.rmtree(desk.cache, ignore_errors=True)
    first = desk.build_whole()
    assert desk.worked_out
    assert desk.build_whole() == first
    assert not desk.worked_out, "the pages come from the build before, with what they cite"


def test_signs_that_fonts_lack_are_told_again(desk: Desk) -> None:
    desk.start_over()
    case = desk.folder / "cases" / "springfield-desk.md"
    case.write_text(case.read_text(encoding="utf-8").replace("title: ", "title: 漢 ", 1), encoding="utf-8")
    first = desk.build()
    assert any("漢" in line for line in first[1])
    assert desk.build() == first
    assert not desk.worked_out


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a": 1}', b'{"a": ["b", [], {"titles": 1}, "c"]}', b"\xff"])
def test_damaged_notes_cost_time_only(desk: Desk, data: bytes) -> None:
    first = desk.start_over()
    for item in Cache(desk.cache).kept():
        if item.kind == NOTES:
            Cache(desk.cache).put_bytes(NOTES, item.path.parent.name + item.path.name, data)
    assert desk.build() == first
    assert desk.worked_out == {address.removesuffix("brief.pdf") for address in first[0]}


def test_a_file_that_is_gone_is_set_again(desk: Desk) -> None:
    first = desk.start_over()
    shutil.rmtree(desk.cache / "briefs")
    assert desk.build() == first
