"""References as files: what is written is read back, by our own reader and by pandoc's."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from typing import Any

import pypandoc
import pytest

from casewright.export.bibtex import bibtex
from casewright.export.csl_json import csl_json
from casewright.export.formats import WRITERS
from casewright.export.ris import ris
from casewright.model.ids import SourceKey, TermId
from casewright.model.source import Source
from casewright.problems import Location
from casewright.read.bibliography import read_bibliography

REPORT: dict[str, Any] = {
    "type": "report",
    "title": 'Lean & <span class="nocase">Denver</span>: 100% of #1 in $ under_score {braces} ^ \\ back',
    "author": [
        {"family": "Berg", "non-dropping-particle": "van den", "given": "Anna Maria", "suffix": "Jr."},
        {"literal": "City and County of Denver, Office of the Mayor"},
        {"family": "Müller-Łoś", "given": "Zoë"},
    ],
    "publisher": "City & County",
    "publisher-place": "Denver, CO",
    "number": "A2015-001",
    "issued": {"date-parts": [[2016, 5, 3]]},
    "accessed": {"date-parts": [[2026, 11, 24]]},
    "URL": "https://example.org/a_b%20c?x=1&y=2#z",
    "DOI": "10.1000/a_b(c)",
    "language": "en",
}
ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "title": "Who leads? A study of two cities",
    "author": [{"family": "Doe", "given": "J."}, {"family": "And And", "given": "Bo"}],
    "container-title": "Public Administration Review",
    "volume": "12",
    "issue": "3",
    "page": "83–97",
    "issued": {"date-parts": [[2013]]},
}
THESIS: dict[str, Any] = {
    "type": "thesis",
    "title": "Slow change",
    "author": [{"family": "Roe"}],
    "publisher": "University of Springfield",
    "genre": "PhD thesis",
    "issued": {"date-parts": [[2001, 9]]},
}
CHAPTER: dict[str, Any] = {
    "type": "chapter",
    "title": "Desks",
    "author": [{"family": "Poe", "given": "E."}],
    "editor": [{"family": "Loe", "given": "F."}],
    "container-title": "A book of desks",
    "publisher": "Desk Press",
    "page": "1-9",
    "issued": {"date-parts": [[1999]]},
}
PERIOD = {"type": "webpage", "title": "Open", "issued": {"date-parts": [[2011], [2018]], "circa": True}}
SEASON = {"type": "webpage", "title": "Spring", "issued": {"date-parts": [[2012]], "season": 1}}
ITEMS = {
    "report": ("report", REPORT),
    "article": ("article", ARTICLE),
    "thesis": ("thesis", THESIS),
    "chapter": ("incollection", CHAPTER),
}


def source(key: str, type_: str, item: Mapping[str, Any], **more: Any) -> Source:
    """Return a source that did not come from a .bib file."""
    whole = {"id": key, **item}
    values = {"fields": {}, "read": None, "where": Location("x.json"), **more}
    return Source(key=SourceKey(key), type=type_, item=whole, **values)


def pandoc(text: str, format_: str) -> list[dict[str, Any]]:
    """Return the items that pandoc reads."""
    command = [pypandoc.get_pandoc_path(), "-f", format_, "-t", "csljson"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    items = json.loads(done.stdout)
    assert isinstance(items, list)
    return items


def ours(text: str, ending: str = "bib") -> list[Source]:
    """Return the sources that our own reader reads; nothing is wrong with them."""
    sources, problems = read_bibliography([(f"x.{ending}", text.encode())])
    assert problems == ()
    return list(sources.values())


def bare(value: object) -> str:
    """Return a text without marks of capitals and kinds of dashes, in lower case."""
    text = str(value).replace('<span class="nocase">', "").replace("</span>", "").replace("–", "-")
    return text.casefold()


SAME = ("title", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "URL", "DOI", "accessed")


@pytest.mark.parametrize("name", ITEMS)
def test_pandoc_reads_the_bibtex(name: str) -> None:
    type_, item = ITEMS[name]
    (read,) = pandoc(bibtex([source("k", type_, item)]), "biblatex")
    assert read["type"] == item["type"]
    for variable in SAME:
        assert bare(read.get(variable, "")) == bare(item.get(variable, "")), variable
    assert read["issued"] == item["issued"]
    assert [people(name) for name in read["author"]] == [people(name) for name in item["author"]]


@pytest.mark.parametrize("name", ITEMS)
def test_our_reader_reads_the_bibtex(name: str) -> None:
    type_, item = ITEMS[name]
    written = bibtex([source("k", type_, item)])
    (read,) = ours(written)
    assert read.type == type_
    for variable in ("title", "container-title", "publisher", "volume", "page", "URL", "DOI", "issued", "accessed"):
        assert bare(read.item.get(variable, "")) == bare(item.get(variable, "")), variable
    assert read.item["author"] == item["author"]


def test_an_entry_goes_out_as_it_came_in() -> None:
    text = (
        "@TechReport{a:b.c,\n  author = {M{\\\"u}ller, J{\\'\\i}m and {City \\& County}},\n"
        "  title = {The {DNA} of \\emph{Desks}: 100\\% {Denver}},\n  year = 2013,\n  month = jul,\n"
        "  url = {https://example.org/a_b%20c},\n  read = {opening},\n  note_read = {Only \\S 1.},\n}\n"
    )
    (first,) = ours(text)
    written = bibtex([first])
    (second,) = ours(written)
    assert (second.item, second.fields, second.read, second.note) == (first.item, first.fields, first.read, first.note)
    assert "{M{\\\"u}ller, J{\\'\\i}m and {City \\& County}}" in written
    assert bibtex([second]) == written


def test_what_an_entry_takes_from_another_is_written_with_it() -> None:
    fields = {"title": "T", "crossref": "whole", "xdata": "x", "booktitle": "The {Whole}"}
    written = bibtex([source("part", "incollection", CHAPTER, fields=fields, where=Location("b.bib"))])
    assert "booktitle = {The {Whole}}" in written
    assert "crossref" not in written
    assert "xdata" not in written


@pytest.mark.parametrize("ending", WRITERS)
def test_how_a_source_was_read_is_kept(ending: str) -> None:
    found = source(
        "k",
        "online",
        {**PERIOD, "URL": "https://example.org/"},
        read=TermId("opening"),
        note="Only 5 % & a {bit}",
        archive="https://archive.example/x_y",
        retraction="Withdrawn_2020",
    )
    (read,) = ours(WRITERS[ending]([found]), ending)
    assert (read.read, read.note, read.archive, read.retraction) == (
        found.read,
        found.note,
        found.archive,
        found.retraction,
    )


@pytest.mark.parametrize(("item", "date"), [(PERIOD, "2011~/2018~"), (SEASON, "2012-21")])
def test_uncertain_dates_stay_uncertain(item: Mapping[str, Any], date: str) -> None:
    assert f"  date = {{{date}}},\n" in bibtex([source("k", "online", item)])


def test_no_sign_ends_a_field_or_an_entry() -> None:
    item = {"type": "webpage", "title": "}} , @misc{x, title = {y", "URL": "https://example.org/}{", "author": []}
    written = bibtex([source("k", "online", item), source("l", "online", item)])
    sources, problems = read_bibliography([("b.bib", written.encode())])
    assert [problem for problem in problems if problem.fails] == []
    assert list(sources) == ["k", "l"]
    assert [one["id"] for one in pandoc(written, "biblatex")] == ["k", "l"]


def test_no_sign_in_a_key_ends_an_entry() -> None:
    written = bibtex([source("a, title={x}} @misc{b", "report", REPORT), source("http://e.org/1:2", "report", REPORT)])
    assert [one.key for one in ours(written)] == ["a-title-x-misc-b-ed55fd54", "http://e.org/1:2"]


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("ending", ["ris", "json"])
def test_our_readers_read_the_other_files(ending: str, name: str) -> None:
    type_, item = ITEMS[name]
    (read,) = ours(WRITERS[ending]([source("k", type_, item)]), ending)
    assert (read.key, read.type) == ("k", type_)
    for variable in ("type", "title", "container-title", "publisher", "volume", "page", "URL", "DOI", "accessed"):
        assert bare(read.item.get(variable, "")) == bare(item.get(variable, "")), variable
    assert read.item["issued"] == item["issued"]


@pytest.mark.parametrize("name", ITEMS)
def test_pandoc_reads_the_ris(name: str) -> None:
    type_, item = ITEMS[name]
    (read,) = pandoc(ris([source("k", type_, item)]), "ris")
    assert read["type"] == item["type"]
    for variable in ("title", "volume", "issue", "URL", "DOI"):
        assert bare(read.get(variable, "")) == bare(item.get(variable, "")), variable
    assert read["issued"]["date-parts"][0][0] == item["issued"]["date-parts"][0][0]


def test_a_ris_file_is_tags_of_two_signs_and_one_line_each() -> None:
    hostile = {"type": "report", "title": "One\nER  - \nTY  - JOUR", "author": [{"family": "Doe", "given": "J.\nX"}]}
    lines = ris([source("k", "report", hostile), source("l", "report", REPORT)]).split("\n")
    assert [line for line in lines if line and line[2:6] != "  - "] == []
    assert [line[:2] for line in lines].count("TY") == 2
    assert [line[:2] for line in lines].count("ER") == 2
    assert "PY  - 2016" in lines
    assert "DA  - 2016/05/03" in lines
    assert "AU  - van den Berg, Anna Maria, Jr." in lines
    assert "TI  - Lean & Denver: 100% of #1 in $ under_score {braces} ^ \\ back" in lines


def test_csl_json_is_the_items() -> None:
    written = csl_json([source("k", "report", REPORT), source("l", "article", ARTICLE)])
    assert json.loads(written) == [{"id": "k", **REPORT}, {"id": "l", **ARTICLE}]
    assert [item["id"] for item in pandoc(written, "csljson")] == ["k", "l"]


def people(name: Mapping[str, str]) -> dict[str, str]:
    """Return a name with the particle in one place: pandoc tells dropping ones from others by rules of its own."""
    particles = [name[part] for part in ("dropping-particle", "non-dropping-particle") if name.get(part)]
    rest = {part: text for part, text in name.items() if part in ("family", "given", "suffix", "literal")}
    return {**rest, "particles": " ".join(particles)}


def test_a_doi_goes_out_without_its_address() -> None:
    found, _ = read_bibliography([("b.bib", b"@misc{a, title={T}, year={2010}, doi={https://doi.org/10.1000/x}}")])
    assert "doi = {10.1000/x}," in bibtex(found.values())


@pytest.mark.parametrize(
    ("parts", "written"),
    [([2016], ["year = {2016}"]), ([2016, 5, 3], ["date = {2016-05-03}", "year = {2016}"])],
)
def test_a_date_goes_out_with_the_year_that_bibtex_needs(parts: list[int], written: list[str]) -> None:
    record = json.dumps([{"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [parts]}}])
    found, _ = read_bibliography([("b.json", record.encode())])
    lines = [line.strip(" ,") for line in bibtex(found.values()).splitlines()]
    assert [line for line in lines if line.startswith(("date", "year"))] == written
