"""Briefs in whole builds: which pages lead to one, what is told where there is none, what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from tests.support.builds import copy_small

ABSENT = 'raise ImportError("no module here")\n'
FAILING = """\
__version__ = "0"
class TypstError(RuntimeError):
    pass
class Fonts:
    def __init__(self, **options): pass
class Compiler:
    def __init__(self, *paths, **options): pass
    def compile(self, *, sys_inputs, **options):
        if "first counter" in sys_inputs["data"].split('"title"')[-1]:
            raise TypstError("no room for it")
        return b"%PDF-1.7 a stand-in"
"""
MARKUP = '#image("x") $x^2$ *bold* @key `raw` = head'
LINK = "One-page brief (PDF)"

pytestmark = pytest.mark.build


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_small(tmp_path / "casebook")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return run_kept("--no-cache", *arguments)


def run_kept(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", *arguments], prog_name="casewright")


def with_typst(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a package in the place of typst, in all programs from here on."""
    folder.mkdir()
    (folder / "typst.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def page_of(casebook: Path, case: str) -> str:
    return (casebook / "site" / "cases" / case / "index.html").read_text(encoding="utf-8")


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file.read_bytes())
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\u200b", "")


def test_without_typst_one_warning_says_how_to_install_it(
    casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with_typst(ABSENT, tmp_path / "absent", monkeypatch)
    assert run().exit_code == 0
    told = [line for line in "".join(capfd.readouterr()).splitlines() if "CW541" in line]
    assert len(told) == 1
    assert "mkdocs.yml:15:5: CW541" in told[0]
    assert not list((casebook / "site").rglob("brief.pdf"))
    assert LINK not in page_of(casebook, "springfield-desk")
    assert run("--strict").exit_code == 1


def test_a_page_whose_brief_failed_leads_to_none(
    casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with_typst(FAILING, tmp_path / "failing", monkeypatch)
    assert run().exit_code == 0
    told = [line for line in "".join(capfd.readouterr()).splitlines() if "CW541" in line]
    assert len(told) == 1
    assert "cases/springfield-counter-one.md:1:1: CW541" in told[0]
    assert "no room for it" in told[0]
    made = {path.parent.name for path in (casebook / "site" / "cases").rglob("brief.pdf")}
    assert made == {"springfield-desk", "shelbyville-desk"}
    assert LINK not in page_of(casebook, "springfield-counter-one")
    assert LINK in page_of(casebook, "springfield-desk")
    assert run("--strict").exit_code == 1


def test_a_kept_page_leads_to_a_brief_only_while_there_is_one(
    casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_kept().exit_code == 0
    assert LINK in page_of(casebook, "springfield-counter-one")
    with monkeypatch.context() as change:
        with_typst(FAILING, tmp_path / "failing", change)
        (casebook / "pages" / "index.md").write_text("# Changed", encoding="utf-8")
        assert run_kept().exit_code == 0
        assert LINK not in page_of(casebook, "springfield-counter-one")
        assert LINK in page_of(casebook, "springfield-desk")
    (casebook / "pages" / "index.md").write_text("# Changed again", encoding="utf-8")
    assert run_kept().exit_code == 0
    assert LINK in page_of(casebook, "springfield-counter-one")


def test_markup_of_the_template_in_a_record_is_printed(casebook: Path) -> None:
    record = casebook / "cases" / "springfield-counter-one.md"
    text = record.read_text(encoding="utf-8")
    text = re.sub("(?m)^title: .*$", f"title: '{MARKUP}'", text)
    text = re.sub(r"(?m)^summary: .*$", "summary: 'Opened #panic() $y$ #read(\"/etc/passwd\") counters [@a/b].'", text)
    record.write_text(text, encoding="utf-8")
    assert run().exit_code == 0
    printed = "".join(text_of(casebook / "site" / "cases" / "springfield-counter-one" / "brief.pdf").split())
    assert "".join(MARKUP.split()) in printed
    assert 'Opened#panic()$y$#read("/etc/passwd")counters' in printed


def test_no_briefs_where_none_are_wanted(casebook: Path) -> None:
    settings = casebook / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("  - casewright\n", "  - casewright: {briefs: false}\n")
    settings.write_text(text, encoding="utf-8")
    assert run("--strict").exit_code == 0
    assert not list((casebook / "site").rglob("brief.pdf"))
    assert LINK not in page_of(casebook, "springfield-desk")
