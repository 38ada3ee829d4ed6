"""Finished pages are kept: the next build gives the pages it would write, and writes those that have changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.build import build
from casewright.cache import Cache
from casewright.render.citing import CitationSettings
from casewright.render.page import Publication, RenderedPage
from casewright.render.press import Press
from casewright.workshop import Workshop
from tests.support.builds import copy_small
from tests.support.edits import EDITS, read_files, write_files

SHARE = 5
"""Each sequence is many builds: there are so many times fewer of them than of other examples."""
STEPS = st.tuples(st.sampled_from(list(EDITS)), st.integers(0, 9))
PACKS = "pages"
WHOLE = "a template that goes through all"

Pages = Mapping[str, RenderedPage]


class Desk:
    """A casebook that is edited, and what comes of it with pages of the build before, and without any."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_small(folder / "casebook")
        self.first = read_files(self.folder)
        self.packs, self.clean = folder / "cache" / PACKS, folder / "clean"
        self.cache = Cache(folder / "cache")
        self.new: set[str] = set()

    def build(self, processes: int = 1) -> Pages:
        """Return all pages; remember which were written anew."""
        return self._build(self.cache, processes)

    def build_clean(self) -> Pages:
        """Return all pages, each written now."""
        shutil.rmtree(self.clean / PACKS, ignore_errors=True)
        new, pages = self.new, self._build(Cache(self.clean), 1)
        assert self.new == pages.keys()
        self.new = new
        return pages

    def edit(self, step: str, number: int) -> None:
        write_files(self.folder, EDITS[step](read_files(self.folder), number))

    def start_over(self) -> Pages:
        """Return the pages of the first files, which are kept."""
        write_files(self.folder, self.first)
        shutil.rmtree(self.packs, ignore_errors=True)
        return self.build()

    def _build(self, cache: Cache, processes: int) -> Pages:
        said = (self.folder / "mkdocs.yml").read_text(encoding="utf-8")
        settings = dict(re.findall(r"(?m)^ *(site_name|site_url|style|language): (.*)$", said))
        own = self.folder / "site_templates"
        casebook = build(
            self.folder,
            Publication(name=settings["site_name"], address=settings["site_url"]),
            citing=CitationSettings(**{name: settings[name] for name in ("style", "language") if name in settings}),
            overrides=own if own.is_dir() else None,
            workshop=Workshop(cache=cache, processes=processes),
        )
        pages = {page.address: casebook.rendered(page) for page in casebook.site.pages}
        assert isinstance(casebook.press, Press)
        casebook.close()
        self.new = casebook.press.anew
        return pages


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def changed(before: Pages, after: Pages) -> set[str]:
    return {address for address, page in after.items() if before.get(address) != page}


@pytest.mark.parametrize("step", EDITS)
def test_pages_after_each_edit_are_those_of_a_clean_build(desk: Desk, step: str) -> None:
    before = desk.start_over()
    assert desk.new == before.keys()
    for number in (1, 2):
        desk.edit(step, number)
        after = desk.build()
        assert after == desk.build_clean()
        assert desk.new >= changed(before, after)
        assert desk.build() == after
        assert not desk.new or step == WHOLE, "nothing had changed"
        before = after


def test_pages_after_any_sequence_of_edits_are_those_of_a_clean_build(desk: Desk) -> None:
    @settings(max_examples=settings().max_examples // SHARE, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=1, max_size=6))
    def holds(steps: list[tuple[str, int]]) -> None:
        desk.start_over()
        for step, number in steps:
            desk.edit(step, number)
            assert desk.build() == desk.build_clean()

    holds()


SHOWN_ON = {
    ("a sentence more", 1): {"cases/springfield-counter-one/"},
    ("a mention more", 1): {"cases/springfield-counter-one/", "lessons/measure-twice/"},
    ("a mention by a former name", 0): {"cases/shelbyville-desk/", "cases/springfield-desk/"},
    ("another module's title", 1): {
        *("cases/springfield-desk/", "lessons/staff-led-improvement/", "sources/doe2013desk/"),
        *("modules/", "modules/first-module/", "modules/module-zero/", "coverage/", "modules/first-module/slides/"),
        *("cases/springfield-desk/decision/", "pathways/", "pathways/new-head/"),
    },
    ("another strength", 0): {
        *("cases/shelbyville-desk/", "lessons/", "lessons/staff-led-improvement/"),
        *("theses/staff-first/", "weighing/"),
    },
    ("another stance", 2): {
        *("cases/springfield-desk/", "lessons/", "lessons/staff-led-improvement/"),
        *("theses/staff-first/", "weighing/"),
    },
    ("a figure changed", 7): {
        *("cases/springfield-desk/", "sources/doe2013desk/", "claims/", "claims/evidence/nesta-2/"),
        *("claims/indicator/waiting-time/", "claims/reporter/self/", "claims/standing/mixed/"),
    },
    ("another former name", 1): set[str](),
}
"""The pages that show something of what was edited."""
HELD = {"fit/"}
"""Its view holds what only its data show, so that it is written anew more often than it changes."""


@pytest.mark.parametrize("edit", SHOWN_ON, ids=[step for step, _ in SHOWN_ON])
def test_exactly_the_pages_that_show_it_are_written_anew(desk: Desk, edit: tuple[str, int]) -> None:
    before = desk.start_over()
    desk.edit(*edit)
    after = desk.build()
    assert len(after) > len(desk.new) * 5
    assert changed(before, after) == SHOWN_ON[edit]
    assert desk.new - HELD == SHOWN_ON[edit]


@pytest.mark.parametrize(
    "step",
    [
        "another title",
        "another label of a term",
        "a term gone",
        "a source changed",
        "how much was read",
        "a new record",
    ],
)
def test_no_page_is_written_anew_that_stays_as_it_is(desk: Desk, step: str) -> None:
    before = desk.start_over()
    desk.edit(step, 1)
    after = desk.build()
    assert desk.new == changed(before, after)
    assert desk.new


def packs(desk: Desk) -> list[Path]:
    return sorted(path for path in desk.packs.rglob("*") if path.is_file())


@pytest.mark.parametrize("at", [0.0, 0.001, 0.5, 0.999])
def test_damage_costs_time_only(desk: Desk, at: float) -> None:
    pages = desk.start_over()
    for path in packs(desk):
        data = bytearray(path.read_bytes())
        data[int(len(data) * at)] ^= 1
        path.write_bytes(data)
    assert desk.build() == pages
    assert desk.new == pages.keys()
    assert desk.build() == pages
    assert not desk.new


FORGED = (
    b"",
    b"[]",
    b"not JSON\n",
    b'{"a": 1}\n',
    b'[["a", 1, 2], ["a"]]\n',
    b'[["a", -1, 5]]\nabc',
    b"\xff\xfe\n\x00",
)


@pytest.mark.parametrize("data", FORGED)
def test_what_is_no_pack_is_none(desk: Desk, data: bytes) -> None:
    pages = desk.start_over()
    (path,) = packs(desk)
    desk.cache.put_bytes(PACKS, path.parent.name + path.name, data)
    assert desk.build() == pages
    assert desk.new == pages.keys()


def test_a_pack_of_other_things_is_none(desk: Desk) -> None:
    """Its places are right, and what is there is neither what a page follows from nor a page."""
    pages = desk.start_over()
    (path,) = packs(desk)
    name = path.parent.name + path.name
    data = desk.cache.get_bytes(PACKS, name)
    assert data
    places, _, rest = data.partition(b"\n")
    for other in (b"\0" * len(rest), b"[" * len(rest), rest[::-1], rest[1:] + b"\0", b"[[{},1]]" * len(rest)):
        desk.cache.put_bytes(PACKS, name, places + b"\n" + other[: len(rest)])
        assert desk.build() == pages
        assert desk.new == pages.keys()


def test_nothing_is_kept_of_a_build_that_does_not_end(desk: Desk) -> None:
    pages = desk.start_over()
    (path,) = packs(desk)
    before = path.read_bytes()
    desk.edit("another title", 1)
    casebook = build(desk.folder, Publication(name="Other"), workshop=Workshop(cache=desk.cache))
    casebook.rendered(casebook.site.pages[0])
    casebook.close()
    assert path.read_bytes() == before
    write_files(desk.folder, desk.first)
    assert desk.build() == pages
    assert not desk.new


def test_templates_in_a_linked_folder_are_read_and_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    desk.start_over()
    (tmp_path / "parts").mkdir()
    part = tmp_path / "parts" / "end.html"
    part.write_text("<p>The end.</p>", encoding="utf-8")
    own = desk.folder / "site_templates" / "pages"
    own.mkdir(parents=True, exist_ok=True)
    (own / "theses.html").write_text('{% include "linked/end.html" %}', encoding="utf-8")
    (own / "linked").symlink_to(tmp_path / "parts")
    try:
        for words in ("The end.", "Another end."):
            part.write_text(f"<p>{words}</p>", encoding="utf-8")
            assert desk.build()["theses/"].html == f"<p>{words}</p>"
            assert "theses/" in desk.new
    finally:
        (own / "linked").unlink()
