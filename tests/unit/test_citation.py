"""The syntax of citations, as pandoc's User's Guide has it, and of links."""

from __future__ import annotations

import pytest

from casewright.model.ids import Ref
from casewright.model.prose import Citation
from casewright.read.citing_sentences import sentences
from casewright.read.prose import read_prose
from casewright.read.text import SourceText


def found(text: str, *, is_block: bool = False) -> tuple[Citation, ...]:
    source = SourceText("x.md", text)
    return read_prose(source, text, 0, len(text), is_block=is_block)[0].citations


def test_not_in_code_blocks() -> None:
    assert found("```\n[@a]\n```\n\n    [@b]\n", is_block=True) == ()


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


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[@https://example.org/x, p. 3]", "https://example.org/x"),
        ("[@https://example.org/x/]", "https://example.org/x"),
        ("[@doi:10.1000/a/b.]", "doi:10.1000/a/b"),
        ("[@a::b]", "a"),
    ],
)
def test_a_bare_key_may_be_an_address(text: str, key: str) -> None:
    (citation,) = found(text)
    assert citation.items[0].key == key
