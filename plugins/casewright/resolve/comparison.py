"""Whether a figure and the one before it can be compared, and whether its time can have come.

- The figure before is of the same kind as the figure: money and money, lengths of time and lengths of time.
- It is not of a later date.
- A forecast or target that is dated only by when it was named says so.
- A figure that tells what was is not dated after the newest day in its record: when it was published, revised or last
  verified. (Never after the clock: the same content has the same problems on every day.)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casewright.model.case import Case, Claim
from casewright.model.dates import Date
from casewright.model.library import Library
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Code, Problem
from casewright.resolve.disagreements import NOT_AN_EFFECT
from casewright.resolve.units import UNITS, kind_of, measure_of


def comparison_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every figure that cannot be compared with the one before it, or lies in the future."""
    units = library.vocabularies.get(UNITS)
    for case in library.cases:
        newest = _newest(case)
        for index, claim in enumerate(case.claims):
            yield from _kinds(case, claim, f"claims[{index}].baseline", units)
            yield from _order(case, claim, f"claims[{index}].baseline.date")
            yield from _due(case, claim, index)
            if not claim.projection and _begins(claim) > newest:
                path = f"claims[{index}].date"
                yield Problem(
                    code=Code.FUTURE,
                    where=case.at(path),
                    path=path,
                    message=f"the figure is dated {claim.date}, and the newest day in the record is {newest}",
                    hint="give the date that the figure refers to; a forecast or a target says so with projection",
                )


def _kinds(case: Case, claim: Claim, path: str, units: Vocabulary | None) -> Iterator[Problem]:
    if claim.baseline is None or claim.baseline.unit is None:
        return
    here, before = measure_of(units, claim.unit), measure_of(units, claim.baseline.unit)
    kinds = {kind_of(measure) if measure else "" for measure in (here, before)}
    if len(kinds) > 1 and "" not in kinds:
        yield Problem(
            code=Code.BASELINE_UNIT,
            where=case.at(f"{path}.unit"),
            path=f"{path}.unit",
            message=f'"{claim.baseline.unit}" and "{claim.unit}" are units of different kinds; nobody can compare them',
            hint="give the figure before in a unit of the same kind, or leave it out",
        )


def _order(case: Case, claim: Claim, path: str) -> Iterator[Problem]:
    before = claim.baseline.date if claim.baseline else None
    if before and before.first > claim.date.last:
        yield Problem(
            code=Code.BASELINE_DATE,
            where=case.at(path),
            path=path,
            message=f"the figure before is dated {before}, the figure {claim.date}",
            hint="give the date at which the figure before was measured, or leave it out",
        )


def _due(case: Case, claim: Claim, index: int) -> Iterator[Problem]:
    """Yield a problem where readers would take the day by which a forecast was named for the day it is due."""
    path = f"claims[{index}].{'date' if claim.due_not_known is None else 'due_not_known'}"
    if claim.projection and not (claim.due_not_known or claim.cumulative) and claim.date.first == date.min:
        yield Problem(
            code=Code.DUE_DATE,
            where=case.at(path),
            path=path,
            message=f"the {claim.projection} is dated {claim.date}, which can be when it was named or when it is due",
            hint="give the time for which it holds; add `due_not_known: yes` where nothing read tells it, "
            "`cumulative: yes` where it is the total up to then",
        )
    elif claim.due_not_known and not claim.projection:
        yield Problem(
            code=Code.DUE_DATE,
            where=case.at(path),
            path=path,
            message="the figure tells what was, and nothing is due",
            hint="leave `due_not_known` out; a forecast or a target says so with projection",
        )


def _newest(case: Case) -> date:
    return max(item.last for item in (case.published, case.revised, case.last_verified) if item)


def _begins(claim: Claim) -> date:
    """Return the first day that a figure can mean; of an effect with an open start, the first that it can end on."""
    return _end(claim.date) if claim.evidence != NOT_AN_EFFECT else claim.date.first


def _end(moment: Date) -> date:
    return moment.last if moment.first == date.min else moment.first
