"""Pages written by several processes are those that one writes, whatever becomes of the processes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from casewright.build import Casebook, build
from casewright.cache import FOLDER, Cache
from casewright.render.page import Publication, RenderedPage
from casewright.render.press import Press
from casewright.workshop import Workshop

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")


@pytest.fixture(autouse=True)
def without_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the test runner do nothing that a copy could miss."""
    monkeypatch.setattr("casewright.crew.threading.active_count", lambda: 1)


def _casebook(processes: int) -> Casebook:
    shop = Workshop(cache=Cache(ROOT / FOLDER), processes=processes)
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
