"""The syntax of citations, as pandoc's User's Guide has it, and of links."""

from __future__ import annotations

import pytest

from casewright.model.ids import Ref
from casewright.model.prose import Citation, CitedItem
from casewright.read.citation import parse_field
from casewright.read.prose import read_prose, sentences
from casewright.read.text import SourceText


def found(text: str, *, is_block: bool = False) -> tuple[Citation, ...]:
    source = SourceText("x.md", text)
    return read_prose(source, text, 0, len(text), is_block=is_block)[0].citations


def shape(citation: Citation) -> list[tuple[str, str, str, bool]]:
    return [(item.prefix, item.key, item.locator, item.is_author_suppressed) for item in citation.items]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("It works [@a].", [("", "a", "", False)]),
        ("It works [@doe2013, p. 12].", [("", "doe2013", "p. 12", False)]),
        ("It works [@doe2013, pp. 3-5, and note].", [("", "doe2013", "pp. 3-5, and note", False)]),
        ("[see @a, chap. 3; also @b]", [("see", "a", "chap. 3", False), ("also", "b", "", False)]),
        ("In 2013 [-@a, p. 1]", [("", "a", "p. 1", True)]),
        ("[@10.1:18; @a_b; @x-y.z]", [("", "10.1:18", "", False), ("", "a_b", "", False), ("", "x-y.z", "", False)]),
        ("[@{https://example.org/a}, p. 2]", [("", "https://example.org/a", "p. 2", False)]),
        ("*emphasis with [@a]*", [("", "a", "", False)]),
    ],
)
def test_parenthetical(text: str, items: list[tuple[str, str, str, bool]]) -> None:
    (citation,) = found(text)
    assert shape(citation) == items
    assert not citation.is_in_text


@pytest.mark.parametrize(
    ("text", "key", "locator"),
    [
        ("@doe2013 says so.", "doe2013", ""),
        ("As @doe2013 [p. 3] says.", "doe2013", "p. 3"),
        ("So says @doe2013.", "doe2013", ""),
        ("(@doe2013)", "doe2013", ""),
    ],
)
def test_in_text(text: str, key: str, locator: str) -> None:
    (citation,) = found(text)
    assert citation.is_in_text
    assert citation.items == (CitedItem(key=key, locator=locator),)  # type: ignore[arg-type]  # a literal


@pytest.mark.parametrize(
    "text",
    [
        "desk@example.org",
        "`[@a]` and `@b`",
        r"\@a is not a citation",
        "[words](https://example.org/@a)",
        "[@a](https://example.org)",
        "<https://example.org/@a>",
        "[no key here]",
        "a @ b",
    ],
)
def test_not_a_citation(text: str) -> None:
    assert found(text) == ()


def test_not_in_code_blocks() -> None:
    assert found("```\n[@a]\n```\n\n    [@b]\n", is_block=True) == ()


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("doe2013desk", [("", "doe2013desk", "", False)]),
        ("doe2013desk, p. 4; roe2014", [("", "doe2013desk", "p. 4", False), ("", "roe2014", "", False)]),
        ("[@doe2013desk, p. 4]", [("", "doe2013desk", "p. 4", False)]),
        ("{10.1/x y}", None),
        ("see the report", None),
        ("a;;b", None),
        ("", None),
    ],
)
def test_field(text: str, items: list[tuple[str, str, str, bool]] | None) -> None:
    citation = parse_field(text)
    assert (None if citation is None else shape(citation)) == items


def test_each_citation_knows_its_sentence_and_place() -> None:
    text = "Costs fell, e.g. for pp. 3 [@a]. Then Dr. Doe left\nthe city [@b]! Nothing more."
    first, second = found(text)
    assert first.sentence == "Costs fell, e.g. for pp. 3."
    assert second.sentence == "Then Dr. Doe left the city!"
    assert (first.where.line, first.where.column) == (1, 29)
    assert (second.where.line, second.where.column) == (2, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He lives in the U.S. and works.", ["He lives in the U.S. and works."]),
        ("See J. Doe. She knows.", ["See J. Doe.", "She knows."]),
        ("It cost 2.5 million.", ["It cost 2.5 million."]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_links() -> None:
    text = "See [[a-b]], [[lesson:x|that lesson]] and `[[no]]`."
    prose, _ = read_prose(SourceText("x.md", text), text, 0, len(text), is_block=False)
    assert [(link.ref, link.words) for link in prose.links] == [
        (Ref("case", "a-b"), ""),
        (Ref("lesson", "x"), "that lesson"),
    ]
    assert prose.links[0].where.column == 5
