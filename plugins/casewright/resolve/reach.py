"""How far the evidence on a lesson reaches: where it held, what speaks against it most, and what nobody has seen.

All of it follows from the cases. The conditions are those of the cases that support the lesson, not causes. A case
whose support counts nowhere in the sum, because its source has counted in another case, is told apart: it is no
second witness. A bearing about others than its case says itself who leads there and at which level; where it does
not, it counts under none, and the size of its case says nothing of it. The strongest counter-case is the
contradicting bearing of the greatest weight; of equal ones, that of the better documented case, then the one with
more sources, then the first by id. Where nothing contradicts, it is the strongest bearing that qualifies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from casewright.model.case import Case, Claim
from casewright.model.library import Library
from casewright.model.vocabulary import Vocabulary
from casewright.resolve.evidence import CONTRADICTS, OPEN, QUALIFIES, SUPPORTS, Evidence, Reckoning, Witness, weight_of
from casewright.resolve.topics import is_self_reported

UNKNOWN, FULL, STAFF = "unknown", "full", "staff"


def _leader(witness: Witness) -> str | None:
    return witness.bearing.led_by if witness.bearing.about_others else witness.case.governance.model


def _level(witness: Witness) -> str | None:
    return witness.bearing.level if witness.bearing.about_others else witness.case.level


def _it_role(witness: Witness) -> str | None:
    return None if witness.bearing.about_others else witness.case.governance.it_role


def _technology_role(witness: Witness) -> str | None:
    return None if witness.bearing.about_others else witness.case.technology.role


_CIRCUMSTANCES: tuple[tuple[str, Callable[[Witness], str | None]], ...] = (
    ("governance", _leader),
    ("levels", _level),
    ("it-roles", _it_role),
    ("technology-roles", _technology_role),
)
"""What is asked of each bearing; None where it is about others and does not say."""


class Gap(Enum):
    """One kind of thing that the evidence on a lesson lacks."""

    NO_LEVEL = "no-level"
    NO_LEADER = "no-leader"
    ONE_CASE = "one-case"
    ONE_COUNTRY = "one-country"
    ALL_WEAK = "all-weak"
    NOT_STRONG = "not-strong"
    SELF_REPORTED = "self-reported"
    NOTHING_AGAINST = "nothing-against"
    ONLY_RESEARCH_AGAINST = "only-research-against"
    LEFT_OPEN = "left-open"
    NOT_READ = "not-read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One term of one vocabulary, and the supporting cases that carry it.

    Without a term: the cases of which a bearing is about others and counts under none.
    """

    vocabulary: str
    term: str | None
    cases: tuple[Case, ...]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom the bearings are about, by case, where all that a case says here is about others than itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterCase:
    """The bearing that speaks most against a lesson, and those that speak as much."""

    reckoning: Reckoning
    equals: tuple[Reckoning, ...]
    """Others of the same stance and weight, the next in line first."""
    others: int
    """How many more bearings of that stance there are, of less weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One gap: its kind, and what it concerns: terms, cases, or two numbers (how many, of how many)."""

    gap: Gap
    terms: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    count: int = 0
    total: int = 0


def circumstances(evidence: Evidence) -> Iterator[Circumstance]:
    """Yield the conditions under which a lesson held, those of the most cases first."""
    for vocabulary, term_of in _CIRCUMSTANCES:
        found: dict[str | None, dict[str, list[Witness]]] = {}
        for witness in _counted(evidence):
            found.setdefault(term_of(witness), {}).setdefault(witness.case.id, []).append(witness)
        for term in sorted(found, key=lambda item: (item is None, item == UNKNOWN, -len(found[item]), item or "")):
            yield Circumstance(
                vocabulary=vocabulary,
                term=term,
                cases=_ordered({id_: told[0].case for id_, told in found[term].items()}),
                others={
                    id_: tuple(dict.fromkeys(item.bearing.about for item in told if item.bearing.about))
                    for id_, told in found[term].items()
                    if all(item.bearing.about_others for item in told)
                },
            )


def doubles(evidence: Evidence) -> tuple[Case, ...]:
    """Return the supporting cases of which nothing counts, because all their sources have counted elsewhere."""
    counted = {item.case.id for item in _counted(evidence)}
    return tuple(case for case in _cases(evidence, SUPPORTS) if case.id not in counted)


def _counted(evidence: Evidence) -> tuple[Witness, ...]:
    """Return the supporting bearings of the cases of which at least one counts."""
    counted = {
        item.witness.case.id for item in evidence.reckonings if item.counts and item.witness.bearing.stance == SUPPORTS
    }
    return tuple(item for item in evidence.of(SUPPORTS) if item.case.id in counted)


def sizes(evidence: Evidence) -> Iterator[tuple[Case, Claim]]:
    """Yield the figures of staff of the cases whose own doing supports a lesson; other bodies are not of their size."""
    for case in _ordered({item.case.id: item.case for item in _counted(evidence) if not item.bearing.about_others}):
        for claim in case.own_claims:
            if claim.indicator == STAFF:
                yield case, claim


def counter_case(evidence: Evidence, vocabularies: Mapping[str, Vocabulary]) -> CounterCase | None:
    """Return what speaks most against a lesson, or None where nothing contradicts or qualifies it."""
    sourcing = vocabularies.get("sourcing")
    ranks = {term.id: rank for rank, term in enumerate(sourcing.terms)} if sourcing else {}

    def order(item: Reckoning) -> tuple[object, ...]:
        rank = ranks.get(item.witness.case.sourcing, -1)
        return (-item.weight, -rank, -len(item.witness.bearing.source.items), item.witness.case.id, item.witness.index)

    for stance in (CONTRADICTS, QUALIFIES):
        found = sorted((item for item in evidence.reckonings if item.witness.bearing.stance == stance), key=order)
        if found:
            equals = tuple(item for item in found[1:] if item.weight == found[0].weight)
            return CounterCase(reckoning=found[0], equals=equals, others=len(found) - len(equals) - 1)
    return None


def lacks(evidence: Evidence, library: Library) -> Iterator[Lack]:
    """Yield what the evidence on a lesson lacks. Where no case bears on it, there is nothing to say of evidence."""
    cases = _cases(evidence, SUPPORTS, QUALIFIES, CONTRADICTS)
    if cases:
        yield from _circles(evidence, library)
        yield from _places(cases, library)
        yield from _strength(evidence, library)
        yield from _reading(evidence, library)
    opened = _cases(evidence, OPEN)
    if opened:
        yield Lack(gap=Gap.LEFT_OPEN, cases=opened)


def _circles(evidence: Evidence, library: Library) -> Iterator[Lack]:
    """Yield the levels and leaders that the casebook knows and this evidence does not."""
    witnesses = [item for stance in (SUPPORTS, QUALIFIES, CONTRADICTS) for item in evidence.of(stance)]
    known: dict[Gap, set[str]] = {
        Gap.NO_LEVEL: {case.level for case in library.cases},
        Gap.NO_LEADER: {case.governance.model for case in library.cases},
    }
    for gap, term_of in ((Gap.NO_LEVEL, _level), (Gap.NO_LEADER, _leader)):
        absent = sorted(known[gap] - {term_of(witness) for witness in witnesses} - {UNKNOWN})
        if absent:
            yield Lack(gap=gap, terms=tuple(absent))


def _places(cases: tuple[Case, ...], library: Library) -> Iterator[Lack]:
    """Yield whether all is of one case, or of cases in one country."""
    if len(cases) == 1:
        yield Lack(gap=Gap.ONE_CASE, cases=cases)
        return
    places = library.vocabularies.get("places")
    roots = {tuple(places.lineage(case.place))[-1:] for case in cases} if places else set()
    for (root,) in roots if len(roots) == 1 and all(roots) else ():
        yield Lack(gap=Gap.ONE_COUNTRY, terms=(root.id,))


def _strength(evidence: Evidence, library: Library) -> Iterator[Lack]:
    strengths = library.vocabularies.get("strengths")
    top = max((term.weight for term in strengths.terms if term.weight), default=0) if strengths else 0
    weights = [weight_of(item.bearing.strength, strengths) for item in evidence.of(SUPPORTS)]
    if weights and max(weights) <= 1:
        yield Lack(gap=Gap.ALL_WEAK, count=len(weights))
    elif weights and max(weights) < top:
        yield Lack(gap=Gap.NOT_STRONG)
    supporting = _cases(evidence, SUPPORTS)
    alone = tuple(case for case in supporting if case.own_claims and is_self_reported(case.claims))
    if alone:
        yield Lack(gap=Gap.SELF_REPORTED, cases=alone, count=len(alone), total=len(supporting))
    if not evidence.of(CONTRADICTS):
        speaks = any(item.stance == CONTRADICTS for item in evidence.research)
        yield Lack(gap=Gap.ONLY_RESEARCH_AGAINST if speaks else Gap.NOTHING_AGAINST)


def _reading(evidence: Evidence, library: Library) -> Iterator[Lack]:
    keys = {item.key for witness in evidence.witnesses for item in witness.bearing.source.items}
    known = [library.sources[key] for key in sorted(keys) if key in library.sources]
    full = sum(source.read == FULL for source in known)
    if known and full < len(known):
        yield Lack(gap=Gap.NOT_READ, count=full, total=len(known))


def _cases(evidence: Evidence, *stances: str) -> tuple[Case, ...]:
    return _ordered({item.case.id: item.case for stance in stances for item in evidence.of(stance)})


def _ordered(found: Mapping[str, Case]) -> tuple[Case, ...]:
    return tuple(found[id_] for id_ in sorted(found))
