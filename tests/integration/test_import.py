"""From an issue to a file: what the command writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter, starter_files
from casewright.read.library import read_library
from tests.support.issue import issue_body

STARTER, _ = read_library(starter_files())
SOURCES = "[1] Doe, Jane (2013). The desk. https://example.org/desk"


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="casewright", input=given)


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_proposal_becomes_a_case_and_its_sources(casebook: Path) -> None:
    body = issue_body(STARTER.cases[0], STARTER.vocabularies, sources=SOURCES)
    result = run("import", "issue", "-", "--id", "ogdenville-desk", given=body)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.splitlines() == [
        "cases/ogdenville-desk.md is written",
        "bibliography/ogdenville-desk.bib is written",
        "Fields: 17. Sources: 1.",
        "Then run: casewright check",
    ]
    found = run("check", "cases/ogdenville-desk.md").output.splitlines()
    assert [line.split(": ")[1] for line in found if ": CW" in line] == ["CW201 last_verified"]
    assert "@misc{ogdenville-desk-1," in (casebook / "bibliography" / "ogdenville-desk.bib").read_text(encoding="utf-8")


def test_what_stands_in_the_way_is_said_and_nothing_is_written(casebook: Path) -> None:
    body = issue_body(STARTER.cases[0], STARTER.vocabularies, sources=SOURCES)
    before = sorted(casebook.rglob("*"))
    refused: list[tuple[list[str], str | bytes, str]] = [
        ([], body, "cases/springfield-desk.md exists already; nothing was written."),
        (["--id", "No Id"], body, "no title that an id could be made from"),
        ([], "An issue about something else", "no body of the form for cases"),
        ([], b"### Title\n\n\xff\xfe", "not UTF-8"),
        ([], "x" * 200_001, "longer than 200,000 characters"),
    ]
    for arguments, given, reason in refused:
        result = run("import", "issue", "-", *arguments, given=given)
        assert result.exit_code == 2
        assert reason in " ".join(result.stderr.split())
    assert sorted(casebook.rglob("*")) == before


def test_what_an_editor_has_to_know_is_said(casebook: Path) -> None:
    file = casebook / "proposal.md"
    body = issue_body(STARTER.cases[0], STARTER.vocabularies, is_agreed=False).replace("```yaml", "```yaml\nBefore all")
    file.write_text(body, encoding="utf-8")
    result = run("import", "issue", str(file), "--id", "ogdenville-desk")
    assert 'they stand under "Not sorted in yet" at the end of the text' in result.output
    assert "The licence was not agreed to: ask before you publish." in result.output


def test_forms_are_written_for_the_terms_of_the_casebook(casebook: Path) -> None:
    assert run("forms").exit_code == 0
    written = (casebook / ".github" / "ISSUE_TEMPLATE" / "case.yml").read_text(encoding="utf-8")
    assert "- Municipal\n" in written
