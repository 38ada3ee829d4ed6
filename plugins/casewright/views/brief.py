"""What the one-page brief of a case or a lesson says, in the order in which it gives way where the page is full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from casewright.model.prose import Citation, Prose
from casewright.read.words import Say, Words
from casewright.views.case import CaseView
from casewright.views.ledger import ClaimGroup
from casewright.views.lesson import LessonView

MOST_ITEMS = 12
"""So many items of one section are tried at most; more have no room on a page."""
_ASKED = ("leads", "decides", "funds")
_TOLD = ("methods", "organisations", "policy-areas", "levels")


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefItem:
    """One statement: a sign with its word, what it is about, what is said, and who says so."""

    head: str
    sign: str = ""
    """The id of the stance or the level of evidence, which decides the shape."""
    word: str = ""
    text: Prose | str = ""
    meta: str = ""
    source: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """Statements of one kind; ``one`` and ``many`` name them where some are left out."""

    title: str
    one: str
    many: str
    items: tuple[BriefItem, ...]
    total: int
    empty: str = ""
    """What is said where there are none."""
    note: str = ""
    is_facts: bool = False
    turns: int = 1
    """How many of its items come in each turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """All that a brief may say."""

    kind: str
    kicker: str
    title: str
    status: str
    lead: Prose
    outcome: BriefItem | None
    """What came of it; None for what has no outcome."""
    warnings: tuple[str, ...]
    sections: tuple[BriefSection, ...]
    dates: str


def brief_view(view: CaseView | LessonView, words: Words) -> BriefView:
    """Return the brief of what the page of a record shows, in the words of a catalogue."""
    return _case(view, words.tell) if isinstance(view, CaseView) else _lesson(view, words.tell)


def ranks(sections: tuple[BriefSection, ...]) -> tuple[tuple[int, ...], ...]:
    """Return for each item of each section when its turn comes: the sections take turns, so that none goes empty."""
    places = chain.from_iterable(
        zip_longest(
            *(
                [(s, i) for i in range(len(x.items))][start :: x.turns]
                for s, x in enumerate(sections)
                for start in range(x.turns)
            )
        )
    )
    order = {place: rank for rank, place in enumerate(place for place in places if place)}
    return tuple(tuple(order[s, i] for i in range(len(x.items))) for s, x in enumerate(sections))


def _case(view: CaseView, say: Say) -> BriefView:
    status = say("brief.status", state=view.status.label, date=view.status_date, verified=view.verified.day)
    warnings = []
    if view.verified.warning:
        warnings.append(say("brief.not_verified", warning=view.verified.warning))
    if view.is_thin:
        warnings.append(say("brief.sourcing", sourcing=view.sourcing.label.lower()))
    figures = tuple(_figures((*view.effects, *view.inputs)))
    bearings = tuple(_bearings(view, say))
    gaps = tuple(BriefItem(head="", text=gap.what) for gap in view.gaps)
    return BriefView(
        kind=say("brief.case"),
        kicker=view.place,
        title=view.title,
        status=status,
        lead=view.summary,
        outcome=_outcome(view, say),
        warnings=tuple(warnings),
        sections=(
            _section(say("brief.tried"), "fact", "facts", tuple(_facts(view, say)), is_facts=True),
            _section(
                say("brief.does_it_work"),
                "figure",
                "figures",
                figures,
                empty=say("brief.no_figures"),
                note=_figures_note(view, say),
                turns=2,
            ),
            _section(say("brief.teaches"), "lesson", "lessons", bearings, empty=say("brief.no_lesson")),
            _section(say("brief.not_found"), "gap", "gaps", gaps, empty=say("brief.no_gap")),
        ),
        dates=_dates(view.imprint.published, view.imprint.revised, say),
    )


def _outcome(view: CaseView, say: Say) -> BriefItem:
    if view.outcome is None:
        return BriefItem(head=say("brief.outcome"), text=say("brief.outcome_not_known"))
    return BriefItem(
        head=say("brief.outcome_of", date=view.outcome.date), text=view.outcome.text, source=view.outcome.source
    )


def _figures_note(view: CaseView, say: Say) -> str:
    if view.only_self_reported:
        return say("brief.self_reported")
    return "" if view.effects or not view.inputs else say("brief.no_effect")


def _facts(view: CaseView, say: Say) -> Iterator[BriefItem]:
    """Yield what was tried, who led, and the rest in turn: what comes first has the most room."""
    facts = {fact.vocabulary: (fact.label, ", ".join(term.label for term in fact.terms)) for fact in view.facts}
    known = [facts[vocabulary] for vocabulary in _TOLD if vocabulary in facts]
    tried = [BriefItem(head=label, text=text) for label, text in known if text]
    asked = [
        BriefItem(
            head=row.question,
            word=f"{row.term.label}." if row.term else "",
            text=row.text or ("" if row.term else say("brief.not_known")),
        )
        for row in view.governance
        if row.name in _ASKED
    ]
    yield from (item for turn in zip_longest(tried, asked) for item in turn if item)


def _figures(groups: Iterable[ClaimGroup]) -> Iterator[BriefItem]:
    """Yield the newest figure of each thing first, then the ones before it."""
    rows = [[(group.title, claim) for claim in reversed(group.claims)] for group in groups]
    for title, claim in (item for turn in zip_longest(*rows) for item in turn if item):
        kind = f" ({claim.projection.label.lower()})" if claim.projection else ""
        yield BriefItem(
            head=f"{claim.figure}{kind}",
            text=title,
            meta=f"{claim.date}\n{claim.reporter.label}",
            sign=claim.evidence.id,
            word=claim.evidence.label,
            source=claim.source,
        )


def _bearings(view: CaseView, say: Say) -> Iterator[BriefItem]:
    for bearing in view.bearings:
        yield BriefItem(
            head=_named(bearing.lesson.title if bearing.lesson else bearing.lesson_id, bearing.about),
            sign=bearing.stance.id,
            word=bearing.stance.label,
            meta=say("brief.strength", strength=bearing.strength.label.lower()),
            text=bearing.because,
            source=bearing.source,
        )


def _lesson(view: LessonView, say: Say) -> BriefView:
    warnings = []
    if view.is_from_one_case:
        warnings.append(say("brief.one_case"))
    if view.balance.research:
        warnings.append(say("brief.research", research=view.balance.research))
    lesson = (
        (say("brief.when"), view.when),
        (say("brief.do"), view.do),
        (say("brief.expect"), view.expect),
        (say("brief.refuted_by"), view.refuted_by),
    )
    witnesses = tuple(_witnesses(view, say))
    gaps = tuple(
        BriefItem(head="", text=_gap(gap.words, [c.title for c in gap.named.cases])) for gap in view.reach.gaps
    )
    return BriefView(
        kind=say("brief.lesson"),
        kicker=f"{view.number} · {view.theme.label}",
        title=view.title,
        status=say("brief.verdict", verdict=view.balance.verdict.capitalize(), cases=view.balance.cases),
        lead=view.statement,
        outcome=None,
        warnings=tuple(warnings),
        sections=(
            _section(
                say("brief.the_lesson"),
                "part",
                "parts",
                tuple(BriefItem(head=h, text=t) for h, t in lesson),
                is_facts=True,
            ),
            _section(
                say("brief.evidence"),
                "bearing",
                "bearings",
                witnesses,
                empty=say("brief.no_case"),
                total=view.evidence.paging.total,
            ),
            _section(say("brief.lacks"), "gap", "gaps", gaps, empty=say("brief.lacks_nothing")),
        ),
        dates=_dates(view.imprint.published, view.imprint.revised, say),
    )


def _gap(words: str, cases: list[str]) -> str:
    return f"{words} {', '.join(cases)}." if words.endswith(":") and cases else words


def _witnesses(view: LessonView, say: Say) -> Iterator[BriefItem]:
    """Yield the strongest bearing of each stance in turn, so that what speaks against it has its place."""
    groups = [[(group.stance, item) for item in group.witnesses] for group in view.evidence.groups]
    for stance, item in (found for turn in zip_longest(*groups) for found in turn if found):
        yield BriefItem(
            head=_named(item.case.title, item.about),
            sign=stance.id,
            word=stance.label,
            meta=f"{item.place}; {say('brief.strength', strength=item.strength.label.lower())}",
            text=item.because,
            source=item.source,
        )


def _named(title: str, about: str) -> str:
    """Return what a bearing stands under, with whom or what it is about where that is not the whole case."""
    return f"{title} ({about})" if about else title


def _dates(published: str, revised: str, say: Say) -> str:
    key = "brief.revised" if revised else "brief.published"
    return say(key, published=published, revised=revised)


def _section(  # noqa: PLR0913 - what a section is made of
    title: str,
    one: str,
    many: str,
    items: tuple[BriefItem, ...],
    *,
    empty: str = "",
    note: str = "",
    total: int = 0,
    is_facts: bool = False,
    turns: int = 1,
) -> BriefSection:
    return BriefSection(
        title=title,
        one=one,
        many=many,
        items=items[:MOST_ITEMS],
        total=max(total, len(items)),
        empty=empty,
        note=note,
        is_facts=is_facts,
        turns=turns,
    )
