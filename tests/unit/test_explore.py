"""What the page that narrows cases down is made from, and how large it gets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from casewright.edges.starter import starter_files
from casewright.export.explore import explore_files
from casewright.model.case import Case
from casewright.model.dates import Date, parse_date
from casewright.model.ids import TermId
from casewright.model.vocabulary import Term
from casewright.read.atlas import HEIGHT, WIDTH, Atlas, read_atlas
from casewright.read.library import read_library
from casewright.render.templates import shapes_file
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.resolve.periods import with_periods
from casewright.resolve.terms import cases_by_term
from casewright.views.explore import MOST_CHOICES, ExploreView, explore_view
from casewright.views.terms import Terms
from casewright.views.world import WorldView, world_view

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
MANY, MOST_BYTES = 10_000, 150_000


def day(text: str) -> Date:
    found = parse_date(text)
    assert found
    return found


def case(
    id_: str, title: str, *, began: str = "2011", methods: tuple[str, ...] = (), place: str = "springfield"
) -> Case:
    return replace(
        CASE,
        id=id_,
        title=title,
        place=TermId(place),
        methods=tuple(map(TermId, methods)),
        status=(replace(CASE.status[0], date=day(began)),),
        bearings=(),
        claims=(),
        relations=(),
        file=f"cases/{id_}.md",
    )


def view_of(*cases: Case) -> tuple[ExploreView, LinkedLibrary]:
    linked = with_periods(resolve(replace(LIBRARY, cases=cases))[0])
    return explore_view(linked, Terms(linked.library.vocabularies), WorldView(countries=())), linked


def files(*cases: Case) -> dict[str, Any]:
    view, linked = view_of(*cases)
    return {address.removeprefix("explore/data/"): json.loads(text) for address, text in explore_files(view, linked)}


def carried(column: dict[str, Any]) -> list[list[str]]:
    """Return the ids of the terms that each case carries."""
    width = column["width"]
    return [
        [column["terms"][number(item[at : at + width])][0] for at in range(0, len(item), width)]
        for item in (column["cases"].split(" ") if column["parted"] else pieces(column["cases"], width))
    ]


def pieces(written: str, width: int) -> list[str]:
    return [written[at : at + width] for at in range(0, len(written), width)]


def number(written: str) -> int:
    value = 0
    for digit in written:
        value = value * len(DIGITS) + DIGITS.index(digit)
    return value


def test_cases_are_numbered_by_title_and_columns_say_what_each_carries() -> None:
    found = files(
        case("b", "Alpha", methods=("lean", "agile")), case("a", "beta"), case("c", "Gamma", methods=("lean",))
    )
    assert found["ids.json"] == ["b", "a", "c"]
    assert [sorted(terms) for terms in carried(found["methods.json"])] == [["agile", "lean"], [], ["lean"]]
    assert {term: count for term, _, count in found["methods.json"]["terms"]} == {"lean": 2, "agile": 1}
    assert [card["title"] for card in found["cards/0.json"]] == ["Alpha", "beta", "Gamma"]


def test_broader_places_are_carried_too() -> None:
    (terms,) = carried(files(case("a", "A"))["places.json"])
    lineage = [term.id for term in LIBRARY.vocabularies["places"].lineage("springfield")]
    assert sorted(terms) == sorted(lineage)


@pytest.mark.parametrize(
    ("began", "year", "period"),
    [
        ("2011", 2011, "2010-2014"),
        ("2014-12-31", 2014, "2010-2014"),
        ("2009~", 2009, "2005-2009"),
        ("201X", 2010, "2010-2014"),
    ],
)
def test_when_a_case_began(began: str, year: int, period: str) -> None:
    found = files(case("a", "A", began=began))
    assert number(found["years.json"]["began"]) == year
    assert carried(found["began.json"]) == [[period]]


def test_a_case_of_which_nobody_knows_when_it_began() -> None:
    found = files(case("a", "A", began="../2012"))
    assert carried(found["began.json"]) == [["unknown"]]


def test_no_file_grows_beyond_what_a_page_may_load() -> None:
    """At 10,000 cases, each with its own place, three methods and a lesson; ids are loaded only for a download."""
    methods = tuple(term.id for term in LIBRARY.vocabularies["methods"].terms)
    towns = tuple(
        Term(id=f"town-{index}", label=f"Town number {index}", definition="A town.", broader="springfield")
        for index in range(MANY)
    )
    places = LIBRARY.vocabularies["places"]
    cases = tuple(
        replace(
            case(
                f"case-{index}",
                f"Case number {index}",
                methods=tuple(methods[(index + step) % len(methods)] for step in range(3)),
            ),
            bearings=CASE.bearings[:1],
        )
        for index in range(MANY)
    )
    library = replace(
        LIBRARY, vocabularies={**LIBRARY.vocabularies, "places": replace(places, terms=(*places.terms, *towns))}
    )
    small, _ = resolve(replace(library, cases=cases[:1]))
    linked = with_periods(
        replace(small, library=replace(library, cases=cases), carriers=cases_by_term(replace(library, cases=cases)))
    )
    view = explore_view(linked, Terms(linked.library.vocabularies), WorldView(countries=()))
    sizes = {address: len(text.encode()) for address, text in explore_files(view, linked)}
    assert max(size for address, size in sizes.items() if not address.endswith("/ids.json")) <= MOST_BYTES
    assert all(len(facet.choices) <= MOST_CHOICES for facet in view.facets)
    assert len(sizes) > MANY / 10


def atlas() -> Atlas:
    return read_atlas(shapes_file())


def test_the_middle_of_a_country_lies_where_one_looks_for_it() -> None:
    middles = atlas().middles
    assert len(middles) > 170
    assert middles["CA"][1] < middles["US"][1] < middles["MX"][1] < middles["BR"][1]
    assert (
        middles["US"][0] < middles["BR"][0] < middles["GB"][0] < middles["EE"][0] < middles["IN"][0] < middles["AU"][0]
    )
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in middles.values())


def test_no_outline_runs_across_the_map() -> None:
    """Russia and Fiji lie on both sides of 180 degrees; a line between the edges would be longer than any coast."""
    assert len(atlas().land) < 80_000
    steps = [
        part
        for outline in atlas().land.split("M")[1:]
        for part in outline.partition("l")[2].rstrip("z").replace("-", " -").replace("+", " +").split()
    ]
    assert max(abs(float(step)) for step in steps) < WIDTH / 4


def test_countries_without_a_code_are_listed_though_not_drawn() -> None:
    linked, _ = resolve(replace(LIBRARY, cases=(case("a", "A"), case("b", "B"))))
    world = world_view(linked, Terms(LIBRARY.vocabularies), atlas())
    assert [mark.count for mark in world.countries] == [2]
    assert len(world.drawn) == sum(
        any("iso3166-1" in item for item in term.mappings)
        for term in LIBRARY.vocabularies["places"].terms
        if not term.broader
    )
