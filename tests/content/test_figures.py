"""Each figure beside its dossier line: value, unit, date and earlier value stand there, or the list says where else.

Where the line has the value in other words ("three dozen"), the item quotes them (``value``); where the dossier gives
unit or date in another place, it quotes that (``unit``, ``date``). A year in a citation key is that of the source. A
date that the dossier gives nowhere is ``inferred``, and then the claim says so to its readers. Levels of evidence stand
nowhere in the dossier; who reports does where a line says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from casewright.resolve.integrity import CAUSE_SHOWN
from tests.content.second_reading import CASES, DOSSIER, items

FIGURES = {(case.id, claim.id): claim for case in CASES.values() for claim in case.claims}
IDS = [f"{case}: {claim}" for case, claim in FIGURES]

WORDS = dict(
    enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
)
WORDS |= {16: "sixteen", 30: "thirty"}
SIZES = {"million": 10**6, "billion": 10**9}
UNITS = {
    "usd": r"dollar|USD",
    "usd-per-year": r"(dollar|USD|million).* a year|budget",
    "usd-per-call": r"dollars per call",
    "cad": r"dollar|million",
    "cad-per-year": r"million a year",
    "aud": r"Australian dollar",
    "gbp": r"pound",
    "gbp-per-year": r"pounds a year",
    "gbp-per-claim": r"pounds per claim",
    "dollar-unstated": r"dollar",
    "percent": r"%|percent",
    "percentage-point": r"percentage point",
    "person": (
        r"people|staff|employees|users|trained|participants|citizens|advis|support|taxpayers|beneficiaries|managers"
    ),
    "household": r"households",
    "page": r"pages",
    "post": r"posts",
    "innovation": r"innovations",
    "minute": r"\bmin",
    "hour": r"\bh\b|hour",
    "day": r"day",
    "week": r"week",
    "month": r"month",
    "year": r"year",
    "acre": r"acre",
    "ratio": r"\d:1|times",
    "count": r"",
}
"""How the dossier writes units."""
SHORT_YEAR = re.compile(r"\b(\d\d)(\d\d)-(\d\d)\b")
DATED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
SUMMER = "22"
UNSURE = re.compile(r"inferred|[Uu]ndated|not (given|read|seen|known|recorded)|worked out|no date|The year is that")
"""How a note tells readers that the date is not from the source."""

INSIDE = re.compile(
    r"\(insider\)|\(city's claims\)|\(GDS's figure\)|lab claims|own claims?\b|City claim|City's own test"
)
"""How the dossier says of a whole line that the figure is the body's own or a partner's."""
WEAK = re.compile(r"\(tertiary source\)|\(unsigned note\)")
TRIED = re.compile(r"trial|experiment|randomised", re.IGNORECASE)


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_the_value_stands_in_the_line(figure: tuple[str, str]) -> None:
    claim, item = FIGURES[figure], listed(figure)
    if "value" in item:
        assert item["value"] in item["line"], item
        assert not stands(claim.value, item["line"]), f"the line has the value in figures: {item}"
    else:
        assert stands(claim.value, item["line"]), f"{claim.value} is not in: {item['line']}"


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_the_figure_before_stands_in_the_line(figure: tuple[str, str]) -> None:
    claim, item = FIGURES[figure], listed(figure)
    if claim.baseline:
        assert stands(claim.baseline.value, item["line"]), item
        dates = f"{item['line']} {item.get('date', '')}"
        assert claim.baseline.date is None or not set(missing(claim.baseline.date.text, dates)), item


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_the_unit_stands_in_the_line(figure: tuple[str, str]) -> None:
    claim, item = FIGURES[figure], listed(figure)
    if "value" in item:  # words such as "three dozen inspectors" say what they count
        return
    found = re.search(UNITS[claim.unit], item["line"])
    assert bool(found) is not ("unit" in item), f"{claim.unit}: {item}"
    assert found or re.search(UNITS[claim.unit], item["unit"]), item


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_the_date_stands_in_the_dossier_or_readers_are_told(figure: tuple[str, str]) -> None:
    claim, item = FIGURES[figure], listed(figure)
    if item.get("date") == "inferred":
        assert claim.date.is_uncertain, item
        assert claim.note, item
        assert UNSURE.search(" ".join(claim.note.plain.split())), f"nothing tells readers: {figure}"
        return
    lacking = sorted(missing(claim.date.text, f"{item['line']} {item.get('date', '')}"))
    assert lacking == [], f"{claim.date.text}: {item}"


@pytest.mark.skipif(not DOSSIER, reason="CASEWRIGHT_DOSSIER names no folder")
@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_what_is_quoted_of_unit_and_date_stands_in_the_dossier(figure: tuple[str, str]) -> None:
    lines = dossier(figure[0])
    for name in ("unit", "date"):
        words = listed(figure).get(name, "inferred")
        assert words == "inferred" or any(words in line for line in lines), words


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_who_reports_is_whom_the_line_names(figure: tuple[str, str]) -> None:
    claim, line = FIGURES[figure], listed(figure)["line"]
    if INSIDE.search(line):
        assert claim.reported_by in {"self", "partner"}, line
    if WEAK.search(line):
        assert claim.reported_by == "unknown", line


@pytest.mark.parametrize("case", CASES)
def test_dates_of_states_and_outcomes_stand_in_the_dossier(case: str) -> None:
    record = CASES[case]
    moments = {f"status.{index}": state.date for index, state in enumerate(record.status)}
    moments |= {"outcome": record.outcome.date} if record.outcome else {}
    found = {item["field"]: item for item in items(case)}
    texts = {field: f"{found[field]['line']} {found[field].get('date', '')}" for field in moments}
    assert {field: lacking for field in moments if (lacking := [*missing(moments[field].text, texts[field])])} == {}
    lines = dossier(case)
    dates = [found[field]["date"] for field in moments if "date" in found[field]]
    assert [words for words in dates if lines and not any(words in line for line in lines)] == []


def test_a_cause_is_shown_only_where_the_dossier_tells_of_trials() -> None:
    shown = {id_: listed(id_)["line"] for id_, claim in FIGURES.items() if claim.evidence in CAUSE_SHOWN}
    assert len(shown) > 1
    assert [id_ for id_, line in shown.items() if not TRIED.search(line)] == []


@pytest.mark.parametrize(
    ("value", "line", "expected"),
    [
        ("290000", "for 290,000 employees", True),
        ("290000", "for 1,290,000 employees", False),
        ("1200000000", "about 1.2 billion to stabilise", True),
        ("1200000000", "about 11.2 billion to stabilise", False),
        ("873000000", "from 873 to 217 million", True),
        ("873000000", "from 873 to 217 pages", False),
        ("2.20", "2.20 dollars", True),
        ("6", "kept six years", True),
        ("6", "kept 16 years", False),
        ("15", "30 -> 15.5 days", False),
    ],
)
def test_how_values_are_found(value: str, line: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert stands(Decimal(value), line) is expected


@pytest.mark.parametrize(
    ("moment", "text", "expected"),
    [
        ("2016-02", "in February 2016", set()),
        ("2016-02", "in March 2016", {"month 02"}),
        ("2016-02", "in February", {"year 2016"}),
        ("2024/2025", "by 2024-25", set()),
        ("2020-05-29", "29 May 2020", set()),
        ("2020-05-29", "19 May 2020", {"day 29"}),
        ("../2017~", "(2017)", set()),
    ],
)
def test_how_dates_are_found(moment: str, text: str, expected: set[str]) -> None:
    assert set(missing(moment, text)) == expected


def dossier(case: str) -> list[str]:
    """Return the lines of the dossier on a case and on the sources; none where there is no dossier."""
    names = (f"facts/{case}.md", "sources.bib") if DOSSIER else ()
    return [line for name in names for line in (Path(DOSSIER) / name).read_text("utf-8").splitlines()]


def listed(figure: tuple[str, str]) -> dict[str, Any]:
    case, claim = figure
    (item,) = [item for item in items(case) if item["field"] == f"claims.{claim}"]
    return item


def stands(value: Decimal, line: str) -> bool:
    """Return whether a number stands in a line, in figures or as a word; millions may be said of a number behind it."""
    return any(re.search(rf"(?<![\d.,]){form}(?![\d]|[.,]\d)", line, re.IGNORECASE) for form in _forms(value))


def _forms(value: Decimal) -> Iterator[str]:
    """Yield patterns of a number as the dossier writes it: ``1,045``, ``six``, ``1.2 billion``, ``8 to 2 million``."""
    if value == int(value):
        yield f"{int(value):,}"
        if int(value) in WORDS:
            yield rf"\b{WORDS[int(value)]}\b"
    else:
        yield re.escape(f"{value.normalize():f}") + "0?"
    for word, size in SIZES.items():
        if value >= size:
            number = (value / size).normalize()
            said = re.escape(f"{number:f}")
            if number == int(number) and int(number) in WORDS:
                said = f"(?:{said}|{WORDS[int(number)]})"
            yield rf"{said}(?: (?:to|->|against)(?: over| nearly)? [\d.]+)? {word}"


def missing(moment: str, text: str) -> Iterator[str]:
    """Yield the parts of a date (EDTF) that do not stand in a text."""
    whole = SHORT_YEAR.sub(r"\1\2 \1\3", text)
    for found in DATED.finditer(moment):
        if found["year"] not in whole:
            yield f"year {found['year']}"
        month = found["month"]
        if month == SUMMER:
            if "summer" not in text.lower():
                yield f"season {month}"
        elif month and not re.search(rf"\b{MONTHS[int(month) - 1]}", text, re.IGNORECASE):
            yield f"month {month}"
        if found["day"] and not re.search(rf"\b{int(found['day'])}\b", text):
            yield f"day {found['day']}"
