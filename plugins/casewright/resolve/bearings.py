"""What a bearing has to say for itself: why, and whom it is about where that is not the whole case.

- A bearing that contradicts a lesson gives a reason in words.
- One about others than the case names them (``about``) and says in words why it stands there. Only such a bearing says
  who leads there and at which level.
- Every source that the reason cites is among the sources of the bearing (``source``): by these it is told whether two
  bearings rest on the same.
- Where a case bears on a lesson more than once, each bearing names what it is about, and no two of one stance the same:
  else a reader meets one case twice and cannot tell why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casewright.model.case import Bearing, Case
from casewright.model.ids import SourceKey
from casewright.model.library import Library
from casewright.problems import Code, Problem
from casewright.resolve.evidence import CONTRADICTS
from casewright.resolve.words import LEAST_WORDS, has_words


def bearing_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every bearing that does not say what it has to."""
    for case in library.cases:
        often = Counter(bearing.lesson for bearing in case.bearings)
        told: Counter[tuple[str, str, str]] = Counter()
        for index, bearing in enumerate(case.bearings):
            yield from _reason(case, bearing, index)
            yield from _cited(case, bearing, index, library)
            yield from _others(case, bearing, index)
            about = (bearing.about or "").casefold()
            told[bearing.lesson, bearing.stance, about] += 1
            if not about and (bearing.about_others or often[bearing.lesson] > 1):
                yield _unnamed(case, bearing, index)
            elif about and told[bearing.lesson, bearing.stance, about] > 1:
                yield _named_twice(case, bearing, index)


def _reason(case: Case, bearing: Bearing, index: int) -> Iterator[Problem]:
    if bearing.stance == CONTRADICTS and not has_words(bearing.because):
        path = f"bearings[{index}].because"
        yield Problem(
            code=Code.BEARING_WITHOUT_REASON,
            where=case.at(path),
            path=path,
            message="the bearing contradicts the lesson, and does not say why",
            hint=f"say in {LEAST_WORDS} words or more what happened that speaks against the lesson",
        )


def _cited(case: Case, bearing: Bearing, index: int, library: Library) -> Iterator[Problem]:
    named = {item.key for item in bearing.source.items}
    cited = dict.fromkeys(item.key for citation in bearing.because.citations for item in citation.items)
    absent = [key for key in cited if key not in named and key in library.sources]  # else the key is reported already
    if absent:
        path = f"bearings[{index}].source"
        keys = ", ".join(f'"{key}"' for key in absent)
        yield Problem(
            code=Code.REASON_SOURCE,
            where=case.at(path),
            path=path,
            message=f"the reason cites {keys}, and the sources of the bearing do not name {_it(absent)}",
            hint=f"add `; {'; '.join(absent)}`, or leave it out of the reason",
        )


def _it(keys: list[SourceKey]) -> str:
    return "it" if len(keys) == 1 else "them"


def _others(case: Case, bearing: Bearing, index: int) -> Iterator[Problem]:
    if bearing.about_others and not has_words(bearing.because):
        path = f"bearings[{index}].about_others"
        yield Problem(
            code=Code.ABOUT_OTHERS,
            where=case.at(path),
            path=path,
            message="the bearing is not about what the case names a leader of, and nothing says why it stands here",
            hint="say in `because` what happened there and why it stands here",
        )
    elif not bearing.about_others:
        yield from (
            _of_others(case, f"bearings[{index}].{name}", name)
            for name, term in (("led_by", bearing.led_by), ("level", bearing.level))
            if term
        )


def _of_others(case: Case, path: str, name: str) -> Problem:
    return Problem(
        code=Code.ABOUT_OTHERS,
        where=case.at(path),
        path=path,
        message=f"`{name}` tells of another body, and the bearing is not marked as about one",
        hint="add `about_others: yes`, or leave this out: the case itself says it",
    )


def _unnamed(case: Case, bearing: Bearing, index: int) -> Problem:
    path = f"bearings[{index}].about" if bearing.about is not None else f"bearings[{index}].lesson"
    why = "is about others than the case" if bearing.about_others else f'is one of several on "{bearing.lesson}"'
    return Problem(
        code=Code.ABOUT_WHOM,
        where=case.at(path),
        path=path,
        message=f"the bearing {why}, and does not name whom or what it is about",
        hint="add about: the body, or the part or side of the case, in a few words",
    )


def _named_twice(case: Case, bearing: Bearing, index: int) -> Problem:
    path = f"bearings[{index}].about"
    return Problem(
        code=Code.ABOUT_WHOM,
        where=case.at(path),
        path=path,
        message=f'another bearing on "{bearing.lesson}" with the same stance is about the same',
        hint="make one of the two, or say what each is about",
    )
