"""BibTeX files: what is read of an entry, and that one broken entry takes no other along."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from casewright.problems import Code
from casewright.read.bibliography import read_bibliography
from casewright.read.bibtex import abbreviations, read_bibtex
from casewright.read.text import SourceText


def read(text: str) -> tuple[list[str], list[Code]]:
    entries, problems = read_bibtex(SourceText("b.bib", text))
    return [entry.key for entry in entries], [problem.code for problem in problems]


GOOD = "@misc{%s, title = {T}}\n"


@pytest.mark.parametrize(
    "broken",
    [
        "@misc{x, title {T}}",
        "@misc{x, title = {T}",
        "@misc{x, title = {T",
        '@misc{x, title = "T',
        "@misc{",
        "@misc{x title",
    ],
)
def test_the_entries_around_a_broken_one_survive(broken: str) -> None:
    keys, problems = read(GOOD % "before" + broken + "\n" + GOOD % "after")
    assert "before" in keys
    assert "after" in keys
    assert Code.BROKEN_ENTRY in problems


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("% see @misc{x, title = {T}}\n@misc{a, title = {T}}", ["a"]),
        ("  %@misc{x,\n  % title = {T}}\n@misc{a, title = {T}}", ["a"]),
        ("write to doe@example.org\n@misc{a, title = {100% @home}}", ["a"]),
        ("@comment{@misc{x, title = {T}}}", ["x"]),  # as in BibTeX, where a comment is what stands between entries
        ('@preamble{"x"} @STRING(y = {z}) @Misc(a, Title = y)', ["a"]),
    ],
)
def test_what_is_an_entry(text: str, keys: list[str]) -> None:
    assert read(text) == (keys, [])


def test_places_of_entries_and_fields() -> None:
    (_, entry), _ = read_bibtex(
        SourceText("b.bib", "@misc{a, title={A}}\n\n@book{b,\n  title = {B},\n   year = 2013\n}\n")
    )
    assert (entry.where.line, entry.where.column) == (3, 1)
    assert (entry.at("year").line, entry.at("year").column) == (5, 4)
    assert entry.at("doi") == entry.where
    assert entry.fields["year"] == "2013"


STRINGS = [
    SourceText("a.bib", "@string{press = city # { Press}}@misc{x, publisher = press, note = own}@string{own = {A}}"),
    SourceText(
        "b.bib", "@STRING{City = {City of Springfield}}@string{own = {B}}@misc{y, note = own}@misc{z, note = jan}"
    ),
]


@pytest.mark.parametrize("texts", [STRINGS, STRINGS[::-1]])
def test_abbreviations_are_known_in_all_files(texts: list[SourceText]) -> None:
    macros = abbreviations(STRINGS)
    fields: dict[str, Mapping[str, str]] = {}
    for text in texts:
        entries, problems = read_bibtex(text, macros)
        assert not problems
        fields |= {entry.key: entry.fields for entry in entries}
    assert fields["x"] == {"publisher": "City of Springfield Press", "note": "A"}
    assert fields["y"] == {"note": "B"}
    assert fields["z"] == {"note": "January"}


def test_abbreviations_that_stand_for_too_much() -> None:
    doubling = "".join(f"@string{{s{index} = s{index - 1} # s{index - 1}}}\n" for index in range(1, 60))
    text = SourceText("b.bib", "@string{s0 = {0123456789}}\n" + doubling + "@misc{a, note = s59}")
    assert max(map(len, abbreviations([text]).values())) < 1_000_000
    _, problems = read_bibtex(text)
    assert Code.BROKEN_ENTRY in {problem.code for problem in problems}


def test_a_byte_that_is_not_utf8_costs_its_entry_alone() -> None:
    data = (GOOD % "before").encode() + b"@misc{x,\n  title = {Caf\xe9 \xe8},\n}\n" + (GOOD % "after").encode()
    sources, problems = read_bibliography([("b.bib", data)])
    assert sorted(sources) == ["after", "before"]
    assert [(str(problem.where), problem.message) for problem in problems if problem.code is Code.NOT_UTF8] == [
        ("b.bib:3:15", 'byte 0xe9 is not UTF-8; in Windows-1252 it is "é"; the entry that holds it is left out')
    ]


RIS = b"TY  - RPRT\nID  - %s\nTI  - %s\nN1  - read: full\nER  -\n"
JSON = b'{"id": "%s", "type": "report", "title": "%s", "author": [{"literal": "A"}]}'
TITLES = ((b"before", b"One"), (b"x", b"Caf\xe9 \xe8"), (b"after", b"Two"))


@pytest.mark.parametrize(
    ("name", "data", "where"),
    [
        ("b.ris", b"".join(RIS % record for record in TITLES), "b.ris:8:10"),
        ("b.json", b"[%s]" % b",\n ".join(JSON % record for record in TITLES), "b.json:2:45"),
        ("c.json", b"[%s]" % b", ".join(JSON % record for record in TITLES), "c.json:1:127"),
    ],
)
def test_so_it_is_in_files_of_other_kinds(name: str, data: bytes, where: str) -> None:
    sources, problems = read_bibliography([(name, data)])
    assert sorted(sources) == ["after", "before"]
    assert [(str(one.where), one.path) for one in problems if one.code in (Code.NOT_UTF8, Code.BROKEN_ENTRY)] == [
        (where, "")
    ]
