"""The way of somebody who adds a first case: each step says what the next one is, and none needs the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.model.case import Case
from tests.support.builds import build_site
from tests.support.repository import commit, git
from tests.support.scaffold import filled

pytestmark = pytest.mark.build


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="casewright")


def test_from_an_empty_file_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    casebook = tmp_path / "casebook"
    copy_starter(casebook)
    git(casebook, "init", "--quiet", "--initial-branch", "main")
    commit(casebook, "Begin")
    git(casebook, "switch", "--quiet", "--create", "first-case")
    monkeypatch.chdir(casebook)

    made = run("new", "case", "ogdenville-desk")
    assert made.output.endswith("Then run: casewright check\n")
    file = casebook / "cases" / "ogdenville-desk.md"
    text = filled(file.read_text(encoding="utf-8"), Case)
    slips = text.replace("level: municipal", "level: Municipal")
    assert slips.count("Municipal") == text.count("Municipal") + 1
    file.write_text(slips, encoding="utf-8")

    told = run("check")
    assert (told.exit_code, "casewright check --fix" in told.output or 'did you mean "municipal"?' in told.output) == (
        1,
        True,
    )
    assert run("check", "--fix").exit_code == 0
    assert "level: municipal" in file.read_text(encoding="utf-8")
    assert run("check").output == "no problems\n"

    impact = run("impact")
    assert impact.exit_code == 0
    assert "- new: `ogdenville-desk` Springfield front desk" in impact.output
    assert "`ogdenville-desk` and `springfield-desk`: titles alike" in impact.output

    build = build_site("mkdocs", casebook, tmp_path / "site", "--strict", address="")
    assert build.status == 0, build.output
    page = (build.site / "cases" / "ogdenville-desk" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Springfield front desk</h1>" in page
