"""How far the evidence on a lesson reaches, in words: conditions, the strongest counter-case, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from casewright.model.case import Case
from casewright.model.prose import Citation, Prose
from casewright.model.vocabulary import Term
from casewright.resolve.evidence import CONTRADICTS, SUPPORTS, Evidence
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.reach import (
    Circumstance,
    CounterCase,
    Gap,
    Lack,
    circumstances,
    counter_case,
    doubles,
    lacks,
    sizes,
)
from casewright.views.addresses import bearing_address, claim_address
from casewright.views.case import PATTERN
from casewright.views.figures import claim_words, date_words
from casewright.views.others import about_words, others_words
from casewright.views.shared import RecordLink, beyond, link_to
from casewright.views.terms import Terms, TermView

MOST_NAMED = 6
"""How many cases a condition or gap names; of the others it tells the number."""
MOST_SIZES = 20
"""How many figures of staff are told; of the others, the number."""

_TITLES = {
    "governance": "reach.who_led",
    "levels": "reach.level",
    "it-roles": "reach.it_role",
    "technology-roles": "reach.technology_role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCases:
    """Some cases by name, and in words how many more."""

    cases: tuple[RecordLink, ...]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """One circumstance: its term, in how many of the supporting cases, which."""

    term: TermView
    count: str
    named: NamedCases


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionGroup:
    """All circumstances of one kind."""

    title: str
    conditions: tuple[ConditionView, ...]
    apart: NamedCases
    """The cases of which a bearing is about others, and nothing is said of this there."""
    explained: NamedCases
    """The cases counted here for whose term there is a reason on their page, since it is not plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeView:
    """A figure of staff: of what, how many, when, who says so, and where it stands."""

    case: RecordLink
    address: str
    words: str
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterView:
    """What speaks most against a lesson, and why this is it."""

    case: RecordLink
    place: str
    address: str
    stance: TermView
    contradicts: bool
    because: Prose
    source: Citation | None
    about: str
    """Whom or what it is about, where that is not the whole case, or nothing."""
    others: str
    """That it is about others than its case, in words, or nothing."""
    why: str
    equals: NamedCases


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """Something that the evidence lacks, in words."""

    words: str
    named: NamedCases


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """Where a lesson held, what speaks against it, what nobody has seen."""

    supporting: str
    """How many cases support it and count, in words; nothing where none does."""
    doubles: NamedCases
    """The cases that support it too, from sources that have counted in another case."""
    conditions: tuple[ConditionGroup, ...]
    sizes: tuple[SizeView, ...]
    more_sizes: int
    """How many more such figures there are."""
    counter: CounterView | None
    gaps: tuple[GapView, ...]


def reach_view(evidence: Evidence, linked: LinkedLibrary, terms: Terms) -> ReachView:
    """Return how far the evidence on a lesson reaches."""
    found = counter_case(evidence, linked.library.vocabularies)
    figures = tuple(sizes(evidence))
    twice = doubles(evidence)
    supporting = len({item.case.id for item in evidence.of(SUPPORTS)}) - len(twice)
    return ReachView(
        supporting=terms.say("reach.supporting_cases", count=supporting) if supporting else "",
        doubles=_named(twice, terms),
        conditions=tuple(_conditions(evidence, supporting, terms)),
        sizes=tuple(
            SizeView(
                case=link_to(case),
                address=claim_address(case.id, claim.id),
                words=terms.say(
                    "reach.size",
                    subject=claim.subject or case.title,
                    figure=claim_words(claim, terms),
                    date=date_words(claim),
                ),
                source=claim.source,
            )
            for case, claim in figures[:MOST_SIZES]
        ),
        more_sizes=max(0, len(figures) - MOST_SIZES),
        counter=_counter(found, terms) if found else None,
        gaps=tuple(_gap(lack, linked, terms) for lack in lacks(evidence, linked.library)),
    )


def _conditions(evidence: Evidence, total: int, terms: Terms) -> Iterator[ConditionGroup]:
    for vocabulary, items in groupby(circumstances(evidence), key=lambda item: item.vocabulary):
        group = list(items)
        yield ConditionGroup(
            title=terms.say(_TITLES[vocabulary]),
            apart=_named(
                [case for item in group if item.term is None for case in item.cases],
                terms,
                {id_: about for item in group if item.term is None for id_, about in item.others.items()},
            ),
            conditions=tuple(
                ConditionView(
                    term=terms.view(vocabulary, item.term),
                    count=terms.say("reach.so_many_of", some=len(item.cases), total=total),
                    named=_named(item.cases, terms, item.others),
                )
                for item in group
                if item.term is not None
            ),
            explained=_explained(group, terms),
        )


def _explained(group: Sequence[Circumstance], terms: Terms) -> NamedCases:
    """Return the cases that stand under a pattern of leadership of their own which they give a reason for."""
    cases = {
        case.id: case
        for item in group
        for case in item.cases
        if item.vocabulary == "governance" and case.governance.model_note and case.id not in item.others
    }
    named = _named([cases[id_] for id_ in sorted(cases)], terms)
    return replace(named, cases=tuple(replace(link, address=f"{link.address}#{PATTERN}") for link in named.cases))


def _counter(found: CounterCase, terms: Terms) -> CounterView:
    witness = found.reckoning.witness
    bearing = witness.bearing
    others = tuple({item.witness.case.id: item.witness.case for item in found.equals}.values())
    return CounterView(
        case=link_to(witness.case),
        place=terms.place(witness.case.place),
        address=bearing_address(witness.case.id, witness.index),
        stance=terms.view("stances", bearing.stance),
        contradicts=bearing.stance == CONTRADICTS,
        because=bearing.because,
        source=beyond(bearing.source, bearing.because),
        about=about_words(bearing, terms),
        others=others_words(bearing, terms),
        why=_why(found, terms),
        equals=_named([case for case in others if case.id != witness.case.id], terms),
    )


def _why(found: CounterCase, terms: Terms) -> str:
    """Return why this bearing is the strongest: by its weight, else by what was looked at next."""
    witness = found.reckoning.witness
    strength = terms.view("strengths", witness.bearing.strength).label.lower()
    against = witness.bearing.stance == CONTRADICTS
    total = len(found.equals) + found.others + 1
    if total == 1:
        return terms.say("reach.only_contradiction" if against else "reach.only_qualification", strength=strength)
    if not found.equals:
        key = "reach.strongest_contradiction" if against else "reach.strongest_qualification"
        return terms.say(key, total=total, strength=strength)
    equal = len(found.equals) + 1
    key = (
        ("reach.all_contradict" if against else "reach.all_qualify")
        if equal == total
        else ("reach.some_contradict" if against else "reach.some_qualify")
    )
    same = terms.say(key, total=total, equal=equal, strength=strength)
    return terms.say(_settled(found), same=same)


def _settled(found: CounterCase) -> str:
    """Return by which key it is said what settled the choice between bearings that are equally strong."""
    witness, second = found.reckoning.witness, found.equals[0].witness
    if second.case.sourcing != witness.case.sourcing:
        return "reach.best_documented"
    if len(second.bearing.source.items) != len(witness.bearing.source.items):
        return "reach.most_sources"
    return "reach.first_in_alphabet"


def _gap(lack: Lack, linked: LinkedLibrary, terms: Terms) -> GapView:
    simple = _SIMPLE.get(lack.gap)
    words = terms.say(simple) if simple else _WORDED[lack.gap](lack, linked, terms)
    return GapView(words=words, named=_named(lack.cases, terms))


def _no_level(lack: Lack, _linked: LinkedLibrary, terms: Terms) -> str:
    labels = [terms.view("levels", term).label.lower() for term in lack.terms]
    return terms.say("reach.no_level", levels=terms.say("reach.or").join(labels))


def _no_leader(lack: Lack, _linked: LinkedLibrary, terms: Terms) -> str:
    labels = [terms.view("governance", term).label.lower() for term in lack.terms]
    return terms.say("reach.no_leader", leaders=", ".join(labels))


def _one_country(lack: Lack, _linked: LinkedLibrary, terms: Terms) -> str:
    return terms.say("reach.one_country", country=terms.place(lack.terms[0]))


def _all_weak(_lack: Lack, linked: LinkedLibrary, terms: Terms) -> str:
    return _explaining("reach.all_weak", "reach.weak_means", _ranked(linked)[:1], terms)


def _not_strong(_lack: Lack, linked: LinkedLibrary, terms: Terms) -> str:
    return _explaining("reach.nothing_strong", "reach.strong_means", _ranked(linked)[-1:], terms)


def _ranked(linked: LinkedLibrary) -> list[Term]:
    """Return the strengths that count, the weakest first."""
    strengths = linked.library.vocabularies.get("strengths")
    return sorted(
        (term for term in (strengths.terms if strengths else ()) if term.weight), key=lambda term: term.weight or 0
    )


def _explaining(key: str, meaning: str, found: Sequence[Term], terms: Terms) -> str:
    means = (terms.say(meaning, definition=f"{term.definition[:1].lower()}{term.definition[1:]}") for term in found)
    return " ".join([terms.say(key), *means])


def _self_reported(lack: Lack, _linked: LinkedLibrary, terms: Terms) -> str:
    return terms.say(
        "reach.self_reported", some=lack.count, cases=terms.say("reach.supporting_cases", count=lack.total)
    )


def _not_read(lack: Lack, _linked: LinkedLibrary, terms: Terms) -> str:
    sources = terms.say("reach.sources", count=lack.total)
    if not lack.count:
        return terms.say("reach.none_read", sources=sources)
    return terms.say("reach.read", count=lack.count, sources=sources)


_SIMPLE = {
    Gap.ONE_CASE: "reach.one_case",
    Gap.NOTHING_AGAINST: "reach.nothing_against",
    Gap.ONLY_RESEARCH_AGAINST: "reach.only_research_against",
    Gap.LEFT_OPEN: "reach.left_open",
}
_WORDED: Mapping[Gap, Callable[[Lack, LinkedLibrary, Terms], str]] = {
    Gap.NO_LEVEL: _no_level,
    Gap.NO_LEADER: _no_leader,
    Gap.ONE_COUNTRY: _one_country,
    Gap.ALL_WEAK: _all_weak,
    Gap.NOT_STRONG: _not_strong,
    Gap.SELF_REPORTED: _self_reported,
    Gap.NOT_READ: _not_read,
}


def _named(cases: Sequence[Case], terms: Terms, others: Mapping[str, Sequence[str]] | None = None) -> NamedCases:
    """Return cases by name, each with whom it tells of there, where that are others than the case."""
    more = len(cases) - MOST_NAMED
    about = others or {}
    return NamedCases(
        cases=tuple(link_to(case, "; ".join(about.get(case.id, ()))) for case in cases[:MOST_NAMED]),
        more=terms.say("reach.more", more=more) if more > 0 else "",
    )
