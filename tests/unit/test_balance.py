"""What readers are told of the evidence: which cases say what, and how much of the sources was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Case
from casewright.model.ids import SourceKey, TermId
from casewright.model.lesson import Research
from casewright.model.prose import Citation, CitedItem
from casewright.read.library import read_library
from casewright.resolve.evidence import Witness, weigh
from casewright.views.balance import cases_words, research_words
from casewright.views.reading import partly_read
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
STRENGTHS = LIBRARY.vocabularies["strengths"]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ({}, "no case bears on it yet"),
        ({"a": ["supports"]}, "evidence from 1 case: 1 supports it"),
        ({"a": ["supports", "supports"]}, "evidence from 1 case: 1 supports it"),
        (
            {"a": ["supports"], "b": ["supports"], "c": ["supports"], "d": ["qualifies"]},
            "evidence from 4 cases: 3 support it, 1 qualifies it",
        ),
        (
            {"a": ["contradicts"], "b": ["open"], "c": ["open"]},
            "evidence from 3 cases: 1 contradicts it, 2 leave it open",
        ),
        (
            {"a": ["supports", "qualifies"], "b": ["supports"]},
            "evidence from 2 cases: 2 support it, 1 qualifies it; 1 of them on more than one side",
        ),
    ],
)
def test_cases_are_counted_in_plain_words(stances: dict[str, list[str]], expected: str) -> None:
    witnesses = [
        Witness(
            case=replace(CASE, id=id_),
            bearing=replace(CASE.bearings[0], stance=TermId(stance), strength=TermId("weak")),
            index=index,
        )
        for id_, each in stances.items()
        for index, stance in enumerate(each)
    ]
    assert cases_words(weigh(witnesses, STRENGTHS), Terms({})) == expected


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([], ""),
        (["contradicts"], "1 contradicts it"),
        (["contradicts", "supports", "supports", "open"], "2 support it, 1 contradicts it, 1 leaves it open"),
    ],
)
def test_research_is_counted_in_plain_words(stances: list[str], expected: str) -> None:
    bearing = CASE.bearings[0]
    research = tuple(
        Research(stance=TermId(stance), because=bearing.because, source=bearing.source) for stance in stances
    )
    assert research_words(replace(weigh([], STRENGTHS), research=research), Terms({})) == expected


def test_what_was_not_read_in_full_is_told_by_how_much_was() -> None:
    one = next(iter(LIBRARY.sources.values()))
    levels = {"a": "secondary", "b": "full", "c": "opening", "d": "secondary", "e": "", "f": "skimmed"}
    sources = {SourceKey(key): replace(one, key=SourceKey(key), read=TermId(level)) for key, level in levels.items()}
    library = replace(LIBRARY, sources=sources)
    citation = Citation(items=tuple(CitedItem(key=SourceKey(key)) for key in [*levels, "a", "nowhere"]))
    assert [(item.words, [cited.key for cited in item.sources.items]) for item in partly_read(citation, library)] == [
        ("opening", ["c"]),
        ("not read itself", ["a", "d"]),
        ("how much was read is not recorded", ["e"]),
        ("skimmed", ["f"]),
    ]
    assert partly_read(Citation(items=(CitedItem(key=SourceKey("b")),)), library) == ()
