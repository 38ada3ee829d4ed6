"""The balance of a lesson, by examples worked out by hand, and disagreements between figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.model.case import Bearing, Case, Claim
from casewright.model.dates import parse_date
from casewright.model.ids import SourceKey, TermId
from casewright.model.prose import Citation, CitedItem
from casewright.read.library import read_library
from casewright.resolve.disagreements import Conflict, disagreements
from casewright.resolve.evidence import Verdict, Witness, weigh

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
STRENGTHS = LIBRARY.vocabularies["strengths"]
ORDER = [
    "contradicted", "weakly contradicted", "mostly contradicted", "contested", "qualified", "weakly supported",
    "mostly supported", "supported",
]  # fmt: skip


def bearing(stance: str, strength: str, keys: str) -> Bearing:
    items = tuple(CitedItem(key=SourceKey(key)) for key in keys.split())
    return replace(CASE.bearings[0], stance=TermId(stance), strength=TermId(strength), source=Citation(items=items))


def verdict(*bearings: Bearing) -> tuple[Verdict, dict[str, int]]:
    evidence = weigh([Witness(case=CASE, bearing=item, index=n) for n, item in enumerate(bearings)], STRENGTHS)
    return evidence.balance.verdict, {stance: int(weight) for stance, weight in evidence.balance.weights.items()}


@pytest.mark.parametrize(
    ("bearings", "expected", "support", "against", "qualifying"),
    [
        ([], Verdict.UNTESTED, 0, 0, 0),
        ([("open", "unrated", "a")], Verdict.UNTESTED, 0, 0, 0),
        ([("supports", "weak", "a")], Verdict.WEAKLY_SUPPORTED, 1, 0, 0),
        ([("supports", "medium", "a")], Verdict.SUPPORTED, 2, 0, 0),
        ([("supports", "weak", "a"), ("qualifies", "weak", "b")], Verdict.WEAKLY_SUPPORTED, 1, 0, 1),
        ([("supports", "weak", "a"), ("qualifies", "medium", "b")], Verdict.QUALIFIED, 1, 0, 2),
        ([("supports", "medium", "a"), ("qualifies", "medium", "b")], Verdict.SUPPORTED, 2, 0, 2),
        ([("qualifies", "weak", "a")], Verdict.QUALIFIED, 0, 0, 1),
        ([("contradicts", "strong", "a")], Verdict.CONTRADICTED, 0, 3, 0),
        ([("contradicts", "weak", "a")], Verdict.WEAKLY_CONTRADICTED, 0, 1, 0),
        ([("contradicts", "weak", "a"), ("contradicts", "weak", "b")], Verdict.CONTRADICTED, 0, 2, 0),
        ([("supports", "strong", "a"), ("contradicts", "weak", "b")], Verdict.MOSTLY_SUPPORTED, 3, 1, 0),
        ([("supports", "medium", "a"), ("contradicts", "weak", "b")], Verdict.MOSTLY_SUPPORTED, 2, 1, 0),
        ([("supports", "medium", "a"), ("contradicts", "medium", "b")], Verdict.CONTESTED, 2, 2, 0),
        ([("supports", "weak", "a"), ("contradicts", "strong", "b")], Verdict.MOSTLY_CONTRADICTED, 1, 3, 0),
        # One source is one witness, and counts with its strongest bearing.
        ([("supports", "weak", "a"), ("supports", "strong", "a")], Verdict.SUPPORTED, 3, 0, 0),
        ([("supports", "weak", "a b"), ("supports", "weak", "b c"), ("supports", "weak", "c d")],
         Verdict.WEAKLY_SUPPORTED, 1, 0, 0),
        ([("supports", "weak", "a"), ("supports", "weak", "c"), ("supports", "weak", "a c")],
         Verdict.WEAKLY_SUPPORTED, 1, 0, 0),
        ([("supports", "weak", "a"), ("supports", "weak", "b")], Verdict.SUPPORTED, 2, 0, 0),
        # A source that speaks for and against counts on both sides.
        ([("supports", "medium", "a"), ("contradicts", "medium", "a")], Verdict.CONTESTED, 2, 2, 0),
    ],
)  # fmt: skip
def test_balance(
    bearings: list[tuple[str, str, str]], expected: Verdict, support: int, against: int, qualifying: int
) -> None:
    found, weights = verdict(*(bearing(*item) for item in bearings))
    assert found is expected
    assert (weights["supports"], weights["contradicts"], weights["qualifies"]) == (support, against, qualifying)


BEARINGS = st.builds(
    bearing,
    st.sampled_from(["supports", "qualifies", "contradicts"]),
    st.sampled_from(["strong", "medium", "weak"]),
    st.sets(st.sampled_from("abcdef"), min_size=1, max_size=3).map(lambda keys: " ".join(sorted(keys))),
)


@given(st.lists(BEARINGS, max_size=6), st.sampled_from(["strong", "medium", "weak"]), st.permutations(range(7)))
def test_a_contradicting_bearing_never_raises_support(bearings: list[Bearing], strength: str, order: list[int]) -> None:
    more = [*bearings, bearing("contradicts", strength, "new")]
    before, weights = verdict(*bearings)
    after, changed = verdict(*more)
    assert changed["supports"] == weights["supports"]
    assert before is Verdict.UNTESTED or ORDER.index(after.value) <= ORDER.index(before.value)
    shuffled = [more[index] for index in order if index < len(more)]
    assert verdict(*shuffled) == (after, changed)


def claim(value: str, date: str, **changes: object) -> Claim:
    parsed = parse_date(date)
    assert parsed
    plain = replace(CASE.claims[0], id=f"c{value}", value=Decimal(value), date=parsed, qualifier=None)
    return replace(plain, **changes)  # type: ignore[arg-type]  # any field


def said(qualifier: str, value: str, date: str = "2017") -> Claim:
    return claim(value, date, qualifier=TermId(qualifier) if qualifier else None)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (claim("94", "2011"), claim("80", "2011"), [Conflict.DIFFERENT]),
        (claim("94", "2011"), claim("94", "2011"), []),
        (claim("94", "2011"), claim("80", "2012"), []),
        (claim("94", "2011/2013"), claim("80", "2012-07"), [Conflict.MAY_HAVE_CHANGED]),
        (claim("94", "2011/2013"), claim("80", "2011/2013"), [Conflict.DIFFERENT]),
        (claim("94", "2011-07/2012-06"), claim("80", "2012-01"), [Conflict.DIFFERENT]),
        (claim("94", "2012/.."), claim("80", "2014"), [Conflict.MAY_HAVE_CHANGED]),
        (claim("94", "2012/.."), claim("80", "2012/.."), [Conflict.MAY_HAVE_CHANGED]),
        (claim("94", "201X"), claim("80", "2014"), [Conflict.MAY_HAVE_CHANGED]),
        (claim("94", "2012/.."), claim("80", "2011"), []),
        # A qualifier makes a range, and ranges that meet do not disagree.
        (said("", "22.5"), said("over", "20"), []),
        (said("exactly", "22.5"), said("over", "22.5"), []),
        (said("", "22.5"), said("over", "30"), [Conflict.DIFFERENT]),
        (said("over", "20"), said("at-least", "30"), []),
        (said("at-most", "20"), said("at-least", "30"), [Conflict.DIFFERENT]),
        (said("at-most", "30"), said("at-least", "20"), []),
        (said("", "6500"), said("nearly", "6500"), []),
        (said("", "5850"), said("nearly", "6500"), []),  # 6500 - 650
        (said("", "5849"), said("nearly", "6500"), [Conflict.DIFFERENT]),
        (said("", "6501"), said("nearly", "6500"), [Conflict.DIFFERENT]),
        (said("about", "100"), said("", "105"), []),  # 100 + 5
        (said("about", "100"), said("", "106"), [Conflict.DIFFERENT]),
        (said("about", "-100"), said("", "-105"), []),
        (said("about", "0"), said("", "1"), [Conflict.DIFFERENT]),
        (said("roughly", "100"), said("", "105"), []),  # a casebook's own qualifier
        (said("", "2300"), said("over", "2500"), [Conflict.DIFFERENT]),
        (claim("94", "2011"), claim("80", "2011", subject="Something else"), []),
        (claim("94", "2011"), claim("80", "2011", unit=TermId("hour")), []),
        (claim("94", "2011"), claim("80", "2011", indicator=TermId("staff")), []),
        (claim("94", "2011", subject="Visit"), claim("80", "2011", subject="visit"), [Conflict.DIFFERENT]),
        (claim("20", "2017", cumulative=True), claim("15", "2018", cumulative=True), [Conflict.FALLS]),
        (claim("15", "2018", cumulative=True), claim("20", "2017", cumulative=True), [Conflict.FALLS]),
        (claim("15", "2017", cumulative=True), claim("20", "2018", cumulative=True), []),
        (claim("20", "2017"), claim("15", "2018", cumulative=True), []),
        (
            claim("20", "2017", cumulative=True),
            claim("19", "2018", cumulative=True, qualifier=TermId("about")),
            [Conflict.FALLS],
        ),  # at most 19.95
        (claim("19.9", "2017", cumulative=True), claim("19", "2018", cumulative=True, qualifier=TermId("about")), []),
    ],
)
def test_disagreements(first: Claim, second: Claim, expected: list[Conflict]) -> None:
    case = replace(CASE, claims=(first, second))
    assert [item.conflict for item in disagreements(case)] == expected
