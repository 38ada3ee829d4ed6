"""Cases that a reader of one case may want next, each with the reason.

First the ties that people wrote, in both directions. Then cases that share what is not common to all: each shared term
counts by its facet, and a case needs three points to be named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.model.case import Case, Relation
from casewright.model.ids import Ref
from casewright.model.library import Library

POINTS = {"places": 3, "governance": 2, "methods": 2, "lessons": 1, "policy-areas": 1}
LEAST_POINTS = 3
MOST_ALIKE = 4


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


def likenesses(library: Library, tied: Mapping[str, tuple[Tie, ...]]) -> Mapping[str, tuple[Likeness, ...]]:
    """Return for each case the cases most like it that no tie names, the most alike first."""
    carriers: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in library.cases:
        for term in _terms(case):
            carriers[term].append(case)
    return {case.id: tuple(_alike(case, carriers, tied.get(case.id, ()))) for case in library.cases}


def _alike(case: Case, carriers: Mapping[tuple[str, str], list[Case]], tied: tuple[Tie, ...]) -> Iterator[Likeness]:
    named = {case.id, *(tie.other.id for tie in tied)}
    shared: dict[str, list[tuple[str, str]]] = defaultdict(list)
    others: dict[str, Case] = {}
    for term in _terms(case):
        for other in carriers[term]:
            if other.id not in named:
                shared[other.id].append(term)
                others[other.id] = other
    points = {id_: sum(POINTS[facet] for facet, _ in terms) for id_, terms in shared.items()}
    best = sorted((id_ for id_, score in points.items() if score >= LEAST_POINTS), key=lambda id_: (-points[id_], id_))
    for id_ in best[:MOST_ALIKE]:
        yield Likeness(other=others[id_], shared=tuple(shared[id_]))


def _terms(case: Case) -> tuple[tuple[str, str], ...]:
    return (
        ("places", case.place),
        ("governance", case.governance.model),
        *(("methods", term) for term in case.methods),
        *(("lessons", lesson) for lesson in dict.fromkeys(bearing.lesson for bearing in case.bearings)),
        *(("policy-areas", term) for term in case.policy_areas),
    )
