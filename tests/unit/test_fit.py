"""The finder's questions, what cases carry for them, and how large its files get."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from casewright.edges.starter import starter_files
from casewright.export.explore import explore_files
from casewright.export.fit import fit_files
from casewright.model.case import Case, Claim
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.resolve.linked import resolve
from casewright.resolve.periods import with_periods
from casewright.views.explore import explore_view
from casewright.views.fit import FitView, Question, fit_view
from casewright.views.terms import Terms
from casewright.views.world import WorldView

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
MANY, MOST_BYTES = 10_000, 150_000


def figure(value: str, *, indicator: str = "staff", unit: str = "person", **others: Any) -> Claim:
    claim = replace(CASE.claims[0], indicator=TermId(indicator), unit=TermId(unit), value=Decimal(value))
    return replace(claim, **{"qualifier": None, "projection": None, "about_others": None, **others})


def case(id_: str, *claims: Claim) -> Case:
    return replace(CASE, id=id_, title=id_, claims=claims, relations=(), file=f"cases/{id_}.md")


def view_of(*cases: Case) -> FitView:
    linked = with_periods(resolve(replace(LIBRARY, cases=cases))[0])
    terms = Terms(linked.library.vocabularies)
    return fit_view(explore_view(linked, terms, WorldView(countries=())), linked, terms)


def question(view: FitView, id_: str) -> Question:
    return next(question for question in view.questions if question.id == id_)


def carried(view: FitView, id_: str) -> dict[str, tuple[int, ...]]:
    facet = question(view, id_).facet
    return {choice.term.id: choice.numbers for choice in facet.choices if choice.numbers}


def test_figures_lie_in_steps() -> None:
    view = view_of(case("a", figure("5")), case("b", figure("6")), case("c", figure("6"), figure("2000")))
    assert carried(view, "staff") == {"person.0": (0,), "person.1": (1, 2), "person.4": (2,)}


@pytest.mark.parametrize(
    ("qualifier", "steps"), [("over", {"person.1", "person.4"}), ("about", {"person.1", "person.2"})]
)
def test_a_figure_that_is_not_exact_lies_wherever_it_can(qualifier: str, steps: set[str]) -> None:
    assert set(carried(view_of(case("a", figure("20", qualifier=TermId(qualifier)))), "staff")) == steps


@pytest.mark.parametrize("others", [{"about_others": True}, {"projection": TermId("target")}])
def test_what_tells_of_no_size_is_unknown(others: dict[str, Any]) -> None:
    view = view_of(case("a", figure("5", **others)))
    assert "staff" not in [question.id for question in view.questions]
    assert "Staff" in view.unasked


def test_nobody_is_asked_what_no_case_could_answer() -> None:
    assert view_of(case("a", figure("5"))).unasked == ("Population", "Yearly cost")


def test_money_of_another_currency_is_another_unit() -> None:
    costs = [figure("1", indicator="yearly-cost", unit=unit) for unit in ("usd-per-year", "eur-per-year")]
    view = view_of(case("a", costs[0]), case("b", costs[1]))
    assert carried(view, "money") == {"eur-per-year.0": (1,), "usd-per-year.0": (0,)}


def test_what_is_not_known_cannot_be_chosen() -> None:
    unknown = replace(CASE.governance, it_role=TermId("none"), model=TermId("unknown"))
    view = view_of(case("a"), replace(case("b"), governance=unknown))
    for asked in view.questions:
        assert not {choice.term.id for choice in asked.offered} & {"none", "unknown"}
    assert [term.id for term in question(view, "lead").unknown] == ["unknown"]
    assert question(view, "lead").offered


def test_the_rule_of_the_page_is_the_rule_of_the_data() -> None:
    view = view_of(case("a", figure("5")))
    rule = json.loads(dict(fit_files(view))["fit/rule.json"])
    assert [(item["id"], item["fits"], item["differs"], item["most"]) for item in rule["questions"]] == [
        (question.id, question.fits, question.differs, question.most) for question in view.questions
    ]
    for item in rule["questions"]:
        assert item["fits"] > 0
        assert item["differs"] >= 0


def test_files_stay_small() -> None:
    cases = [case(f"case-{number:05}", figure(str(number % 900)), figure("7", unit="post")) for number in range(MANY)]
    linked = with_periods(resolve(replace(LIBRARY, cases=tuple(cases)))[0])
    terms = Terms(linked.library.vocabularies)
    explore = explore_view(linked, terms, WorldView(countries=()))
    view = fit_view(explore, linked, terms)
    files = dict(fit_files(view))
    columns = {f"explore/data/{question.facet.id}.json" for question in view.questions}
    assert columns <= set(files) | {address for address, _ in explore_files(explore, linked)}
    assert max(len(text.encode()) for text in files.values()) < MOST_BYTES
