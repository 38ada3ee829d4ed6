"""Problems → text for people, JSON for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from casewright.problems import Problem, Severity

SCHEMA_VERSION = "1.0"


def problems_text(problems: Sequence[Problem]) -> str:
    """Return problems one after the other, those that fail the gate first, and a last line that counts them."""
    lines = [str(problem) for problem in sorted(problems, key=lambda problem: not problem.fails)]
    return "\n".join([*lines, summary(problems)])


def summary(problems: Sequence[Problem]) -> str:
    """Return one line: how many errors, warnings and notes, in how many files."""
    counts = Counter(problem.code.severity for problem in problems)
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [
        f"{counts[severity]} {name}{'' if counts[severity] == 1 else 's'}"
        for severity, name in names.items()
        if counts[severity]
    ]
    if not parts:
        return "no problems"
    files = len({problem.where.path for problem in problems})
    if not any(problem.fails for problem in problems):
        parts.insert(0, "no errors or warnings")
    return f"{', '.join(parts)} in {files} file{'' if files == 1 else 's'}"


def problems_json(problems: Sequence[Problem]) -> str:
    """Return problems as JSON: a schema version and a list of objects with code, severity, place, message, hint."""
    values = [
        {
            "code": problem.code.number,
            "severity": problem.code.severity.value,
            "file": problem.where.path,
            "line": problem.where.line,
            "column": problem.where.column,
            "path": problem.path,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"schema_version": SCHEMA_VERSION, "problems": values}, ensure_ascii=False, indent=1) + "\n"
