"""Problems → SARIF 2.1.0 (OASIS), which GitHub's code scanning and many editors read."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from casewright.model.explained import Explanations
from casewright.problems import Code, Problem, Severity
from casewright.render.problems.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def problems_sarif(report: Report, explained: Explanations) -> str:
    """Return problems as a SARIF log of one run; those that records ignore are there as suppressed."""
    codes = sorted({problem.code for problem in report.found}, key=lambda code: code.number)
    places = {code: index for index, code in enumerate(codes)}
    driver = {
        "name": "casewright",
        "version": report.version,
        "rules": [_rule(code, report, explained) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, places[problem.code]) for problem in report.found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: Code, report: Report, explained: Explanations) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code.number,
        "name": "".join(part.capitalize() for part in code.name.split("_")),
        "shortDescription": {"text": code.title},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [code.family.label]},
    }
    explanation = explained.get(code.number)
    if explanation:
        rule["fullDescription"] = {"text": explanation.why}
        rule["help"] = {"text": explanation.fix}
    if address := report.help_address(code):
        rule["helpUri"] = address
    return rule


def _result(problem: Problem, index: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(problem.where.path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": problem.where.line, "startColumn": problem.where.column},
    }
    result: dict[str, Any] = {
        "ruleId": problem.code.number,
        "ruleIndex": index,
        "level": _LEVELS[problem.code.severity],
        "message": {"text": f"{problem.message}\n{problem.hint}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"casewright/v1": _fingerprint(problem)},
    }
    if problem.ignored:
        result["suppressions"] = [{"kind": "inSource", "justification": problem.ignored}]
    return result


def _fingerprint(problem: Problem) -> str:
    """Return what stays the same when lines are put in before a problem, so that it is known again."""
    parts = (problem.where.path, problem.code.number, problem.path, problem.message)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
