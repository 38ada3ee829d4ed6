"""The balance of a lesson, by examples worked out by hand, and disagreements between figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

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
from casewright.resolve.independence import MOST_TOGETHER, Candidate, independent

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
        ([("contradicts", "weak", "a"), ("contradicts", "weak", "b")], Verdict.WEAKLY_CONTRADICTED, 0, 2, 0),
        ([("supports", "strong", "a"), ("contradicts", "weak", "b")], Verdict.MOSTLY_SUPPORTED, 3, 1, 0),
        ([("supports", "medium", "a"), ("contradicts", "weak", "b")], Verdict.MOSTLY_SUPPORTED, 2, 1, 0),
        ([("supports", "medium", "a"), ("contradicts", "medium", "b")], Verdict.CONTESTED, 2, 2, 0),
        ([("supports", "weak", "a"), ("contradicts", "strong", "b")], Verdict.MOSTLY_CONTRADICTED, 1, 3, 0),
        # One source is one witness, and counts with its strongest bearing.
        ([("supports", "weak", "a"), ("supports", "strong", "a")], Verdict.SUPPORTED, 3, 0, 0),
        ([("supports", "medium", "a b"), ("supports", "medium", "b c")], Verdict.SUPPORTED, 2, 0, 0),
        # Two that share no source both count, whatever a third shares with each of them.
        ([("supports", "medium", "a b"), ("supports", "medium", "b c"), ("supports", "medium", "c d")],
         Verdict.SUPPORTED, 4, 0, 0),
        ([("supports", "medium", "a"), ("supports", "medium", "c"), ("supports", "weak", "a c")],
         Verdict.SUPPORTED, 4, 0, 0),
        # A strong one gives way to two that together are heavier, and to nothing that is not.
        ([("supports", "strong", "a b"), ("supports", "medium", "a"), ("supports", "medium", "b")],
         Verdict.SUPPORTED, 4, 0, 0),
        ([("supports", "strong", "a b"), ("supports", "medium", "a"), ("supports", "weak", "b")],
         Verdict.SUPPORTED, 3, 0, 0),
        # A source that speaks for and against counts once on either side.
        ([("supports", "medium", "a"), ("contradicts", "medium", "a")], Verdict.CONTESTED, 2, 2, 0),
        ([("supports", "strong", "a"), ("supports", "weak", "a"), ("contradicts", "weak", "a")],
         Verdict.MOSTLY_SUPPORTED, 3, 1, 0),
        # Weak evidence stays weak, however much there is of it.
        ([("supports", "weak", "a"), ("supports", "weak", "b"), ("supports", "weak", "c")],
         Verdict.WEAKLY_SUPPORTED, 3, 0, 0),
        ([("supports", "weak", "a"), ("supports", "weak", "b"), ("contradicts", "weak", "c")],
         Verdict.CONTESTED, 2, 1, 0),
        ([("supports", "weak", "a"), ("contradicts", "weak", "b"), ("contradicts", "weak", "c")],
         Verdict.CONTESTED, 1, 2, 0),
        # What qualifies a lesson can keep it from being mostly supported.
        ([("supports", "strong", "a"), ("contradicts", "weak", "b"), ("qualifies", "strong", "c"),
          ("qualifies", "weak", "d")], Verdict.CONTESTED, 3, 1, 4),
    ],
)  # fmt: skip
def test_balance(
    bearings: list[tuple[str, str, str]], expected: Verdict, support: int, against: int, qualifying: int
) -> None:
    found, weights = verdict(*(bearing(*item) for item in bearings))
    assert found is expected
    assert (weights["supports"], weights["contradicts"], weights["qualifies"]) == (support, against, qualifying)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"stance": "contradicts"}, Verdict.MOSTLY_CONTRADICTED),
        ({"strength": "weak"}, Verdict.WEAKLY_SUPPORTED),
        ({"keys": "b"}, Verdict.SUPPORTED),
    ],
)
def test_changing_a_bearing_changes_what_is_computed(changed: dict[str, str], expected: Verdict) -> None:
    other = bearing("supports", "weak", "b")
    before = verdict(bearing("supports", "medium", "a"), other)
    after = verdict(bearing(**({"stance": "supports", "strength": "medium", "keys": "a"} | changed)), other)
    assert before == (Verdict.SUPPORTED, before[1])
    assert after[0] is expected
    assert after != before, "the sums at least, and with another stance or strength the verdict"


BEARINGS = st.builds(
    bearing,
    st.sampled_from(["supports", "qualifies", "contradicts"]),
    st.sampled_from(["strong", "medium", "weak"]),
    st.sets(st.sampled_from("abcdef"), min_size=1, max_size=3).map(lambda keys: " ".join(sorted(keys))),
)


CONTRADICTING = BEARINGS.map(lambda item: replace(item, stance=TermId("contradicts")))
SUPPORTING = BEARINGS.map(lambda item: replace(item, stance=TermId("supports")))


@given(st.lists(BEARINGS, max_size=7), CONTRADICTING)
def test_a_contradicting_bearing_never_raises_support(bearings: list[Bearing], more: Bearing) -> None:
    before, weights = verdict(*bearings)
    after, changed = verdict(*bearings, more)
    assert changed["supports"] == weights["supports"]
    assert changed["contradicts"] >= weights["contradicts"]
    assert before is Verdict.UNTESTED or rank(after) <= rank(before)


@given(st.lists(BEARINGS, max_size=7), SUPPORTING)
def test_a_supporting_bearing_never_lowers_support(bearings: list[Bearing], more: Bearing) -> None:
    before, weights = verdict(*bearings)
    after, changed = verdict(*bearings, more)
    assert changed["contradicts"] == weights["contradicts"]
    assert changed["supports"] >= weights["supports"]
    assert before is Verdict.UNTESTED or rank(after) >= rank(before)


@given(
    st.lists(BEARINGS, max_size=7).flatmap(lambda items: st.tuples(st.just(items), st.permutations(range(len(items)))))
)
def test_the_order_of_bearings_does_not_matter(drawn: tuple[list[Bearing], list[int]]) -> None:
    bearings, order = drawn
    witnesses = [Witness(case=CASE, bearing=item, index=number) for number, item in enumerate(bearings)]
    assert weigh([witnesses[number] for number in order], STRENGTHS) == weigh(witnesses, STRENGTHS)


CANDIDATES = st.builds(
    Candidate,
    weight=st.sampled_from([Decimal(0), Decimal(1), Decimal(2), Decimal(3)]),
    sources=st.frozensets(st.sampled_from([SourceKey(key) for key in "abcdefgh"]), min_size=1, max_size=3),
)


@given(st.lists(CANDIDATES, max_size=9))
def test_what_counts_is_the_heaviest_choice_without_a_common_source(candidates: list[Candidate]) -> None:
    counted = independent(candidates)
    assert is_free(candidates, counted)
    heaviest = max(
        sum(candidates[number].weight for number in choice)
        for size in range(len(candidates) + 1)
        for choice in combinations(range(len(candidates)), size)
        if is_free(candidates, choice)
    )
    assert sum(candidates[number].weight for number in counted) == heaviest


def test_too_many_to_try_all_count_the_strongest_first() -> None:
    hub = SourceKey("hub")
    tied = [
        Candidate(weight=Decimal(2), sources=frozenset({SourceKey(f"s{number}"), SourceKey(f"s{number + 1}")}))
        for number in range(MOST_TOGETHER)
    ]
    assert independent([*tied, Candidate(weight=Decimal(3), sources=frozenset({SourceKey("s0"), hub}))]) == {
        *range(1, MOST_TOGETHER, 2),
        MOST_TOGETHER,
    }


def is_free(candidates: Sequence[Candidate], choice: Iterable[int]) -> bool:
    """No two of them share a source."""
    return not any(candidates[one].sources & candidates[other].sources for one, other in combinations(choice, 2))


def rank(found: Verdict) -> int:
    return ORDER.index(found.words)


def test_what_does_not_count_says_what_counts_in_its_place() -> None:
    bearings = [
        bearing("supports", "weak", "a b"),
        bearing("supports", "strong", "b c"),
        bearing("qualifies", "weak", "b"),
    ]
    evidence = weigh([Witness(case=CASE, bearing=item, index=n) for n, item in enumerate(bearings)], STRENGTHS)
    told = [
        (item.witness.index, int(item.weight), item.counts, [(rival.index, keys) for rival, keys in item.rivals])
        for item in evidence.reckonings
    ]
    assert told == [(0, 1, False, [(1, ("b",))]), (1, 3, True, []), (2, 1, True, [])]


def test_every_verdict_is_explained_and_reached() -> None:
    assert {verdict_of.words for verdict_of in Verdict} == {*ORDER, "untested"}
    assert all(verdict_of.when for verdict_of in Verdict)


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
        # What was hoped for does not disagree with what came, but two hopes may disagree.
        (claim("94", "2011", projection=TermId("target")), claim("80", "2011"), []),
        (claim("94", "2011", projection=TermId("target")), claim("80", "2011", projection=TermId("forecast")), []),
        (
            claim("94", "2011", projection=TermId("forecast")),
            claim("80", "2011", projection=TermId("forecast")),
            [Conflict.DIFFERENT],
        ),
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
