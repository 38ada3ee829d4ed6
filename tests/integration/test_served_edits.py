"""After each edit of a casebook that is served, all that the server shows is what a clean build makes."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from tests.support.builds import ENGINES, Site, build_site, copy_small, site_of
from tests.support.edits import EDITS, read_files, write_files
from tests.support.served import Served, serving

pytestmark = pytest.mark.build

LONG_AGO = 1_600_000_000
LONGEST = 60
DOUBTED = 10
"""Seconds for which it is doubted whether what was read is what stands there now."""
INDEX = "pagefind/"
NOT_COMPARED = (INDEX, "sitemap.xml")
"""The search index, which follows in the background, and the map, which lists the engine's own pages only."""
HOME = b'# Home\n\n<div data-casewright="latest"></div>\n\n<div data-casewright="map"></div>\n'
MADE_BY_ENGINE = b"Building documentation..."

WITHOUT_ENGINE = (
    ("a sentence more", 0),
    ("a citation more", 1),
    ("another title", 0),
    ("another title", 4),
    ("another strength", 2),
    ("another stance", 2),
    ("another label of a term", 3),
    ("another former name", 1),
    ("another former name", 2),
    ("a figure changed", 2),
    ("a letter changed", 2),
)
"""Edits in this order after which the engine has nothing to do."""
IN_TURN = (
    ("a record broken", 2),
    ("a sentence more", 1),
    ("a new record", 0),
    ("a citation more", 0),
    ("a record gone", 1),
    ("another name of the site", 1),
    ("another title", 0),
    ("a page changed", 1),
    ("a template of ours", 1),
    ("a mention more", 0),
    ("a source changed", 3),
    ("how much was read", 1),
    ("a term gone", 0),
    ("a record renamed", 2),
)
"""Edits that the engine has to do with, and others, one after the other."""


class Desk:
    """A casebook that is edited while it is served, and that is built beside."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder, self.engine = copy_small(folder / "casebook"), engine
        (self.folder / "pages" / "index.md").write_bytes(HOME)
        (self.folder / "site_templates" / "pages").mkdir(parents=True)  # a folder that is not there is not watched
        for path in self.folder.rglob("*"):  # what was written long ago need not be doubted
            os.utime(path, (LONG_AGO, LONG_AGO))
        self.beside, self.site = folder / "beside", folder / "site"

    def edit(self, step: str, number: int) -> bool:
        before = read_files(self.folder)
        write_files(self.folder, EDITS[step](before, number))
        return read_files(self.folder) != before

    def build(self, address: str) -> Site:
        """Return the site that a clean build makes."""
        shutil.rmtree(self.beside, ignore_errors=True)
        shutil.rmtree(self.site, ignore_errors=True)
        files = read_files(self.folder)
        settings = re.sub(rb"(?m)^site_url: .*$", b"site_url: " + address.encode(), files["mkdocs.yml"])
        self.beside.mkdir()
        write_files(self.beside, {**files, "mkdocs.yml": settings})
        assert build_site(self.engine, self.beside, self.site, address=address).status == 0
        return site_of(self.site)


def differences(served: Served, clean: Site, before: Site) -> list[str]:
    """Return the addresses at which the server shows something else than stands in a site; ``before`` is the last."""
    other = [address for address in clean if served.page(address.removesuffix("index.html")) != clean[address]]
    gone = before.keys() - clean.keys()
    return other + [f"{address} is still there" for address in gone if served.page(address.removesuffix("index.html"))]


def compared(site: Site) -> Site:
    return {address: data for address, data in site.items() if not address.startswith(NOT_COMPARED)}


def await_index(served: Served, clean: Site) -> None:
    """Wait for the search index of a site."""
    index = {address: data for address, data in clean.items() if address.startswith(INDEX)}
    until = time.monotonic() + LONGEST
    while differences(served, index, {}):
        assert time.monotonic() < until, "the search finds something else"
        time.sleep(0.5)


def follow(desk: Desk, served: Served, steps: tuple[tuple[str, int], ...]) -> None:
    clean = desk.build(served.address)
    epoch = served.epoch()
    assert differences(served, compared(clean), {}) == []
    for step, number in steps:
        assert desk.edit(step, number), f"{step}, {number} changes nothing"
        epoch = served.await_change(epoch)
        before, clean = clean, desk.build(served.address)
        assert differences(served, compared(clean), compared(before)) == [], (step, number)
    await_index(served, clean)


@pytest.mark.parametrize("engine", ENGINES)
def test_edits_are_shown_without_the_engine(tmp_path: Path, engine: str) -> None:
    desk = Desk(tmp_path, engine)
    time.sleep(DOUBTED)
    with serving(desk.folder, "--engine", engine) as served:
        follow(desk, served, WITHOUT_ENGINE)
        assert served.log.read_bytes().count(MADE_BY_ENGINE) == 1


def test_edits_of_all_kinds_are_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path, ENGINES[0])
    with serving(desk.folder) as served:
        follow(desk, served, IN_TURN)


def test_edits_in_quick_succession_end_with_the_last(tmp_path: Path) -> None:
    desk = Desk(tmp_path, ENGINES[0])
    time.sleep(DOUBTED)
    with serving(desk.folder) as served:
        served.epoch()
        for number in range(8):
            assert desk.edit("a sentence more", number)
            time.sleep((0.05, 0.2, 0.6)[number % 3])
            assert served.page("cases/springfield-desk/"), "the page is there all the while"
        clean = desk.build(served.address)
        until = time.monotonic() + LONGEST
        while different := differences(served, compared(clean), {}):
            assert time.monotonic() < until, different
            time.sleep(0.5)
        await_index(served, clean)
