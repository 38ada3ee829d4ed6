"""The balance of the evidence on a lesson in words: the verdict, which cases say what, and what research says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from casewright.resolve.evidence import CONTRADICTS, OPEN, QUALIFIES, STANCES, SUPPORTS, Evidence
from casewright.views.terms import Terms, TermView

_VERBS = {
    SUPPORTS: "balance.support",
    QUALIFIES: "balance.qualify",
    CONTRADICTS: "balance.contradict",
    OPEN: "balance.leave_open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceView:
    """The verdict, and the numbers behind it."""

    verdict: str
    when: str
    """What the verdict means: when it is used."""
    cases: str
    """How many cases say what: ``evidence from 4 cases: 3 support it, 1 qualifies it``."""
    research: str
    """How often research that no case carries takes which stance; nothing where there is none."""
    weights: tuple[tuple[TermView, Decimal], ...]
    """For each stance: the stance and its counted weight."""


def balance_view(evidence: Evidence, terms: Terms) -> BalanceView:
    """Return a balance as readers see it."""
    balance = evidence.balance
    return BalanceView(
        verdict=balance.verdict.words,
        when=balance.verdict.when,
        cases=cases_words(evidence, terms),
        research=research_words(evidence, terms),
        weights=tuple((terms.view("stances", stance), balance.weights[stance]) for stance in STANCES),
    )


def cases_words(evidence: Evidence, terms: Terms) -> str:
    """Return in plain words how many cases take which stance; a case may take more than one."""
    by_stance = _by_stance(evidence)
    total = len(set().union(*by_stance.values()))
    if not total:
        return terms.say("balance.no_case")
    parts = [", ".join(words for _, words in _parts(by_stance, terms))]
    several = sum(_sides(case, by_stance) > 1 for case in set().union(*by_stance.values()))
    if several:
        parts.append(terms.say("balance.more_than_one_side", several=several))
    return terms.say("balance.evidence", count=total, stances="; ".join(parts))


def stances_words(evidence: Evidence, terms: Terms) -> tuple[tuple[str, str], ...]:
    """Return for each stance that some case takes its id and how many take it: ``3 support it``."""
    return tuple(_parts(_by_stance(evidence), terms))


def research_words(evidence: Evidence, terms: Terms) -> str:
    """Return in plain words what research from outside the casebook says: ``1 contradicts it, 2 qualify it``."""
    counted = Counter(str(item.stance) for item in evidence.research)
    return ", ".join(terms.say(_VERBS[stance], count=counted[stance]) for stance in STANCES if counted[stance])


def _by_stance(evidence: Evidence) -> dict[str, set[str]]:
    return {stance: {item.case.id for item in evidence.of(stance)} for stance in STANCES}


def _parts(by_stance: dict[str, set[str]], terms: Terms) -> Iterator[tuple[str, str]]:
    for stance, cases in by_stance.items():
        if cases:
            yield stance, terms.say(_VERBS[stance], count=len(cases))


def _sides(case: str, by_stance: dict[str, set[str]]) -> int:
    return sum(case in cases for cases in by_stance.values())
