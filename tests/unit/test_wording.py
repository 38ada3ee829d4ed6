"""The rules about words, headings and links: what they find, and what they let pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.problems import Problem
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.read.wording import wording_problems
from casewright.read.wrecked import mended, wrecks


def found(text: str, known: str = "") -> list[Problem]:
    source = SourceText("x.md", text)
    return list(wording_problems(source, 0, len(text), known=known))


def numbers(text: str, known: str = "") -> list[str]:
    return [problem.code.number for problem in found(text, known)]


def reading(text: str) -> list[tuple[str, int, int]]:
    source = SourceText("x.md", text)
    _, problems = read_prose(source, text, 0, len(text), is_block=True)
    return [(item.code.number, item.where.line, item.where.column) for item in problems]


@pytest.mark.parametrize(
    "text",
    [
        "The Works Agency (WGA) asked. The WGA paid.", "The WGA (Works Agency) asked.", "Two WGAs (Works Agencies).",
        "The US, the UK and IBM.", "Part II and Part IV.", "Said `WGA` and “the WGA asked”.", '"WGA", he said.',
        "[the agency](https://example.org/WGA)", "See [[WGA]] and [@WGA2013].", "```\nWGA\n```", "## The WGA",
        "THE WGA WILL PAY", "> The WGA said so.", "BOS:311, 18F and COVID-19", "| WGA | 1 |",
    ],
)  # fmt: skip
def test_acronyms_that_are_let_pass(text: str) -> None:
    assert numbers(text) == []


def test_an_acronym_is_told_once_at_its_first_place() -> None:
    (problem,) = found("First\nthe WGA asked, and the WGA paid; all WGAs do.")
    assert (problem.code.number, str(problem.where)) == ("CW701", "x.md:2:5")
    assert numbers("The WGA paid.", known="Works Agency (WGA)") == []


def test_a_sentence_is_long_only_by_its_own_words() -> None:
    half = "word " * 40
    assert numbers(f"{half}end. Then {half}end.") == []
    assert numbers(f"{half}\n\n- {half}\n- {half}") == []
    assert numbers(f"{half}, {half}.") == ["CW702"]
    assert numbers(f"{half} [@doe2013desk, {half}].") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The chairman asked.", ["CW703"]), ("The Chairman asked.", []), ("“The chairman asked.”", []),
        ("The chairmanship.", []), ("It helps the\nelderly.", ["CW703"]), ("The elderly-care desk.", []),
        ("The poor", []), ("Help for the poor.", ["CW703"]),
    ],
)  # fmt: skip
def test_words(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize("text", ["naïve café", "Ça, é à la «mode» £5", "Ä Ö Ü ß", "À «x»", "Århus, São Paulo", "ÃO"])
def test_other_languages_are_no_wrecks(text: str) -> None:
    assert list(wrecks(text)) == []


@given(st.text(alphabet="éÜß’“”—çñ£ŁŽ😀a ", min_size=1))
def test_what_was_wrecked_is_found_and_mended(text: str) -> None:
    wreck = "".join(
        char
        if char.isascii()
        else "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in char.encode())
        for char in text
    )
    assert mended(wreck) == text
    assert bool(list(wrecks(wreck))) == (not text.isascii())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    found(text)
    assert mended(mended(text)) == mended(text) or list(wrecks(mended(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## One\n\n### Two\n\n## Three\n", []),
        ("## One\n\n#### Two\n\n### Three\n", [("CW721", 3, 1)]),
        ("### One\n\nText.\n", [("CW721", 1, 1)]),
        ("> ### Quoted\n", []),
        ("**One**\n\nText.\n", [("CW722", 1, 1)]),
        ("**One.**\n\nText.\n", []),
        ("**One** more\n\nText.\n", []),
        ("Text.\n\n**One**\n", []),
        ("- **One**\n\n  Text.\n", []),
        ("It is [here](https://example.org).\n", [("CW720", 1, 7)]),
        (
            "It is [Here.](https://example.org) and [ click\nhere ](https://example.org).\n",
            [("CW720", 1, 7), ("CW720", 1, 40)],
        ),
        ("It is [[springfield-desk|here]].\n", [("CW720", 1, 7)]),
        ("It is [the report here](https://example.org), [[springfield-desk]] and [here].\n", []),
    ],
)
def test_headings_and_links(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert reading(text) == expected
