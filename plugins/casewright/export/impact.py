"""What a change does, as JSON: everything, in the order of the report."""

from __future__ import annotations

import dataclasses
from typing import Any

from casewright.export.json_text import json_text
from casewright.problems import Problem
from casewright.views.impact import Impact

SCHEMA_VERSION = "1.0"


def impact_json(impact: Impact, base: str) -> str:
    """Return the report as JSON; ``base`` says what the casebook is compared with."""
    values = {item.name: _plain(getattr(impact, item.name)) for item in dataclasses.fields(impact)}
    return json_text({"schema_version": SCHEMA_VERSION, "base": base, "refused": impact.is_refused, **values}) + "\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - nested plain values
    if isinstance(value, Problem):
        return {"code": value.code.number, "where": str(value.where), "path": value.path, "message": value.message}
    if dataclasses.is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
