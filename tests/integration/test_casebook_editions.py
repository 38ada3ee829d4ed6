"""Editions: written from git, shown without it, told field by field, escaped, bounded, without what learners lack."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html

from casewright.build import build, check
from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.export.release import release_of, release_text
from casewright.model.release import MOST_CHANGES, MOST_LETTERS
from casewright.problems import Code
from casewright.read.releases import read_releases
from casewright.render.page import Publication
from tests.support.html import select, text
from tests.support.repository import commit, git

CASE, MODULE = "cases/springfield-desk.md", "modules/first-module.md"
EPILOGUE = "Sentinelword told to those who teach."
DECISION = """decision:
  title: Open the desk?
  date: 2011-03
  seat: You head the office.
  situation: [The queue is long.]
  question: Do you open it?
  epilogue: [EPILOGUE]
review:
"""
HOSTILE = "<script>alert(1)</script> & *stars* {{ page }}"
MADE = {"edition": "2026.3", "date": "2027-01-02", "revision": "1a2b3c4d", "previous": "2026.2", "records": {"case": 2}}


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["edition", *arguments, "--folder", str(folder)])


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")


def told(folder: Path, tag: str) -> Any:
    return json.loads((folder / f"editions/{tag}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a casebook with two editions, and one change after them."""
    folder = tmp_path_factory.mktemp("editions") / "casebook"
    copy_starter(folder)
    git(folder.parent, "init", "--quiet", "--initial-branch", "main")
    change(folder, CASE, "review:\n", DECISION.replace("EPILOGUE", "It was opened."))
    commit(folder.parent, "Begin")
    assert run(folder, "2026.1").exit_code == 0
    change(folder, CASE, "value: 20\n", "value: 25\n")
    change(folder, CASE, "It was opened.", EPILOGUE)
    change(
        folder, CASE, "The only account is the city's own.", "The only account is the city's.\n\nNobody else looked."
    )
    change(folder, CASE, "    because: >-\n      Visits", f"    because: >-\n      {'word ' * 300}Visits")
    second = (folder / CASE).read_text(encoding="utf-8").replace("id: springfield-desk", "id: second")
    (folder / "cases/second.md").write_text(second, encoding="utf-8")
    (folder / MODULE).unlink()
    commit(folder.parent, "Go on")
    git(folder, "tag", "2026.2")
    change(folder, CASE, "value: 25\n", "value: 99\n")
    commit(folder.parent, "Go further")
    done = run(folder, "2026.2")
    assert done.exit_code == 0, done.output
    assert "1 added, 1 changed, 1 removed since 2026.1" in done.output
    return folder


def test_the_file_tells_fields_and_nothing_for_instructors(casebook: Path) -> None:
    first, second = told(casebook, "2026.1"), told(casebook, "2026.2")
    assert first["previous"] == "" and second["previous"] == "2026.1"  # noqa: PT018 - one thought
    assert len(second["revision"]) == 40
    assert [item["id"] for item in second["added"]] == ["second"]
    assert [item["id"] for item in second["removed"]] == ["first-module"]
    (entry,) = second["changed"]
    changes = {item["path"]: (item["before"], item["after"]) for item in entry["changes"]}
    assert changes["claims[visit-2013].value"] == ("20", "25")  # of the tag, not of HEAD
    assert changes["body"] == (
        "The only account is the city's own.", "The only account is the city's.\n\nNobody else looked.",
    )  # fmt: skip
    before, after = changes["bearings[0].because"]
    assert before.startswith("Visits")
    assert after.startswith("word word") and after.endswith("…") and len(after) == MOST_LETTERS  # noqa: PT018
    assert not [path for path in changes if "epilogue" in path]
    assert "Sentinelword" not in (casebook / "editions/2026.2.json").read_text(encoding="utf-8")


def test_pages_show_it_without_git(casebook: Path) -> None:
    aside = casebook.parent.parent / "elsewhere"
    casebook.rename(aside)
    entry = {"kind": "case", "id": "second", "title": HOSTILE, "changes": [{"path": HOSTILE, "after": HOSTILE}]}
    by_hand = aside / "editions/2026.3.json"
    by_hand.write_text(json.dumps({**MADE, "changed": [entry]}), encoding="utf-8")
    try:
        with closing(build(aside, Publication(name="Casebook", address="https://example.org/"))) as built:
            pages = {page.address: page for page in built.site.pages}
            listed = html.fromstring(built.rendered(pages["editions/"]).html)
            assert [text(link) for link in select(listed, "//h2/a")] == ["2026.3", "2026.2", "2026.1"]
            raw = built.rendered(pages["editions/2026.2/"]).html
            hostile = built.rendered(pages["editions/2026.3/"]).html
            files = dict(built.files())
            cases = built.rendered(pages["cases/"]).html
    finally:
        by_hand.unlink()
        aside.rename(casebook)
    page = html.fromstring(raw)
    (changed,) = select(page, '//section[@aria-labelledby="changed"]')
    rows = {text(select(row, "./code")[0]): row for row in select(changed, './/ul[@class="cw-changes"]/li')}
    value = rows["claims[visit-2013].value"]
    assert (text(select(value, ".//del")[0]), text(select(value, ".//ins")[0])) == ("20", "25")
    assert "<script" not in hostile
    assert text(select(html.fromstring(hostile), "//ins")[0]) == HOSTILE
    assert "Sentinelword" not in raw
    (gone,) = select(page, '//section[@aria-labelledby="removed"]')
    assert not select(gone, ".//a")
    cited = text(select(page, '//h2[@id="cite"]/following-sibling::p[1]')[0])
    assert cited.startswith("Casebook, edition 2026.2, ")
    assert cited.endswith("https://example.org/editions/2026.2/")
    assert files["editions/2026.2.json"] == (casebook / "editions/2026.2.json").read_text(encoding="utf-8")
    assert 'href="../editions/"' in cases


def test_what_is_refused(casebook: Path, tmp_path: Path) -> None:
    again = run(casebook, "2026.2")
    assert "an edition that was published stays as it is" in again.output
    assert "cannot name an edition" in run(casebook, "../x").output
    assert 'there is no revision "nowhere"' in run(casebook, "2026.3", "--revision", "nowhere").output
    early = run(casebook, "2026.3", "--revision", "HEAD", "--dry-run")
    assert json.loads(early.output)["previous"] == "2026.2"
    assert not (casebook / "editions/2026.3.json").exists()
    copy_starter(tmp_path)
    assert "told against none" in run(tmp_path, "2026.1", "--since", "HEAD").output
    assert "is in no git repository" in run(tmp_path, "2026.1").output


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff", b"[]", b"[" * 100_000, b'{"edition": "other"}',
        b'{"edition": "x", "date": "2026-11-25", "revision": "; rm", "records": {}}',
        b'{"edition": "x", "date": "2026", "revision": "1a2b3c4d", "records": {}}',
        b'{"edition": "x", "date": "2026-11-25", "revision": "1a2b3c4d", "records": {"cat": 1}}',
b'{"edition": "x", "date": "2026-11-25", "revision": "1a2b3c4d", "records": {}, "added": [{"id": "../x"}]}',
        b'{"edition": "x", "date": "2026-11-25", "revision": "1a2b3c4d", "records": {}, "previous": "gone"}',
    ],
)  # fmt: skip
def test_a_file_that_holds_no_edition_is_a_problem(content: bytes) -> None:
    found, problems = read_releases([("editions/x.json", content)])
    assert [problem.code for problem in problems] == [Code.EDITION_FILE]
    assert len(found) == (b'"gone"' in content)


def test_what_is_written_is_read_again_and_bounded(tmp_path: Path) -> None:
    copy_starter(tmp_path)
    path = tmp_path / CASE
    written = path.read_text(encoding="utf-8")
    before = {record.ref: record for record in check(tmp_path)[0].library.records()}
    body = "\n\n".join(f"Paragraph {number}.\n\nKept {number}." for number in range(MOST_CHANGES + 9))
    path.write_text(written.split("\n## What")[0] + "\n" + body, encoding="utf-8")
    after = {record.ref: record for record in check(tmp_path)[0].library.records()}
    path.write_text(written.split("\n## What")[0] + "\n" + body.replace("Paragraph", "Section"), encoding="utf-8")
    last = {record.ref: record for record in check(tmp_path)[0].library.records()}
    for one, other, more in ((before, after, 0), (after, last, 9), (last, last, 0), ({}, last, 0)):
        made = release_of("x", "2026-11-25", "1a2b3c4d", other, one)
        found, problems = read_releases([("editions/x.json", release_text(made).encode())])
        assert not problems
        assert found == (made,)
        assert sum(entry.more for entry in made.changed) == more
