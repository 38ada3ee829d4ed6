"""BibTeX: what is read of an entry, and that one broken entry takes no other along."""

from __future__ import annotations

import pytest

from casewright.model.source import Name
from casewright.problems import Code
from casewright.read.bibtex import read_bibtex
from casewright.read.text import SourceText
from casewright.render.csl import to_csl
from casewright.render.latex import to_sentence_case, to_text


def read(text: str) -> tuple[list[str], list[Code]]:
    sources, problems = read_bibtex(SourceText("b.bib", text))
    return [source.key for source in sources], [problem.code for problem in problems]


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


def test_places_of_entries_and_fields() -> None:
    (_, source), _ = read_bibtex(
        SourceText("b.bib", "@misc{a, title={A}}\n\n@book{b,\n  title = {B},\n   year = 2013\n}\n")
    )
    assert (source.where.line, source.where.column) == (3, 1)
    assert (source.places["year"].line, source.places["year"].column) == (5, 4)
    assert source.fields["year"] == "2013"


def test_abbreviations_go_from_file_to_file() -> None:
    macros: dict[str, str] = {}
    read_bibtex(SourceText("a.bib", "@string{city = {City of Springfield}}"), macros)
    (source,), problems = read_bibtex(SourceText("b.bib", '@misc{a, publisher = city # " Press"}'), macros)
    assert source.fields["publisher"] == "City of Springfield Press"
    assert problems == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Doe, Jane", Name(family="Doe", given="Jane")),
        ("Jane Q. Doe", Name(family="Doe", given="Jane Q.")),
        ("de Vries, Hanna", Name(family="Vries", given="Hanna", particle="de")),
        ("King, Jr., Martin", Name(family="King", given="Martin", suffix="Jr.")),
        ("{City of Springfield}", Name(literal="{City of Springfield}")),
        ("{Ho}", Name(literal="{Ho}")),
    ],
)
def test_names(written: str, name: Name) -> None:
    (source,), problems = read_bibtex(SourceText("b.bib", f"@misc{{a, author = {{{written}}}}}"))
    assert source.names["author"] == (name,)
    assert problems == ()


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"T{\~o}nurist", "Tõnurist"),
        (r"Mart{\'\i}nez", "Martínez"),
        (r"Sav\'e \& Co", "Savé & Co"),
        (r"Over \$30 Million", "Over $30 Million"),
        ("108--121", "108–121"),
        ("``Lean'' work", "“Lean” work"),
        ("{IT}-led", "IT-led"),
        ("plain", "plain"),
        ("{", ""),
    ],
)
def test_latex(latex: str, text: str) -> None:
    assert to_text(latex) == text


@pytest.mark.parametrize(
    ("title", "lowered"),
    [
        ("Idea to Retire: {IT}-Led Service Innovation", "Idea to retire: {IT}-led service innovation"),
        ("Beyond Red vs. Blue: The Political Typology", "Beyond red vs. blue: The political typology"),
        ("Lean: A Failed Theory for Public Services?", "Lean: A failed theory for public services?"),
        ("How {Denver's} Peak Academy Saves", "How {Denver's} peak academy saves"),
        ("NASA and eBay Go to {New York}", "NASA and eBay go to {New York}"),
    ],
)
def test_sentence_case(title: str, lowered: str) -> None:
    assert to_sentence_case(title) == lowered


def test_only_web_addresses_become_links() -> None:
    text = "@misc{a, title={T}, url={javascript:alert(1)}, doi={https://doi.org/10.1111/padm.12209}}"
    (source,), _ = read_bibtex(SourceText("b.bib", text))
    item = to_csl(source)
    assert "URL" not in item
    assert item["DOI"] == "10.1111/padm.12209"
