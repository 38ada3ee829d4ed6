"""What a link tells before it is followed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from casewright.edges.starter import starter_files
from casewright.export.previews import preview_files
from casewright.model.prose import Prose
from casewright.read.library import read_library
from casewright.resolve.linked import resolve
from casewright.views.preview import MOST_LETTERS

LIBRARY, _ = read_library(starter_files())
CASE, LESSON = LIBRARY.cases[0], LIBRARY.lessons[0]


def previews(**changes: object) -> dict[str, Any]:
    linked, _ = resolve(replace(LIBRARY, **changes))  # type: ignore[arg-type]  # fields by name
    return {address: json.loads(text) for address, text in preview_files(linked)}


def test_a_case_says_what_became_of_it() -> None:
    found = previews()[f"cases/{CASE.id}/preview.json"]
    assert found["title"] == CASE.title
    assert found["kind"] == "Case · Springfield"
    assert (found["said"], found["verdict"]) == ("Last known state", "Continuing")
    assert found["since"] == CASE.state.date.words


def test_a_lesson_says_how_many_cases_take_which_stance() -> None:
    found = previews()[f"lessons/{LESSON.id}/preview.json"]
    assert found["verdict"] == "Weakly supported"
    assert found["stances"] == [["supports", "1 supports it"]]


def test_a_lesson_without_evidence_says_so() -> None:
    found = previews(cases=(replace(CASE, bearings=()),))[f"lessons/{LESSON.id}/preview.json"]
    assert found["verdict"] == "Untested"
    assert "stances" not in found


def test_a_term_says_what_it_means_and_who_carries_it() -> None:
    found = previews()
    assert found["governance/budget-office/preview.json"]["since"] == "1 case"
    assert found["governance/executive-office/preview.json"]["since"] == "No case carries it yet"
    assert found["methods/lean/preview.json"]["text"].startswith("Staff look at each step")
    assert "began/2010-2014/preview.json" in found


def test_a_long_summary_ends_at_a_word() -> None:
    long = replace(CASE, summary=Prose(text="word " * 200, plain="word " * 200))
    text = previews(cases=(long,))[f"cases/{CASE.id}/preview.json"]["text"]
    assert len(text) <= MOST_LETTERS
    assert text.endswith("word …")


def test_a_long_summary_of_sentences_ends_with_one_of_them() -> None:
    twice = "Staff look at each step of their work and change it. " * 2
    summary = f"{twice}The city claims savings of over 30 million dollars."
    long = replace(CASE, summary=Prose(text=summary, plain=summary))
    text = previews(cases=(long,))[f"cases/{CASE.id}/preview.json"]["text"]
    assert len(summary) > MOST_LETTERS
    assert text == twice.strip()
