"""What the finder loads when somebody has answered: its rule, the sizes of cases, and what they say about lessons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from casewright.export.explore import column
from casewright.views.addresses import EXPLORE, FIT
from casewright.views.fit import FitView


def fit_files(view: FitView) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the rule, of the lessons and of each column that only the finder needs."""
    yield f"{FIT}rule.json", _json(_rule(view))
    yield f"{FIT}lessons.json", _json([_lesson(view, index) for index in range(len(view.lessons))])
    facets = (*(question.facet for question in view.questions), view.bearings)
    for facet in facets:
        if facet.id.startswith("fit-"):
            yield f"{EXPLORE}data/{facet.id}.json", _json(column(facet, view.total))


def _rule(view: FitView) -> dict[str, Any]:
    questions = [
        {
            "id": question.id,
            "name": question.name,
            "column": question.facet.id,
            "comparison": question.comparison.value,
            "fits": question.fits,
            "differs": question.differs,
            "unknown": [term.id for term in question.unknown],
            "most": question.most,
        }
        for question in view.questions
    ]
    lessons = {"chosen": view.chosen_lesson, "case": view.speaking_case, "cases": view.speaking_cases}
    return {"questions": questions, "lessons": lessons, "bearings": view.bearings.id}


def _lesson(view: FitView, index: int) -> dict[str, str]:
    lesson = view.lessons[index]
    return {
        "id": lesson.link.ref.id,
        "title": lesson.link.title,
        "address": lesson.link.address,
        "when": lesson.link.reason,
        "verdict": lesson.verdict,
        "cases": lesson.cases,
    }


def _json(values: Any) -> str:  # noqa: ANN401 - nested plain values
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
