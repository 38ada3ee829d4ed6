"""The evidence for, about and against a lesson, and the balance that follows from it.

The rule. A bearing has the weight of its strength (vocabulary ``strengths``). Bearings of one lesson and one stance
that share a source do not count together (``resolve/independence.py``), across cases or within one. Each stance is
counted by itself: a source that speaks for a lesson in one bearing and against it in another counts once on either
side. The sums of the bearings that count are the weight for the lesson, against it and qualifying it. What they say is
told by ``Verdict``, from the first line that fits. Research from outside the casebook goes along and counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from casewright.model.case import Bearing, Case
from casewright.model.ids import Ref, SourceKey
from casewright.model.lesson import Research
from casewright.model.library import Library
from casewright.model.vocabulary import Vocabulary
from casewright.resolve.independence import Candidate, independent

LEAST_WEIGHT = 1
"""The weight of one weak bearing. Any number of such bearings, and nothing else, say no more than "weakly"."""

SUPPORTS, QUALIFIES, CONTRADICTS, OPEN = "supports", "qualifies", "contradicts", "open"
STANCES = (SUPPORTS, QUALIFIES, CONTRADICTS, OPEN)


class Verdict(Enum):
    """What the evidence in the casebook says about a lesson. The value is (words, when they are used)."""

    UNTESTED = ("untested", "nothing counts for, against or about the lesson; open questions count nothing")
    QUALIFIED = ("qualified", "nothing counts against it, and more weight qualifies it than supports it")
    SUPPORTED = ("supported", "nothing counts against it, and not all that supports it is weak")
    WEAKLY_SUPPORTED = ("weakly supported", "nothing counts against it, and all that supports it is weak")
    CONTRADICTED = ("contradicted", "nothing counts for it, and not all that contradicts it is weak")
    WEAKLY_CONTRADICTED = ("weakly contradicted", "nothing counts for it, and all that contradicts it is weak")
    MOSTLY_SUPPORTED = (
        "mostly supported",
        "the weight for it is at least twice that against it and no less than what qualifies it, and not all weak",
    )
    MOSTLY_CONTRADICTED = (
        "mostly contradicted",
        "the weight against it is at least twice that for it, and not all weak",
    )
    CONTESTED = ("contested", "there is weight on both sides, and neither outweighs the other by that measure")

    @property
    def words(self) -> str:
        """Return the verdict as readers see it."""
        return self.value[0]

    @property
    def when(self) -> str:
        """Return when it is used, as the page on the rule says it."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One bearing, and the case that carries it."""

    case: Case
    bearing: Bearing
    index: int
    """Which of the case's bearings it is, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What became of one bearing when the weights were summed."""

    witness: Witness
    weight: Decimal
    counts: bool
    rivals: tuple[tuple[Witness, tuple[SourceKey, ...]], ...] = ()
    """Where it does not count: the bearings that count in its place, each with the sources that they share."""


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
    reckonings: tuple[Reckoning, ...]
    """One for each witness, in the same order."""
    balance: Balance
    research: tuple[Research, ...] = ()
    """What research that no case carries says; it has no part in the balance."""

    def of(self, stance: str) -> tuple[Witness, ...]:
        """Return the witnesses of one stance."""
        return tuple(item for item in self.witnesses if item.bearing.stance == stance)


def evidence_by_lesson(library: Library, known: Mapping[Ref, Ref]) -> Mapping[str, Evidence]:
    """Return the evidence on every lesson of the library."""
    found: dict[str, list[Witness]] = {lesson.id: [] for lesson in library.lessons}
    for case in library.cases:
        for index, bearing in enumerate(case.bearings):
            target = known.get(Ref("lesson", bearing.lesson))
            if target and target.id in found:
                found[target.id].append(Witness(case=case, bearing=bearing, index=index))
    strengths = library.vocabularies.get("strengths")
    return {
        lesson.id: replace(weigh(found[lesson.id], strengths), research=_ordered(lesson.research))
        for lesson in library.lessons
    }


def weigh(witnesses: Iterable[Witness], strengths: Vocabulary | None) -> Evidence:
    """Return the evidence that some bearings on one lesson make together."""
    ordered = tuple(sorted(witnesses, key=lambda item: (_rank(item.bearing.stance), item.case.id, item.index)))
    reckonings = tuple(
        reckoning
        for stance in dict.fromkeys(item.bearing.stance for item in ordered)
        for reckoning in _reckon([item for item in ordered if item.bearing.stance == stance], strengths)
    )
    weights = {stance: _sum(reckonings, stance) for stance in STANCES}
    strongest = {
        stance: max((item.weight for item in reckonings if item.witness.bearing.stance == stance), default=Decimal(0))
        for stance in STANCES
    }
    cases = {item.case.id for item in ordered if item.bearing.stance != OPEN}
    open_cases = {item.case.id for item in ordered} - cases
    balance = Balance(
        weights=weights, cases=len(cases), open_cases=len(open_cases), verdict=verdict(weights, strongest)
    )
    return Evidence(witnesses=ordered, reckonings=reckonings, balance=balance)


def verdict(weights: Mapping[str, Decimal], strongest: Mapping[str, Decimal]) -> Verdict:
    """Return what the counted weights say, and the weights of the strongest bearings: see ``Verdict``."""
    support, against, qualifying = weights[SUPPORTS], weights[CONTRADICTS], weights[QUALIFIES]
    is_weak, is_weak_against = (strongest[stance] <= LEAST_WEIGHT for stance in (SUPPORTS, CONTRADICTS))
    if not against:
        if not support and not qualifying:
            return Verdict.UNTESTED
        if qualifying > support:
            return Verdict.QUALIFIED
        return Verdict.WEAKLY_SUPPORTED if is_weak else Verdict.SUPPORTED
    if not support:
        return Verdict.WEAKLY_CONTRADICTED if is_weak_against else Verdict.CONTRADICTED
    if support >= max(2 * against, qualifying) and not is_weak:
        return Verdict.MOSTLY_SUPPORTED
    return Verdict.MOSTLY_CONTRADICTED if against >= 2 * support and not is_weak_against else Verdict.CONTESTED


def _reckon(witnesses: list[Witness], strengths: Vocabulary | None) -> Iterable[Reckoning]:
    """Yield what becomes of the bearings of one stance."""
    candidates = [
        Candidate(
            weight=weight_of(item.bearing.strength, strengths),
            sources=frozenset(cited.key for cited in item.bearing.source.items),
        )
        for item in witnesses
    ]
    counted = independent(candidates)
    holders = {key: number for number in counted for key in candidates[number].sources}
    for number, (witness, candidate) in enumerate(zip(witnesses, candidates, strict=True)):
        shared: dict[int, list[SourceKey]] = {}
        for key in sorted(candidate.sources & holders.keys() if number not in counted else ()):
            shared.setdefault(holders[key], []).append(key)
        yield Reckoning(
            witness=witness,
            weight=candidate.weight,
            counts=number in counted,
            rivals=tuple((witnesses[other], tuple(keys)) for other, keys in sorted(shared.items())),
        )


def weight_of(strength: str, strengths: Vocabulary | None) -> Decimal:
    """Return the weight of a strength; nothing where the vocabulary does not say."""
    term = strengths.get(strength) if strengths else None
    return term.weight if term and term.weight else Decimal(0)


def _sum(reckonings: Iterable[Reckoning], stance: str) -> Decimal:
    counted = (item.weight for item in reckonings if item.counts and item.witness.bearing.stance == stance)
    return sum(counted, Decimal(0))


def _ordered(research: Iterable[Research]) -> tuple[Research, ...]:
    """Return research by stance and then as it is written."""
    return tuple(sorted(research, key=lambda item: _rank(item.stance)))


def _rank(stance: str) -> int:
    return STANCES.index(stance) if stance in STANCES else len(STANCES)
