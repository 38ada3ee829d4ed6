"""The evidence for, about and against a lesson, and the balance that follows from it.

The rule. A bearing counts the weight of its strength (vocabulary ``strengths``). Bearings of one lesson and one stance
that share a source count once, with the strongest of them, because one source is one witness. Then, with S for, C
against and Q qualifying:

- nothing at all, or only open questions: untested
- no C: supported, or qualified where Q is greater than S
- no S: contradicted
- "weakly" supported or contradicted where that weight is 1, which is one weak bearing and nothing else
- both: mostly supported where S is at least twice C and no less than Q, mostly contradicted where C is at least twice
  S, else contested
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from casewright.model.case import Bearing, Case
from casewright.model.ids import Ref, SourceKey
from casewright.model.library import Library
from casewright.model.vocabulary import Vocabulary

LEAST_WEIGHT = 1
"""The weight of one weak bearing: too little to say more than that a lesson is weakly supported or contradicted."""

SUPPORTS, QUALIFIES, CONTRADICTS, OPEN = "supports", "qualifies", "contradicts", "open"
STANCES = (SUPPORTS, QUALIFIES, CONTRADICTS, OPEN)


class Verdict(Enum):
    """What the evidence in the casebook says about a lesson."""

    UNTESTED = "untested"
    SUPPORTED = "supported"
    WEAKLY_SUPPORTED = "weakly supported"
    QUALIFIED = "qualified"
    MOSTLY_SUPPORTED = "mostly supported"
    CONTESTED = "contested"
    MOSTLY_CONTRADICTED = "mostly contradicted"
    WEAKLY_CONTRADICTED = "weakly contradicted"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One bearing, and the case that carries it."""

    case: Case
    bearing: Bearing
    index: int
    """Which of the case's bearings it is, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The counted weight by stance, the number of cases, and the verdict."""

    weights: Mapping[str, Decimal]
    cases: int
    """How many cases take a stance for, about or against the lesson."""
    open_cases: int
    """How many more leave it open."""
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All bearings on one lesson, by stance and then by case, and their balance."""

    witnesses: tuple[Witness, ...]
    balance: Balance


def evidence_by_lesson(library: Library, known: Mapping[Ref, Ref]) -> Mapping[str, Evidence]:
    """Return the evidence on every lesson of the library."""
    found: dict[str, list[Witness]] = {lesson.id: [] for lesson in library.lessons}
    for case in library.cases:
        for index, bearing in enumerate(case.bearings):
            target = known.get(Ref("lesson", bearing.lesson))
            if target:
                found[target.id].append(Witness(case=case, bearing=bearing, index=index))
    return {lesson: weigh(witnesses, library.vocabularies.get("strengths")) for lesson, witnesses in found.items()}


def weigh(witnesses: Iterable[Witness], strengths: Vocabulary | None) -> Evidence:
    """Return the evidence that some bearings on one lesson make together."""
    ordered = tuple(sorted(witnesses, key=lambda item: (_rank(item.bearing.stance), item.case.id, item.index)))
    weights = {
        stance: _counted([item.bearing for item in ordered if item.bearing.stance == stance], strengths)
        for stance in STANCES
    }
    cases = {item.case.id for item in ordered if item.bearing.stance != OPEN}
    open_cases = {item.case.id for item in ordered} - cases
    balance = Balance(weights=weights, cases=len(cases), open_cases=len(open_cases), verdict=verdict(weights))
    return Evidence(witnesses=ordered, balance=balance)


def verdict(weights: Mapping[str, Decimal]) -> Verdict:
    """Return what the counted weights say, by the rule at the top of this file."""
    support, against, qualifying = weights[SUPPORTS], weights[CONTRADICTS], weights[QUALIFIES]
    if not support and not against:
        return Verdict.QUALIFIED if qualifying else Verdict.UNTESTED
    if not against:
        if qualifying > support:
            return Verdict.QUALIFIED
        return Verdict.SUPPORTED if support > LEAST_WEIGHT else Verdict.WEAKLY_SUPPORTED
    if not support:
        return Verdict.CONTRADICTED if against > LEAST_WEIGHT else Verdict.WEAKLY_CONTRADICTED
    if support >= max(2 * against, qualifying):
        return Verdict.MOSTLY_SUPPORTED
    return Verdict.MOSTLY_CONTRADICTED if against >= 2 * support else Verdict.CONTESTED


def _counted(bearings: list[Bearing], strengths: Vocabulary | None) -> Decimal:
    groups: list[tuple[set[SourceKey], Decimal]] = []
    for bearing in bearings:
        keys, weight = {item.key for item in bearing.source.items}, _weight(bearing, strengths)
        for group in [group for group in groups if group[0] & keys]:
            groups.remove(group)
            keys, weight = keys | group[0], max(weight, group[1])
        groups.append((keys, weight))
    return sum((weight for _, weight in groups), Decimal(0))


def _weight(bearing: Bearing, strengths: Vocabulary | None) -> Decimal:
    term = strengths.get(bearing.strength) if strengths else None
    return term.weight if term and term.weight else Decimal(0)


def _rank(stance: str) -> int:
    return STANCES.index(stance) if stance in STANCES else len(STANCES)
