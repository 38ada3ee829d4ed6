"""What editors are told of fields and terms, and that nothing of a person's own is replaced."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.export.schema import SCHEMAS, schema_text
from casewright.export.snippets import MOST_CHOICES
from casewright.read.folder import read_terms

SETTINGS = ["extensions.json", "settings.json", "tasks.json"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="casewright")


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_prints_what_the_site_publishes(name: str, casebook: Path) -> None:
    result = run("schema", name)
    assert (result.exit_code, result.output) == (0, schema_text(name, read_terms(casebook)))


@pytest.mark.usefixtures("casebook")
def test_schema_is_that_of_cases_unless_another_is_named() -> None:
    assert run("schema").output == run("schema", "case").output
    assert run("schema", "cases").exit_code == 2


def test_a_casebook_of_ones_own_has_the_settings_of_this_one(casebook: Path, root: Path) -> None:
    for name in SETTINGS:
        assert (casebook / ".vscode" / name).read_bytes() == (root / ".vscode" / name).read_bytes(), name


def test_editor_files_are_made_and_settings_stay(casebook: Path) -> None:
    settings = casebook / ".vscode" / "settings.json"
    settings.write_text('{"editor.fontSize": 20}\n', encoding="utf-8")
    (casebook / ".vscode" / "tasks.json").unlink()
    result = run("editor")
    assert result.exit_code == 0
    assert result.output.split() == [
        ".vscode/tasks.json",
        ".vscode/casewright.code-snippets",
        *(f".vscode/casewright/{name}.json" for name in SCHEMAS),
    ]
    assert settings.read_text(encoding="utf-8") == '{"editor.fontSize": 20}\n'


def test_a_new_record_brings_the_terms_up_to_date(casebook: Path) -> None:
    places = casebook / "vocabularies" / "places.yml"
    more = "  - id: ogdenville\n    label: Ogdenville\n    definition: A made-up town.\n"
    places.write_text(places.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert run("new", "case", "ogdenville-desk").exit_code == 0
    offered = snippets(casebook)["places: ogdenville"]
    assert offered["prefix"] == "ogdenville"
    assert offered["description"].endswith("Ogdenville: A made-up town.")


def test_without_a_folder_for_editors_a_new_record_makes_none(casebook: Path) -> None:
    for file in sorted((casebook / ".vscode").iterdir()):
        file.unlink()
    (casebook / ".vscode").rmdir()
    assert run("new", "case", "ogdenville-desk").exit_code == 0
    assert not (casebook / ".vscode").exists()


def test_snippets_offer_terms_and_items(casebook: Path) -> None:
    assert run("editor").exit_code == 0
    found = snippets(casebook)
    assert found["item: claim"]["body"][0] == "- id: ${1:visit-2013}"
    bearing = found["item: bearing"]["body"]
    assert bearing[:2] == [
        "- lesson: ${1:staff-led-improvement}",
        "  stance: ${2|supports,qualifies,contradicts,open|}",
    ]
    assert all(item["scope"] == "markdown" for item in found.values())
    for item in found.values():
        for choice in re.findall(r"\|([^|]*)\|", " ".join(item["body"])):
            assert len(choice.split(",")) <= MOST_CHOICES


def test_the_task_marks_problems_where_they_stand(casebook: Path) -> None:
    file = casebook / "cases" / "springfield-desk.md"
    file.write_text(file.read_text(encoding="utf-8").replace("municipal", "municipel"), encoding="utf-8")
    tasks = json.loads((casebook / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    (found,) = filter(None, (re.match(pattern["regexp"], line) for line in run("check").output.splitlines()))
    assert found[pattern["file"]] == "cases/springfield-desk.md"
    assert (found[pattern["line"]], found[pattern["column"]], found[pattern["code"]]) == ("8", "8", "CW301")


def snippets(casebook: Path) -> Any:
    return json.loads((casebook / ".vscode" / "casewright.code-snippets").read_text(encoding="utf-8"))
