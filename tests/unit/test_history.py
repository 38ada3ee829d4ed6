"""The history of records: told from real repositories, and from logs that nobody would write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.cache import Cache
from casewright.edges.git_history import history_of
from casewright.edges.starter import copy_starter
from casewright.model.history import History, RecordHistory
from casewright.read.history import AUTHORS, BETWEEN, MOST_SHOWN, START, read_history
from tests.support.repository import commit, git

DESK = "cases/springfield-desk.md"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "casebook"
    copy_starter(folder)
    git(folder.parent, "init", "--quiet", "--initial-branch", "main")
    commit(folder.parent, "Begin", day="2027-01-01")
    return folder


def change(casebook: Path, words: str, *, path: str = DESK, author: str = "", day: str = "2027-02-01") -> str:
    file = casebook / path
    file.write_text(file.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
    return commit(casebook.parent, words, author=author, day=day)


def known(casebook: Path, cache: Cache | None = None) -> History:
    return history_of(casebook, cache or Cache())


def desk(casebook: Path, path: str = DESK) -> RecordHistory:
    return known(casebook).records[path]


def told(history: RecordHistory) -> list[tuple[str, str]]:
    return [(str(item.day), item.subject) for item in history.changes]


def test_changes_stand_with_day_words_and_names_the_newest_first(casebook: Path) -> None:
    name = change(casebook, "Correct it", author="Roe, Richard <richard@example.org>", day="2027-03-04")
    found = desk(casebook)
    assert told(found) == [("2027-03-04", "Correct it"), ("2027-01-01", "Begin")]
    assert (found.changes[0].commit, found.changes[0].authors) == (name, ("Roe, Richard",))
    assert found.authors == ("Jane Doe", "Roe, Richard")
    assert (found.is_whole, found.more) == (True, 0)
    assert told(known(casebook).records["lessons/staff-led-improvement.md"]) == [("2027-01-01", "Begin")]
    assert not any("@" in author for author in found.authors)


def test_co_authors_are_authors(casebook: Path) -> None:
    change(casebook, "Rewrite it\n\nCo-authored-by: Roe, Mary <mary@example.org>\nCo-authored-by: Jane Doe <j@e.org>")
    assert desk(casebook).changes[0].authors == ("Jane Doe", "Roe, Mary")
    assert desk(casebook).changes[0].subject == "Rewrite it"


def test_a_renamed_record_keeps_its_history(casebook: Path) -> None:
    change(casebook, "Correct it")
    (casebook / DESK).rename(casebook / "cases" / "springfield-counter.md")
    commit(casebook.parent, "Rename it", day="2027-04-01")
    change(casebook, "Go on", path="cases/springfield-counter.md", day="2027-05-01")
    found = known(casebook).records
    assert [words for _, words in told(found["cases/springfield-counter.md"])] == [
        "Go on", "Rename it", "Correct it", "Begin",
    ]  # fmt: skip
    assert DESK not in found


def test_of_many_changes_the_last_are_shown_and_the_others_counted(casebook: Path) -> None:
    for number in range(MOST_SHOWN + 2):
        change(casebook, f"Change {number}", author=f"Person {number % 3} <p@example.org>")
    found = desk(casebook)
    assert (len(found.changes), found.more) == (MOST_SHOWN, 3)
    assert found.changes[0].subject == f"Change {MOST_SHOWN + 1}"
    assert found.authors == ("Jane Doe", "Person 0", "Person 1", "Person 2")


def test_what_is_not_committed_is_no_part_of_it(casebook: Path) -> None:
    before = known(casebook)
    (casebook / DESK).write_text("Nothing\n", encoding="utf-8")
    assert known(casebook) == before


def test_a_copy_without_the_beginning_says_so(casebook: Path, tmp_path: Path) -> None:
    change(casebook, "Correct it")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{casebook.parent}", "clone")
    found = desk(tmp_path / "clone" / "casebook")
    assert not found.is_whole
    assert told(found) == [("2027-02-01", "Correct it")]


def test_without_git_there_is_none(casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_starter(tmp_path / "elsewhere")
    assert known(tmp_path / "elsewhere") == History()
    git(tmp_path / "elsewhere", "init", "--quiet")
    assert known(tmp_path / "elsewhere") == History()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert known(casebook) == History()


def test_git_is_asked_once_for_each_commit(casebook: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    before = known(casebook, cache)
    assert known(casebook, cache) == before
    assert kept(tmp_path) == 1
    change(casebook, "Correct it")
    assert len(known(casebook, cache).records[DESK].changes) == len(before.records[DESK].changes) + 1
    assert kept(tmp_path) == 2


def kept(folder: Path) -> int:
    return sum(path.is_file() for path in (folder / "cache" / "histories").rglob("*"))


def test_no_message_can_pass_for_a_change(casebook: Path) -> None:
    forged = f"{START}{'0' * 40}{BETWEEN}2020-01-01{BETWEEN}Nobody{BETWEEN}{BETWEEN}Forged"
    change(casebook, f"Words {forged}\n\n{forged}\nM\t{DESK}\n\nCo-authored-by: A\n {forged}")
    assert [str(item.day) for item in desk(casebook).changes] == ["2027-02-01", "2027-01-01"]


@given(
    st.lists(
        st.sampled_from(
            [
                START,
                BETWEEN,
                AUTHORS,
                "\n",
                "\t",
                "M",
                "R100",
                "D",
                DESK,
                "cases/",
                "2027-01-01",
                "2027-13-01",
                "x",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_no_log_is_too_odd(parts: list[str]) -> None:
    for history in read_history("".join(parts), is_whole=True).records.values():
        assert history.changes
        assert all(isinstance(item.day, date) for item in history.changes)
