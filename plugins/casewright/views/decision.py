"""A case up to its decision: what a class gets, which is cut where those stood who had to decide.

The situation is written for it. What is computed beside it must not tell the end either: states and figures come from
before the decision, without the notes on them, and works that appeared later are not named, since a title can tell how
it ended. Instructors see all of it, and the epilogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casewright.model.case import Case, Claim, Decision
from casewright.model.edition import Edition
from casewright.model.ids import Kind, Ref, SourceKey
from casewright.model.module import Module
from casewright.model.prose import Citation, Prose
from casewright.model.source import Source
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import decision_address
from casewright.views.figures import claim_words, date_words, topic_words
from casewright.views.shared import MOST_MODULES, RecordLink, cited_keys, link_to, taught_in
from casewright.views.source_words import last_day
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """A state of the case that was known when it had to be decided."""

    date: str
    state: TermView
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigure:
    """A figure that was published when it had to be decided."""

    title: str
    figure: str
    projection: str
    date: str
    reporter: TermView
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """All that the page of a case up to its decision shows."""

    case: RecordLink
    title: str
    date: str
    place: str
    level: TermView
    seat: Prose
    situation: tuple[Prose, ...]
    question: Prose
    options: tuple[Prose, ...]
    states: tuple[KnownState, ...]
    figures: tuple[KnownFigure, ...]
    modules: tuple[RecordLink, ...]
    withheld: tuple[SourceKey, ...]
    """Works that are cited and not named here."""
    later: tuple[SourceKey, ...]
    """Works that are cited and that nobody can have read by then, as far as is known."""
    is_whole: bool
    """Whether it is for instructors: then nothing is withheld, and the case may be named as what tells the end."""
    epilogue: tuple[Prose, ...]


def decision_view(case: Case, decision: Decision, linked: LinkedLibrary, terms: Terms) -> DecisionView:
    """Return what the page of a case up to its decision shows."""
    is_whole = linked.edition is Edition.INSTRUCTOR
    later = _later(decision, linked)
    return DecisionView(
        case=link_to(case),
        title=decision.title,
        date=decision.date.words,
        place=terms.place(case.place),
        level=terms.view("levels", case.level),
        seat=decision.seat,
        situation=decision.situation,
        question=decision.question,
        options=decision.options,
        states=tuple(_states(case, decision, terms)),
        figures=tuple(_figures(case, decision, linked, terms)),
        modules=tuple(_modules(case, linked))[:MOST_MODULES],
        withheld=() if is_whole else later,
        later=later,
        is_whole=is_whole,
        epilogue=decision.epilogue,
    )


def decision_link(case: Case) -> RecordLink | None:
    """Return a link to a case up to its decision, or None where it marks none."""
    if case.decision is None:
        return None
    return RecordLink(ref=case.ref, title=case.decision.title, address=decision_address(case.id))


def decision_sources(view: DecisionView) -> tuple[SourceKey, ...]:
    """Return the keys of the sources that the page names."""
    return tuple(key for key in cited_keys(view) if key not in view.withheld)


def _later(decision: Decision, linked: LinkedLibrary) -> tuple[SourceKey, ...]:
    """Return the works that its texts cite and that nobody can have read by then, as far as is known."""
    keys = cited_keys((decision.seat, *decision.situation, decision.question, *decision.options))
    return tuple(key for key in keys if not _is_out(linked.library.sources.get(key), decision.date.last))


def _is_out(source: Source | None, day: date) -> bool:
    """Return whether a work is known to have appeared by a day."""
    known = last_day(source.item) if source else None
    return known is not None and known <= day


def _states(case: Case, decision: Decision, terms: Terms) -> Iterator[KnownState]:
    for state in case.status:
        if state.date.last < decision.date.first:
            yield KnownState(date=state.date.words, state=terms.view("status", state.state), part=state.part or "")


def _figures(case: Case, decision: Decision, linked: LinkedLibrary, terms: Terms) -> Iterator[KnownFigure]:
    for claim in case.own_claims:
        source = _known(claim, decision, linked)
        if source and claim.date.last < decision.date.first:
            yield KnownFigure(
                title=topic_words(claim.indicator, claim.subject or "", terms),
                figure=claim_words(claim, terms),
                projection=terms.view("projections", claim.projection).label if claim.projection else "",
                date=date_words(claim),
                reporter=terms.view("reporters", claim.reported_by),
                source=source,
            )


def _known(claim: Claim, decision: Decision, linked: LinkedLibrary) -> Citation | None:
    """Return the source of a figure if all of it had appeared by then."""
    sources: Iterable[Source | None] = (linked.library.sources.get(item.key) for item in claim.source.items)
    return claim.source if all(_is_out(source, decision.date.last) for source in sources) else None


def _modules(case: Case, linked: LinkedLibrary) -> Iterator[RecordLink]:
    for link in taught_in(linked, case.ref):
        module = linked.records[link.ref]
        if isinstance(module, Module) and any(
            linked.targets.get(Ref(Kind.CASE.value, use.case)) == case.ref for use in module.cases if use.until_decision
        ):
            yield link_to(module)
