"""All claims of all cases as data: one list (JSON) and one table (CSV), each claim with its place on the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casewright.export.values import front_matter_values
from casewright.model.case import Claim
from casewright.resolve.disagreements import Disagreement
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.topics import Standing, standing_of, topics
from casewright.resolve.units import UNITS, measure_of
from casewright.views.addresses import claim_address

COLUMNS = (
    "case", "id", "indicator", "subject", "value", "qualifier", "unit", "quantity", "currency", "date", "cumulative",
    "projection", "due_not_known", "baseline_value", "baseline_unit", "baseline_date", "reported_by",
    "standing", "only_self_reported", "about_others", "evidence", "source",
    "method", "note", "disagrees_with", "conflicts", "address",
)  # fmt: skip


def claim_values(linked: LinkedLibrary, site_address: str) -> Iterator[dict[str, Any]]:
    """Yield every claim as plain values: what is written, what it measures, what it disagrees with, its address."""
    units = linked.library.vocabularies.get(UNITS)
    for case in linked.library.cases:
        standings = {claim.id: standing_of(claims) for claims in topics(case).values() for claim in claims}
        for claim in case.claims:
            measure = measure_of(units, claim.unit)
            yield {
                "case": case.id,
                **front_matter_values(claim),
                "quantity": measure.quantity.value if measure else "unknown",
                **({"currency": measure.code} if measure and measure.is_money else {}),
                "standing": standings[claim.id].value,
                "only_self_reported": standings[claim.id] is Standing.ONLY_SELF,
                "disagreements": list(_disagreements(claim, linked.disagreements.get(case.id, ()))),
                "address": f"{site_address}{claim_address(case.id, claim.id)}",
            }


def claim_row(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the values of a claim as a row of the table; what a claim disagrees with is joined by ``;``."""
    flat = {
        **values,
        **{f"baseline_{name}": value for name, value in values.get("baseline", {}).items()},
        "disagrees_with": ";".join(other for item in values["disagreements"] for other in item["with"]),
        "conflicts": ";".join(dict.fromkeys(item["conflict"] for item in values["disagreements"])),
    }
    return tuple(_cell(flat.get(name, "")) for name in COLUMNS)


def _disagreements(claim: Claim, found: tuple[Disagreement, ...]) -> Iterator[dict[str, Any]]:
    for item in found:
        if claim in item.claims:
            yield {
                "conflict": item.conflict.value,
                "with": [other.id for other in item.claims if other != claim] if item.conflict.is_between_two else [],
            }


def _cell(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
