"""Words before a number that were meant as locators."""

from __future__ import annotations

import pytest

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem
from casewright.problems import Code
from casewright.read.citation import parse_field
from casewright.read.doubtful_locators import doubtful_locators
from casewright.read.locators import known_locales, locale_names, split_locator


@pytest.mark.parametrize(
    ("written", "meant", "lang"),
    [
        ("ff. 12-14", "fols.", "en-US"),
        ("foll. 12", "fols", "en-GB"),
        ("ss. 4-6", "sects", "en-GB"),
        ("f. 3", "fol.", "en-US"),
        ("f. 12-14", "fol.", "en-US"),
        ("vol. 2, S. 7", "p.", "en-US"),
        ("vol. 2, p. 7, Abb. 3", "fig.", "en-US"),
        ("p. 3, fig. 2, and note 4", "", "en-US"),
        ("p. 3, May 4", "", "en-US"),
        ("Bd. 2, S. 7", "", "de-DE"),
        ("pages. 3", "pp.", "en-US"),
        ("chapter. 3", "chap.", "en-US"),
        ("pgs. 3", "pp.", "en-US"),
        ("Abb. 3", "fig.", "en-US"),
        ("kap 3", "chap.", "en-US"),
        ("Abb. 3", "", "de-DE"),
        ("see appendix for 3 cases", "", "en-US"),
        ("Band 3 of pay", "", "en-US"),
        ("top 10", "", "en-US"),
        ("over 300", "", "en-US"),
        ("May 3", "", "en-US"),
        ("fol. 3", "", "en-US"),
        ("fols. 3-5", "", "de-DE"),
        ("and 3 others", "", "en-US"),
    ],
)
def test_what_is_suggested(written: str, meant: str, lang: str) -> None:
    label, locator, suffix = split_locator(f", {written}", lang)
    item = CitedItem(key=SourceKey("a"), label=label, locator=locator, suffix=suffix)
    hints = [problem.hint for problem in doubtful_locators([item], lang)]
    assert hints == ([f'did you mean "{meant}"? Where it is no locator, write {{}} behind the key'] if meant else [])


def test_both_halves_of_a_foreign_locator_are_told() -> None:
    messages = [problem.message for problem in doubtful_locators([cited("Bd. 2, S. 7", "en-US")], "en-US")]
    assert messages == [
        f'the locator "{half}" is not known here (it is German); it is printed as text' for half in ("Bd. 2", "S. 7")
    ]


@pytest.mark.parametrize("written", ["s.v. desk", "sub verbo desk", "s.v. Desk and chair"])
def test_an_entry_of_a_dictionary_needs_braces(written: str) -> None:
    (problem,) = doubtful_locators([cited(f"{written}, with a note", "en-US")], "en-US")
    assert problem.code is Code.WORDED_LOCATOR
    assert not problem.fails
    assert f"write {{{written}}};" in problem.hint
    mended = cited(f"{{{written}}}, with a note", "en-US")
    assert (mended.label, mended.locator) == ("sub-verbo", written.partition(" ")[2].removeprefix("verbo "))
    assert list(doubtful_locators([mended], "en-US")) == []


def test_the_language_of_a_foreign_word_is_told() -> None:
    item = CitedItem(key=SourceKey("a"), suffix=", Abb. 3")
    assert [problem.message for problem in doubtful_locators([item], "en-US")] == [
        'the locator "Abb. 3" is not known here (it is German); it is printed as text'
    ]


@pytest.mark.parametrize(
    ("written", "language", "hint", "lang"),
    [
        ("kwijt 3", "", "a known word such as p. or chap.", "en-US"),
        ("bldg. 3-5", "", "a known word such as p. or chap.", "en-US"),
        ("luku 3", "Finnish", '"chap."', "en-US"),
        ("strona 12", "Polish", '"S."', "de-DE"),
        ("Kapitola 2", "Czech", '"chap."', "en-US"),
    ],
)
def test_a_word_and_a_number_alone_are_told_for_information(written: str, language: str, hint: str, lang: str) -> None:
    (problem,) = doubtful_locators([cited(written, lang)], lang)
    assert problem.code is Code.PLAIN_SUFFIX
    assert not problem.fails
    assert problem.message.startswith(f'"{written}" is printed as text: ')
    assert problem.message.endswith(f"is a locator in {language}, not here" if language else "it is no locator")
    assert f"the source, write {hint}; where" in problem.hint


@pytest.mark.parametrize(
    "written",
    [
        *("over 300", "top 10", "May 3", "about 50", "slide 12", "version 2", "party 2", "phase 3", "Apollo 11"),
        *("kwijt 2013", "kwijt 3 and more", "kwijt", "my translation", "COVID 19", "within 3-5", "cl. 4", "no 3"),
    ],
)
def test_honest_words_are_left_alone(written: str) -> None:
    assert list(doubtful_locators([cited(written, "en-US")], "en-US")) == []


def test_empty_braces_say_that_it_is_meant_as_text() -> None:
    citation = parse_field("a{}, kwijt 3")
    assert citation
    assert list(doubtful_locators(citation.items, "en-US")) == []


def test_every_language_of_which_words_are_known_has_a_name() -> None:
    assert {tag.partition("-")[0] for tag in known_locales()} == {*locale_names(), "en"}


def cited(written: str, lang: str) -> CitedItem:
    label, locator, suffix = split_locator(f", {written}", lang)
    return CitedItem(key=SourceKey("a"), label=label, locator=locator, suffix=suffix)
