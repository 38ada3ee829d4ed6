"""What is said of each kind of problem, from the files of this package, one for each family.

They are data, so that the table of codes stays one line for each, and whoever adds a code writes the rest as text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from casewright.model.explained import Absent, Example, Explanation, Explanations
from casewright.problems import Family

_FOLDER = Path(__file__).parents[1] / "codes"
_CASE = "cases/springfield-desk.md"
"""The file of the starter in which most examples stand."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def explanations() -> Explanations:
    """Return what is said of each kind of problem, in the order of numbers."""
    found = {}
    for family in Family:
        text = (_FOLDER / f"{family.label}.yml").read_text(encoding="utf-8")
        for number, row in (yaml.load(text, _LOADER) or {}).items():  # noqa: S506 - a safe loader, quicker where there is one
            found[str(number)] = _explanation(str(number), row)
    return dict(sorted(found.items()))


def _explanation(number: str, row: dict[str, Any]) -> Explanation:
    right, file = str(row.get("right", "")), str(row.get("file", _CASE))
    example = Example(
        file=file,
        right=right,
        wrong=str(row.get("wrong", "")),
        instead_of=str(row.get("instead_of", right)),
        beside=row.get("beside", {}),
        absent=Absent(row["absent"]) if "absent" in row else None,
        not_run=str(row.get("not_run", "")),
    )
    return Explanation(number=number, why=str(row["why"]), fix=str(row["fix"]), example=example)
