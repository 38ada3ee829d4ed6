"""Pages written by several processes are those that one writes, whatever becomes of the processes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from casewright.build import Casebook, build
from casewright.cache import FOLDER, Cache
from casewright.render.page import Publication, RenderedPage
from casewright.render.past import PastPages
from casewright.render.press import Press
from casewright.workshop import Workshop

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")


@pytest.fixture(autouse=True)
def without_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the test runner do nothing that a copy could miss."""
    monkeypatch.setattr("casewright.crew.threading.active_count", lambda: 1)


@pytest.fixture(autouse=True)
def without_past_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed is kept, and each page is written."""
    monkeypatch.setattr(PastPages, "is_kept", False)


def _casebook(processes: int, cache: Path = ROOT / FOLDER) -> Casebook:
    shop = Workshop(cache=Cache(cache), processes=processes)
    return build(ROOT, Publication(name="Casebook", address="https://example.org/"), workshop=shop)


@pytest.fixture(scope="module")
def alone() -> Mapping[str, RenderedPage]:
    casebook = _casebook(1)
    return {page.address: casebook.rendered(page) for page in casebook.site.pages}


def test_three_write_what_one_does(alone: Mapping[str, RenderedPage]) -> None:
    casebook = _casebook(3)
    assert isinstance(casebook.press, Press)
    assert len(casebook.press.members) == 3
    assert {page.address: casebook.rendered(page) for page in casebook.site.pages} == alone
    casebook.close()


def test_pages_may_be_asked_for_in_any_order_and_again(alone: Mapping[str, RenderedPage]) -> None:
    casebook = _casebook(2)
    for page in (*reversed(casebook.site.pages), casebook.site.pages[0]):
        assert casebook.rendered(page) == alone[page.address]
    casebook.close()
    assert casebook.rendered(casebook.site.pages[0]) == alone[casebook.site.pages[0].address]


def test_what_a_killed_process_leaves_is_written_here(alone: Mapping[str, RenderedPage]) -> None:
    casebook = _casebook(2)
    first, *rest = casebook.site.pages
    pages = {first.address: casebook.rendered(first)}
    assert isinstance(casebook.press, Press)
    for member in casebook.press.members:
        member.process.kill()
    assert {**pages, **{page.address: casebook.rendered(page) for page in rest}} == alone
    casebook.close()


def test_a_preview_shows_the_same_pages(alone: Mapping[str, RenderedPage]) -> None:
    shop = Workshop(cache=Cache(ROOT / FOLDER))
    publication = Publication(name="Casebook", address="https://example.org/")
    casebook = build(ROOT, publication, workshop=shop, is_preview=True)
    assert {page.address: casebook.rendered(page) for page in casebook.site.pages} == alone
    assert dict(casebook.files()) == dict(_casebook(1).files())
    casebook.close()


def test_any_number_of_processes_takes_what_any_number_has_kept(
    alone: Mapping[str, RenderedPage], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(PastPages, "is_kept", True)
    shutil.copytree(ROOT / FOLDER / "references", tmp_path / "references")
    for place, processes in enumerate((3, 2, 1, 4, 4)):
        casebook = _casebook(processes, tmp_path)
        assert {page.address: casebook.rendered(page) for page in casebook.site.pages} == alone
        casebook.close()
        assert isinstance(casebook.press, Press)
        assert casebook.press.anew == (set() if place else alone.keys())


def test_a_killed_process_keeps_nothing_and_harms_nothing(
    alone: Mapping[str, RenderedPage], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(PastPages, "is_kept", True)
    shutil.copytree(ROOT / FOLDER / "references", tmp_path / "references")
    press: Press | None = None
    for is_killed in (True, False, True, False):
        casebook = _casebook(2, tmp_path)
        press = casebook.press if isinstance(casebook.press, Press) else None
        assert press
        pages = {}
        for page in casebook.site.pages:
            pages[page.address] = casebook.rendered(page)
            if is_killed:
                press.members[0].process.kill()
        assert pages == alone
        casebook.close()
    assert press
    assert not press.anew
