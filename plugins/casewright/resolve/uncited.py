"""Figures in a text that no citation in their sentence bears: reminders.

A figure is a number in digits. A year or a date alone is none, nor is a number within a name: ``18F``, ``BOS:311``,
``Executive Order 5-12``. Read are the texts of a case that make statements: its summary, its body and the reasons of
its bearings; and all texts of a lesson.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from casewright.memory import remembered
from casewright.model.case import Case
from casewright.model.library import Library
from casewright.model.prose import LINK_MARK, Prose
from casewright.model.record import Record
from casewright.problems import Code, Location, Problem, quoted
from casewright.resolve.links import texts
from casewright.resolve.unlinked import placed

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b\d{{1,2}} (?:{_MONTH})\b(?: \d{{4}}\b)?|\b(?:{_MONTH}) \d{{1,2}}\b(?:, \d{{4}}\b)?")
_NAME = re.compile(r"(?<=\w )[A-Z][\w'’-]* \d[\d.,/-]*(?!\w)")
_FIGURE = re.compile(r"(?<![\w:.,/-])(?!(?:1[5-9]|20)\d\d(?![\d.,]*\d|\w))\d[\d.,]*(?![\w/])")
_BREAK = re.compile(r"(?<=[.!?])\s+(?=\W?[A-Z\ue000])|\n")
_SHORTENED = "… "
_WORD = re.compile(r"[^\W_]+")
_NEAR = 6
"""By how many words on each side a figure is found again in the text as it was written."""


def uncited_problems(library: Library) -> Iterator[Problem]:
    """Yield a reminder for every sentence of a case or a lesson that tells a figure and cites nothing."""
    for record in (*library.cases, *library.lessons):
        yield from _of_record(record)


@remembered
def _of_record(record: Record) -> tuple[Problem, ...]:
    return tuple(_problems(record))


def _problems(record: Record) -> Iterator[Problem]:
    for path, prose in _of_case(record) if isinstance(record, Case) else texts(record):
        for sentence in uncited(prose):
            is_body = path == "body"
            yield Problem(
                code=Code.UNCITED_FIGURE,
                where=_place(prose, sentence) if is_body else record.at(path),
                path="" if is_body else path,
                message=f"a figure stands in a sentence without a citation: {quoted(sentence)}",
                hint="cite the source within the sentence, or leave the figure to the sentence that does",
            )


def uncited(prose: Prose) -> Iterator[str]:
    """Yield every sentence of a text that tells a figure and cites nothing, as plain text."""
    rest = prose.plain
    for sentence in sorted({item.sentence for item in prose.citations if item.sentence}, key=len, reverse=True):
        rest = rest.replace(sentence.removeprefix(_SHORTENED).removesuffix(_SHORTENED[::-1]), "\n")
    for part in _BREAK.split(rest):
        if _figure(part):
            yield part.strip()


def _figure(sentence: str) -> re.Match[str] | None:
    """Return where a sentence tells its first figure; names, dates and links are blanked, so that places stay."""
    for pattern in (LINK_MARK, _DATE, _NAME):
        sentence = pattern.sub(lambda found: " " * len(found[0]), sentence)
    return _FIGURE.search(sentence)


def _place(body: Prose, sentence: str) -> Location:
    """Return where in its file a figure of a body stands: by the words around it, since plain text has no places."""
    figure = _figure(sentence)
    if not figure:
        return body.where
    before = _WORD.findall(LINK_MARK.split(sentence[: figure.start()])[-1])[-_NEAR:]
    after = _WORD.findall(LINK_MARK.split(sentence[figure.start() :])[0])[: _NEAR + 1]
    words, starts = _words(body.text)
    begin = _begins(words, [*before, *after])
    return body.where if begin is None else placed(body, starts[begin + len(before)])


@lru_cache(maxsize=1)
def _words(text: str) -> tuple[list[str], list[int]]:
    """Return the words of a text, and where each begins; asked again for every figure of a body."""
    found = tuple(_WORD.finditer(text))
    return [word[0] for word in found], [word.start() for word in found]


def _begins(words: list[str], sought: list[str]) -> int | None:
    """Return where some words begin that follow each other among ``words``."""
    start = -1
    while sought[0] in words[start + 1 :]:
        start = words.index(sought[0], start + 1)
        if words[start : start + len(sought)] == sought:
            return start
    return None


def _of_case(case: Case) -> Iterator[tuple[str, Prose]]:
    yield "summary", case.summary
    if case.outcome:
        yield "outcome.text", case.outcome.text
    for index, bearing in enumerate(case.bearings):
        yield f"bearings[{index}].because", bearing.because
    yield "body", case.body
