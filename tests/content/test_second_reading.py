"""The second reading: for every claim, bearing, relation, state and piece of research, the dossier line behind it.

The dossier rates the strength of a bearing by its source alone, the casebook by source and fit. Where the two differ,
the item says why (``departs``).

The dossier itself is not part of the repository. Where the variable ``CASEWRIGHT_DOSSIER`` names its folder, each line
is looked up there.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from casewright.resolve.disagreements import Conflict
from casewright.resolve.integrity import CAUSE_SHOWN
from casewright.resolve.reach import sizes
from tests.content.second_reading import (
    CASES,
    DOSSIER,
    LESSONS,
    LINKED,
    LISTS,
    RECORDS,
    bearings,
    items,
    statements,
)

DATED = re.compile(r"status\.|outcome")
CLAIM = re.compile(r"claims\.[^.]+")
FILE = re.compile(r"(lessons|facts/[a-z0-9-]+)\.md|sources\.bib")
SHORTEST = 10
"""A line that is shorter says too little to be found again."""

STRENGTHS = ("weak", "medium", "strong")
RATED = re.compile(r"\| (strong|medium|weak)\b[^|]*\|$")
"""The strength at the end of a row of the dossier's tables of evidence."""
LEAST_WORDS = 8
STANCE = re.compile(r"^\|[^|]+\| ([SQC]) \|")
STANCES = {"S": "supports", "Q": "qualifies", "C": "contradicts"}
"""The stance in a row of the same tables."""

AHEAD = {"savings-target", "expected-benefits"}
AHEAD_WORD = re.compile(r"\b(target|planned|expected)\b", re.IGNORECASE)
"""What a figure is called that tells of the future."""

ABOUT_OTHERS = re.compile(
    r"belonged to .+ not to this|built by another body|for comparison|not for .+ alone|counts other cities|"
    r"and not the lab|is not among them|Not a project of the office"
)
"""How the note of a figure says that it is about another body, or about more than the case."""

COUNTS = {"applicants", "cities-reached", "participants", "people-trained", "requests", "services-live", "users"}
"""Indicators that tell how many took part, and never what came of it."""

EXPERIMENT = re.compile(r"\brandomised\b", re.IGNORECASE)
"""What is said of a figure that would be of level 3."""


def test_there_is_a_list_for_every_record_that_states_something_and_no_more() -> None:
    assert len(RECORDS) == len(CASES) + len(LINKED.library.theses) + len(LESSONS) > 20
    assert sorted(LISTS) == sorted(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_the_list_names_everything_once_and_nothing_else(record: str) -> None:
    listed = Counter(item["field"] for item in items(record))
    written = Counter(statements(RECORDS[record]))
    assert listed == written, f"too many: {listed - written}; too few: {written - listed}"


@pytest.mark.parametrize("record", RECORDS)
def test_every_item_is_well_formed(record: str) -> None:
    for item in items(record):
        assert list(item)[:3] == ["field", "file", "line"], item
        more = {"departs"} | ({"value", "unit", "date"} if CLAIM.fullmatch(item["field"]) else set())
        more |= {"date"} if DATED.match(item["field"]) else set()
        assert set(list(item)[3:]) <= more, item
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


@pytest.mark.parametrize("case", CASES)
def test_a_strength_is_that_of_the_dossier_or_the_list_says_why_not(case: str) -> None:
    for bearing, item in bearings(case):
        rated = RATED.search(item["line"])
        if rated is None:  # the dossier gives no strength, or the line is from a case's facts
            assert "departs" not in item, item
        elif rated[1] == bearing.strength:
            assert "departs" not in item, f"nothing departs: {item}"
        else:
            assert len(item.get("departs", "").split()) > LEAST_WORDS, (
                f"{bearing.strength}, and nobody says why: {item}"
            )
            assert STRENGTHS.index(bearing.strength) < STRENGTHS.index(rated[1]), f"fit never adds to a source: {item}"


def test_most_bearings_have_a_stance_in_the_dossier() -> None:
    rows = [STANCE.search(item["line"]) for case in CASES for _, item in bearings(case)]
    assert sum(row is not None for row in rows) * 2 > len(rows) > 50


@pytest.mark.parametrize("case", CASES)
def test_a_stance_is_that_of_the_dossier_or_the_list_says_why_not(case: str) -> None:
    for bearing, item in bearings(case):
        row = STANCE.search(item["line"])
        if row and STANCES[row[1]] != bearing.stance:
            assert "stance" in item.get("departs", ""), f"{bearing.stance}, and nobody says why: {item}"


@pytest.mark.parametrize("lesson", LESSONS)
def test_research_takes_the_stance_and_cites_the_works_of_the_dossier(lesson: str) -> None:
    for research, item in zip(LESSONS[lesson].research, items(lesson), strict=True):
        stance = STANCE.search(item["line"])
        assert stance, item
        assert STANCES[stance[1]] == research.stance, item
        assert all(f"@{cited.key}" in item["line"] for cited in research.source.items), item


def test_research_on_a_lesson_is_carried_by_none_of_its_cases() -> None:
    assert len(LESSONS) >= 4
    for lesson in LESSONS.values():
        carried = {
            cited.key for witness in LINKED.evidence[lesson.id].witnesses for cited in witness.bearing.source.items
        }
        for research in lesson.research:
            assert carried.isdisjoint(cited.key for cited in research.source.items), lesson.id


@pytest.mark.parametrize("lesson", ["budget-office-two-edges", "pilot-and-plan-scaling"])
def test_a_lesson_of_two_halves_says_of_each_case_to_which_it_speaks(lesson: str) -> None:
    (record,) = [item for item in LINKED.library.lessons if item.id == lesson]
    assert "Which case speaks to which half" in record.body.headings
    linked = {link.ref.id for link in record.body.links}
    assert {witness.case.id for witness in LINKED.evidence[lesson].witnesses} <= linked


def test_departures_are_only_of_bearings_of_levels_of_evidence_and_of_who_leads() -> None:
    found = [item["field"] for record in RECORDS for item in items(record) if "departs" in item]
    assert len(found) > 20
    assert [field for field in found if not field.startswith(("bearings.", "claims.", "governance."))] == []


def test_a_figure_of_an_experiment_below_its_level_says_why() -> None:
    for id_, case in CASES.items():
        listed = {item["field"]: item for item in items(id_)}
        for claim in case.claims:
            words = f"{claim.method.plain if claim.method else ''} {claim.note.plain if claim.note else ''}"
            is_lower = bool(EXPERIMENT.search(words)) and claim.evidence in ("nesta-1", "nesta-2")
            departs = listed[f"claims.{claim.id}"].get("departs", "")
            assert not is_lower or len(departs.split()) > LEAST_WORDS, (id_, claim.id)
            assert not departs or claim.evidence in ("nesta-1", "nesta-2"), f"nothing departs: {claim.id}"


def test_what_a_note_denies_no_level_claims() -> None:
    doubted = [
        (case.id, claim.id)
        for case in LINKED.library.cases
        for claim in case.claims
        if claim.evidence in CAUSE_SHOWN and claim.note and "not seen" in " ".join(claim.note.plain.split())
    ]
    assert doubted == []


def test_a_method_is_given_where_the_dossier_carries_it_and_counts_without_one_are_marked() -> None:
    claims = [claim for case in LINKED.library.cases for claim in case.claims]
    assert sum(claim.method is not None for claim in claims) > 20
    marked = {
        claim.id
        for found in LINKED.disagreements.values()
        for item in found
        if item.conflict is Conflict.UNCOUNTED
        for claim in item.claims
    }
    assert {"innovations-2018", "fastfwd-contracts"} <= marked, "no source read says how these were counted"
    assert marked.isdisjoint({"satisfied-18f", "satisfied-usds", "late-2017", "exemplars-with-gain"})


def test_every_forecast_and_target_is_marked_and_none_is_an_effect() -> None:
    projected = {
        (case.id, claim.id): claim for case in LINKED.library.cases for claim in case.claims if claim.projection
    }
    assert {
        ("canada-phoenix", "savings-promised"),
        ("uk-gds", "verify-benefits"),
        ("uk-gds", "verify-life-benefits"),
        ("us-healthcare-gov", "loss-18f"),
        ("uk-universal-credit", "budget-2013"),
    } <= projected.keys()
    assert {claim.evidence for claim in projected.values()} == {"not-an-effect"}
    named = {
        (case.id, claim.id)
        for case in LINKED.library.cases
        for claim in case.claims
        if claim.indicator in AHEAD or AHEAD_WORD.search(claim.subject or "")
    }
    assert named <= projected.keys(), "what is called a target, planned or expected is marked as such"


LEADS = {
    "executive-office": r"\bminister\b|ministers|mayor|governor|Cabinet Office",
    "budget-office": r"budget office",
    "shared-service-body": r"shared-service",
    "line-department": r"(?<![-\w])department\b|HHS",
    "it-department": r"Innovation and Technology|information systems",
    "joint-council": r"jointly|council",
    "arms-length-body": r"public agency",
    "outside-company": r"company|contractor|suppliers",
}
"""How the dossier says who leads, by pattern."""


@pytest.mark.parametrize("case", CASES)
def test_who_leads_is_whom_the_dossier_names_or_the_case_tells_why_not(case: str) -> None:
    (item,) = [item for item in items(case) if item["field"] == "governance.model"]
    assert item["line"].startswith("**Lead** ")
    named = {pattern for pattern, words in LEADS.items() if re.search(words, item["line"])}
    governance = CASES[case].governance
    assert (governance.model in named) is ("departs" not in item), item
    is_open = len(named) > 1 or "departs" in item
    assert not is_open or governance.model == "unknown" or governance.model_note, f"named are {named}"


def test_counts_of_those_who_took_part_tell_of_no_effect() -> None:
    counts = [(case.id, claim) for case in LINKED.library.cases for claim in case.claims if claim.indicator in COUNTS]
    assert len(counts) > 20
    assert [(id_, claim.id) for id_, claim in counts if claim.evidence != "not-an-effect"] == []


OWN_TO_COUNT = {
    *("cards-renewed", "departments-covered", "employees-paid"),
    *("budget", "contract-price", "firms-selected", "grant", "investment", "participants", "people-trained", "pledge"),
    *("planned-area", "prize-money", "programme-length", "purchase-price", "staff", "supplier-payment", "yearly-cost"),
}
"""Indicators that only those can count who ran the thing; the press prints them and does not stand behind them."""
LOOKED_INTO = {("baltimore-citistat", "budget-2014")}
"""Figures of that kind that a newspaper found out by an inquiry of its own."""
ON_AN_AUDIT = re.compile(r"press (report|summary)[^.]* on the (audit|inquiry)|report on an? (audit|inquiry)")

HARM = {
    "debts-repaid",
    "repayment",
    "repair-cost",
    "written-off",
    "written-off-share",
    "cards-affected",
    "late-payments",
}
"""Indicators that tell of harm done, or of what it cost to put it right."""


def test_one_rule_says_who_stands_behind_a_figure() -> None:
    """See the definition of the vocabulary ``reporters``."""
    claims = {(case.id, claim.id): claim for case in LINKED.library.cases for claim in case.claims}
    press = {id_: claim for id_, claim in claims.items() if claim.reported_by == "press"}
    assert len(press) > 5
    assert {id_ for id_, claim in press.items() if claim.indicator in OWN_TO_COUNT} == LOOKED_INTO
    on_audits = [
        id_ for id_, claim in press.items() if claim.note and ON_AN_AUDIT.search(" ".join(claim.note.plain.split()))
    ]
    assert on_audits == []
    ahead = {id_: claim.reported_by for id_, claim in claims.items() if claim.projection}
    assert {id_ for id_, who in ahead.items() if who not in {"self", "partner"}} == {
        ("uk-gds", "verify-life-benefits"),  # who made the estimate was not seen
        ("washington-lean", "asked-by-legislature"),  # only a critic tells of it
    }


def test_harm_is_an_effect_and_stands_first() -> None:
    harm = [(case.id, claim) for case in LINKED.library.cases for claim in case.own_claims if claim.indicator in HARM]
    assert len(harm) > 8
    assert [(id_, claim.id) for id_, claim in harm if claim.evidence == "not-an-effect"] == []
    assert {"canada-phoenix", "uk-universal-credit", "australia-robodebt"} <= {id_ for id_, _ in harm}
    (total,) = [claim for claim in CASES["queensland-payroll"].claims if claim.id == "cost-total"]
    assert total.evidence == "nesta-1"


def test_what_came_of_it_is_told_where_the_dossier_tells_it() -> None:
    told = {case.id for case in LINKED.library.cases if case.outcome}
    assert CASES.keys() - told == {"denver-itic", "denver-innovation-fund"}
    for id_ in told:
        (item,) = [item for item in items(id_) if item["field"] == "outcome"]
        assert item["line"].startswith("**Outcome** "), item


def test_figures_about_others_are_marked_and_count_nowhere() -> None:
    marked = {
        (case.id, claim.id) for case in LINKED.library.cases for claim in case.claims if claim not in case.own_claims
    }
    assert {id_ for case, id_ in marked if case == "philadelphia-monum"} > {
        "philly311-overdue",
        "innovation-staff-2019",
    }
    assert {("uk-bit", "effect-two-units"), ("uk-bit", "effect-published")} < marked
    unmarked = [
        (case.id, claim.id)
        for case in LINKED.library.cases
        for claim in case.own_claims
        if claim.note and ABOUT_OTHERS.search(" ".join(claim.note.plain.split()))
    ]
    assert unmarked == [], "the note says that the figure is about another body, and no mark does"
    told = {(case.id, claim.id) for evidence in LINKED.evidence.values() for case, claim in sizes(evidence)}
    assert ("denmark-mindlab", "staff-2018") in told
    assert told.isdisjoint(marked)
