"""Pages that tell what changed, and when: only where somebody asked, and the same from the same commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.edges.starter import copy_starter
from tests.support.builds import Build, build_site
from tests.support.repository import commit, git

pytestmark = pytest.mark.build
DESK = "cases/springfield-desk"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "  - casewright\n" in text
    settings.write_text(
        text.replace("  - casewright\n", "  - casewright:\n      history: true\n      briefs: false\n"),
        encoding="utf-8",
    )
    return folder


def built(casebook: Path, site: Path) -> Build:
    build = build_site("mkdocs", casebook, site, address="")
    assert build.status == 0, build.output
    return build


def page(build: Build, address: str = DESK) -> str:
    return (build.site / address / "index.html").read_text(encoding="utf-8")


def test_history_on_pages(casebook: Path, tmp_path: Path) -> None:
    alone = built(casebook, tmp_path / "alone")
    assert "there is no git repository with a commit, so that pages tell no history" in alone.output
    assert "What changed, and when" not in page(alone)

    git(casebook, "init", "--quiet")
    commit(casebook, "Begin", day="2027-01-01")
    first = built(casebook, tmp_path / "first")
    assert '<time datetime="2027-01-01">2027-01-01</time>: Begin (Jane Doe, ' in page(first)

    file = casebook / f"{DESK}.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    commit(casebook, "Say <b>more</b>", day="2027-02-01", author="Roe, Mary <r@example.org>")
    second = built(casebook, tmp_path / "second")
    assert ": Say &lt;b&gt;more&lt;/b&gt; (Roe, Mary, " in page(second)
    assert "by Jane Doe, Roe, Mary" in page(second)
    assert "r@example.org" not in page(second)
    lesson = "lessons/staff-led-improvement"
    assert page(second, lesson) == page(first, lesson)

    git(tmp_path, "clone", "--quiet", f"file://{casebook}", "clone")
    assert page(built(tmp_path / "clone", tmp_path / "third")) == page(second)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{casebook}", "shallow")
    shallow = built(tmp_path / "shallow", tmp_path / "fourth")
    assert "this copy of the repository does not know the oldest changes, and pages say so" in shallow.output
    assert "made from a copy that does not know the oldest changes" in page(shallow)
