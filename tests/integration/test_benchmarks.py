"""The casebooks that `make bench` makes up: the same for the same seed, free of errors, alike for every engine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from casewright.build import check

ROOT = Path(__file__).resolve().parents[2]
PAGES = {  # where each engine's pages are, relative to its folder
    "casewright": "", "mkdocs": "docs", "hugo": "content", "eleventy": "content", "zensical": "docs",
    "mkdocs-bibtex": "docs",
}  # fmt: skip
RECORDS = ("cases", "lessons", "modules", "theses")


def generate(out: Path, *options: str) -> Path:
    command: list[str | Path] = [
        sys.executable,
        ROOT / "benchmarks" / "generate.py",
        "--cases",
        "20",
        "--out",
        out,
        *options,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def prose(text: str) -> list[str]:
    """The words of a page from its first heading of the second level on, whatever its links are written like."""
    body = text[text.index("\n## ") :]
    return re.sub(r"\[\[[^]]*\]\]|\[[^]@]*\]\([^)]*\)", "LINK", body).split()


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("bench") / "casewright")


def test_the_same_seed_gives_the_same_files_and_another_seed_others(casebook: Path, tmp_path: Path) -> None:
    assert contents(generate(tmp_path / "again")) == contents(casebook)
    assert contents(generate(tmp_path / "other", "--seed", "2")).keys() != contents(casebook).keys()


@pytest.mark.parametrize("options", [[], ["--without-citations"]], ids=["with citations", "without"])
def test_the_casebook_has_every_kind_of_record_and_no_faults(options: list[str], tmp_path: Path) -> None:
    linked, problems = check(generate(tmp_path / "casebook", *options))
    library = linked.library
    assert [problem for problem in problems if problem.fails] == []
    assert len(library.cases) == 20
    assert all((library.lessons, library.modules, library.theses, library.sources))
    assert all(case.claims and case.bearings and case.status and case.gaps for case in library.cases)
    assert any(case.relations for case in library.cases)


def test_without_citations_the_words_stay_the_same(casebook: Path, tmp_path: Path) -> None:
    plain = generate(tmp_path / "plain", "--without-citations")
    for path in (casebook / "cases").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.count("[@") > 8
        assert prose(re.sub(r" \[@[^]]*\]", "", text)) == prose((plain / "cases" / path.name).read_text("utf-8"))


@pytest.mark.parametrize("engine", [engine for engine in PAGES if engine != "casewright"])
def test_every_engine_gets_the_same_pages(engine: str, casebook: Path, tmp_path: Path) -> None:
    theirs = generate(tmp_path / engine, "--as", engine) / PAGES[engine]
    for folder in RECORDS:
        ours = {path.name: prose(path.read_text("utf-8")) for path in (casebook / folder).glob("*.md")}
        found = {path.name: path for path in (theirs / folder).glob("*.md") if "index" not in path.name}
        assert {name: prose(path.read_text("utf-8")) for name, path in found.items()} == ours


def test_the_largest_of_each_kind_is_told(casebook: Path) -> None:
    """At this size all is far below what is allowed (300 KB of HTML); `sizes` tells the same of large ones."""
    command: list[str | Path] = [sys.executable, ROOT / "benchmarks" / "bench.py", "sizes", "--casebook", casebook]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found = re.findall(r"^(page|file) (\S+) +([0-9,]+) bytes (\S+) ", done.stdout, re.MULTILINE)
    sizes = {(what, kind): (int(size.replace(",", "")), address) for what, kind, size, address in found}
    assert {kind for what, kind in sizes if what == "page"} >= {"case", "lesson", "source", "term", "claims", "thesis"}
    assert sizes["page", "cases"][1] == "cases/"
    assert sizes["file", "api/v1/claims.json"][0] > 1000
    assert sizes["file", "api/v1/cases/*.json"][1].startswith("api/v1/cases/")
    assert sizes["file", "cases/*/references.bib"][1].endswith("/references.bib")
    assert max(size for (what, _), (size, _) in sizes.items() if what == "page") < 200_000


def test_a_folder_that_holds_something_is_left_alone(casebook: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        generate(casebook)
