"""Problems → text for people: those that fail the gate first, each with its line and a mark below the spot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import indent

from casewright.model.explained import Explanation
from casewright.problems import Code, Problem, Severity
from casewright.render.problems.excerpt import excerpt
from casewright.render.problems.report import Report

_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_STRONG, _FAINT = "1", "2"


def problems_text(report: Report) -> str:
    """Return problems one after the other, those that fail the gate first, and a last line that counts them."""
    lines = [line for problem in sorted(report.problems, key=_order) for line in _lines(problem, report)]
    return "\n".join([*lines, summary(report.problems, len(report.ignored))]) + "\n"


def summary(problems: Sequence[Problem], ignored: int = 0) -> str:
    """Return one line: how many errors, warnings and notes, in how many files, and how many are ignored."""
    counts = Counter(problem.code.severity for problem in problems)
    parts = [
        f"{counts[severity]} {name}{'' if counts[severity] == 1 else 's'}"
        for severity, name in _NAMES.items()
        if counts[severity]
    ]
    passed = f", {ignored} ignored" if ignored else ""
    if not parts:
        return f"no problems{passed}"
    files = len({problem.where.path for problem in problems})
    if not any(problem.fails for problem in problems):
        parts.insert(0, "no errors or warnings")
    return f"{', '.join(parts)} in {files} file{'' if files == 1 else 's'}{passed}"


def explained_text(code: Code, explanation: Explanation) -> str:
    """Return what is said of a kind of problem, for the terminal."""
    example = explanation.example
    parts = [
        f"{code.number}: {code.title} ({code.severity.value}, {code.family.label})",
        explanation.why,
        f"Wrong, in {example.file}:\n{_quoted(example.wrong)}",
        f"Right:\n{_quoted(example.right)}",
        explanation.fix,
    ]
    return "\n\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    return indent(text.strip("\n"), "    ") or "    (nothing)"


def _order(problem: Problem) -> bool:
    return not problem.fails


def _lines(problem: Problem, report: Report) -> Iterator[str]:
    colour = _COLOURS[problem.code.severity]
    field = f" {problem.path}" if problem.path else ""
    place = _painted(str(problem.where), _STRONG, report)
    yield f"{place}: {_painted(problem.code.number, colour, report)}{field}: {problem.message}"
    line = report.line(problem.where.path, problem.where.line)
    written, marks = excerpt(line, problem.where.line, problem.where.column) if line else ("", "")
    if written:
        yield _painted(written, _FAINT, report)
        yield _painted(marks, colour, report)
    yield f"    hint: {problem.hint}"
    if address := report.help_address(problem.code):
        yield f"    more: {address}"


def _painted(text: str, colour: str, report: Report) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if report.has_colour else text
