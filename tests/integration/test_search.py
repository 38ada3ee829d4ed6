"""The search index: what is in it, what is not, and what happens where it cannot be made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.builds import SITES, Build, build_site
from tests.support.html import Pages
from tests.support.search import indexed

pytestmark = pytest.mark.build

ADDRESS = "https://plain.example/sub/"
MOST = 150_000
"""Bytes of the largest file that a page may load by itself."""


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/cases/denver-peak-academy/", "case"),
        ("/lessons/lead-from-the-top/", "lesson"),
        ("/modules/who-should-lead/", "module"),
        ("/theses/idea-to-retire/", "thesis"),
        ("/sources/ho2016idea/", "source"),
        ("/places/denver/", "page"),
        ("/about/", "page"),
        ("/", "page"),
    ],
)
def test_pages_are_found_with_their_kind(repository_site: Build, address: str, kind: str) -> None:
    page = indexed(repository_site.site)[address]
    assert page["meta"]["kind"] == kind
    assert page["filters"]["kind"] == [kind]


def test_a_case_can_be_narrowed_down_by_its_terms(repository_site: Build) -> None:
    page = indexed(repository_site.site)["/cases/denver-peak-academy/"]
    assert page["meta"]["title"] == "Denver Peak Academy"
    filters = page["filters"]
    assert (filters["places"], filters["levels"], filters["governance"]) == (
        ["Denver"],
        ["Municipal"],
        ["Budget office"],
    )
    assert {"policy-areas", "methods", "evidence", "sourcing", "status", "it-roles", "organisations"} <= set(filters)


def test_only_what_a_page_itself_says_is_searched(repository_site: Build) -> None:
    found = indexed(repository_site.site)
    pages = Pages(repository_site)
    files = {f"/{path.removesuffix('index.html')}" for path in pages.read}
    assert set(found) <= files
    left_out = files - set(found)
    assert {"/404.html", "/claims/reporter/self/", "/bibliography/type/report/"} <= left_out
    records = {address for address in left_out if address.startswith(("/cases/", "/lessons/", "/sources/"))}
    assert records, "pages that stop at a decision repeat what their cases say"
    assert all(address.endswith("/decision/") for address in records)
    case = found["/cases/denver-peak-academy/"]["content"]
    assert "Employees" in case
    for words in ("Skip to content", "How to cite this page", "Who leads Does it work?", "Cases like it"):
        assert words not in case
    assert "Retrieved" not in case, "references are found by the pages of their sources"


def test_nothing_that_is_loaded_is_large(repository_site: Build) -> None:
    folder = repository_site.site / "pagefind"
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert {name: size for name, size in sizes.items() if size > MOST} == {}
    assert [name for name in sizes if "ui" in name or "highlight" in name] == []
    assert not (repository_site.site / "search").exists(), "the theme's own index is not made"


def test_the_names_that_a_first_search_loads_can_be_packed(repository_site: Build) -> None:
    """Pagefind's own take seven bytes of each page: a quarter of a million at 10,000 cases."""
    folder = repository_site.site / "pagefind"
    pages = len(list(folder.rglob("*.pf_fragment")))
    (names,) = folder.glob("*.pf_meta")
    assert pages > 300
    assert names.stat().st_size < 5 * pages + 1_000


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """An ordinary site with the plugin instead of the theme's search."""
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("  - search\n", "  - casewright-search\n")
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name, front, text in (
        ("hidden", "search: exclude", "Nobody finds this."),
        ("hidden-too", "search: {exclude: true}", "Nor this."),
        ("untitled", "title: Trees & <b>woods</b>\nsearch: {kind: guide, filters: {topic: [oak, ash]}}", "Leaves."),
    ):
        (site / "docs" / f"{name}.md").write_text(f"---\n{front}\n---\n\n{text}\n", encoding="utf-8")
    return site


@pytest.mark.parametrize(
    ("engine", "theme"), [("mkdocs", "material"), ("mkdocs", "mkdocs"), ("properdocs", "material")]
)
def test_an_ordinary_site(engine: str, theme: str, plain: Path, tmp_path: Path) -> None:
    settings = (plain / "mkdocs.yml").read_text(encoding="utf-8").replace("name: material", f"name: {theme}")
    (plain / "mkdocs.yml").write_text(settings.replace("  font: false\n", ""), encoding="utf-8")
    one = build_site(engine, plain, tmp_path / "one", "--strict", address=ADDRESS)
    assert one.status == 0, one.output
    found = indexed(one.site)
    assert set(found) >= {"/", "/guide/first/", "/untitled/", "/bibliography/"}
    assert not {"/hidden/", "/hidden-too/", "/404.html"} & set(found)
    assert found["/untitled/"]["meta"] == {"title": "Trees & <b>woods</b>", "kind": "guide"}
    assert found["/untitled/"]["filters"] == {"kind": ["guide"], "topic": ["oak", "ash"]}
    assert "¶" not in str(found)
    page = (one.site / "guide" / "first" / "index.html").read_text(encoding="utf-8")
    assert '<script src="../../assets/casewright/search.js" type="module">' in page
    other = build_site(engine, plain, tmp_path / "other", "--strict", address=ADDRESS, seed="7")
    index = [
        sorted((path.name, path.read_bytes()) for path in (site / "pagefind").rglob("*.*"))
        for site in (one.site, other.site)
    ]
    assert index[0] == index[1]


def test_without_pagefind_the_site_is_built_and_a_warning_says_what_to_install(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken" / "pagefind"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("", encoding="utf-8")
    (broken / "__main__.py").write_text('raise FileNotFoundError("no program for this machine")\n', encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(broken.parent))
    build = build_site("mkdocs", plain, tmp_path / "site", address=ADDRESS)
    assert build.status == 0, build.output
    line = next(line for line in build.output.splitlines() if "CW540" in line)
    assert "mkdocs.yml:8:5: CW540: the search index could not be made" in line
    assert "no program for this machine" in line
    assert 'pip install "pagefind[bin]"' in build.output
    assert (build.site / "guide" / "first" / "index.html").is_file()
    assert build_site("mkdocs", plain, tmp_path / "strict", "--strict", address=ADDRESS).status == 1
