"""The state of a case is that of the whole; what became of a part stands beside it."""

from __future__ import annotations

from dataclasses import replace

from casewright.edges.starter import starter_files
from casewright.model.case import Case, State
from casewright.model.dates import Date, parse_date
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.resolve.terms import carried

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]


def day(text: str) -> Date:
    found = parse_date(text)
    assert found
    return found


def case(*states: str) -> Case:
    """Return a case with states such as ``ended 2013 team``: the state, its date, its part."""
    return replace(CASE, status=tuple(state(*text.split()) for text in states))


def state(name: str, date: str, part: str | None = None) -> State:
    return replace(CASE.status[0], state=TermId(name), date=day(date), part=part)


def status(found: Case) -> set[str]:
    return {term for vocabulary, term in carried(found, LIBRARY.vocabularies) if vocabulary == "status"}


def test_a_part_that_ended_does_not_end_the_whole() -> None:
    found = case("pilot 2010 team", "launched 2011", "ended 2013 team")
    assert found.state.state == "launched"
    assert found.states[0].state == "launched"
    assert status(found) == {"launched"}


def test_of_each_part_the_last_state_is_told() -> None:
    found = case("launched 2011", "launched 2012 Team", "launched 2012 desk", "ended 2013 team")
    assert [(item.part, item.state) for item in found.states_of_parts] == [("desk", "launched"), ("team", "ended")]


def test_without_a_state_of_the_whole_the_last_one_stands() -> None:
    assert case("launched 2011 team", "ended 2013 team").state.state == "ended"
