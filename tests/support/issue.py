"""The body of an issue as GitHub makes it of a filled-in form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casewright.export.values import front_matter_values
from casewright.model.case import Case
from casewright.model.fields import ListOf, TermText
from casewright.model.questions import AGREED, SOURCES, STORY, Question, questions
from casewright.model.vocabulary import Vocabulary


def issue_body(case: Case, vocabularies: Mapping[str, Vocabulary], *, sources: str = "", is_agreed: bool = True) -> str:
    """Return what the form makes of a case, with labels where the form offers terms."""
    values = front_matter_values(case)
    parts = [(question.label, _answer(question, values, vocabularies)) for question in questions()]
    box = f"- [{'X' if is_agreed else ' '}] It is in my own words"
    parts += [(STORY, case.body.text.strip()), (SOURCES, sources), (AGREED, box)]
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{answer or '_No response_'}" for label, answer in parts)


def _answer(question: Question, values: Any, vocabularies: Mapping[str, Vocabulary]) -> str:
    for name in question.path:
        values = values.get(name, {})
    if not values and values is not False:
        return ""
    if question.group:
        blocks = ("\n".join(_lines(item, "")) for item in values)
        return "```yaml\n" + "\n\n".join(blocks) + "\n```"
    type_ = question.row.type.item if isinstance(question.row.type, ListOf) else question.row.type
    known = vocabularies.get(type_.vocabulary) if isinstance(type_, TermText) else None
    found = values if isinstance(values, list) else [values]
    labels = [term.label if known and (term := known.get(item)) else str(item) for item in found]
    return ", ".join(labels)


def _lines(item: Mapping[str, Any], prefix: str) -> list[str]:
    lines = []
    for name, value in item.items():
        if isinstance(value, Mapping):
            lines += _lines(value, f"{prefix}{name}.")
        else:
            text = ", ".join(value) if isinstance(value, list) else value
            text = {True: "yes", False: "no"}.get(text, text) if isinstance(text, bool) else text
            lines.append(f"{prefix}{name}: {' '.join(str(text).split())}")
    return lines
