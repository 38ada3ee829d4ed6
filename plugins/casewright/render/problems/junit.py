"""Problems → JUnit XML as Apache Ant writes it, which most servers that build and test can show."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from casewright.problems import Problem, Severity
from casewright.render.problems.report import Report

_EPOCH = datetime.fromtimestamp(0, UTC)
_OTHER = dict.fromkeys(
    [*(code for code in range(32) if chr(code) not in "\t\n\r"), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF],
    "\N{REPLACEMENT CHARACTER}",
)
"""Signs that XML cannot hold."""


def problems_junit(report: Report) -> str:
    """Return a suite with a test for each problem, failed where it fails the gate; notes are told as what was printed.

    Without problems there is one test, passed.
    """
    failing = sum(problem.fails for problem in report.problems)
    suites = Element("testsuites")
    suite = SubElement(
        suites,
        "testsuite",
        {
            "name": "casewright check",
            "package": "casewright",
            "id": "0",
            "timestamp": (report.when or _EPOCH).strftime("%Y-%m-%dT%H:%M:%S"),
            "hostname": "localhost",
            "tests": str(len(report.problems) or 1),
            "failures": str(failing),
            "errors": "0",
            "time": "0",
        },
    )
    SubElement(suite, "properties")
    for problem in report.problems:
        _add(suite, problem)
    if not report.problems:
        SubElement(suite, "testcase", {"name": "no problems", "classname": "casewright", "time": "0"})
    notes = [f"{problem}\n" for problem in report.problems if not problem.fails]
    SubElement(suite, "system-out").text = _clean("".join(notes))
    SubElement(suite, "system-err").text = ""
    indent(suites, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add(suite: Element, problem: Problem) -> None:
    where = problem.where
    name = f"{problem.code.number} at {where.line}:{where.column} {problem.path}".strip()
    test = SubElement(suite, "testcase", {"name": _clean(name), "classname": _clean(where.path), "time": "0"})
    if problem.code.severity is not Severity.INFO:
        kind = {"message": _clean(problem.message), "type": problem.code.number}
        SubElement(test, "failure", kind).text = _clean(str(problem))


def _clean(text: str) -> str:
    return text.translate(_OTHER)
