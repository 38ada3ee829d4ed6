"""The records of the casebook, and for each of its statements the dossier line behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from casewright.build import check
from casewright.model.case import Bearing, Case
from casewright.model.lesson import Lesson
from casewright.model.thesis import Thesis

HERE = Path(__file__).parent
LINKED, _ = check(HERE.parents[1])
CASES = {case.id: case for case in LINKED.library.cases}
LESSONS = {lesson.id: lesson for lesson in LINKED.library.lessons if lesson.research}
"""The lessons that tell of research from outside the casebook."""

RECORDS: dict[str, Case | Thesis | Lesson] = {
    **CASES,
    **{thesis.id: thesis for thesis in LINKED.library.theses},
    **LESSONS,
}
LISTS = {path.stem: path for path in sorted(HERE.glob("*.yml"))}
DOSSIER = os.environ.get("CASEWRIGHT_DOSSIER", "")


def items(record: str) -> list[dict[str, Any]]:
    """Return the list of a record, as written."""
    found: list[dict[str, Any]] = yaml.safe_load(LISTS[record].read_text(encoding="utf-8"))
    return found


def bearings(case: str) -> Iterator[tuple[Bearing, dict[str, Any]]]:
    """Yield every bearing of a case with its item; bearings on one lesson stand in the same order in both."""
    record = CASES[case]
    listed = [item for item in items(case) if item["field"].startswith("bearings.")]
    for lesson in dict.fromkeys(bearing.lesson for bearing in record.bearings):
        yield from zip(
            (bearing for bearing in record.bearings if bearing.lesson == lesson),
            (item for item in listed if item["field"] == f"bearings.{lesson}"),
            strict=True,
        )


def statements(record: Case | Thesis | Lesson) -> Iterator[str]:
    """Yield everything that a record states and the dossier has to bear out."""
    if isinstance(record, Lesson):
        yield from (f"research.{index}" for index in range(len(record.research)))
        return
    yield from (f"claims.{claim.id}" for claim in record.claims)
    if isinstance(record, Case):
        yield "governance.model"
        yield from (f"claims.{claim.id}.about_others" for claim in record.claims if claim.about_others)
        yield from (f"claims.{claim.id}.method" for claim in record.claims if claim.method)
        yield from (f"bearings.{bearing.lesson}" for bearing in record.bearings)
        yield from (f"bearings.{bearing.lesson}.about_others" for bearing in record.bearings if bearing.about_others)
        yield from (f"relations.{relation.case}" for relation in record.relations)
        yield from ("outcome" for _ in (record.outcome,) if record.outcome)
        yield from (f"status.{index}" for index in range(len(record.status)))
