"""Which figures of a case share a chart, and why some stand in none.

From three figures of one indicator on, all are drawn, each chart with a scale of its own. A chart holds those that one
scale can hold. What it is about parts them: figures of one thing may count people and posts side by side, figures of
several things have to be in the very same unit. Figures about others than the case never stand beside its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casewright.model.case import Claim
from casewright.resolve.disagreements import Disagreement
from casewright.views.chart import ChartView, chart
from casewright.views.terms import Terms

LEAST = 3
"""From how many figures of one indicator on they are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """The charts of one indicator, and why its figures stand in several or in none (nothing where neither is so)."""

    charts: tuple[ChartView, ...] = ()
    not_together: str = ""


def panels(
    groups: Sequence[Sequence[Claim]],
    found: Sequence[Disagreement],
    *,
    apart: int,
    title: str,
    name: str,
    terms: Terms,
) -> Panels:
    """Return the charts of one indicator's figures; each group is about a thing of its own, in the order of time.

    ``apart`` is how many figures more there are of the same indicator that are about others than the case.
    """
    total = sum(len(group) for group in groups)
    if total < LEAST:
        return Panels(not_together=terms.say("panels.no_chart", title=title) if total + apart >= LEAST else "")
    kinds = tuple(_kinds(groups, terms))
    drawn = tuple(
        chart(
            kind,
            found,
            title=terms.say("panels.in_units", title=title, units=_units(kind, terms)) if len(kinds) > 1 else title,
            name=f"{name}-{number}",
            is_named=len(groups) > 1,
            terms=terms,
        )
        for number, kind in enumerate(kinds, start=1)
    )
    return Panels(charts=drawn, not_together=terms.say("panels.units", title=title) if len(drawn) > 1 else "")


def _kinds(groups: Sequence[Sequence[Claim]], terms: Terms) -> Iterator[list[Sequence[Claim]]]:
    """Yield the groups of each chart: the figures of each kind."""
    kinds: dict[str, list[Sequence[Claim]]] = {}
    for group in groups:
        parts: dict[str, list[Claim]] = {}
        for claim in group:
            kind = str(claim.unit) if len(groups) > 1 else _quantity(claim, terms)
            parts.setdefault(kind, []).append(claim)
        for kind, claims in parts.items():
            kinds.setdefault(kind, []).append(claims)
    yield from kinds.values()


def _units(kind: Sequence[Sequence[Claim]], terms: Terms) -> str:
    """Return the units of the figures of one chart, in words."""
    units = dict.fromkeys(claim.unit for group in kind for claim in group)
    return terms.say("panels.and").join(terms.view("units", unit).label for unit in units)


def _quantity(claim: Claim, terms: Terms) -> str:
    """Return what figures about one thing have in common that one scale can hold: the unit, or that they are counts."""
    measure = terms.measure(claim.unit)
    return measure.quantity.value if measure and measure.is_count else f"unit {claim.unit}"
