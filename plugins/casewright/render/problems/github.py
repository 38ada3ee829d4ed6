"""Problems → workflow commands of GitHub, which shows them beside the lines of a pull request."""

from __future__ import annotations

from casewright.problems import Problem, Severity
from casewright.render.problems.report import Report
from casewright.render.problems.text import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def problems_github(report: Report) -> str:
    """Return one workflow command for each problem, those that fail the gate first: GitHub shows ten of a kind."""
    commands = [_command(problem, report) for problem in sorted(report.problems, key=lambda problem: not problem.fails)]
    return "\n".join([*commands, summary(report.problems, len(report.ignored))]) + "\n"


def _command(problem: Problem, report: Report) -> str:
    where = problem.where
    title = f"{problem.code.number}: {problem.code.title}"
    place = f"file={_value(where.path)},line={where.line},col={where.column},title={_value(title)}"
    address = report.help_address(problem.code)
    text = "\n".join(part for part in (problem.message, problem.hint, address) if part)
    return f"::{_COMMANDS[problem.code.severity]} {place}::{_text(text)}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
