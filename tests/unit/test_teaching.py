"""Modules, pathways and decisions: what is counted, cut and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter, starter_files
from casewright.model.edition import Edition
from casewright.model.fields import Field, ListOf, fields_of
from casewright.model.library import RECORD_TYPES
from casewright.problems import Code
from casewright.read.library import read_library
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.resolve.revision import revision_of
from casewright.views.coverage import OVERUSED, CoverageView, coverage_views
from casewright.views.decision import DecisionView, decision_sources, decision_view
from casewright.views.module import module_view
from casewright.views.pathway import pathway_view
from casewright.views.source_words import last_day
from casewright.views.terms import Terms

FILES = starter_files()
CASE, MODULE = "cases/springfield-desk.md", "modules/first-module.md"
DECISION = """decision:
  title: Open the desk, or wait?
  date: 2013-06
  seat: You head the office.
  situation:
    - The queue reaches the street [@doe2013desk].
    - Somebody wrote of it before [@roe2012queue].
  question: Do you open it?
  epilogue:
    - It was opened [@doe2013desk].
"""
EARLIER = (
    b"@book{roe2012queue,\n  author = {Roe, Richard},\n  title = {The queue},\n  year = {2012},\n  read = {full},\n}\n"
)


def edited(*changes: tuple[str, str, str], more: dict[str, bytes] | None = None) -> dict[str, bytes]:
    files = {**FILES, **(more or {})}
    for path, before, after in changes:
        text = files[path].decode()
        assert text.count(before) == 1, before
        files[path] = text.replace(before, after).encode()
    return files


def linked_of(files: dict[str, bytes], edition: Edition = Edition.LEARNER) -> LinkedLibrary:
    library, problems = read_library(files)
    assert [problem for problem in problems if problem.fails] == []
    return resolve(library, edition)[0]


def with_decision(**changes: str) -> dict[str, bytes]:
    text = DECISION
    for before, after in changes.items():
        text = text.replace(f"{before}: 2013-06", f"{before}: {after}")
    return edited((CASE, "last_verified:", f"{text}last_verified:"), more={"bibliography/more.bib": EARLIER})


def decision_of(linked: LinkedLibrary) -> DecisionView:
    case = linked.library.cases[0]
    assert case.decision
    return decision_view(case, case.decision, linked, Terms(linked.library.vocabularies))


def revision(*changes: tuple[str, str, str]) -> str:
    return revision_of(linked_of(edited(*changes), Edition.INSTRUCTOR).library.cases[0])


def test_a_mended_typo_leaves_the_revision_as_it_is() -> None:
    before = revision()
    assert len(before) == 12
    assert revision((CASE, "A shorter paper form was enough", "A short form of paper did it")) == before
    assert revision((CASE, "Visits took a sixth of the time afterwards", "Visits took a sixth of it after")) == before
    assert revision((CASE, "    value: 20\n", "    value: 20.0\n")) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    value: 20\n", "    value: 21\n"),
        ("    evidence: nesta-2\n", "    evidence: nesta-1\n"),
        ("    reported_by: self\n", "    reported_by: press\n"),
        ("    stance: supports\n", "    stance: qualifies\n"),
        ("  - state: continuing\n", "  - state: ended\n"),
        ("last_verified:", f"{DECISION}last_verified:"),
    ],
)
def test_what_a_class_works_with_changes_the_revision(old: str, new: str) -> None:
    assert revision((CASE, old, new)) != revision()


def test_only_the_words_of_a_decision_count() -> None:
    told = (CASE, "last_verified:", f"{DECISION}last_verified:")
    also = (
        CASE,
        "last_verified:",
        f"{DECISION.replace('You head the office.', 'you head the *office*!')}last_verified:",
    )
    other = (CASE, "last_verified:", f"{DECISION.replace('It was opened', 'It was closed')}last_verified:")
    assert revision(told) == revision(also)
    assert revision(told) != revision(other), "the epilogue counts"


def test_both_editions_know_the_same_revision() -> None:
    files = with_decision()
    assert linked_of(files).revisions == linked_of(files, Edition.INSTRUCTOR).revisions


def test_a_page_that_stops_at_a_decision_knows_nothing_later() -> None:
    view = decision_of(linked_of(with_decision()))
    assert [(state.date, state.state.id) for state in view.states] == [("2011", "launched")], "of 2013 nobody can tell"
    assert view.figures == ()
    assert view.withheld == ("doe2013desk",), "a work of the same year may be later"
    assert decision_sources(view) == ("roe2012queue",)
    assert view.epilogue == ()
    later = decision_of(linked_of(with_decision(date="2014")))
    assert [state.state.id for state in later.states] == ["launched", "continuing"]
    assert [(figure.figure, figure.date) for figure in later.figures] == [("20 minutes", "2013")]
    assert later.withheld == ()


def test_instructors_see_all_of_it() -> None:
    view = decision_of(linked_of(with_decision(), Edition.INSTRUCTOR))
    assert view.withheld == ()
    assert [text.plain for text in view.epilogue] == ["It was opened."]


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([[2013]], "2013-12-31"),
        ([[2013, 2]], "2013-02-28"),
        ([[2013, 2, 3]], "2013-02-03"),
        ([[2011], [2013]], "2013-12-31"),
    ],
)
def test_a_work_appeared_by_the_last_day_that_its_date_can_mean(parts: list[list[int]], day: str) -> None:
    assert str(last_day({"issued": {"date-parts": parts}})) == day


@pytest.mark.parametrize(
    "item", [{}, {"issued": {}}, {"issued": {"date-parts": [[]]}}, {"issued": {"date-parts": [["x"]]}}]
)
def test_of_a_work_without_a_date_nobody_knows_when(item: dict[str, object]) -> None:
    assert last_day(item) is None


def pages(files: dict[str, bytes]) -> list[CoverageView]:
    linked = linked_of(files)
    return [view for _, view in coverage_views(linked, Terms(linked.library.vocabularies))]


def test_what_no_module_teaches_is_seen() -> None:
    (view,) = pages(FILES)
    assert all(item.cases == 0 and item.modules.modules == () for item in view.competencies)
    assert (view.untaught, view.total, view.overused) == (0, 1, 0)
    assert [row.others.modules[0].ref.id for row in view.rows] == ["first-module"]


def test_a_case_that_trains_a_competency_stands_in_its_column() -> None:
    files = edited(
        (MODULE, "objectives:\n", "competencies: [curiosity]\nobjectives:\n"),
        (MODULE, "  - case: springfield-desk\n", "  - case: springfield-desk\n    trains: [curiosity]\n"),
    )
    (view,) = pages(files)
    named = {item.term.id: (item.cases, [link.ref.id for link in item.modules.modules]) for item in view.competencies}
    assert named["curiosity"] == (1, ["first-module"])
    assert named["insurgency"] == (0, [])
    (row,) = view.rows
    taught = [item.term.id for item, cell in zip(view.competencies, row.cells, strict=True) if cell.modules]
    assert taught == ["curiosity"]
    assert row.others.modules == ()


def test_a_case_that_many_modules_use_is_marked() -> None:
    module = FILES[MODULE].decode()
    more = {
        f"modules/module-{index}.md": module.replace("id: first-module", f"id: module-{index}").encode()
        for index in range(OVERUSED - 1)
    }
    (view,) = pages({**FILES, **more})
    assert [(row.modules, row.is_overused) for row in view.rows] == [(OVERUSED, True)]
    (view,) = pages({**FILES, **dict(list(more.items())[1:])})
    assert [(row.modules, row.is_overused) for row in view.rows] == [(OVERUSED - 1, False)]


PATHWAY = b"""---
id: new-head
title: For a new head
summary: One module.
persona: A new head
minutes: 60
steps:
  - module: first-module
    why: It is the only one.
review:
  state: draft
contributors:
  - name: Doe, Jane
    roles: [writing-original-draft]
published: 2026-11-23
---
"""


def test_a_pathway_says_what_it_takes_and_what_is_left() -> None:
    linked = linked_of({**FILES, "pathways/new-head.md": PATHWAY})
    view = pathway_view(linked.library.pathways[0], linked, Terms(linked.library.vocabularies))
    assert (view.time, view.total, view.rest) == ("1 hour", "45 minutes", "15 minutes")
    assert [step.until for step in view.steps] == ["45 minutes"]
    assert len(view.untrained) == 6
    module = module_view(linked.library.modules[0], linked, Terms(linked.library.vocabularies))
    assert [link.title for link in module.pathways] == ["For a new head"]


def noted(folder: Path) -> list[str]:
    return [line.strip() for line in (folder / MODULE).read_text("utf-8").splitlines() if "revision" in line]


def test_the_command_notes_the_revision_and_changes_nothing_else(tmp_path: Path) -> None:
    copy_starter(tmp_path)
    before = (tmp_path / MODULE).read_bytes()
    run = CliRunner()
    first = run.invoke(main, ["module", "reread", "first-module", "--folder", str(tmp_path)])
    assert first.exit_code == 0, first.output
    assert noted(tmp_path) == [f"revision: {revision()}"]
    after = (tmp_path / MODULE).read_bytes()
    assert [line for line in after.splitlines() if b"revision" not in line] == before.splitlines()
    again = run.invoke(main, ["module", "reread", "first-module", "springfield-desk", "--folder", str(tmp_path)])
    assert "nothing to note" in again.output
    assert (tmp_path / MODULE).read_bytes() == after


def test_a_case_that_changed_is_told_on_the_page_until_it_is_read_again(tmp_path: Path) -> None:
    copy_starter(tmp_path)
    run = CliRunner()
    run.invoke(main, ["module", "reread", "first-module", "--folder", str(tmp_path)])
    case = tmp_path / CASE
    case.write_bytes(case.read_bytes().replace(b"    value: 20\n", b"    value: 25\n"))
    (tmp_path / MODULE).write_bytes((tmp_path / MODULE).read_bytes().replace(b"\n", b"\r\n"))

    def state() -> tuple[list[bool], list[Code]]:
        files = {path: (tmp_path / path).read_bytes().replace(b"\r\n", b"\n") for path in FILES}
        linked, problems = resolve(read_library(files)[0])
        view = module_view(linked.library.modules[0], linked, Terms(linked.library.vocabularies))
        return [use.is_stale for use in view.cases], [problem.code for problem in problems]

    assert state() == ([True], [Code.REREAD])
    told = run.invoke(main, ["check", str(tmp_path)])
    assert "CW636" in told.output
    assert told.exit_code == 0, "whoever mends a case need not mend the classes too"
    done = run.invoke(main, ["module", "reread", "first-module", "springfield-desk", "--folder", str(tmp_path)])
    assert "present revision of springfield-desk" in done.output
    assert state() == ([False], [])
    assert (tmp_path / MODULE).read_bytes().count(b"\r\n") == (tmp_path / MODULE).read_bytes().count(b"\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["frist-module"], 'did you mean "first-module"?'), (["first-module", "shelbyville"], "it uses springfield-desk")],
)
def test_a_slip_in_the_command_is_told(tmp_path: Path, arguments: list[str], words: str) -> None:
    copy_starter(tmp_path)
    done = CliRunner().invoke(main, ["module", "reread", *arguments, "--folder", str(tmp_path)])
    assert done.exit_code == 2
    assert words in done.output


def test_what_is_for_instructors_may_be_missing() -> None:
    def all_fields(type_: type) -> list[Field]:
        found = []
        for row in fields_of(type_).values():
            form = row.type.item if isinstance(row.type, ListOf) else row.type
            found += [row, *(all_fields(form.type) if hasattr(form, "type") else [])]
        return found

    rows = [row for type_ in RECORD_TYPES.values() for row in all_fields(type_)]
    assert {row.name for row in rows if row.for_instructors} >= {"epilogue", "expected", "facilitator_notes"}
    assert [row.name for row in rows if row.for_instructors and row.is_required] == []
