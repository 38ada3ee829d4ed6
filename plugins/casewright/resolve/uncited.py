"""Figures in a text that no citation in their sentence bears: reminders.

A figure is a number in digits. A year or a date alone is none, nor is a number within a name: ``18F``, ``BOS:311``,
``Executive Order 5-12``. Read are the texts of a case that make statements: its summary, its body and the reasons of
its bearings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewright.model.case import Case
from casewright.model.library import Library
from casewright.model.prose import LINK_MARK, Prose
from casewright.problems import Code, Problem, quoted

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b\d{{1,2}} (?:{_MONTH})\b(?: \d{{4}}\b)?|\b(?:{_MONTH}) \d{{1,2}}\b(?:, \d{{4}}\b)?")
_NAME = re.compile(r"(?<=\w )[A-Z][\w'’-]* \d[\d.,/-]*(?!\w)")
_FIGURE = re.compile(r"(?<![\w:.,/-])(?!(?:1[5-9]|20)\d\d(?![\d.,]*\d|\w))\d[\d.,]*(?![\w/])")
_BREAK = re.compile(r"(?<=[.!?])\s+(?=\W?[A-Z\ue000])|\n")
_SHORTENED = "… "


def uncited_problems(library: Library) -> Iterator[Problem]:
    """Yield a reminder for every sentence of a case that tells a figure and cites nothing."""
    for case in library.cases:
        for path, prose in _texts(case):
            for sentence in uncited(prose):
                yield Problem(
                    code=Code.UNCITED_FIGURE,
                    where=prose.where if path == "body" else case.at(path),
                    path="" if path == "body" else path,
                    message=f"a figure stands in a sentence without a citation: {quoted(sentence)}",
                    hint="cite the source within the sentence, or leave the figure to the sentence that does",
                )


def uncited(prose: Prose) -> Iterator[str]:
    """Yield every sentence of a text that tells a figure and cites nothing, as plain text."""
    rest = prose.plain
    for sentence in sorted({item.sentence for item in prose.citations if item.sentence}, key=len, reverse=True):
        rest = rest.replace(sentence.removeprefix(_SHORTENED).removesuffix(_SHORTENED[::-1]), "\n")
    for part in _BREAK.split(rest):
        if _FIGURE.search(_NAME.sub("", _DATE.sub("", LINK_MARK.sub("", part)))):
            yield part.strip()


def _texts(case: Case) -> Iterator[tuple[str, Prose]]:
    yield "summary", case.summary
    for index, bearing in enumerate(case.bearings):
        yield f"bearings[{index}].because", bearing.because
    yield "body", case.body
