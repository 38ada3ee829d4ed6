"""Cases that a reader of one case may want next, each with the reason.

First the ties that people wrote, in both directions. Then cases that share what is not common to all: each shared term
counts by its facet, and a case needs three points to be named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from casewright.model.case import Case, Relation
from casewright.model.ids import Ref
from casewright.model.library import Library

POINTS = {"places": 3, "governance": 2, "methods": 2, "lessons": 1, "policy-areas": 1}
LEAST_POINTS = 3
MOST_ALIKE = 4

Term = tuple[str, str]
"""A facet and an id of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation that people wrote, seen from one of its two cases."""

    other: Case
    relation: Relation
    is_reverse: bool
    """True on the page of the case that the relation leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A case that shares terms, as (facet, id) pairs in a fixed order."""

    other: Case
    shared: tuple[tuple[str, str], ...]


def ties(library: Library, known: Mapping[Ref, Ref]) -> Mapping[str, tuple[Tie, ...]]:
    """Return for each case its ties: first those it names, then those that name it."""
    cases = {case.id: case for case in library.cases}
    found: dict[str, list[Tie]] = {case.id: [] for case in library.cases}
    for is_reverse in (False, True):
        for case in library.cases:
            for relation in case.relations:
                target = known.get(Ref("case", relation.case))
                if target is None or target.id == case.id:
                    continue
                here, there = (target.id, case) if is_reverse else (case.id, cases[target.id])
                found[here].append(Tie(other=there, relation=relation, is_reverse=is_reverse))
    return {id_: tuple(items) for id_, items in found.items()}


def likenesses(
    library: Library, tied: Mapping[str, tuple[Tie, ...]], of: Collection[str] | None = None
) -> Mapping[str, tuple[Likeness, ...]]:
    """Return for each case the cases most like it that no tie names, the most alike first; ``of`` asks for a few."""
    numbers = {case.id: number for number, case in enumerate(library.cases)}
    terms = [_terms(case) for case in library.cases]
    carriers: dict[Term, int] = defaultdict(int)
    for number, own in enumerate(terms):
        for term in own:
            carriers[term] |= 1 << number
    return {
        case.id: tuple(
            Likeness(other=library.cases[other], shared=tuple(term for term in own if carriers[term] >> other & 1))
            for other in _alike(own, carriers, {numbers[case.id], *(numbers[tie.other.id] for tie in tied[case.id])})
        )
        for case, own in zip(library.cases, terms, strict=True)
        if of is None or case.id in of
    }


def _alike(terms: tuple[Term, ...], carriers: Mapping[Term, int], named: set[int]) -> Iterator[int]:
    """Yield the numbers of the cases with the most points, by points and then by number, without those named.

    Sets of cases are the bits of whole numbers, and the points of all cases are added up at once: ``scores[n]`` are the
    cases that have n points. One case after another, it would take the square of the number of cases.
    """
    scores: dict[int, int] = {}
    for term in terms:
        points, having = POINTS[term[0]], carriers[term]
        risen = {score + points: cases & having for score, cases in scores.items() if cases & having}
        for score, cases in tuple(scores.items()):
            scores[score] = cases & ~having
            having &= ~cases
        scores[points] = scores.get(points, 0) | having
        for score, cases in risen.items():
            scores[score] = scores.get(score, 0) | cases
    others = ~sum(1 << number for number in named)
    best = sorted((score for score in scores if score >= LEAST_POINTS), reverse=True)
    found = (number for score in best for number in _bits(scores[score] & others))
    yield from islice(found, MOST_ALIKE)


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _terms(case: Case) -> tuple[Term, ...]:
    return (
        ("places", case.place),
        ("governance", case.governance.model),
        *(("methods", term) for term in case.methods),
        *(("lessons", lesson) for lesson in dict.fromkeys(bearing.lesson for bearing in case.bearings)),
        *(("policy-areas", term) for term in case.policy_areas),
    )
