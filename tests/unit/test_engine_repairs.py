"""What the engine is helped with; what comes of it in print is in tests/oracle."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from casewright.render.citeproc.repairs import (
    puts_stops_in_quotes,
    repaired,
    with_hyphens,
    with_laws_apart,
    with_stops_in_quotes,
    with_words,
)
from casewright.render.styles import Style, load_style, shipped_styles

CSL = "{http://purl.org/net/xbiblio/csl}"


@pytest.mark.parametrize(
    ("issue", "printed"),
    [("2-3", "2–3"), ("8-9", "8–9"), ("10", "10"), ("spe", "spe"), ("S1-2", "S1-2"), ("2019-10-2", "2019-10-2")],
)
def test_a_double_issue_gets_its_dash(issue: str, printed: str) -> None:
    assert repaired({"issue": issue})["issue"] == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ({"family": "周", "given": "黎安"}, {"literal": "周黎安"}),
        ({"family": "김", "given": "민수"}, {"literal": "김민수"}),
        ({"family": "Zhou", "given": "Li-An"}, {"family": "Zhou", "given": "Li-An"}),
        ({"family": "周", "given": "Li-An"}, {"family": "周", "given": "Li-An"}),
        ({"family": "周"}, {"family": "周"}),
        ({"literal": "国务院"}, {"literal": "国务院"}),
    ],
)
def test_a_chinese_or_korean_name_is_one(name: dict[str, str], printed: dict[str, str]) -> None:
    assert repaired({"author": [name]})["author"] == [printed]


@pytest.mark.parametrize("number", ["107-347", "2003-1-2", "7"])
def test_the_number_of_a_law_is_one(number: str) -> None:
    held = repaired({"type": "legislation", "number": number})["number"]
    assert "-" not in held
    assert with_hyphens(held) == number


@pytest.mark.parametrize("number", ["12, 14", "12–14"])
def test_several_numbers_of_laws_are_several(number: str) -> None:
    assert repaired({"type": "legislation", "number": number})["number"] == number


@pytest.mark.parametrize(
    ("name", "authors", "between"),
    [
        ("apa", {"one": None, "two": None}, "; "),
        ("chicago-author-date", {"one": None, "two": [{"literal": "Congress"}]}, "; "),
        ("apa", {"one": [{"literal": "Congress"}], "two": [{"literal": "Congress"}]}, ", "),
        ("apa", {"one": None}, ", "),
    ],
)
def test_laws_stand_apart_like_other_works(name: str, authors: dict[str, object], between: str) -> None:
    printed = '(see <a href="#ref-one" role="x"><em>Roe</em>, 1973</a>{}<a href="#ref-two" role="x">Act, 1966</a>)'
    assert with_laws_apart(printed.format(", "), style(name), lambda: authors) == printed.format(between)


def test_nothing_else_of_an_item_changes() -> None:
    item = {"id": "a", "number": "107-347", "page": "1-9", "title": "A 2-3"}
    assert repaired(item) == item


@pytest.mark.parametrize("name", shipped_styles())
def test_words_of_a_language_come_behind_those_of_the_style(name: str) -> None:
    text = with_words(style(name), "de-DE").text
    locales = ET.fromstring(text).findall(f"{CSL}locale")  # noqa: S314 - a style that we ship
    words = {term.get("name"): term.findtext(f"{CSL}single") for term in locales[-1].iter(f"{CSL}term")}
    assert locales[-1].get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert words["dataset"] == "Datensatz"


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("\ue003<a>Roe, <span>“Desks”</span></a>.\ue004", "\ue003<a>Roe, <span>“Desks.”</span></a>\ue004"),
        ("\ue003<a>Roe, <span>“Desks?”</span></a>.\ue004", "\ue003<a>Roe, <span>“Desks?”</span></a>\ue004"),
        (
            "\ue003<a>Roe, “Desks: <span>‘Open’</span>”</a>.\ue004",
            "\ue003<a>Roe, “Desks: <span>‘Open.’</span>”</a>\ue004",
        ),
        ("\ue003<span><a>“Desks”</a>.</span> X\ue005", "\ue003<span><a>“Desks.”</a></span> X\ue005"),
        ("\ue003<span><a>“Desks”</a>.</span> x\ue005", "\ue003<span><a>“Desks”</a>.</span> x\ue005"),
        ("“Still <span>‘Muddling’</span>,” 79.", "“Still <span>‘Muddling,’</span>” 79."),
        ("“All the citizens’,” 79.", "“All the citizens’,” 79."),
        ("<p>He said “so”</a>.</p>", "<p>He said “so”</a>.</p>"),
    ],
)
def test_stops_go_before_closing_quotation_marks(printed: str, mended: str) -> None:
    assert with_stops_in_quotes(printed) == mended


@pytest.mark.parametrize(
    ("lang", "does"), [("en-US", True), ("en-AU", True), ("en", True), ("en-GB", False), ("fr-FR", False)]
)
def test_where_they_do(lang: str, does: bool) -> None:  # noqa: FBT001 - a case of the test
    chicago = style("chicago-notes-bibliography")
    assert puts_stops_in_quotes(chicago, lang) is does
    own = '<locale><style-options punctuation-in-quote="false"/></locale>'
    assert not puts_stops_in_quotes(replace(chicago, text=f"{chicago.text}{own}"), lang)


@pytest.mark.parametrize("lang", ["en-US", "en-GB", "xx"])
def test_a_language_that_lacks_no_words_leaves_a_style_alone(lang: str) -> None:
    apa = style("apa")
    assert with_words(apa, lang) is apa


def style(name: str) -> Style:
    found, problems = load_style(name)
    assert found, problems
    return found
