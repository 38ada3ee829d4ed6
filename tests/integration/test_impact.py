"""What a change does to a casebook, told from a real repository."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.render.impact import LONGEST
from tests.support.repository import commit, git

NOTHING = "Nothing that readers see changes: records, evidence, indexes and sources are as they were.\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["impact", *arguments], prog_name="casewright")


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository" / "casebook"
    copy_starter(folder)
    git(folder.parent, "init", "--quiet", "--initial-branch", "main")
    commit(folder.parent, "Begin")
    git(folder, "switch", "--quiet", "--create", "work")
    monkeypatch.chdir(folder)
    return folder


def edit(file: Path, change: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, encoding="utf-8")


def told(*arguments: str) -> Any:
    result = run("--format", "json", *arguments)
    assert result.stderr == ""
    return json.loads(result.output)


def desk(casebook: Path) -> Path:
    return casebook / "cases" / "springfield-desk.md"


def second_case(casebook: Path, id_: str = "springfield-front", title: str = "Springfield's front desk") -> None:
    text = desk(casebook).read_text(encoding="utf-8")
    text = text.replace("id: springfield-desk", f"id: {id_}").replace(
        "title: Springfield front desk (an invented example)", f"title: {title}"
    )
    (casebook / "cases" / f"{id_}.md").write_text(text, encoding="utf-8")


def test_nothing_changed(casebook: Path) -> None:
    result = run()
    assert result.exit_code == 0
    first = git(casebook, "rev-parse", "main")[:8]
    assert result.output == f"## What this change does\n\nCompared with main ({first}).\n\n{NOTHING}"


def test_it_is_told_before_and_after_a_commit_and_the_work_tree_is_left_alone(casebook: Path) -> None:
    edit(desk(casebook), lambda text: text.replace("    value: 20\n", "    value: 25\n"))
    status = git(casebook, "status", "--porcelain")
    before = told()
    assert git(casebook, "status", "--porcelain") == status
    assert git(casebook, "worktree", "list").count("\n") == 1
    commit(casebook, "Correct the figure")
    assert told() == before
    (change,) = before["changed"]
    assert (change["ref"], change["fields"]) == ("springfield-desk", ["claims"])
    assert change["values"] == [{"path": "claims[visit-2013].value", "before": "20", "after": "25"}]


def test_what_others_did_on_the_main_branch_is_not_told(casebook: Path) -> None:
    edit(desk(casebook), lambda text: text.replace("date: 2011\n    source", "date: 2012\n    source"))
    commit(casebook, "Mine")
    git(casebook, "switch", "--quiet", "main")
    edit(casebook / "lessons" / "staff-led-improvement.md", lambda text: text.replace("title: ", "title: Do "))
    commit(casebook, "Theirs")
    git(casebook, "switch", "--quiet", "work")
    assert [change["ref"] for change in told()["changed"]] == ["springfield-desk"]
    assert "where this branch left main" in told()["base"]


def test_a_verdict_that_moves_and_what_rests_on_it(casebook: Path) -> None:
    edit(desk(casebook), lambda text: text.replace("stance: supports", "stance: contradicts"))
    found = told()
    assert found["balances"] == [
        {
            "lesson": "staff-led-improvement",
            "title": found["balances"][0]["title"],
            "before": "weakly supported",
            "after": "weakly contradicted",
            "weights": [["supports", "1", "0"], ["contradicts", "0", "1"]],
            "cases": [1, 1],
        }
    ]
    (module,) = found["reread"]
    assert module["ref"] == "module:first-module"
    assert module["because"] == ["springfield-desk", "lesson:staff-led-improvement (another verdict)"]
    assert "weakly supported → **weakly contradicted**" in run().output


def test_figures_that_begin_to_disagree(casebook: Path) -> None:
    claim = (
        "  - id: visit-2013-b\n    indicator: processing-time\n    subject: Licence visit\n    value: 35\n"
        "    unit: minute\n    date: 2013\n    reported_by: press\n    evidence: nesta-1\n"
        "    source: doe2013desk, p. 4\n"
    )
    edit(desk(casebook), lambda text: text.replace("bearings:\n", f"{claim}bearings:\n"))
    assert told()["disagreements"] == [
        {
            "case": "springfield-desk",
            "claims": ["visit-2013", "visit-2013-b"],
            "conflict": "different",
            "is_new": True,
        }
    ]
    commit(casebook, "Add a figure")
    edit(desk(casebook), lambda text: text.replace(claim, ""))
    found = told("--base", "HEAD")
    assert [item["is_new"] for item in found["disagreements"]] == [False]
    assert found["lost_claims"] == ["springfield-desk#visit-2013-b"]


def test_indexes_on_which_a_case_comes_and_goes(casebook: Path) -> None:
    edit(desk(casebook), lambda text: text.replace("model: budget-office", "model: executive-office"))
    assert [(item["term"], item["gained"], item["lost"]) for item in told()["terms"]] == [
        ("budget-office", [], ["springfield-desk"]),
        ("executive-office", ["springfield-desk"], []),
    ]


def test_an_id_that_ends_is_refused_and_one_that_is_an_alias_is_not(casebook: Path) -> None:
    desk(casebook).rename(casebook / "cases" / "springfield-counter.md")
    counter = casebook / "cases" / "springfield-counter.md"
    edit(counter, lambda text: text.replace("id: springfield-desk", "id: springfield-counter"))
    result = run()
    assert result.exit_code == 1
    assert "### Refused: ids that lead nowhere now" in result.output
    assert told_ids(result) == ["- `springfield-desk`"]
    edit(counter, lambda text: text.replace("place: ", "aliases: [springfield-desk]\nplace: "))
    assert run().exit_code == 0
    assert told()["renamed"] == [{"before": "springfield-desk", "after": "springfield-counter"}]
    assert "`springfield-desk` is `springfield-counter` now; its address leads on" in run().output
    commit(casebook, "Rename it")
    edit(counter, lambda text: text.replace("aliases: [springfield-desk]\n", ""))
    assert told("--base", "HEAD")["lost_ids"] == ["springfield-desk"]


def told_ids(result: Result) -> list[str]:
    part = result.output.partition("### Refused")[2].partition("\n###")[0]
    return [line for line in part.splitlines() if line.startswith("- ")]


def test_a_record_that_cannot_be_read_any_more_has_not_lost_its_id(casebook: Path) -> None:
    edit(desk(casebook), lambda text: text.replace("title: ", "title: [", 1))
    found = told()
    assert (found["unreadable"], found["lost_ids"], found["removed"]) == (["cases/springfield-desk.md"], [], [])
    assert found["new_problems"][0]["code"] == "CW110"


def test_a_source_that_nobody_cites_any_more(casebook: Path) -> None:
    bib = next((casebook / "bibliography").iterdir())
    edit(
        bib,
        lambda text: (
            f"{text}\n@misc{{roe2014city, author={{Roe, R.}}, title={{City}}, year={{2014}}, read={{full}}}}\n"
        ),
    )
    edit(desk(casebook), lambda text: text.replace("looked_in: The city's website.", "looked_in: All of @roe2014city."))
    commit(casebook, "Cite another one")
    found = told()
    assert (found["sources_added"], found["unused_sources"]) == (["roe2014city"], [])
    edit(desk(casebook), lambda text: text.replace("All of @roe2014city.", "The city's website."))
    assert told("--base", "HEAD")["unused_sources"] == ["roe2014city"]


def test_what_may_be_there_already(casebook: Path) -> None:
    second_case(casebook, title="Springfield front desk, an invented example")
    second_case(casebook, "something-else", "Quite another undertaking")
    bib = next((casebook / "bibliography").iterdir())
    edit(bib, lambda text: f"{text}\n{text.replace('doe2013desk', 'doe2013copy')}")
    found = told()
    pairs = {(item["new"], item["other"]): item["reasons"] for item in found["near_cases"]}
    assert list(pairs) == [("springfield-front", "springfield-desk")]
    reasons = pairs["springfield-front", "springfield-desk"]
    assert reasons[0].startswith("titles alike (")
    assert reasons[1:] == ["same place", "same time", "shared sources: 1"]
    (source,) = found["near_sources"]
    assert (source["new"], source["other"]) == ("doe2013copy", "doe2013desk")
    assert source["reasons"][-1] == "titles alike (100 of 100), same year"


def test_problems_that_come_and_go(casebook: Path) -> None:
    edit(desk(casebook), lambda text: text.replace("level: municipal", "level: municipel"))
    commit(casebook, "Slip")
    assert [item["code"] for item in told()["new_problems"]] == ["CW301"]
    edit(desk(casebook), lambda text: text.replace("level: municipel", "level: municipal"))
    found = told("--base", "HEAD")
    assert (found["new_problems"], [item["code"] for item in found["mended_problems"]]) == ([], ["CW301"])


def test_nothing_that_somebody_wrote_is_markup_in_the_report(casebook: Path) -> None:
    title = "<b>x</b> @someone #1 https://example.org [a](b) | `c` **d**"
    second_case(casebook, title=json.dumps(title))
    line = next(line for line in run().output.splitlines() if line.startswith("- new: "))
    assert line == (
        "- new: `springfield-front` \\<b\\>x\\</b\\> @\u2060someone #\u20601 https:\u2060//example.org "
        "\\[a\\](b) \\| \\`c\\` \\*\\*d\\*\\*"
    )


def test_a_long_report_fits_into_a_comment(casebook: Path) -> None:
    for number in range(400):
        second_case(casebook, f"desk-{number}", f"{number} {'word ' * 19}")
    result = run()
    assert len(result.output) <= LONGEST + 100
    assert "- and 370 more\n" in result.output
    assert len(told()["added"]) == 400


def test_what_stands_in_the_way_is_said(casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no-such-branch", "--output=x", "HEAD:mkdocs.yml", ""):
        result = run("--base", name)
        assert result.exit_code == 2
        assert "there is no revision" in result.stderr
    copy_starter(tmp_path / "elsewhere")
    result = run("--folder", str(tmp_path / "elsewhere"))
    assert result.exit_code == 2
    assert "is in no git repository; there is nothing to compare with" in " ".join(result.stderr.split())
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run()
    assert result.exit_code == 2
    assert "git is not installed" in result.stderr


def test_a_shallow_clone_says_what_it_does_not_know(casebook: Path, tmp_path: Path) -> None:
    commit(casebook, "Second")
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "work", f"file://{casebook.parent}", "clone")
    clone = tmp_path / "clone"
    git(clone, "fetch", "--quiet", "--depth", "1", "origin", "main:main")
    result = run("--folder", str(clone / "casebook"), "--base", "main")
    assert result.exit_code == 0
    assert "a common ancestor is not known here" in result.output
