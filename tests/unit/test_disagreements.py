"""Totals that add up over time, counts without a method, and the words in which the page says so; both ways each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Case, Claim
from casewright.model.dates import parse_date
from casewright.model.ids import TermId
from casewright.model.prose import Prose
from casewright.read.library import read_library
from casewright.resolve.disagreements import Conflict, disagreements
from casewright.views.ledger import DisagreementView, claim_groups, rule_views
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
UNITS = LIBRARY.vocabularies["units"]
DIFFERENT, CHANGED, FALLS = [Conflict.DIFFERENT], [Conflict.MAY_HAVE_CHANGED], [Conflict.FALLS]


def claim(value: int, date: str, **changes: object) -> Claim:
    parsed = parse_date(date)
    assert parsed
    plain = replace(CASE.claims[0], id=f"c{value}", value=Decimal(value), date=parsed, baseline=None)
    return replace(plain, **changes)  # type: ignore[arg-type]  # any field


def found(*claims: Claim) -> list[Conflict]:
    return [item.conflict for item in disagreements(replace(CASE, claims=claims), UNITS)]


@pytest.mark.parametrize(
    ("one", "date", "other", "later", "expected"),
    [
        # Up to a day each: later is more.
        (15, "2015", 20, "2016", []),
        (20, "2015", 15, "2016", FALLS),
        (20, "2015", 15, "2015", DIFFERENT),
        (20, "2015", 15, "2015-06", DIFFERENT),
        (20, "201X", 15, "2015", CHANGED),
        # From one start: the longer period is more.
        (15, "2011/2013", 20, "2011/2018", []),
        (20, "2011/2013", 15, "2011/2018", FALLS),
        (20, "2011/2013", 15, "2011/2013", DIFFERENT),
        # One period within the other, at its end or its middle.
        (20, "2013/2015", 15, "2011/2015", FALLS),
        (15, "2013/2015", 20, "2011/2015", []),
        (20, "2012/2013", 15, "2011/2015", FALLS),
        # Periods apart, or that only overlap, say nothing about each other.
        (20, "2011/2013", 15, "2014/2016", []),
        (20, "2011/2014", 15, "2013/2016", []),
        (15, "2011/2014", 20, "2013/2016", []),
        # A total up to a day counts from the beginning.
        (20, "2011/2013", 15, "2014", FALLS),
        (15, "2011/2013", 20, "2014", []),
        (20, "2012", 15, "2013/2014", []),
        (20, "../2013", 15, "2014", FALLS),
        # Where the end is open, nobody knows which total is the later one.
        (20, "2012/..", 15, "2014", CHANGED),
        (15, "2012/..", 20, "2014", CHANGED),
        (20, "2011", 15, "2012/..", []),
    ],
)
def test_totals(one: int, date: str, other: int, later: str, expected: list[Conflict]) -> None:
    first, second = claim(one, date, cumulative=True), claim(other, later, cumulative=True)
    assert found(first, second) == expected
    assert found(second, first) == expected, "whichever stands first"


def test_only_totals_are_compared_as_totals() -> None:
    """What does not add up may rise and fall."""
    assert found(claim(20, "2015"), claim(15, "2016")) == []
    assert found(claim(20, "2015", cumulative=True), claim(15, "2016")) == []
    assert found(claim(20, "2015", cumulative=True), claim(15, "2016", cumulative=True, unit=TermId("hour"))) == []


COUNTED = Prose(text="Two people counted.", plain="Two people counted.")


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"unit": "count"}, True),
        ({"unit": "person"}, True),
        ({"unit": "innovation", "evidence": "nesta-1"}, True),
        ({"unit": "count", "method": COUNTED}, False),
        ({"unit": "count", "evidence": "not-an-effect"}, False),
        ({"unit": "minute"}, False),
        ({"unit": "percent"}, False),
        ({"unit": "usd"}, False),
        ({"unit": "no-unit-at-all"}, False),
    ],
)
def test_counts_of_results_need_a_method(changes: dict[str, object], *, fires: bool) -> None:
    assert found(claim(20, "2015", **changes)) == ([Conflict.UNCOUNTED] if fires else [])


def test_counts_of_one_thing_are_named_together() -> None:
    one, two = claim(20, "2015", unit=TermId("count")), claim(30, "2016", unit=TermId("count"))
    case = replace(CASE, claims=(one, replace(two, method=COUNTED), claim(40, "2017", unit=TermId("count"))))
    (item,) = disagreements(case, UNITS)
    assert [claim.id for claim in item.claims] == ["c20", "c40"]
    assert list(disagreements(case)) == [], "without a vocabulary nobody knows what is a count"


def boxes(*claims: Claim) -> list[DisagreementView]:
    case = replace(CASE, claims=claims)
    groups = claim_groups(case, tuple(disagreements(case, UNITS)), Terms(LIBRARY.vocabularies))
    return [box for group in groups for box in group.disagreements]


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ((claim(20, "2015"), claim(15, "2015")), "Two figures for the same time differ: 20 minutes (2015); and 15"),
        ((claim(20, "2015"), claim(15, "2015-06")), "Two figures that can refer to the same time differ: 15 minutes"),
        ((claim(20, "2012/2014"), claim(15, "2013")), "They differ, but may refer to different times: 15 minutes"),
        (
            (claim(15, "2016", cumulative=True), claim(20, "2015", cumulative=True)),
            "It is lower than it was before: 20 minutes (2015), then 15 minutes (2016)",
        ),
        ((claim(15, "2016", unit=TermId("person")),), "Nothing recorded here says it of what stands below"),
        (
            (claim(15, "2016", unit=TermId("person")), claim(16, "2017", unit=TermId("person"), method=COUNTED)),
            "Nothing recorded here says it of 15 people (2016)",
        ),
    ],
)
def test_a_box_names_figures_source_and_rule(claims: tuple[Claim, ...], words: str) -> None:
    (box,) = boxes(*claims)
    assert (box.lead + "".join(item.before + item.words for item in box.figures)).startswith(words)
    assert all(item.source.items == claims[0].source.items for item in box.figures)
    assert box.rule in {item.rule for item in rule_views(Terms(LIBRARY.vocabularies))}


def test_there_is_no_box_where_nothing_disagrees() -> None:
    assert boxes(claim(20, "2015"), claim(20, "2015-06"), claim(15, "2016")) == []
