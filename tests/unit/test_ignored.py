"""What a record passes over: only what it may, only with a reason, and never in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from casewright.build import check
from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.nearby import problems_of
from casewright.problems import Problem
from casewright.read.kept import Kept
from casewright.views.site import build_site
from casewright.workshop import Workshop

CASE = "cases/springfield-desk.md"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    return folder


def with_ignored(casebook: Path, text: str, *items: tuple[str, str]) -> None:
    file = casebook / CASE
    ignore = "".join(f"  - code: {code}\n    because: {because}\n" for code, because in items)
    written = file.read_text(encoding="utf-8")
    written = written.replace("published: 2026-11-23\n", f"published: 2026-11-23\nignore:\n{ignore}")
    file.write_text(written.replace("The only account is the city's own.", text), encoding="utf-8")


def problems(casebook: Path) -> tuple[Problem, ...]:
    workshop = Workshop.of(casebook / ".kept")
    found = check(casebook, workshop=workshop)[1]
    nearby = problems_of(casebook, {CASE}, "en-US", Kept(workshop.cache))
    assert nearby is not None
    assert [str(problem) for problem in nearby] == [str(problem) for problem in found if problem.where.path == CASE]
    return found


def told(casebook: Path) -> list[tuple[str, str, bool]]:
    return [(problem.code.number, problem.ignored, problem.fails) for problem in problems(casebook)]


def test_a_note_is_passed_over_with_its_reason(casebook: Path) -> None:
    with_ignored(casebook, "It has 40 desks.", ("CW616", "Readers count."))
    assert told(casebook) == [("CW616", "Readers count.", False)]


def test_a_warning_no_longer_fails(casebook: Path) -> None:
    with_ignored(casebook, "# Desks\n", ("CW213", "The heading is quoted."))
    assert told(casebook) == [("CW213", "The heading is quoted.", False)]
    assert not any(page.problems for page in build_site(*check(casebook)).pages)


def test_an_error_stays_one(casebook: Path) -> None:
    with_ignored(casebook, "See [[nowhere]].", ("CW401", "It will come."))
    assert told(casebook) == [("CW801", "", True), ("CW401", "", True)]


def test_what_is_not_found_is_told(casebook: Path) -> None:
    with_ignored(casebook, "It has 40 desks.", ("CW616", "One."), ("CW616", "Two."), ("CW213", "Three."))
    assert told(casebook) == [("CW802", "", True), ("CW802", "", True), ("CW616", "One.", False)]


def test_a_number_that_is_none_gets_a_suggestion(casebook: Path) -> None:
    with_ignored(casebook, "It has 40 desks.", ("CW6160", "One."))
    first = problems(casebook)[0]
    assert (first.code.number, first.path) == ("CW801", "ignore[0].code")
    assert first.hint.startswith('did you mean "CW61')


def test_a_reason_is_needed(casebook: Path) -> None:
    with_ignored(casebook, "It has 40 desks.", ("CW616", ""))
    assert [problem.code.number for problem in problems(casebook) if problem.fails] == ["CW201"]


def test_it_is_shown_with_the_record_and_counted_by_the_check(casebook: Path) -> None:
    with_ignored(casebook, "It has 40 desks.", ("CW616", "Readers count."))
    result = CliRunner().invoke(main, ["check", str(casebook)])
    assert (result.exit_code, result.output) == (0, "no problems, 1 ignored\n")
    shown = CliRunner().invoke(main, ["show", "springfield-desk", "--folder", str(casebook)])
    assert (
        'ignored:\n    CW616 a figure stands in a sentence without a citation: "It has 40 desks.": Readers'
        in shown.output
    )
