"""The index of claims: paged, listed by each term, with who else reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Case, Claim
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.claims import ClaimsView, claims_views
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
CLAIM: Claim = CASE.claims[0]


def claim(id_: str, **changes: object) -> Claim:
    return replace(CLAIM, id=id_, **changes)  # type: ignore[arg-type]  # any field


def case(id_: str, *claims: Claim) -> Case:
    return replace(CASE, id=id_, title=id_.title(), claims=claims)


def views(*cases: Case) -> dict[str, ClaimsView]:
    linked: LinkedLibrary = resolve(replace(LIBRARY, cases=cases))[0]
    return dict(claims_views(linked, Terms(LIBRARY.vocabularies)))


def test_long_lists_are_paged_at_a_hundred() -> None:
    found = views(case("one", *(claim(f"c{number}") for number in range(250))))
    pages = ["claims/", "claims/page/2/", "claims/page/3/"]
    assert [len(found[address].rows) for address in pages] == [100, 100, 50]
    assert [len(found[f"claims/reporter/self/{page}"].rows) for page in ("", "page/2/", "page/3/")] == [100, 100, 50]
    ids = [row.address for address in pages for row in found[address].rows]
    assert ids == [f"cases/one/#claim-c{number}" for number in range(250)]
    assert [bool(found[address].rules) for address in pages] == [True, False, False]


def test_a_casebook_without_claims_has_an_empty_list() -> None:
    assert [(address, view.rows) for address, view in views(case("one")).items()] == [("claims/", ())]


def test_every_kind_of_term_has_lists_that_hold_all_claims() -> None:
    found = views(
        case("one", claim("a"), claim("b", reported_by=TermId("press"), indicator=TermId("staff"))),
        case("two", claim("c", evidence=TermId("nesta-1")), claim("d", reported_by=TermId("audit"))),
    )
    for group in found["claims/"].filters:
        assert sum(link.count for link in group.links) == 4
        for link in group.links:
            assert len(found[link.term.address].rows) == link.count
            (here,) = [item for item in found[link.term.address].filters if item.title == group.title]
            assert [item.term.id for item in here.links if item.is_here] == [link.term.id]
    reporters = [(link.term.id, link.count) for link in found["claims/"].filters[0].links]
    assert reporters == [("self", 2), ("press", 1), ("audit", 1)], "in the order of the vocabulary"
    assert [row.address for row in found["claims/reporter/self/"].rows] == [
        "cases/one/#claim-a",
        "cases/two/#claim-c",
    ]


def test_self_reported_only_is_about_one_thing_in_one_case() -> None:
    found = views(
        case("one", claim("a", subject="Visit"), claim("b", subject="visit", reported_by=TermId("press"))),
        case("two", claim("c", subject="Visit"), claim("d", subject="Something else", reported_by=TermId("press"))),
    )
    standing = {row.address.rpartition("-")[2]: row.standing.id for row in found["claims/"].rows}
    assert standing == {"a": "mixed", "b": "mixed", "c": "self-only", "d": "others"}


@pytest.mark.parametrize(
    ("reporters", "expected"),
    [
        (["self"], "self-only"),
        (["self", "press"], "mixed"),
        (["self", "partner"], "self-only"),
        (["partner"], "self-only"),
        (["partner", "press"], "mixed"),
        (["press", "audit"], "others"),
        (["unknown"], "unknown"),
        (["self", "unknown"], "unknown"),
        (["press", "unknown"], "unknown"),
        (["self", "press", "unknown"], "mixed"),
    ],
)
def test_an_unknown_reporter_is_nobody_else(reporters: list[str], expected: str) -> None:
    claims = [claim(f"c{number}", reported_by=TermId(name)) for number, name in enumerate(reporters)]
    found = views(case("one", *claims))
    assert {row.standing.id for row in found["claims/"].rows} == {expected}
    assert len(found[f"claims/standing/{expected}/"].rows) == len(claims)


def test_forecasts_and_targets_have_lists_and_marks() -> None:
    effect = TermId("not-an-effect")
    found = views(
        case(
            "one",
            claim("a"),
            claim("b", projection=TermId("target"), evidence=effect),
            claim("c", projection=TermId("forecast"), evidence=effect),
        )
    )
    marks = {row.address[-1]: row.projection.label if row.projection else "" for row in found["claims/"].rows}
    assert marks == {"a": "", "b": "Target", "c": "Forecast"}
    assert [row.address[-1] for row in found["claims/projection/target/"].rows] == ["b"]
    (group,) = [item for item in found["claims/"].filters if item.by == "projection"]
    assert [link.term.id for link in group.links] == ["forecast", "target"], "in the order of the vocabulary"
    assert "projection" not in {item.by for item in views(case("one", claim("a")))["claims/"].filters}


def test_a_term_that_is_not_known_has_a_list_too() -> None:
    found = views(case("one", claim("a", reported_by=TermId("The <b>mayor</b>"))))
    assert "claims/reporter/the-b-mayor-b/" in found
