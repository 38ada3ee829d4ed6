"""What a check prints: for people with the line and a mark, for machines as their published schemas ask."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from casewright.problems import Code, Location, Problem
from casewright.read.explained import explanations
from casewright.render.problems.excerpt import excerpt
from casewright.render.problems.formats import FORMATS, written_report
from casewright.render.problems.report import Report

SCHEMAS = Path(__file__).parents[1] / "support" / "schemas"
SARIF = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "JUnit.xsd"))
SITE = "https://casebook.example.org/"

ERROR = Problem(
    code=Code.UNKNOWN_TERM,
    where=Location("cases/a b.md", 8, 8),
    path="level",
    message='"municipel" is not a term, 100% sure: really',
    hint='did you mean "municipal"?',
)
NOTE = Problem(
    code=Code.UNUSED_SOURCE,
    where=Location("bibliography/x.bib", 1, 1),
    path="doe",
    message="cited nowhere",
    hint="cite",
)
IGNORED = Problem(
    code=Code.UNCITED_FIGURE,
    where=Location("cases/a b.md", 9, 1),
    message="a figure",
    hint="cite",
    ignored="It is an example.",
)


def report(*found: Problem, site: str = SITE, has_colour: bool = False) -> Report:
    return Report(
        found=found,
        line=lambda path, _number: "level: municipel\x1b[2J" if path.startswith("cases") else None,
        site=site,
        when=datetime(2026, 11, 24, 12, tzinfo=UTC),
        version="1.2.3",
        has_colour=has_colour,
    )


def written(format_: str, *found: Problem, site: str = SITE, has_colour: bool = False) -> str:
    return written_report(report(*found, site=site, has_colour=has_colour), format_, explanations())


def sarif(*found: Problem) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(written("sarif", *found))
    jsonschema.Draft4Validator(SARIF).validate(log)
    return log


def test_text_shows_the_line_the_spot_and_where_more_is_said() -> None:
    assert written("text", NOTE, ERROR, IGNORED) == (
        'cases/a b.md:8:8: CW301 level: "municipel" is not a term, 100% sure: really\n'
        "    8 | level: municipel [2J\n"
        "      |        ^~~~~~~~~\n"
        '    hint: did you mean "municipal"?\n'
        "    more: https://casebook.example.org/contribute/problems/CW301/\n"
        "bibliography/x.bib:1:1: CW502 doe: cited nowhere\n"
        "    hint: cite\n"
        "    more: https://casebook.example.org/contribute/problems/CW502/\n"
        "1 error, 1 note in 2 files, 1 ignored\n"
    )


def test_there_are_colours_only_where_they_are_asked_for() -> None:
    assert "\x1b" not in written("text", ERROR)
    assert "\x1b[31mCW301\x1b[0m" in written("text", ERROR, has_colour=True)
    assert "\x1b[2J" not in written("text", ERROR, has_colour=True)


def test_without_a_site_no_address_is_named() -> None:
    assert "more:" not in written("text", ERROR, site="")
    assert json.loads(written("json", ERROR, site=""))["problems"][0]["help"] == ""


def test_sarif_is_valid_and_says_all() -> None:
    run = sarif(ERROR, NOTE, IGNORED)["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["CW301", "CW502", "CW616"]
    rule = run["tool"]["driver"]["rules"][0]
    assert rule["helpUri"] == f"{SITE}contribute/problems/CW301/"
    assert rule["fullDescription"]["text"] == explanations()["CW301"].why
    first, second, third = run["results"]
    assert first["level"] == "error"
    assert second["level"] == "note"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "cases/a%20b.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 8, "startColumn": 8},
    }
    assert "suppressions" not in first
    assert third["suppressions"] == [{"kind": "inSource", "justification": "It is an example."}]
    assert run["tool"]["driver"]["rules"][third["ruleIndex"]]["id"] == third["ruleId"]


def test_sarif_of_nothing_is_valid() -> None:
    assert sarif()["runs"][0]["results"] == []


def test_sarif_knows_a_problem_again_when_lines_were_put_before_it() -> None:
    moved = Problem(
        code=ERROR.code, where=Location("cases/a b.md", 80, 8), path="level", message=ERROR.message, hint="another"
    )
    prints = [sarif(problem)["runs"][0]["results"][0]["partialFingerprints"] for problem in (ERROR, moved, NOTE)]
    assert prints[0] == prints[1] != prints[2]


def test_the_schema_of_sarif_refuses_what_is_none() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF).validate({"version": "2.1.0"})


def test_junit_is_valid_and_counts_right() -> None:
    for found, failures in (((), 0), ((ERROR, NOTE, IGNORED), 1), ((NOTE,), 0)):
        tree = etree.fromstring(written("junit", *found).encode())
        assert JUNIT.validate(tree), JUNIT.error_log
        suite = tree.find("testsuite")
        assert suite is not None
        assert len(suite.findall("testcase")) == int(suite.get("tests", "0")) == max(1, len(found) - (len(found) > 1))
        assert len(suite.findall("testcase/failure")) == int(suite.get("failures", "9")) == failures


def test_github_gets_one_line_for_each_and_nobody_can_add_commands() -> None:
    lines = written("github", NOTE, ERROR, IGNORED).splitlines()
    assert lines[0] == (
        "::error file=cases/a b.md,line=8,col=8,title=CW301%3A The term is not in the vocabulary::"
        '"municipel" is not a term, 100%25 sure: really%0Adid you mean "municipal"?'
        "%0Ahttps://casebook.example.org/contribute/problems/CW301/"
    )
    assert lines[1].startswith("::notice file=bibliography/x.bib,")
    assert lines[2:] == ["1 error, 1 note in 2 files, 1 ignored"]
    evil = Problem(code=Code.RAW_HTML, where=Location("cases/x,y::.md"), message="a\n::set-env::b", hint="c")
    assert len([line for line in written("github", evil).splitlines() if line.startswith("::")]) == 1


@given(st.text(), st.text(), st.sampled_from(FORMATS))
def test_any_text_makes_valid_output(message: str, path: str, format_: str) -> None:
    problem = Problem(code=Code.RAW_HTML, where=Location(f"cases/{path}"), path=path, message=message, hint=message)
    text = written(format_, problem)
    if format_ == "sarif":
        jsonschema.Draft4Validator(SARIF).validate(json.loads(text))
    if format_ == "junit":
        assert JUNIT.validate(etree.fromstring(text.encode("utf-8", "replace"))), JUNIT.error_log


def test_an_excerpt_of_a_long_line_is_cut_around_the_spot() -> None:
    line, marks = excerpt("word " * 100 + "here it is " + "word " * 100, 12, 501)
    assert line.startswith("   12 | …word")
    assert line.endswith("…")
    assert line[marks.index("^") :].startswith("here")
    assert marks.endswith("^~~~")


def test_an_excerpt_counts_wide_signs() -> None:
    line, marks = excerpt("標題: 值", 1, 5)
    assert (line, marks) == ("    1 | 標題: 值", "      |       ^~")
    assert excerpt("   ", 1, 1) == ("", "")


@given(st.text(), st.integers(1, 1000))
def test_an_excerpt_is_one_line_that_no_terminal_obeys(line: str, column: int) -> None:
    for part in excerpt(line, 1, column):
        assert part.isprintable()
