"""Hand-written pages that cite, as the check reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from casewright.edges.cli import main
from casewright.edges.hand_written import files_of_folder, pages_of_folder
from casewright.edges.starter import copy_starter
from casewright.edges.unreadable_pages import unreadable_pages
from casewright.model.ids import Ref
from casewright.model.page import WrittenPage

SETTINGS = "site_name: x\ndocs_dir: pages\nplugins: [casewright, casewright-citations]\n"


def read(folder: Path, settings: str, pages: dict[str, str]) -> tuple[WrittenPage, ...]:
    """Return the pages of a folder with settings and pages."""
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name, text in pages.items():
        path = folder / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return pages_of_folder(folder, "en-US")


def said(pages: tuple[WrittenPage, ...]) -> list[tuple[str, str, str]]:
    """Return (key, id, sentence) of every citation."""
    return [(item.items[0].key, item.anchor, item.sentence) for page in pages for item in page.citations]


def test_pages_have_title_address_and_sentences_in_the_order_of_the_site(tmp_path: Path) -> None:
    pages = read(
        tmp_path,
        SETTINGS,
        {
            "index.md": "# Home & *away*\n\nIt began in a room [@doe2013desk, p. 3]. Then it grew.\n",
            "about/us.md": "---\ntitle: Who we are\n---\n\n# Us\n\nIt is told by @doe2013desk.\n",
            "no-title.md": "One of them is told [@roe2014]. Two are not [@doe2013desk].\n",
            "silent.md": "# Silent\n\n`[@roe2014]`, me@example.org, \\@roe2014\n\n    [@roe2014]\n",
        },
    )
    assert [(page.title, page.address, page.ref) for page in pages] == [
        ("Home & away", "", Ref("page", "index")),
        ("Who we are", "about/us/", Ref("page", "about/us")),
        ("No title", "no-title/", Ref("page", "no-title")),
    ]
    assert said(pages) == [
        ("doe2013desk", "cite-1", "It began in a room."),
        ("doe2013desk", "cite-1", "It is told by …."),
        ("roe2014", "cite-1", "One of them is told."),
        ("doe2013desk", "cite-2", "One of them is told. Two are not."),
    ]


def test_the_dialect_is_that_of_the_settings(tmp_path: Path) -> None:
    text = "# A\n\nSo[^1] it is [@b].\n\n[^1]: A note [@a].\n\n!!! tip\n\n    Mind [@c].\n\n~~~~ {.md}\n[@d]\n~~~~\n"
    with_both = "markdown_extensions:\n  - footnotes\n  - admonition:\n"
    assert [key for key, _, _ in said(read(tmp_path, SETTINGS + with_both, {"a.md": text}))] == ["b", "c", "a"]
    assert [key for key, _, _ in said(read(tmp_path, SETTINGS, {}))] == ["b", "a"], "indented text is code"


@pytest.mark.parametrize(
    "settings",
    [
        SETTINGS.replace(", casewright-citations", ""),
        SETTINGS.replace("docs_dir: pages", "docs_dir: nowhere"),
        SETTINGS.replace("docs_dir: pages", "docs_dir: [1]"),
        f"{SETTINGS}exclude_docs: a.md\n",
        "a: [broken\n",
        "- a list\n",
        "",
    ],
)
def test_settings_without_pages_that_cite(settings: str, tmp_path: Path) -> None:
    assert read(tmp_path, settings, {"a.md": "[@a]"}) == ()


@pytest.mark.parametrize(
    "settings",
    [
        "plugins:\n  casewright-citations:\n    style: apa\n",
        "plugins: casewright-citations\n",
        "plugins: [casewright]\nmarkdown_extensions:\n  - casewright-citations:\n      bibliography: b.bib\n",
        "INHERIT: base.yml\n",
    ],
)
def test_every_way_to_write_that_pages_cite(settings: str, tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("plugins: [casewright-citations]\n", encoding="utf-8")
    assert said(read(tmp_path, f"docs_dir: pages\n{settings}", {"a.md": "[@a]"})) == [("a", "cite-1", "")]


def test_nothing_that_settings_name_is_run_and_no_other_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "hostile.py").write_text("raise SystemExit('it was run')\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("[@other]\n", encoding="utf-8")
    more = (
        "hooks: [hostile.py]\nmarkdown_extensions:\n  - hostile\n  - hostile.deep\n  - pymdownx.util\n  - pymdownx.no\n"
        "  - pymdownx.snippets\n  - pymdownx.emoji:\n      emoji_index: !!python/name:hostile.index\n"
    )
    pages = read(tmp_path, SETTINGS + more, {"a.md": '[@a] :smile:\n\n--8<-- "other.md"\n'})
    assert [key for key, _, _ in said(pages)] == ["a"]


def test_a_page_that_cannot_be_read_has_no_say_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.md").write_bytes(b"[@a] \xff")
    assert [key for key, _, _ in said(read(tmp_path, SETTINGS, {"b.md": "[@b]"}))] == ["b"]
    (problem,) = unreadable_pages(files_of_folder(tmp_path), tmp_path)
    assert str(problem).startswith("pages/a.md:1:6: CW101: byte 0xff is not UTF-8")


def test_a_source_cited_on_a_page_alone_is_cited(tmp_path: Path) -> None:
    copy_starter(tmp_path)
    settings = tmp_path / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    bibliography = tmp_path / "bibliography" / "more.bib"
    bibliography.write_text(
        "@book{only2020, author = {Roe, R.}, title = {Only}, year = 2020, isbn = 1, read = {full}}\n", encoding="utf-8"
    )
    (tmp_path / "pages" / "more.md").write_text("# More\n\nSo [@only2020].\n", encoding="utf-8")

    def unused() -> list[str]:
        done = CliRunner().invoke(main, ["check", str(tmp_path), "--format", "json"])
        return [item["path"] for item in json.loads(done.stdout)["problems"] if item["code"] == "CW502"]

    assert unused() == ["only2020"], "no plugin makes a citation of it"
    settings.write_text(written.replace("  - casewright\n", "  - casewright\n  - casewright-citations\n"), "utf-8")
    assert unused() == []
    shown = CliRunner().invoke(main, ["show", "only2020", "--folder", str(tmp_path)])
    assert "page:more" in shown.stdout
