"""Whether a figure is given in a unit in which its thing can be measured: no savings in users, no wait in dollars.

Each indicator says in which units it is measured (``takes``): units by their id, or all units of a kind. The kinds are
``money``, ``share`` and ``ratio``, those of physical units in the CLDR (``duration``, ``area``), and each of them by
something, as the unit's id says: ``money-per-year``. Counts have no kind in common, since people are no pages; their
units are named one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from casewright.model.case import Case, Claim
from casewright.model.library import Library
from casewright.model.measure import Measure, Quantity
from casewright.model.vocabulary import Term, Vocabulary
from casewright.problems import Code, Problem, did_you_mean, quoted
from casewright.resolve.units import UNITS, kind_of, measure_of

INDICATORS = "indicators"
_MONEY = "money"


def indicator_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every indicator without units, and every figure in a unit that it does not take."""
    indicators, units = library.vocabularies.get(INDICATORS), library.vocabularies.get(UNITS)
    if indicators is None or units is None:
        return  # reported already
    kinds = {term.id: found for term in units.terms if (found := _kinds(term, units))}
    known = sorted({kind for found in kinds.values() for kind in found})
    for index, term in enumerate(indicators.terms):
        yield from _term(indicators, term, f"terms[{index}]", known)
    for case in library.cases:
        for index, claim in enumerate(case.claims):
            yield from _unit(case, claim, index, indicators.get(claim.indicator), kinds)


def _kinds(unit: Term, units: Vocabulary) -> frozenset[str]:
    """Return the names by which an indicator can take a unit: its id, and of what is no count its kind.

    None for a unit that measures nothing that is known, which is reported already.
    """
    measure = measure_of(units, unit.id)
    kind = _kind(measure) if measure else ""
    if not kind:
        return frozenset()
    _, per, what = unit.id.partition("-per-")
    return frozenset({unit.id} if kind == Quantity.COUNT.value else {unit.id, f"{kind}{per}{what}"})


def _kind(measure: Measure) -> str:
    return _MONEY if measure.is_money else kind_of(measure)


def _term(indicators: Vocabulary, term: Term, path: str, known: list[str]) -> Iterator[Problem]:
    if not term.takes:
        yield Problem(
            code=Code.INDICATOR_TAKES,
            where=indicators.places[f"{path}.id"],
            path=path,
            message=f'the indicator "{term.id}" does not say in which units it is measured',
            hint="add takes: units by their id, or a kind such as money, money-per-year or duration",
        )
    for index, name in enumerate(term.takes):
        if name not in known:
            at = f"{path}.takes[{index}]"
            yield Problem(
                code=Code.INDICATOR_TAKES,
                where=indicators.places.get(at, indicators.places[f"{path}.id"]),
                path=at,
                message=f"{quoted(name)} is no unit and no kind of unit",
                hint=did_you_mean(name, known, "write the id of a unit, or a kind such as money or duration"),
            )


def _unit(
    case: Case, claim: Claim, index: int, indicator: Term | None, kinds: dict[str, frozenset[str]]
) -> Iterator[Problem]:
    unit = kinds.get(claim.unit)
    if indicator is None or unit is None or not indicator.takes or not unit.isdisjoint(indicator.takes):
        return
    path = f"claims[{index}].unit"
    yield Problem(
        code=Code.INDICATOR_UNIT,
        where=case.at(path),
        path=path,
        message=f'"{claim.indicator}" is not measured in "{claim.unit}"',
        hint=f"it takes {', '.join(indicator.takes)}; choose such a unit, or the indicator that is meant",
    )
