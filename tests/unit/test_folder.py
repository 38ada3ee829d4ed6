"""What only real files can show: links out of the tree, giants, folders in place of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casewright.edges.starter import copy_starter
from casewright.problems import Code, Problem
from casewright.read.folder import read_folder


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    return folder


def found(casebook: Path) -> list[Problem]:
    return [problem for problem in read_folder(casebook)[1] if problem.fails]


def test_the_starter_is_whole(casebook: Path) -> None:
    assert found(casebook) == []


def test_a_link_out_of_the_tree_is_not_followed(casebook: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\nid: secret\ntitle: Secret\n---\nSecret text.\n", encoding="utf-8")
    (casebook / "cases" / "secret.md").symlink_to(secret)
    (problem,) = found(casebook)
    assert problem.code is Code.OUTSIDE
    assert str(problem.where) == "cases/secret.md:1:1"
    library, _ = read_folder(casebook)
    assert [(item.id, item.file) for item in library.broken] == [("secret", "cases/secret.md")]


def test_a_link_within_the_tree_is_followed(casebook: Path) -> None:
    (casebook / "cases" / "springfield-desk.md").rename(casebook / "kept.md")
    (casebook / "cases" / "springfield-desk.md").symlink_to(casebook / "kept.md")
    assert found(casebook) == []


def test_a_file_of_ten_megabytes_is_refused_and_the_rest_read(casebook: Path) -> None:
    (casebook / "cases" / "giant.md").write_bytes(b"---\nid: giant\n---\n" + b"word " * 2_000_000)
    (problem,) = found(casebook)
    assert problem.code is Code.TOO_LARGE
    assert problem.message == "the file has more than 1,000,000 bytes"
    assert [case.id for case in read_folder(casebook)[0].cases] == ["springfield-desk"]


def test_a_folder_in_place_of_a_file(casebook: Path) -> None:
    (casebook / "cases" / "folder.md").mkdir()
    (problem,) = found(casebook)
    assert problem.code is Code.UNREADABLE
    assert "plain file" in problem.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang_the_reader(casebook: Path) -> None:
    os.mkfifo(casebook / "cases" / "pipe.md")
    (problem,) = found(casebook)
    assert problem.code is Code.UNREADABLE


def test_a_file_of_another_kind(casebook: Path) -> None:
    (casebook / "cases" / "report.docx").write_bytes(b"PK")
    (problem,) = found(casebook)
    assert problem.code is Code.MISPLACED
    assert "end in .md" in problem.message


def test_hidden_files_and_readmes_are_left_alone(casebook: Path) -> None:
    (casebook / "cases" / ".DS_Store").write_bytes(b"\x00")
    (casebook / "cases" / "README.md").write_text("About this folder.\n", encoding="utf-8")
    assert found(casebook) == []


def test_a_folder_without_records_is_an_empty_casebook(tmp_path: Path) -> None:
    library, problems = read_folder(tmp_path)
    assert problems == ()
    assert list(library.records()) == []
