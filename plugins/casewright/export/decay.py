"""The decay of sources as JSON: every address, what became of it, and who leads to it."""

from __future__ import annotations

from casewright.export.json_text import json_text
from casewright.views.decay import AddressView, Decay

SCHEMA_VERSION = "1.0"


def decay_json(decay: Decay) -> str:
    """Return all addresses as JSON, those that need somebody first."""
    views = [view for _, group in decay.groups for view in group]
    return (
        json_text(
            {
                "schema_version": SCHEMA_VERSION,
                "counts": dict(decay.counts),
                "addresses": [_row(view) for view in (*views, *decay.not_asked)],
            }
        )
        + "\n"
    )


def _row(view: AddressView) -> dict[str, object]:
    answer, copy = view.answer, view.found_copy
    return {
        "address": view.address,
        "state": answer.state.label if answer else None,
        "says": answer.says if answer else None,
        "asked": answer.day.isoformat() if answer else None,
        "moved_to": answer.leads_to or None if answer else None,
        "archived_copy": view.linked_copy or None,
        "found_copy": {"address": copy.address, "day": copy.day.isoformat()} if copy else None,
        "places": [{"of": place.of, "use": place.use.value, "where": place.where} for place in view.places],
    }
