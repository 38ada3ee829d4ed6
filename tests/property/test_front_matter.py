"""Front matter written and read again is equal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.export.front_matter import write_document
from casewright.export.values import front_matter_values
from casewright.model.case import Case
from casewright.model.prose import Prose
from casewright.model.record import Record
from casewright.read.folder import read_folder
from casewright.read.library import read_library
from casewright.read.record import read_record
from casewright.read.text import SourceText

REPOSITORY, _ = read_folder(Path(__file__).parents[2])
CASE: Case = read_library(starter_files())[0].cases[0]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=60)


def again(record: Record) -> object:
    text = write_document(front_matter_values(record), record.body.text)
    return read_record(type(record), SourceText(record.file, text))[0]


@pytest.mark.parametrize("record", list(REPOSITORY.records()), ids=lambda record: str(record.ref))
def test_every_record_of_this_casebook(record: Record) -> None:
    assert again(record) == record


@given(title=WORDS, subject=WORDS, summary=WORDS)
@example(title="no", subject="2012", summary="1:30")
@example(title="a: b", subject="# not a comment", summary="[@doe2013desk, p. 4] says: yes")
@example(title="'", subject='"', summary="@doe2013desk says")
@example(title="- a", subject="> b", summary="| c")
@example(title="🎈 é ß", subject="%", summary="`[[no]]` and [[springfield-desk|yes]]")
@example(title="~", subject="null", summary="&anchor *alias")
@example(title="a\u2028b", subject="a\x85b", summary="one\ntwo\n\nthree")
def test_any_words(title: str, subject: str, summary: str) -> None:
    title, subject, summary = " ".join(title.split()) or "x", " ".join(subject.split()) or "x", summary.strip() or "x"
    claim = replace(CASE.claims[0], subject=subject)
    found = again(replace(CASE, title=title, claims=(claim,), summary=Prose(text=summary)))
    assert isinstance(found, Case)
    assert found.title == title
    assert found.claims[0].subject == subject
    assert found.summary.text == summary
    assert replace(found, summary=CASE.summary, title=CASE.title, claims=CASE.claims) == CASE
