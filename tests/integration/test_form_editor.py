"""The form editor on a site: only where the settings name a repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewright.edges.form_editor import EDIT, NOT_ELSEWHERE
from casewright.edges.starter import copy_starter, starter_files
from casewright.export.form_editor import form_editor_settings, is_repository
from casewright.model.library import RECORD_TYPES
from casewright.model.record import written_order
from casewright.read.library import read_library
from tests.support.builds import Build, build_site

LIBRARY, _ = read_library(starter_files())


def casebook(folder: Path, repository: str) -> Path:
    copy_starter(folder)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    option = f'  - casewright:\n      form_editor: "{repository}"\n      briefs: false\n'
    assert "  - casewright\n" in text
    settings.write_text(text.replace("  - casewright\n", option), encoding="utf-8")
    return folder


@pytest.mark.build
def test_the_editor_is_part_of_a_site_that_names_a_repository(tmp_path: Path) -> None:
    build = build_site("mkdocs", casebook(tmp_path / "casebook", "city/casebook@dev"), tmp_path / "site", address="")
    assert build.status == 0, build.output
    settings = json.loads((build.site / EDIT / "config.json").read_text(encoding="utf-8"))
    assert (settings["backend"]["repo"], settings["backend"]["branch"]) == ("city/casebook", "dev")
    assert settings["publish_mode"] == "editorial_workflow"
    assert {file.name for file in (build.site / EDIT).iterdir()} > {"index.html", "edit.js", "sveltia-cms.js"}


@pytest.mark.build
def test_other_sites_have_none_of_it(small_site: Build) -> None:
    assert not (small_site.site / EDIT).exists()
    assert not [path for name in NOT_ELSEWHERE for path in small_site.site.rglob(f"{name}*")]


@pytest.mark.build
def test_what_is_no_repository_is_refused(tmp_path: Path) -> None:
    build = build_site("mkdocs", casebook(tmp_path / "casebook", "https://example.org"), tmp_path / "site", address="")
    assert build.status == 1
    assert '"https://example.org" is no repository such as owner/name or owner/name@branch' in build.output


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("city/casebook", True),
        ("city/case.book@release/1", True),
        ("trial", True),
        ("city", False),
        ("city/casebook/cases", False),
        ("city/casebook\n", False),
        ("-city/casebook", False),
        ("city/casebook@", False),
    ],
)
def test_what_can_be_a_repository(text: str, *, holds: bool) -> None:
    assert is_repository(text) is holds


def test_each_field_has_its_place_in_the_form() -> None:
    settings = json.loads(form_editor_settings(LIBRARY, "city/casebook", folder="book/", title="Book"))
    assert [item["folder"] for item in settings["collections"]] == [f"book/{kind.folder}" for kind in RECORD_TYPES]
    for kind, item in zip(RECORD_TYPES, settings["collections"], strict=True):
        assert [field["name"] for field in item["fields"]] == [*written_order(RECORD_TYPES[kind]), "body"]
    fields = {field["name"]: field for field in settings["collections"][0]["fields"]}
    assert fields["methods"]["multiple"]
    levels = LIBRARY.vocabularies["levels"].terms
    assert [option["value"] for option in fields["level"]["options"]] == [term.id for term in levels]
    assert fields["bearings"]["fields"][0]["collection"] == "lessons"
