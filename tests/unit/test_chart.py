"""Charts of figures: when there is one, where its marks stand, what their shapes say, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.model.case import Case, Claim
from casewright.model.dates import parse_date
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.resolve.disagreements import disagreements
from casewright.views.chart import ChartView
from casewright.views.ledger import ClaimGroup, claim_groups
from casewright.views.panels import panels
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]


def claim(value: str, date: str = "2015", qualifier: str = "", **changes: object) -> Claim:
    parsed = parse_date(date)
    assert parsed
    named = TermId(qualifier) if qualifier else None
    plain = replace(CASE.claims[0], id=f"c{value}", value=Decimal(value), date=parsed, qualifier=named, baseline=None)
    return replace(plain, **changes)  # type: ignore[arg-type]  # any field


def grouped(claims: Sequence[Claim]) -> list[ClaimGroup]:
    case = replace(CASE, claims=tuple(claims))
    found = tuple(disagreements(case, LIBRARY.vocabularies["units"]))
    return list(claim_groups(case, found, Terms(LIBRARY.vocabularies)))


def drawn(claims: Sequence[Claim]) -> list[ChartView]:
    found = tuple(disagreements(replace(CASE, claims=tuple(claims)), LIBRARY.vocabularies["units"]))
    terms = Terms(LIBRARY.vocabularies)
    return list(panels([claims], found, apart=0, title="Visits", name="chart-1", terms=terms).charts)


def percent(place: str) -> float:
    return float(place.removesuffix("%"))


def test_three_figures_of_one_kind_make_a_chart() -> None:
    two = [claim("10", "2014"), claim("20", "2015")]
    assert drawn(two) == []
    (chart,) = drawn([*two, claim("30", "2016")])
    assert (chart.title, len(chart.marks)) == ("Visits: 3 figures", 3)


def test_units_that_differ_share_no_scale() -> None:
    usd, gbp = TermId("usd"), TermId("gbp")
    mixed = [claim("1", unit=usd), claim("2", unit=usd), claim("3", unit=gbp)]
    dollars, pounds = drawn(mixed)
    assert [mark.figure for mark in dollars.marks] == ["1 US dollars", "2 US dollars"]
    assert [mark.figure for mark in pounds.marks] == ["3 pounds sterling"], "money is not converted"
    assert [chart.title for chart in (dollars, pounds)] == [
        "Visits, in US dollars: 2 figures",
        "Visits, in pounds sterling: 1 figure",
    ]
    assert dollars.ticks[-1].label != pounds.ticks[-1].label, "each has a scale of its own"
    assert drawn(mixed[1:]) == [], "two figures are read faster in the table"


def test_counts_of_people_and_things_share_a_scale() -> None:
    counts = [claim("1", unit=TermId("person")), claim("2", unit=TermId("post")), claim("3", unit=TermId("count"))]
    assert len(drawn(counts)) == 1


def about(subject: str, value: str, **changes: object) -> Claim:
    return replace(claim(value), subject=subject, **changes)  # type: ignore[arg-type]  # any field


def test_figures_of_one_indicator_about_several_things_share_a_chart_in_groups() -> None:
    groups = grouped([about("Bins", "7"), about("Potholes", "1"), about("Potholes", "2")])
    assert [len(group.charts) for group in groups] == [0, 1], "below the last of their tables"
    (chart,) = groups[1].charts
    assert [(mark.about, mark.figure) for mark in chart.marks] == [
        ("Bins", "7 minutes"),
        ("Potholes", "1 minutes"),
        ("Potholes", "2 minutes"),
    ]
    assert [line.text for line in chart.headings] == ["Bins", "Potholes"]
    assert chart.is_of_several
    places = [chart.headings[0].y, chart.marks[0].figure_y, chart.marks[0].y, chart.headings[1].y]
    assert places == sorted(set(places))
    assert "1: Bins, 7 minutes" in chart.text
    assert not any(group.not_together for group in groups)


def test_figures_about_several_things_have_to_be_in_the_very_same_unit() -> None:
    person, household = TermId("person"), TermId("post")
    groups = grouped([about("A", "1", unit=person), about("A", "2", unit=person), about("B", "3", unit=household)])
    assert [[len(chart.marks) for chart in group.charts] for group in groups] == [[], [2, 1]]
    assert [[line.text for line in chart.headings] for chart in groups[1].charts] == [["A"], ["B"]]
    assert [chart.is_of_several for chart in groups[1].charts] == [False, False], "each shows one table alone"
    assert groups[0].not_together == ""
    assert "figures in different units share no scale" in groups[1].not_together


def test_figures_about_others_are_not_drawn_beside_those_of_the_case() -> None:
    own = [about("A", "1"), about("B", "2")]
    groups = grouped([*own, about("C", "3", about_others=True)])
    assert [group.charts for group in groups] == [(), (), ()]
    assert [bool(group.not_together) for group in groups] == [False, True, False]
    assert "figures about others stand apart" in groups[1].not_together
    assert not any(group.not_together for group in grouped(own)), "two are no chart, and nobody misses one"


def test_a_long_name_goes_on_in_another_line() -> None:
    name = "Rightful beneficiaries who lost access at some time in the two years"
    (chart,) = [
        item for group in grouped([about(name, "1"), about("B", "2"), about("B", "3")]) for item in group.charts
    ]
    assert " ".join(line.text for line in chart.headings) == f"{name} B"
    assert max(len(line.text) for line in chart.headings) <= 44


def test_marks_stand_as_far_from_nought_as_figures_are_high() -> None:
    (chart,) = drawn([claim("10", "2014"), claim("20", "2015"), claim("40", "2016")])
    zero = percent(chart.zero)
    lengths = [percent(mark.x) - zero for mark in chart.marks]
    assert lengths[1] == pytest.approx(2 * lengths[0], abs=0.02)
    assert lengths[2] == pytest.approx(4 * lengths[0], abs=0.02)
    assert [tick.label for tick in chart.ticks] == ["0", "10", "20", "30", "40"]
    assert chart.ticks[0].x == chart.zero


@pytest.mark.parametrize(
    ("qualifier", "shape", "low", "high"),
    [
        ("", "exact", 100, 100),
        ("exactly", "exact", 100, 100),
        ("about", "about", 95, 105),
        ("over", "more", 100, 100),
        ("at-least", "more", 100, 100),
        ("nearly", "less", 90, 100),
        ("at-most", "less", 100, 100),
        ("of-our-own", "about", 95, 105),
    ],
)
def test_the_shape_says_how_exact_a_figure_is(qualifier: str, shape: str, low: int, high: int) -> None:
    (chart,) = drawn([claim("100", "2015", qualifier), claim("0", "2016"), claim("200", "2017")])
    mark = chart.marks[0]
    zero, top = percent(chart.zero), percent(chart.marks[2].x)
    assert mark.shape == shape
    assert percent(mark.low) == pytest.approx(zero + (top - zero) * low / 200, abs=0.02)
    assert percent(mark.high) == pytest.approx(zero + (top - zero) * high / 200, abs=0.02)
    assert shape in [sign.shape for sign in chart.signs]


@pytest.mark.parametrize(
    ("date", "is_uncertain"),
    [("2015", False), ("2015-06", False), ("2011/2015", False), ("2015~", True), ("2015?", True), ("2015%", True),
     ("201X", True), ("2011?/2015", True), ("2015/..", True), ("../2015", True)],
)  # fmt: skip
def test_a_mark_is_hollow_where_the_date_is_not_certain(date: str, *, is_uncertain: bool) -> None:
    (chart,) = drawn([claim("1", date), claim("2", "2016"), claim("3", "2017")])
    assert [mark.is_uncertain for mark in chart.marks] == [is_uncertain, False, False]
    assert any(sign.is_uncertain for sign in chart.signs) is is_uncertain
    assert ("date not certain" in chart.text) is is_uncertain


def test_figures_that_disagree_name_each_other() -> None:
    (chart,) = drawn([claim("1", "2014"), claim("2", "2015"), claim("3", "2015"), claim("4", "2015/2017")])
    assert [mark.differs for mark in chart.marks] == [
        "",
        "differs from 3; may differ from 4",
        "differs from 2; may differ from 4",
        "may differ from 2 and 3",
    ]
    assert chart.has_conflict
    (calm,) = drawn([claim("1", "2014"), claim("2", "2015"), claim("3", "2016")])
    assert not calm.has_conflict


def test_the_text_holds_every_figure() -> None:
    (chart,) = drawn([claim("10", "2014~", "over"), claim("20", "2015"), claim("30", "2015")])
    assert chart.text == (
        "Each mark stands as far from 0 as its figure is high. "
        "1: over 10 minutes, about 2014, The body itself, date not certain. "
        "2: 20 minutes, 2015, The body itself; differs from 3. "
        "3: 30 minutes, 2015, The body itself; differs from 2."
    )


VALUES = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3)
QUALIFIERS = st.sampled_from(["", "about", "over", "nearly", "at-most"])


@given(st.lists(st.tuples(VALUES, QUALIFIERS), min_size=3, max_size=8))
def test_every_mark_stands_within_the_drawing(figures: list[tuple[Decimal, str]]) -> None:
    (chart,) = drawn([claim(str(value), "2015", qualifier) for value, qualifier in figures])
    places = [percent(place) for mark in chart.marks for place in (mark.low, mark.x, mark.high)]
    places += [percent(tick.x) for tick in chart.ticks]
    assert all(0 <= place <= 100 for place in places)
    assert all(percent(mark.low) <= percent(mark.x) <= percent(mark.high) for mark in chart.marks)
    assert 1 <= len(chart.ticks) <= 6
    assert chart.zero in [tick.x for tick in chart.ticks]
    heights = [y for mark in chart.marks for y in (mark.figure_y, mark.detail_y, mark.y)]
    assert heights == sorted(set(heights)), "no line of text lies on another"
    assert heights[-1] < chart.bottom < chart.height


def test_a_target_says_that_it_is_one() -> None:
    (chart,) = drawn([claim("25", "2020", projection=TermId("target")), claim("3", "2018"), claim("4", "2019")])
    assert [mark.detail.split(" · ")[0] for mark in chart.marks] == ["Target", "2018", "2019"]
    assert "1: 25 minutes, Target, 2020" in chart.text
    assert [mark.shape for mark in chart.marks] == ["ahead", "exact", "exact"]
    assert [sign.words for sign in chart.signs][-1] == "a forecast or a target, and not what was"
