"""The formats in which a check tells its problems, by name."""

from __future__ import annotations

from casewright.model.explained import Explanations
from casewright.render.problems.github import problems_github
from casewright.render.problems.junit import problems_junit
from casewright.render.problems.plain_json import problems_json
from casewright.render.problems.report import Report
from casewright.render.problems.sarif import problems_sarif
from casewright.render.problems.text import problems_text

TEXT, SARIF = "text", "sarif"
_WRITERS = {TEXT: problems_text, "json": problems_json, "github": problems_github, "junit": problems_junit}
FORMATS = (*_WRITERS, SARIF)


def written_report(report: Report, format_: str, explained: Explanations) -> str:
    """Return a report in a format; ``explained`` says what each kind of problem is about."""
    return problems_sarif(report, explained) if format_ == SARIF else _WRITERS[format_](report)
