"""What is said of each kind of problem: all of it is there, and the examples do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.build import check
from casewright.edges.settings import site_language
from casewright.edges.starter import starter_files
from casewright.model.explained import Absent, Example
from casewright.problems import Code, Family, Problem
from casewright.read.explained import explanations
from casewright.read.kept import Kept
from casewright.workshop import Workshop

WEB = {f"CW{number}" for number in range(410, 417)}
NOT_RUN = {"CW105", "CW107", "CW116", "CW508", "CW509", "CW525", "CW526", "CW540", "CW541", "CW542", "CW543", *WEB}
"""What no text of a file can show: giants, links, broken installations, what only a build meets, and the web."""
KEPT = Kept()


def found(example: Example, folder: Path, *, is_right: bool) -> list[Problem]:
    """Return the problems of the starter with one half of an example in it."""
    files = {**starter_files(), **{name: text.encode() for name, text in example.beside.items()}}
    text = example.right if is_right else example.wrong
    if example.absent is (Absent.RIGHT if is_right else Absent.WRONG):
        files.pop(example.file, None)
    elif example.file in files and example.absent is None:
        whole = files[example.file].decode()
        assert whole.count(example.instead_of) == 1, f"not there once: {example.instead_of!r}"
        files[example.file] = raw(whole.replace(example.instead_of, text))
    elif example.file not in files:
        files[example.file] = raw(text)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(check(folder, site_language(folder), workshop=Workshop(kept=KEPT))[1])


def raw(text: str) -> bytes:
    """Return the bytes of a text in which ``\\xff`` stands for a byte."""
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1") if "\\x" in text else text.encode()


def test_every_code_has_a_family() -> None:
    assert {code.number: code.family for code in Code}["CW521"] is Family.SITE
    assert Code.DUPLICATE_SOURCE.family is Family.BIBLIOGRAPHY
    assert Code.UNDEFINED_SOURCE.family is Family.CITATIONS


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.number)
def test_every_code_is_explained(code: Code) -> None:
    explained = explanations().get(code.number)
    assert explained, f"say in codes/{code.family.label}.yml why {code.number} matters, with an example"
    assert len(explained.why) > 30
    assert len(explained.fix) > 20
    assert explained.example.wrong != explained.example.right
    assert bool(explained.example.not_run) == (code.number in NOT_RUN)


def test_nothing_is_explained_that_is_no_code() -> None:
    assert set(explanations()) == {code.number for code in Code}


@pytest.mark.parametrize("code", [code for code in Code if code.number not in NOT_RUN], ids=lambda code: code.number)
def test_the_wrong_example_is_found_and_the_right_one_is_not(code: Code, tmp_path: Path) -> None:
    explained = explanations().get(code.number)
    assert explained
    wrong = found(explained.example, tmp_path / "wrong", is_right=False)
    assert code in {problem.code for problem in wrong}, [str(problem) for problem in wrong]
    right = found(explained.example, tmp_path / "right", is_right=True)
    assert code not in {problem.code for problem in right}
    assert [str(problem) for problem in right if problem.fails] == []
