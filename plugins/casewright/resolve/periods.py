"""When cases began, in periods of five years, as a list of choices like any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from casewright.model.case import Case
from casewright.model.vocabulary import Term, Vocabulary
from casewright.resolve.linked import LinkedLibrary

BEGAN = "began"
UNKNOWN = "unknown"
_YEARS = 5


def with_periods(linked: LinkedLibrary) -> LinkedLibrary:
    """Return the linked library with the periods as one of its vocabularies."""
    vocabulary, carriers = periods(linked.library.cases)
    if not vocabulary.terms:
        return linked
    library = replace(linked.library, vocabularies={**linked.library.vocabularies, BEGAN: vocabulary})
    return replace(linked, library=library, carriers={**linked.carriers, BEGAN: carriers})


def periods(cases: Iterable[Case]) -> tuple[Vocabulary, Mapping[str, tuple[Case, ...]]]:
    """Return the periods in which cases began, the latest first, and the cases of each."""
    found: dict[int | None, list[Case]] = defaultdict(list)
    for case in cases:
        first = case.states[0].date.first
        found[None if first == date.min else first.year // _YEARS * _YEARS].append(case)
    starts = sorted((year for year in found if year is not None), reverse=True)
    terms = [_term(year) for year in starts]
    if None in found:
        terms.append(Term(id=UNKNOWN, label="Not known", definition="No source read says when it began."))
    vocabulary = Vocabulary(
        id=BEGAN,
        title="Began",
        definition="When a case began: the first day that the first of its dated states of the whole can mean.",
        terms=tuple(terms),
    )
    ids = {year: f"{year}-{year + _YEARS - 1}" for year in starts}
    return vocabulary, {ids[year] if year is not None else UNKNOWN: tuple(items) for year, items in found.items()}


def _term(year: int) -> Term:
    last = year + _YEARS - 1
    return Term(id=f"{year}-{last}", label=f"{year} to {last}", definition=f"Cases that began from {year} to {last}.")
