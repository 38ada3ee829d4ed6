"""Which figures of a case share a chart, and why some stand in none.

A chart holds the figures of one indicator that one scale can hold. What it is about parts them: figures of one thing
may count people and posts side by side, figures of several things have to be in the very same unit. Figures about
others than the case never stand beside its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casewright.model.case import Claim
from casewright.resolve.disagreements import Disagreement
from casewright.views.chart import ChartView, chart
from casewright.views.terms import Terms

LEAST = 3
"""How many figures make a chart."""

_UNITS = "figures in different units share no scale"
_OTHERS = "figures about others stand apart from those of the case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """The charts of one indicator, and why not all of its figures are drawn (nothing where all are, or all are few)."""

    charts: tuple[ChartView, ...] = ()
    not_drawn: str = ""


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
    drawn = tuple(
        chart(kind, found, title=title, name=f"{name}-{number}", terms=terms)
        for number, kind in enumerate(_kinds(groups, terms), start=1)
    )
    units = {claim.unit for group in groups for claim in group}
    reasons = [*([_OTHERS] if apart else []), *([_UNITS] if len(units) > 1 else [])]
    if total + apart < LEAST or sum(len(item.marks) for item in drawn) == total or not reasons:
        return Panels(charts=drawn)
    lead = "not all figures are drawn" if drawn else "no chart"
    return Panels(charts=drawn, not_drawn=f"{title}: {lead}, because {' and because '.join(reasons)}.")


def _kinds(groups: Sequence[Sequence[Claim]], terms: Terms) -> Iterator[list[Sequence[Claim]]]:
    """Yield the groups of each chart: the figures of each kind, where they are enough."""
    kinds: dict[str, list[Sequence[Claim]]] = {}
    for group in groups:
        parts: dict[str, list[Claim]] = {}
        for claim in group:
            kind = str(claim.unit) if len(groups) > 1 else _quantity(claim, terms)
            parts.setdefault(kind, []).append(claim)
        for kind, claims in parts.items():
            kinds.setdefault(kind, []).append(claims)
    yield from (found for found in kinds.values() if sum(len(claims) for claims in found) >= LEAST)


def _quantity(claim: Claim, terms: Terms) -> str:
    """Return what figures about one thing have in common that one scale can hold: the unit, or that they are counts."""
    measure = terms.measure(claim.unit)
    return measure.quantity.value if measure and measure.is_count else f"unit {claim.unit}"
