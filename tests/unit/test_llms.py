"""The file for programs that read text."""

from __future__ import annotations

from dataclasses import replace

from casewright.edges.starter import starter_files
from casewright.export.llms import MOST_RECORDS, llms_text
from casewright.read.library import read_library
from casewright.resolve.linked import resolve

LIBRARY, _ = read_library(starter_files())


def written(**changes: object) -> str:
    linked, _ = resolve(replace(LIBRARY, **changes))  # type: ignore[arg-type]  # fields by name
    return llms_text(linked, site_name="Springfield", site_address="https://example.org/")


def test_every_case_and_lesson_has_its_data() -> None:
    text = written()
    for record in (*LIBRARY.cases, *LIBRARY.lessons):
        assert f"({'https://example.org/api/v1/'}{record.kind.folder}/{record.id}.json)" in text


def test_a_title_is_no_link_and_no_html() -> None:
    text = written(cases=(replace(LIBRARY.cases[0], title="A](https://evil.example) <b>\n# x"),))
    assert "](https://evil" not in text
    assert "<b>" not in text
    assert "\n# x" not in text


def test_long_lists_end() -> None:
    cases = tuple(replace(LIBRARY.cases[0], id=f"case-{number}") for number in range(MOST_RECORDS + 3))
    text = written(cases=cases)
    assert text.count("/cases/case-") == MOST_RECORDS
    assert "and 3 more" in text
