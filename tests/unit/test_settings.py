"""The language that `casewright check` takes from mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from casewright.edges.cli import main
from casewright.edges.settings import in_settings, site_language
from casewright.edges.starter import copy_starter
from casewright.read.language import read_language


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("plugins:\n  - search\n  - casewright:\n      language: de-DE\n", "de-DE"),
        ("plugins:\n  casewright:\n    language: fr\n", "fr"),
        ("plugins:\n  - casewright\n", "en-US"),
        ("plugins:\n  - casewright:\n", "en-US"),
        ("plugins:\n  - other:\n      language: de\n", "en-US"),
        ("plugins: casewright\n", "en-US"),
        ("site_name: x\n", "en-US"),
        ("- a list\n", "en-US"),
        ("a: [broken\n", "en-US"),
        ("", "en-US"),
        ("plugins:\n  - casewright:\n      language: 12\n", "en-US"),
        ("x: !!python/name:os.system\ny: !other {a: b}\nplugins: [casewright: {language: es}]\n", "es"),
        ("plugins:\n  - casewright:\n      language: !ENV [NOT_SET_ANYWHERE, nl]\n", "nl"),
        ("plugins:\n  - casewright:\n      language: !ENV CASEBOOK_LANGUAGE\n", "it"),
        ("plugins:\n  - casewright:\n      language: !ENV []\n", "en-US"),
        ("INHERIT: parent.yml\nsite_name: x\n", "pt-BR"),
        ("INHERIT: parent.yml\nplugins:\n  - casewright:\n      language: da\n", "da"),
        ("INHERIT: mkdocs.yml\n", "en-US"),
        ("INHERIT: nowhere.yml\n", "en-US"),
    ],
)
def test_language(settings: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_LANGUAGE", "it")
    (tmp_path / "parent.yml").write_text("plugins:\n  - casewright:\n      language: pt-BR\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert site_language(tmp_path) == language


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("plugins:\n  - search\n  - casewright:\n      style: x\n      language: enn\n", "own.yml:5:17"),
        ("plugins:\n  casewright: {language: enn}\n", "own.yml:2:26"),
        ("x: !!python/name:os.system\nplugins:\n  - casewright:\n      language: !ENV [A, enn]\n", "own.yml:4:17"),
        ("plugins:\n  - search\n  - casewright\n", "own.yml:3:5"),
        ("INHERIT: ../parent.yml\nsite_name: x\n", "../parent.yml:3:17"),
        ("INHERIT: ../parent.yml\nplugins:\n  - casewright:\n      style: x\n", "../parent.yml:3:17"),
        ("site_name: x\n", "own.yml:1:1"),
        ("", "own.yml:1:1"),
        ("a: [broken\n", "own.yml:1:1"),
        (None, "casewright:1:1"),
    ],
)
def test_faults_of_options_are_where_the_option_is_set(settings: str | None, place: str, tmp_path: Path) -> None:
    (tmp_path / "parent.yml").write_text("plugins:\n  - casewright:\n      language: enn\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    file = tmp_path / "site" / "own.yml"
    if settings is not None:
        file.write_text(settings, encoding="utf-8")
    (problem,) = in_settings(read_language("enn")[1], file, "casewright", tmp_path / "site")
    assert str(problem.where) == place


def test_check_reads_locators_in_the_language_of_the_build(tmp_path: Path) -> None:
    copy_starter(tmp_path)
    case = tmp_path / "cases" / "springfield-desk.md"
    case.write_text(case.read_text(encoding="utf-8").replace("source: doe2013desk, p. 2", "source: doe2013desk, S. 2"))
    settings = tmp_path / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    assert "  - casewright\n" in written
    found = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert 'CW520 status[1].source: the locator "S. 2" is not known' in found.output
    settings.write_text(written.replace("  - casewright\n", "  - casewright:\n      language: de\n"), encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert found.exit_code == 0, found.output
    settings.write_text(written.replace("  - casewright\n", "  - casewright:\n      language: dee\n"), encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert found.exit_code == 1
    assert 'mkdocs.yml:14:17: CW521 language: there are no words for citations in the language "dee"' in found.output
    assert 'did you mean "de"?' in found.output
