"""After an edit, the engine is left out only where nothing has changed of what it reads itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casewright.edges.rebuild import Rebuild, record_states, seen

SETTINGS = "site_name: A casebook\nplugins:\n  - casewright\n"
LONG_AGO = 1_600_000_000
ALL, RECORDS = "engine", "library"


class Desk:
    """A casebook that is served: what was built by whom."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.done, self.can_renew = folder, list[str](), True
        for name, text in (("mkdocs.yml", SETTINGS), ("docs/index.md", "# Home"), ("cases/one.md", "One")):
            self.write(name, text)
        self.rebuild = Rebuild(folder / "mkdocs.yml", self._build, self._renew, seen(folder / "mkdocs.yml"))

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def built(self) -> list[str]:
        """Return who has built what was edited since this was last asked."""
        self.done = []
        self.rebuild()
        return self.done

    def _build(self) -> None:
        self.done.append(ALL)

    def _renew(self) -> bool:
        self.done.append(RECORDS)
        return self.can_renew


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("casewright.edges.rebuild._SETTLED", 0)
    return Desk(tmp_path)


def test_a_record_is_read_without_the_engine(desk: Desk) -> None:
    desk.write("cases/one.md", "Another")
    assert desk.built() == [RECORDS]


def test_the_engine_builds_where_the_library_cannot(desk: Desk) -> None:
    desk.can_renew = False
    assert desk.built() == [RECORDS, ALL]


@pytest.mark.parametrize(
    "edit",
    [
        lambda desk: desk.write("mkdocs.yml", SETTINGS + "strict: true\n"),
        lambda desk: desk.write("docs/index.md", "# Another"),
        lambda desk: desk.write("docs/more.md", "# More"),
        lambda desk: desk.write("site_templates/pages/case.html", ""),
        lambda desk: desk.write("cases/two.md", "Two"),
        lambda desk: (desk.folder / "cases" / "one.md").unlink(),
        lambda desk: desk.write("mkdocs.yml", SETTINGS + "hooks: [hook.py]\n"),
    ],
)
def test_the_engine_builds_after_other_edits(desk: Desk, edit: Callable[[Desk], object]) -> None:
    edit(desk)
    assert desk.built() == [ALL]


def test_after_the_engine_has_built_records_are_read_without_it(desk: Desk) -> None:
    desk.write("docs/index.md", "# Another")
    assert desk.built() == [ALL]
    desk.write("cases/one.md", "Another")
    assert desk.built() == [RECORDS]


def test_the_engine_builds_after_a_build_that_failed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise OSError("no more room")

    monkeypatch.setattr(desk.rebuild, "_renew", fail)
    with pytest.raises(OSError, match="no more room"):
        desk.rebuild()
    assert desk.built() == [ALL]
    monkeypatch.setattr(desk.rebuild, "_renew", lambda: True)
    assert desk.built() == []


def test_what_was_written_just_now_is_doubted(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.built() == [ALL]


def test_plugins_that_may_read_anything_have_the_engine_build(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("mkdocs.yml", SETTINGS + "  - macros\n")
    os.utime(tmp_path / "mkdocs.yml", (LONG_AGO, LONG_AGO))
    assert not all(seen(tmp_path / "mkdocs.yml").values())


def test_the_state_of_a_record_changes_when_it_is_written(desk: Desk) -> None:
    before = record_states(desk.folder)
    assert before.keys() == {"cases/one.md"}
    desk.write("cases/one.md", "Longer than it was")
    assert record_states(desk.folder) != before
