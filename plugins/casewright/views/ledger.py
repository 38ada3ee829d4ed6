"""The claims of a case as a ledger: one table for each thing measured, and what does not agree in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casewright.model.case import Case, Claim
from casewright.model.prose import Citation, Prose
from casewright.resolve.disagreements import NOT_AN_EFFECT, Conflict, Disagreement
from casewright.resolve.topics import Standing, Topic, standing_of, topics
from casewright.views.addresses import claims_address
from casewright.views.chart import ChartView
from casewright.views.figures import baseline_words, claim_words, date_words, money_words, topic_words
from casewright.views.panels import Panels, panels
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One figure, with who reports it and on what evidence."""

    id: str
    figure: str
    money: str
    """Of money, its currency and year."""
    projection: TermView | None
    """That it is a forecast or a target, where it is one."""
    baseline: str
    date: str
    reporter: TermView
    evidence: TermView
    source: Citation
    note: Prose | None
    method: Prose | None
    """How it was counted or measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure in a sentence: the words before it, the figure and its date, and where it stands."""

    before: str
    words: str
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementView:
    """Figures that disagree, or counts without a method: how sure that is, which they are, and by which rule."""

    title: str
    lead: str
    figures: tuple[FigureView, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule by which figures are compared."""

    title: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Figures about the same thing in a table, how they disagree, and charts of those that can be drawn."""

    number: int
    title: str
    indicator: str
    """The address of the list of all claims about the same indicator."""
    standing: TermView
    """Whether anybody but the body itself reports on it."""
    about_others: bool
    """Whether the figures are about somebody or something else than the case."""
    tells_of_effect: bool
    """Whether at least one of the figures tells of an effect; the others are of money, people and things put in."""
    has_baseline: bool
    has_note: bool
    claims: tuple[ClaimView, ...]
    disagreements: tuple[DisagreementView, ...]
    charts: tuple[ChartView, ...]
    """Of all figures of its indicator, where it is the last group of them; each group before has none."""
    not_together: str
    """Why the figures of the indicator stand in several charts or in none, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsView:
    """What the levels of evidence mean: all of them together, and each."""

    definition: str
    levels: tuple[TermView, ...]


_STANDINGS = {
    Standing.ONLY_SELF: ("ledger.only_self", "ledger.only_self_means"),
    Standing.MIXED: ("ledger.mixed", "ledger.mixed_means"),
    Standing.OTHERS: ("ledger.others", "ledger.others_means"),
    Standing.UNKNOWN: ("ledger.unknown", "ledger.unknown_means"),
    Standing.NOT_ABOUT_IT: ("ledger.not_about_it", "ledger.not_about_it_means"),
}
_TITLES = {
    Conflict.DIFFERENT: "ledger.different",
    Conflict.MAY_HAVE_CHANGED: "ledger.may_have_changed",
    Conflict.FALLS: "ledger.falls",
    Conflict.UNCOUNTED: "ledger.uncounted",
}
_RULES = {
    Conflict.DIFFERENT: "ledger.different_rule",
    Conflict.MAY_HAVE_CHANGED: "ledger.may_have_changed_rule",
    Conflict.FALLS: "ledger.falls_rule",
    Conflict.UNCOUNTED: "ledger.uncounted_rule",
}
_JOINTS = {Conflict.UNCOUNTED: "ledger.then_uncounted", Conflict.FALLS: "ledger.then_falls"}


def standing_views(terms: Terms) -> tuple[TermView, ...]:
    """Return the words for each ``Standing``."""
    return tuple(_standing(found, terms) for found in _STANDINGS)


def _standing(found: Standing, terms: Terms) -> TermView:
    label, definition = _STANDINGS[found]
    return TermView(id=found.value, label=terms.say(label), definition=terms.say(definition))


def rule_views(terms: Terms) -> tuple[RuleView, ...]:
    """Return all rules by which figures are compared."""
    return tuple(RuleView(title=terms.say(_TITLES[found]), rule=terms.say(_RULES[found])) for found in Conflict)


def levels_view(terms: Terms) -> LevelsView:
    """Return what the words mean that tell the evidence of a figure."""
    vocabulary = terms.vocabularies.get("evidence")
    return LevelsView(
        definition=vocabulary.definition if vocabulary else "",
        levels=terms.views("evidence", terms.ids("evidence")),
    )


def claim_groups(case: Case, found: tuple[Disagreement, ...], terms: Terms) -> Iterator[ClaimGroup]:
    """Yield the claims of a case by what they measure, effects first, each group in the order of time."""
    ordered = _in_order(case)
    drawn = _drawn(ordered, found, terms)
    for number, (topic, claims) in enumerate(ordered, start=1):
        indicator, subject, is_other = topic
        own = tuple(item for item in found if item.claims[0] in claims)
        here = drawn.get(topic, Panels())
        yield ClaimGroup(
            number=number,
            title=topic_words(indicator, subject, terms),
            indicator=claims_address("indicator", terms.view("indicators", indicator).id),
            standing=standing(claims, terms),
            about_others=is_other,
            tells_of_effect=_tells_of_effect(claims),
            has_baseline=any(claim.baseline for claim in claims),
            has_note=any(claim.note or claim.method for claim in claims),
            claims=tuple(_claim(claim, terms) for claim in claims),
            disagreements=tuple(_disagreement(item, claims, terms) for item in own),
            charts=here.charts,
            not_together=here.not_together,
        )


def _in_order(case: Case) -> list[tuple[Topic, tuple[Claim, ...]]]:
    """Return the claims of each topic in the order of time: effects first, those of one indicator together."""
    found = topics(case)
    first: dict[str, int] = {}
    for index, (indicator, _, _) in enumerate(found):
        first.setdefault(indicator, index)
    places = {topic: (*_section(topic, claims), first[topic[0]]) for topic, claims in found.items()}
    return [(topic, tuple(sorted(found[topic], key=_time))) for topic in sorted(found, key=places.__getitem__)]


def _drawn(
    ordered: Sequence[tuple[Topic, tuple[Claim, ...]]], found: Sequence[Disagreement], terms: Terms
) -> Mapping[Topic, Panels]:
    """Return the charts of each indicator, by the topic below whose table they stand.

    It is the last one of the first part of the page where the indicator is. What is about others has charts of its own.
    """
    kinds: dict[tuple[str, bool], list[tuple[Topic, tuple[Claim, ...]]]] = {}
    for topic, claims in ordered:
        kinds.setdefault((topic[0], topic[2]), []).append((topic, claims))
    drawn: dict[Topic, Panels] = {}
    for number, ((indicator, is_other), groups) in enumerate(kinds.items(), start=1):
        apart = [] if is_other else kinds.get((indicator, True), [])
        place = [topic for topic, claims in groups if _section(topic, claims) == _section(*groups[0])][-1]
        drawn[place] = panels(
            [claims for _, claims in groups],
            found,
            apart=sum(len(claims) for _, claims in apart),
            title=topic_words(indicator, groups[0][0][1] if len(groups) == 1 else "", terms),
            name=f"chart-{number}",
            terms=terms,
        )
    return drawn


def _section(topic: Topic, claims: Iterable[Claim]) -> tuple[bool, bool]:
    """Return in which part of the page a topic stands: effects, then what tells of none, then what is about others."""
    return topic[2], not _tells_of_effect(claims)


def _tells_of_effect(claims: Iterable[Claim]) -> bool:
    return any(claim.evidence != NOT_AN_EFFECT for claim in claims)


def standing(claims: Iterable[Claim], terms: Terms) -> TermView:
    """Return in a word who reports on a thing: the body itself only, others too, others only, or nobody knows."""
    return _standing(standing_of(claims), terms)


def _claim(claim: Claim, terms: Terms) -> ClaimView:
    reporter = terms.view("reporters", claim.reported_by)
    return ClaimView(
        id=claim.id,
        figure=claim_words(claim, terms),
        money=money_words(claim, terms),
        projection=terms.view("projections", claim.projection) if claim.projection else None,
        baseline=baseline_words(claim, terms),
        date=date_words(claim),
        reporter=replace(reporter, address=claims_address("reporter", reporter.id)),
        evidence=terms.view("evidence", claim.evidence),
        source=claim.source,
        note=claim.note,
        method=claim.method,
    )


def _disagreement(found: Disagreement, group: tuple[Claim, ...], terms: Terms) -> DisagreementView:
    claims = sorted(found.claims, key=_time)
    is_whole = found.conflict is Conflict.UNCOUNTED and len(claims) == len(group)
    joint = terms.say(_JOINTS.get(found.conflict, "ledger.and_then"))
    return DisagreementView(
        title=terms.say(_TITLES[found.conflict]),
        lead=terms.say("ledger.all_uncounted") if is_whole else _lead(found, terms),
        figures=tuple(
            FigureView(
                before=joint if index else " ",
                words=f"{claim_words(claim, terms)} ({date_words(claim)})",
                source=replace(claim.source, anchor=""),  # where the citation stands is the claim's row
            )
            for index, claim in enumerate(() if is_whole else claims)
        ),
        rule=terms.say(_RULES[found.conflict]),
    )


def _time(claim: Claim) -> tuple[date, date]:
    return (claim.date.last, claim.date.first)


def _lead(found: Disagreement, terms: Terms) -> str:
    if found.conflict is Conflict.UNCOUNTED:
        return terms.say("ledger.uncounted_are")
    if found.conflict is Conflict.FALLS:
        return terms.say("ledger.is_lower")
    if found.conflict is Conflict.MAY_HAVE_CHANGED:
        return terms.say("ledger.other_times")
    is_same = len({claim.date.text for claim in found.claims}) == 1
    return terms.say("ledger.same_time" if is_same else "ledger.maybe_same_time")
