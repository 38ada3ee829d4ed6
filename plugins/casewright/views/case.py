"""What the page of a case shows, in the order of a busy reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casewright.model.case import Bearing, Case, Decision, Gap
from casewright.model.ids import Ref
from casewright.model.prose import Citation, Prose
from casewright.resolve.disagreements import NOT_AN_EFFECT
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.related import Likeness
from casewright.resolve.topics import is_self_reported
from casewright.views.decision import decision_link
from casewright.views.ledger import ClaimGroup, LevelsView, claim_groups, levels_view
from casewright.views.lineage import LineageView, lineage_view
from casewright.views.others import about_words, others_words
from casewright.views.outcome import OutcomeView, outcome_view
from casewright.views.reading import PartlyRead, partly_read
from casewright.views.reading_time import reading_time
from casewright.views.replies import ReplyView, reply_views
from casewright.views.shared import (
    MOST_MODULES,
    Imprint,
    MentionsView,
    RecordLink,
    beyond,
    imprint,
    link_to,
    mention_views,
    taught_in,
)
from casewright.views.states import PartStateView, part_states
from casewright.views.terms import Terms, TermView
from casewright.views.verified import VerifiedView, verified_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the facts: what it is, and its terms."""

    label: str
    vocabulary: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceRow:
    """One question about who has the say; ``term`` and ``text`` are None where nothing was found."""

    name: str
    """Which question it is."""
    question: str
    term: TermView | None
    text: Prose | None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """One dated state."""

    date: str
    state: TermView
    part: str
    """Of which part, where it is not one of the whole."""
    note: Prose | None
    source: Citation | None
    """None where the note cites it already."""
    successor: TermView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BearingView:
    """What the case says about one lesson."""

    number: int
    lesson: RecordLink | None
    lesson_id: str
    stance: TermView
    strength: TermView
    because: Prose
    source: Citation | None
    read: tuple[PartlyRead, ...]
    """Which of its sources were not read in full."""
    about: str
    """Whom or what it is about, where that is not the whole case, or nothing."""
    others: str
    """That it is about others than the case, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """All that the page of a case shows."""

    id: str
    title: str
    summary: Prose
    place: str
    sourcing: TermView
    is_thin: bool
    sourcing_note: Prose | None
    status: TermView
    status_date: str
    parts: tuple[PartStateView, ...]
    """The last known state of each part that has one of its own."""
    verified: VerifiedView
    facts: tuple[Fact, ...]
    governance: tuple[GovernanceRow, ...]
    timeline: tuple[StateView, ...]
    body: Prose
    reading_time: str
    """How long the text takes; nothing where there is none."""
    has_outlook: bool
    """Whether the text has a section on what the case means elsewhere."""
    outcome: OutcomeView | None
    """What came of it, in words, or None where that is not known."""
    effects: tuple[ClaimGroup, ...]
    """Figures of things of which at least one figure tells of an effect."""
    inputs: tuple[ClaimGroup, ...]
    """The other figures: money, people and things put in, and how many took part."""
    others: tuple[ClaimGroup, ...]
    """Figures about others than the case."""
    levels: LevelsView
    only_self_reported: bool
    replies: tuple[ReplyView, ...]
    """What the organisations described say to it."""
    bearings: tuple[BearingView, ...]
    lineage: LineageView
    alike: tuple[RecordLink, ...]
    modules: tuple[RecordLink, ...]
    more_modules: int
    """How many more modules teach it."""
    gaps: tuple[Gap, ...]
    decision: Decision | None
    to_decision: RecordLink | None
    """The page that stops at it."""
    mentions: MentionsView
    imprint: Imprint


_QUESTIONS = (
    ("case.leads", "leads"),
    ("case.decides", "decides"),
    ("case.pays", "funds"),
    ("case.hosts", "hosts"),
    ("case.takes_part", "takes_part"),
)
_SHARED_WORDS = {
    "places": "case.same_place",
    "governance": "case.same_lead",
    "methods": "case.same_method",
    "lessons": "case.same_lesson",
    "policy-areas": "case.same_policy_area",
}
PATTERN = "pattern"
"""Where on a case's page it is told why its pattern of leadership was chosen."""
_THIN = "thin"
_OUTLOOK = "What it means elsewhere"
"""The last section that `casewright new case` gives a text."""


def case_view(case: Case, linked: LinkedLibrary, terms: Terms, day: date | None = None) -> CaseView:
    """Return what the page of a case shows; ``day`` is the day of the edition."""
    modules = taught_in(linked, case.ref)
    groups = tuple(claim_groups(case, linked.disagreements.get(case.id, ()), terms))
    own = [group for group in groups if not group.about_others]
    return CaseView(
        id=case.id,
        title=case.title,
        summary=case.summary,
        place=terms.place(case.place),
        sourcing=terms.view("sourcing", case.sourcing),
        is_thin=case.sourcing == _THIN,
        sourcing_note=case.sourcing_note,
        status=terms.view("status", case.state.state),
        status_date=case.state.date.moment_words,
        parts=tuple(part_states(case, terms)),
        verified=verified_view(case, day, terms),
        facts=tuple(_facts(case, terms)),
        governance=tuple(_governance(case, terms)),
        timeline=tuple(
            StateView(
                date=state.date.moment_words,
                state=terms.view("status", state.state),
                part=state.part or "",
                note=state.note,
                source=beyond(state.source, state.note),
                successor=terms.view("organisations", state.successor) if state.successor else None,
            )
            for state in case.status
        ),
        body=case.body,
        reading_time=reading_time(case.body),
        has_outlook=_OUTLOOK in case.body.headings,
        outcome=outcome_view(case),
        effects=tuple(group for group in own if group.tells_of_effect),
        inputs=tuple(group for group in own if not group.tells_of_effect),
        others=tuple(group for group in groups if group.about_others),
        levels=levels_view(terms),
        only_self_reported=bool(case.own_claims) and is_self_reported(case.claims),
        replies=tuple(reply_views(case, terms)),
        bearings=tuple(_bearing(bearing, index, linked, terms) for index, bearing in enumerate(case.bearings)),
        lineage=lineage_view(case, linked, terms),
        alike=tuple(_alike(item, linked, terms) for item in linked.likenesses.get(case.id, ())),
        modules=modules[:MOST_MODULES],
        more_modules=max(0, len(modules) - MOST_MODULES),
        gaps=case.gaps,
        decision=case.decision,
        to_decision=decision_link(case),
        mentions=mention_views(linked, case),
        imprint=imprint(case, terms, verified=case.last_verified.words),
    )


def _facts(case: Case, terms: Terms) -> Iterator[Fact]:
    yield _fact("case.place", "places", terms, (case.place,))
    yield _fact("case.level", "levels", terms, (case.level,))
    yield _fact("case.organisations", "organisations", terms, case.organisations)
    yield _fact("case.policy_areas", "policy-areas", terms, case.policy_areas)
    yield _fact("case.innovation_types", "innovation-types", terms, case.innovation_types)
    if case.methods:
        yield _fact("case.methods", "methods", terms, case.methods)
    levels = sorted({claim.evidence for claim in case.own_claims} - {NOT_AN_EFFECT})
    if levels:
        yield _fact("case.evidence", "evidence", terms, levels)
    yield _fact("case.sourcing", "sourcing", terms, (case.sourcing,))


def _fact(key: str, vocabulary: str, terms: Terms, ids: Iterable[str]) -> Fact:
    return Fact(label=terms.say(key), vocabulary=vocabulary, terms=terms.views(vocabulary, ids))


def _governance(case: Case, terms: Terms) -> Iterator[GovernanceRow]:
    model = terms.view("governance", case.governance.model)
    for key, name in _QUESTIONS:
        term = model if name == "leads" else None
        yield GovernanceRow(name=name, question=terms.say(key), term=term, text=getattr(case.governance, name))
        if name == "leads" and case.governance.model_note:
            yield GovernanceRow(
                name=PATTERN,
                question=terms.say("case.pattern"),
                term=None,
                text=case.governance.model_note,
                anchor=PATTERN,
            )
    yield GovernanceRow(
        name="it_role",
        question=terms.say("case.it_role"),
        term=terms.view("it-roles", case.governance.it_role),
        text=case.governance.it_role_note,
    )
    yield GovernanceRow(
        name="technology",
        question=terms.say("case.technology_role"),
        term=terms.view("technology-roles", case.technology.role),
        text=case.technology.note,
    )


def _bearing(bearing: Bearing, index: int, linked: LinkedLibrary, terms: Terms) -> BearingView:
    target = linked.targets.get(Ref("lesson", bearing.lesson))
    return BearingView(
        number=index + 1,
        lesson=link_to(linked.records[target]) if target else None,
        lesson_id=bearing.lesson,
        stance=terms.view("stances", bearing.stance),
        strength=terms.view("strengths", bearing.strength),
        because=bearing.because,
        source=beyond(bearing.source, bearing.because),
        read=partly_read(bearing.source, linked.library),
        about=about_words(bearing, terms),
        others=others_words(bearing, terms),
    )


def _alike(likeness: Likeness, linked: LinkedLibrary, terms: Terms) -> RecordLink:
    words: dict[str, list[str]] = {}
    for facet, term in likeness.shared:
        words.setdefault(facet, []).append(_shared_label(facet, term, linked, terms))
    reason = "; ".join(
        terms.say(_SHARED_WORDS[facet], count=len(labels), terms=", ".join(labels)) for facet, labels in words.items()
    )
    return link_to(likeness.other, reason[:1].upper() + reason[1:])


def _shared_label(facet: str, term: str, linked: LinkedLibrary, terms: Terms) -> str:
    if facet != "lessons":
        return terms.view(facet, term).label
    target = linked.targets.get(Ref("lesson", term))
    return linked.records[target].title if target else term
