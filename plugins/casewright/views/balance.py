"""The balance of the evidence on a lesson in words: the verdict, which cases say what, and what research says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from casewright.resolve.evidence import CONTRADICTS, OPEN, QUALIFIES, STANCES, SUPPORTS, Evidence
from casewright.views.terms import Terms, TermView

_VERBS = {
    SUPPORTS: ("supports it", "support it"),
    QUALIFIES: ("qualifies it", "qualify it"),
    CONTRADICTS: ("contradicts it", "contradict it"),
    OPEN: ("leaves it open", "leave it open"),
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
        cases=cases_words(evidence),
        research=research_words(evidence),
        weights=tuple((terms.view("stances", stance), balance.weights[stance]) for stance in STANCES),
    )


def cases_words(evidence: Evidence) -> str:
    """Return in plain words how many cases take which stance; a case may take more than one."""
    by_stance = _by_stance(evidence)
    total = len(set().union(*by_stance.values()))
    if not total:
        return "no case bears on it yet"
    parts = [", ".join(words for _, words in _parts(by_stance))]
    several = sum(_sides(case, by_stance) > 1 for case in set().union(*by_stance.values()))
    if several:
        parts.append(f"{several} of them on more than one side")
    return f"evidence from {total} {'case' if total == 1 else 'cases'}: {'; '.join(parts)}"


def stances_words(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Return for each stance that some case takes its id and how many take it: ``3 support it``."""
    return tuple(_parts(_by_stance(evidence)))


def research_words(evidence: Evidence) -> str:
    """Return in plain words what research from outside the casebook says: ``1 contradicts it, 2 qualify it``."""
    counted = Counter(str(item.stance) for item in evidence.research)
    return ", ".join(
        f"{counted[stance]} {_VERBS[stance][counted[stance] > 1]}" for stance in STANCES if counted[stance]
    )


def _by_stance(evidence: Evidence) -> dict[str, set[str]]:
    return {stance: {item.case.id for item in evidence.of(stance)} for stance in STANCES}


def _parts(by_stance: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    for stance, cases in by_stance.items():
        if cases:
            one, many = _VERBS[stance]
            yield stance, f"{len(cases)} {one if len(cases) == 1 else many}"


def _sides(case: str, by_stance: dict[str, set[str]]) -> int:
    return sum(case in cases for cases in by_stance.values())
