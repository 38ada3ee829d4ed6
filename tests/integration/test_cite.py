"""Sources found, taken over and put in order: what the command writes, says and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter

MORE = """@article{lopez2014audits,
  author = {López, María and Roe, Richard},
  title = {Audits of {Desks}: A \\emph{Review}},
  journaltitle = {Journal of Made-Up Studies},
  date = {2014},
  doi = {10.5555/desks.1},
}

@report{roe2015desks,
  author = {Roe, Richard},
  title = {Desks after the Audit},
  date = {2015},
}
"""


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["cite", *arguments], prog_name="casewright", input=given)


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    (folder / "bibliography" / "more.bib").write_text(MORE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("casebook")
@pytest.mark.parametrize(
    "text", ["lopez audits 2014", "LÓPEZ rewiew", "10.5555/desks.1", "made studies lop", "lopez2014audits"]
)
def test_a_source_is_found_by_its_words(text: str) -> None:
    result = run("find", text)
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == [
        "lopez2014audits  bibliography/more.bib:1:1",
        "    López, Roe (2014). Audits of Desks: A Review. Journal of Made-Up Studies.",
    ]


@pytest.mark.usefixtures("casebook")
def test_the_best_comes_first_and_the_rest_is_counted() -> None:
    result = run("find", "roe desks audit", "--most", "1")
    assert result.output.splitlines() == [
        "roe2015desks  bibliography/more.bib:9:1",
        "    Roe (2015). Desks after the audit.",
        "1 more fit; see them with --most 2, or give more words.",
    ]


@pytest.mark.usefixtures("casebook")
def test_what_was_found_as_json() -> None:
    values = json.loads(run("find", "lopez", "--format", "json").output)
    assert values["found"] == 1
    assert values["sources"][0]["key"] == "lopez2014audits"


@pytest.mark.usefixtures("casebook")
def test_nothing_found_is_said() -> None:
    result = run("find", "xylophones")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "no source fits these words; try fewer, or another spelling\n"
    assert run("find", "…!").exit_code == 1
    assert run("find", "x" * 201).exit_code == 2


def test_signs_that_a_terminal_obeys_are_not_shown(casebook: Path) -> None:
    record = [{"id": "doe2013trick", "type": "report", "title": "A trick \x1b[2J \u202e of letters"}]
    (casebook / "bibliography" / "trick.json").write_text(json.dumps(record), encoding="utf-8")
    result = run("find", "trick letters")
    assert "doe2013trick" in result.output
    assert not {"\x1b", "\u202e"} & set(result.output)
