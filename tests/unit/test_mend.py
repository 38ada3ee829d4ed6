"""What ``check --fix`` changes: the faulty spot and nothing else, once and for all, never against an owner's will."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter, starter_files
from casewright.mend.dates import certain_date
from casewright.mend.edits import Edit, edited
from casewright.mend.layout import in_usual_order, without_blanks
from casewright.mend.mending import MENDED, mended
from casewright.mend.terms import certain_term
from casewright.model.case import Case
from casewright.model.dates import parse_date
from casewright.model.vocabulary import Term, Vocabulary
from casewright.problems import Code
from casewright.read.library import read_library
from casewright.read.text import SourceText
from casewright.resolve.linked import resolve

CASE, BIB = "cases/springfield-desk.md", "bibliography/example.bib"
STARTER = starter_files()
TOKEN = re.compile(r"[^\W_]+|[^\w\s]|\s+")

Row = tuple[str, str, str, str, Code]
MENDS: dict[str, Row] = {
    "a term": (CASE, "level: municipal", "level: municipel", "level: municipal", Code.UNKNOWN_TERM),
    "a term, and a comment": (
        CASE, "level: municipal", "level: municipel  # a town", "level: municipal  # a town", Code.UNKNOWN_TERM,
    ),
    "a term in quotation marks": (
        CASE, "level: municipal", "level: 'Municipel'", "level: 'municipal'", Code.UNKNOWN_TERM,
    ),
    "a term by its label": (CASE, "place: springfield", "place: Springfield", "place: springfield", Code.UNKNOWN_TERM),
    "a term of a list": (CASE, "methods: [lean]", "methods: [leaan, lean]", "methods: [lean, lean]", Code.UNKNOWN_TERM),
    "how much was read": (BIB, "read = {full}", "read = {ful}", "read = {full}", Code.UNKNOWN_TERM),
    "a date with points": (
        CASE, "published: 2026-11-23", "published: 23.11.2026", "published: 2026-11-23", Code.BAD_DATE,
    ),
    "a date with a name": (
        CASE, "    date: 2011\n    source", '    date: "July 2011"\n    source', '    date: "2011-07"\n    source',
        Code.BAD_DATE,
    ),
    "a DOI": (
        BIB, "  read = {full},", "  doi = {https://doi.org/10.1111/padm.12209},\n  read = {full},",
        "  doi = {10.1111/padm.12209},\n  read = {full},", Code.DOI_AS_ADDRESS,
    ),
    "blanks": (CASE, "level: municipal\n", "level: municipal \t\n", "level: municipal\n", Code.UNSEEN_BLANKS),
    "the order of fields": (
        CASE, "place: springfield\nlevel: municipal\n",
        "# Which level?\nlevel: municipal  # a town\nplace: springfield\n",
        "place: springfield\n# Which level?\nlevel: municipal  # a town\n", Code.FIELD_ORDER,
    ),
}  # fmt: skip

LEFT: dict[str, tuple[str, str, str]] = {
    "a word like two terms": (CASE, "level: municipal", "level: nal"),
    "a word like none": (CASE, "level: municipal", "level: galactic"),
    "a day and a month that may be either": (CASE, "published: 2026-11-23", "published: 04/05/2026"),
    "a day that is none": (CASE, "published: 2026-11-23", "published: 31.06.2026"),
    "words for a date": (CASE, "published: 2026-11-23", "published: last spring"),
    "an address that is no DOI": (BIB, "  read = {full},", "  doi = {https://example.org/10},\n  read = {full},"),
    "a break of a line": (CASE, "the city's own.\n", "the city's own.  \nSo far.\n"),
    "blanks in code": (CASE, "the city's own.\n", "the city's own.\n\n```\none \n```\n"),
    "fields beside one that is commented out": (
        CASE, "place: springfield\nlevel: municipal\n", "level: municipal\n# aliases: [x]\nplace: springfield\n",
    ),
}  # fmt: skip


def mend(files: Mapping[str, bytes], *codes: Code) -> dict[str, bytes]:
    library, unread = read_library(files)
    linked, unlinked = resolve(library)
    problems = [problem for problem in (*unread, *unlinked) if not codes or problem.code in codes]
    return {item.path: item.after for item in mended(files, problems, linked.library)}


def with_text(file: str, before: str, after: str) -> dict[str, bytes]:
    text = STARTER[file].decode()
    assert text.count(before) == 1
    return {**STARTER, file: text.replace(before, after).encode()}


@pytest.mark.parametrize("row", MENDS.values(), ids=MENDS)
def test_it_is_mended_and_nothing_else_is_touched(row: Row) -> None:
    file, before, wrong, right, code = row
    files = with_text(file, before, wrong)
    found = mend(files, code)
    assert found == {file: with_text(file, before, right)[file]}
    assert mend({**files, **found}, code) == {}, "twice is once"
    assert mend({**files, **found}) == {}, "and it leaves nothing to mend"


@pytest.mark.parametrize("row", LEFT.values(), ids=LEFT)
def test_what_is_not_certain_is_left_alone(row: tuple[str, str, str]) -> None:
    assert mend(with_text(*row)) == {}


def test_line_ends_and_marks_are_mended_only_if_asked_for() -> None:
    data = b"\xef\xbb\xbf" + STARTER[CASE].replace(b"municipal", b"municipel").replace(b"\n", b"\r\n")
    files = {**STARTER, CASE: data}
    whole = STARTER[CASE]
    assert mend(files) == {CASE: whole}
    assert mend(files, Code.UNKNOWN_TERM) == {CASE: b"\xef\xbb\xbf" + whole.replace(b"\n", b"\r\n")}
    assert mend(files, Code.BYTE_ORDER_MARK) == {CASE: data[3:]}
    mixed = {**STARTER, CASE: data.replace(b"\r\n", b"\n", 3)}
    assert mend(mixed, Code.UNKNOWN_TERM) == {}
    assert mend(mixed) == {CASE: whole}


def test_a_name_is_linked_where_it_is_the_cases_own() -> None:
    other = STARTER[CASE].decode().replace("id: springfield-desk", "id: counters")
    other = other.replace("title: Springfield front desk (an invented example)", "title: The Great Counter")
    other = other.replace("place: springfield\n", "also_called: [BIT]\nplace: springfield\n")
    lesson = "lessons/staff-led-improvement.md"
    for text, linked in (
        ("Ask the people of BIT, and BIT again.", "Ask the people of [[counters|BIT]], and BIT again."),
        ("Ask The Great Counter.", "Ask [[counters]]."),
        ("| one | two |\n|---|---|\n| BIT | 3 |", ""),
        ("## The BIT", ""),
        ("Ask in Springfield.", ""),
    ):
        files = {**STARTER, "cases/counters.md": other.encode()}
        before = "Nobody has compared offices with and without such a right."
        files[lesson] = files[lesson].replace(before.encode(), text.encode())
        expected = files[lesson].replace(text.encode(), linked.encode())
        found = mend(files, Code.UNLINKED)
        assert found == ({lesson: expected} if linked else {})
        assert mend({**files, **found}, Code.UNLINKED) == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2012-7-6", "2012-07-06"), ("2012/07/16", "2012-07-16"), ("16.07.2012", "2012-07-16"),
        ("07/16/2012", "2012-07-16"), ("July 2012", "2012-07"), ("16 July 2012", "2012-07-16"),
        ("Jul. 16, 2012", "2012-07-16"), ("2011-2018", "2011/2018"), ("2011–2018", "2011/2018"), ("c. 2012", "2012~"),
        ("07/06/2012", None), ("2018-2011", None), ("31 June 2012", None), ("Juli 2012", None), ("2012", None),
        ("12.2012", None), ("99", None),
    ],
)  # fmt: skip
def test_dates(written: str, meant: str | None) -> None:
    assert certain_date(written) == meant


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,4}", fullmatch=True))
def test_a_date_that_was_mended_can_be_read_and_stays(written: str) -> None:
    meant = certain_date(written)
    assert meant is None or (parse_date(meant) and certain_date(meant) is None)


def test_a_term_is_certain_only_if_no_other_is_near() -> None:
    terms = tuple(Term(id=id_, label=id_.title(), definition="") for id_ in ("national", "rational", "municipal"))
    vocabulary = Vocabulary(id="x", title="X", definition="", terms=terms, file="x.yml")
    assert certain_term("municpal", vocabulary) == "municipal"
    assert certain_term("Municipal", vocabulary) == "municipal"
    assert certain_term("ational", vocabulary) is None
    assert certain_term("other", vocabulary) is None


WORDS = st.sampled_from(
    ["municipel", "municipal ", "lean", "leaan", "23.11.2026", "July 2013", " \t", "\n", "x", "# y"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), WORDS), min_size=1, max_size=4))
def test_only_faulty_spots_change_and_twice_is_once(changes: list[tuple[int, str]]) -> None:
    text = edited(STARTER[CASE].decode(), (Edit(at, at, word) for at, word in changes))
    files = {**STARTER, CASE: text.encode()}
    found = mend(files)
    again = {**files, **found}
    for _ in range(3):  # one mended fault can let another be read
        again |= mend(again)
    assert mend(again) == {}
    library, unread = read_library(files)
    _, unlinked = resolve(library)
    spots = [problem for problem in (*unread, *unlinked) if problem.code in MENDED and problem.where.path == CASE]
    is_laid_out = {Code.UNSEEN_BLANKS, Code.FIELD_ORDER} & {problem.code for problem in spots}
    if not is_laid_out and CASE in found:
        before, after = TOKEN.findall(text), TOKEN.findall(found[CASE].decode())
        lines = {problem.where.line for problem in spots}
        for number, (old, new) in enumerate(zip(text.split("\n"), found[CASE].decode().split("\n"), strict=True), 1):
            assert old == new or number in lines
        assert before != after


@given(st.permutations(range(8)))
def test_any_order_of_fields_becomes_the_usual_one_with_the_same_text(order: list[int]) -> None:
    text = STARTER[CASE].decode()
    start, end = text.index("place:"), text.index("sourcing:")
    lines = text[start:end].splitlines(keepends=True)
    assert len(lines) == 6
    mixed = "".join(lines[index] for index in order if index < len(lines))
    source = SourceText(CASE, text[:start] + mixed + text[end:])
    assert in_usual_order(Case, source) == text


@given(st.text(alphabet="ab \t\n#-:`|>", max_size=60))
def test_taking_blanks_out_never_changes_a_word_and_is_done_once(body: str) -> None:
    source = SourceText(CASE, STARTER[CASE].decode() + body)
    once = without_blanks(source)
    assert once.split() == source.text.split()
    assert without_blanks(SourceText(CASE, once)) == once


# The command.


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    monkeypatch.chdir(folder)
    file = folder / CASE
    file.write_text(file.read_text(encoding="utf-8").replace("municipal", "municipel"), encoding="utf-8")
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_the_command_mends_says_so_and_tells_the_rest(casebook: Path) -> None:
    result = run("--fix")
    assert (result.exit_code, result.output) == (0, f"{CASE}: mended CW301\nno problems\n")
    assert (casebook / CASE).read_bytes() == STARTER[CASE]
    assert run("--fix").output == "no problems\n"
    assert not [path for path in (casebook / "cases").iterdir() if path.name != "springfield-desk.md"]


def test_the_difference_is_shown_and_nothing_is_written(casebook: Path) -> None:
    before = (casebook / CASE).read_bytes()
    result = run("--diff")
    assert result.exit_code == 1
    assert f"--- {CASE}\n+++ {CASE}\n" in result.output
    assert "\n-level: municipel\n+level: municipal\n" in result.output
    assert (casebook / CASE).read_bytes() == before
    assert (run("--diff", "--select", "CW1").exit_code, run("--diff", "--select", "CW1").output) == (0, "")


@pytest.mark.usefixtures("casebook")
def test_what_is_not_chosen_is_not_mended() -> None:
    assert "mended" not in run("--fix", "--ignore", "terms").output
    assert "mended" not in run("--fix", BIB).output
    assert "mended CW301" in run("--fix", CASE).output


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_is_read_only_is_left_as_it_is(casebook: Path) -> None:
    (casebook / CASE).chmod(0o444)
    result = run("--fix")
    assert result.exit_code == 1
    assert result.output.startswith(f"{CASE}: left as it is: it is read-only\n")


def test_a_refusal_is_told_and_fails(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    before = (casebook / CASE).read_bytes()
    result = run("--fix", "--select", "CW1")
    assert result.exit_code == 0
    result = run("--fix")
    assert result.exit_code == 1
    assert result.output.startswith(f"{CASE}: left as it is: it is read-only\n")
    assert (casebook / CASE).read_bytes() == before


def test_a_link_is_not_replaced_and_modes_stay(casebook: Path) -> None:
    (casebook / CASE).chmod(0o640)
    (casebook / CASE).rename(casebook / "kept.md")
    (casebook / CASE).symlink_to(casebook / "kept.md")
    assert run("--fix").output.startswith(f"{CASE}: left as it is: it is a link\n")
    (casebook / CASE).unlink()
    (casebook / "kept.md").rename(casebook / CASE)
    assert run("--fix").exit_code == 0
    assert (casebook / CASE).stat().st_mode & 0o777 == 0o640


def test_terms_of_a_record_that_cannot_be_built_are_mended_too(casebook: Path) -> None:
    text = (casebook / CASE).read_text(encoding="utf-8")
    (casebook / CASE).write_text(text.replace("last_verified: ", "# "), encoding="utf-8")
    shown = run("--diff", CASE)
    assert "\n-level: municipel\n+level: municipal\n" in shown.output
    assert "mended CW301" in run("--fix", CASE).output
    assert "level: municipal\n" in (casebook / CASE).read_text(encoding="utf-8")
