"""Problems → JSON of our own, for scripts and editors."""

from __future__ import annotations

import json
from typing import Any

from casewright.problems import Problem
from casewright.render.problems.report import Report

SCHEMA_VERSION = "1.1"
"""1.1 has ``family``, ``title``, ``context``, ``help`` and ``ignored`` beside what 1.0 had."""


def problems_json(report: Report) -> str:
    """Return problems as JSON: a schema version, a list of problems, and what records have ignored, with the reason."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "problems": [_value(problem, report) for problem in report.problems],
        "ignored": [{**_value(problem, report), "because": problem.ignored} for problem in report.ignored],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _value(problem: Problem, report: Report) -> dict[str, Any]:
    return {
        "code": problem.code.number,
        "severity": problem.code.severity.value,
        "family": problem.code.family.label,
        "title": problem.code.title,
        "file": problem.where.path,
        "line": problem.where.line,
        "column": problem.where.column,
        "path": problem.path,
        "message": problem.message,
        "hint": problem.hint,
        "context": report.line(problem.where.path, problem.where.line) or "",
        "help": report.help_address(problem.code),
    }
