"""The second reading: for every claim, bearing, relation and state, the line of the editors' dossier that it rests on.

The dossier itself is not part of the repository. Where the variable ``CASEWRIGHT_DOSSIER`` names its folder, each line
is looked up there.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from casewright.build import check
from casewright.model.case import Case
from casewright.model.thesis import Thesis

HERE = Path(__file__).parent
LINKED, _ = check(HERE.parents[1])
CASES: dict[str, Case | Thesis] = {case.id: case for case in LINKED.library.cases}
RECORDS = CASES | {thesis.id: thesis for thesis in LINKED.library.theses}
LISTS = {path.stem: path for path in sorted(HERE.glob("*.yml"))}
DOSSIER = os.environ.get("CASEWRIGHT_DOSSIER", "")
FILE = re.compile(r"(lessons|facts/[a-z0-9-]+)\.md|sources\.bib")
SHORTEST = 10
"""A line that is shorter says too little to be found again."""

COUNTS = {"applicants", "participants", "people-trained", "requests", "services-live", "users"}
"""Indicators that tell how many took part, and never what came of it."""


def test_there_is_a_list_for_every_case_and_thesis_and_no_more() -> None:
    assert len(RECORDS) > 20
    assert sorted(LISTS) == sorted(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_the_list_names_everything_once_and_nothing_else(record: str) -> None:
    listed = Counter(item["field"] for item in items(record))
    written = Counter(statements(RECORDS[record]))
    assert listed == written, f"too many: {listed - written}; too few: {written - listed}"


@pytest.mark.parametrize("record", RECORDS)
def test_every_item_is_well_formed(record: str) -> None:
    for item in items(record):
        assert list(item) == ["field", "file", "line"], item
        assert all(isinstance(value, str) for value in item.values()), item
        assert FILE.fullmatch(item["file"]), item
        assert item["line"] == item["line"].strip(), item
        assert len(item["line"]) >= SHORTEST, item
        assert "\n" not in item["line"], item


@pytest.mark.skipif(not DOSSIER, reason="CASEWRIGHT_DOSSIER names no folder")
@pytest.mark.parametrize("record", RECORDS)
def test_every_line_stands_in_the_dossier(record: str) -> None:
    missing = [
        (item["field"], item["line"])
        for item in items(record)
        if not any(item["line"] in line for line in (Path(DOSSIER) / item["file"]).read_text("utf-8").splitlines())
    ]
    assert missing == []


def test_counts_of_those_who_took_part_tell_of_no_effect() -> None:
    counts = [(case.id, claim) for case in LINKED.library.cases for claim in case.claims if claim.indicator in COUNTS]
    assert len(counts) > 20
    assert [(id_, claim.id) for id_, claim in counts if claim.evidence != "not-an-effect"] == []


def items(record: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(LISTS[record].read_text(encoding="utf-8"))
    return found


def statements(record: Case | Thesis) -> Iterator[str]:
    """Yield everything that a record states and the dossier has to bear out."""
    yield from (f"claims.{claim.id}" for claim in record.claims)
    if isinstance(record, Case):
        yield from (f"bearings.{bearing.lesson}" for bearing in record.bearings)
        yield from (f"relations.{relation.case}" for relation in record.relations)
        yield from (f"status.{index}" for index in range(len(record.status)))
