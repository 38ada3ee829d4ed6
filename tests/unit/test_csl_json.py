"""CSL-JSON files: what has the right form is used, everything else is left out, and nothing is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casewright.model.source import Source
from casewright.problems import Code, Problem
from casewright.read.bibliography import read_bibliography

ITEM: dict[str, Any] = {
    "id": "a",
    "type": "chapter",
    "title": "On <i>Nature</i>",
    "container-title": "The Book",
    "author": [{"family": "Vries", "given": "Hanna", "non-dropping-particle": "de"}, {"literal": "City of X"}],
    "issued": {"date-parts": [[2012, 7], [2013]], "circa": True},
    "page": "1-2",
    "URL": "https://example.org/a",
    "language": "en",
}


def read(text: str) -> tuple[list[Source], tuple[Problem, ...]]:
    sources, problems = read_bibliography([("bibliography/x.json", text.encode())])
    return list(sources.values()), problems


@pytest.mark.parametrize("text", [json.dumps([ITEM]), json.dumps(ITEM), f"[\n{json.dumps(ITEM, indent=2)}\n]\n"])
def test_an_item_stays_as_it_is(text: str) -> None:
    (source,), problems = read(text)
    assert source.item == ITEM
    assert not problems
    assert source.type == "incollection"
    assert source.fields == {
        "author": "de Vries, Hanna and {City of X}",
        "title": "On Nature",
        "booktitle": "The Book",
        "date": "2012-07~/2013~",
        "pages": "1-2",
        "url": "https://example.org/a",
        "langid": "en",
    }


def test_ours() -> None:
    (source,), _ = read(json.dumps({**ITEM, "custom": {"read": "full", "note_read": "Twice.", "x": "y"}}))
    assert (source.read, source.note) == ("full", "Twice.")
    assert source.item["custom"] == {"read": "full", "note_read": "Twice."}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"volume": 12}, {"volume": "12"}),
        ({"language": "en-GB"}, {"language": "en"}),
        ({"title": "a <i>b"}, {"title": "a <\u2060i>b"}),
        ({"title": "a\u0000 \ud800 b\n c"}, {"title": "a b c"}),
        ({"issued": {"raw": "2012-07"}}, {"issued": {"date-parts": [[2012, 7]]}}),
        ({"issued": {"date-parts": [["2012", "7"]]}}, {"issued": {"date-parts": [[2012, 7]]}}),
        ({"issued": {"date-parts": [[2012]], "season": "2"}}, {"issued": {"date-parts": [[2012]], "season": 2}}),
        ({"issued": {"literal": "long ago"}}, {"issued": {"literal": "long ago"}}),
        ({"issued": {"date-parts": [[None]]}}, {"issued": None}),
        ({"issued": 2012}, {"issued": {"date-parts": [[2012]]}}),
        ({"DOI": "https://doi.org/10.1111/x"}, {"DOI": "10.1111/x"}),
        ({"URL": "javascript:alert(1)"}, {"URL": None}),
        ({"author": [{"family": 3}, "Doe", {}]}, {"author": [{"literal": "Doe"}]}),
        ({"author": "Doe"}, {"author": [{"literal": "Doe"}]}),
        ({"author": [{"name": "City of X"}]}, {"author": [{"literal": "City of X"}]}),
        ({"type": "book", "edition": "Second edition"}, {"edition": "2"}),
        ({"type": "article-newspaper", "edition": "Late edition"}, {"edition": "Late"}),
        ({"title": ["a"]}, {"title": None}),
        ({"unheardof": "x", "abstract": True}, {"unheardof": None, "abstract": None}),
    ],
)
def test_what_has_another_form(given: dict[str, Any], told: dict[str, Any]) -> None:
    (source,), _ = read(json.dumps([{"id": "a", "type": "book", **given}]))
    assert {name: source.item.get(name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "keys", "lines"),
    [
        (
            '[\n{"id": "a", "type": "book"},\n{"id": "b", "type" "book"},\n{"id": "c", "type": "book"}\n]',
            ["a", "c"],
            [3],
        ),
        ('[\n{"id": "a", "type": "book"},\n{"id": "b"\n', ["a"], [4]),
        ('[{"type": "book"}, 3, {"id": "c", "type": "book"}]', ["c"], [1, 1]),
        ("{nothing}", [], [1]),
        ("[" * 100_000, [], [1]),
        ('{"a":\n' * 20_000, [], None),
    ],
)
def test_broken_records(text: str, keys: list[str], lines: list[int] | None) -> None:
    sources, problems = read(text)
    assert [source.key for source in sources] == keys
    assert {problem.code for problem in problems} == {Code.BROKEN_ENTRY}
    assert lines is None or [problem.where.line for problem in problems] == lines
    assert len(problems) <= 500


def test_what_has_another_form_is_told() -> None:
    """A name in words is printed as it stands; nothing is lost without a word."""
    record = {**ITEM, "author": ["Rita Roe", 7], "editor": {"name": "City of X"}, "title": ["a"], "abstract": None}
    (source,), problems = read(json.dumps(record))
    told = [problem.message for problem in reversed(problems) if problem.code is Code.VARIABLE_FORM]
    assert told == [
        "title is no text; it is left out",
        'author "Rita Roe" is not written as a name; it is printed as it stands',
        "author is no name; it is left out",
        'editor "City of X" is not written as a name; it is printed as it stands',
    ]
    assert source.item["editor"] == [{"literal": "City of X"}]
