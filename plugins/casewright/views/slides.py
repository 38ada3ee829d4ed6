"""The slides of a module: what a class sees, one thing at a time, and beside it what only the one who teaches reads.

A class may see the slides of either edition. So both show the same: each case that is decided stops at its decision,
and works that appeared later are not named. The edition for instructors adds notes, which stay with the speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from casewright.model.case import Case, State
from casewright.model.ids import Kind, Ref, SourceKey
from casewright.model.module import BoardColumn, CaseUse, Module
from casewright.model.prose import Citation, Prose
from casewright.resolve.linked import LinkedLibrary
from casewright.views.decision import DecisionView, KnownFigure, KnownState, decision_view
from casewright.views.module import LEVELS, duration_words, lesson_links
from casewright.views.shared import RecordLink, cited_keys, link_to
from casewright.views.terms import Terms, TermView

MOST_LETTERS = 450
"""Of several paragraphs on one slide; a longer one has a slide of its own."""
LONG, LONGEST = 520, 850
"""From how many letters on the type of a slide is smaller, and smaller again."""
_OF_STATE = 130
"""How many letters of a text take as much room as a state with its source."""
MOST_ROWS, MOST_STATES, MOST_ITEMS = 4, 5, 6

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerNote:
    """A note for the speaker, with what stands above it."""

    text: Prose
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedState:
    """A state of a case that is told whole, with who says so; of a decision the page names no source of states."""

    date: str
    state: TermView
    part: str
    source: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the session in the plan of it."""

    title: str
    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide. Its kind says what stands above it; each of the rest may be missing."""

    kind: str
    id: str
    title: str = ""
    kicker: str = ""
    meta: str = ""
    texts: tuple[Prose, ...] = ()
    items: tuple[Prose, ...] = ()
    steps: tuple[Step, ...] = ()
    states: tuple[DatedState, ...] = ()
    figures: tuple[KnownFigure, ...] = ()
    links: tuple[RecordLink, ...] = ()
    keys: tuple[SourceKey, ...] = ()
    """The works whose references stand on the slide."""
    has_later: bool = False
    """Whether it rests on works that it must not name."""
    size: str = ""
    """``long`` or ``longest`` where the type has to be smaller."""
    notes: tuple[SpeakerNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidesView:
    """All slides of a module, in their order."""

    module: RecordLink
    withheld: tuple[SourceKey, ...]
    """Works that no slide names, since they appeared after a decision."""
    named: tuple[SourceKey, ...]
    """Works whose references stand on a slide; others are cited in notes alone."""
    has_notes: bool
    slides: tuple[Slide, ...]


def slides_view(module: Module, linked: LinkedLibrary, terms: Terms) -> SlidesView:
    """Return what the slides of a module show."""
    cases = tuple(_cases(module, linked, terms))
    withheld = tuple(sorted({key for _, _, decision in cases if decision for key in decision.later}))
    parts = (
        *_opening(module, terms),
        *(slide for number, case in enumerate(cases, 1) for slide in _case(number, *case, terms)),
        *_session(module),
        _closing(module, linked),
    )
    slides = tuple(_finished(slide, withheld) for slide in parts)
    return SlidesView(
        module=link_to(module),
        withheld=withheld,
        named=tuple(sorted({key for slide in slides for key in slide.keys})),
        has_notes=any(slide.notes for slide in slides),
        slides=slides,
    )


def _cases(module: Module, linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[CaseUse, Case, DecisionView | None]]:
    for use in module.cases:
        target = linked.targets.get(Ref(Kind.CASE.value, use.case))
        case = linked.records[target] if target else None
        if isinstance(case, Case):
            decision = case.decision if use.until_decision else None
            yield use, case, decision_view(case, decision, linked, terms) if decision else None


def _opening(module: Module, terms: Terms) -> Iterator[Slide]:
    yield Slide(
        kind="opening",
        id="opening",
        title=module.title,
        kicker=f"{terms.view(LEVELS, module.level).label} · {duration_words(int(module.duration))}",
        meta=", ".join(module.audience),
        texts=(module.summary,),
        notes=tuple(SpeakerNote(text=text) for text in module.facilitator_notes),
    )
    for number, part in enumerate(_parts(module.objectives, MOST_ITEMS), 1):
        yield Slide(kind="objectives", id=f"objectives-{number}", items=tuple(item.text for item in part))
    steps = tuple(Step(title=step.title, minutes=str(step.minutes)) for step in module.activities)
    for number, plan in enumerate(_parts(steps, 2 * MOST_ITEMS), 1):
        yield Slide(kind="plan", id=f"plan-{number}", steps=plan)


def _case(number: int, use: CaseUse, case: Case, decision: DecisionView | None, terms: Terms) -> Iterator[Slide]:
    point = (SpeakerNote(text=use.point),) if use.point else ()
    if decision:
        yield from _decided(number, decision, point)
        return
    place = f"{terms.place(case.place)} · {terms.view('levels', case.level).label}"
    base = Slide(kind="case", id=f"case-{number}", title=case.title, kicker=place)
    yield replace(base, texts=(case.summary, use.use), notes=point)
    states = tuple(_dated(state, terms) for state in case.status)
    for count, part in enumerate(_parts(states, MOST_STATES), 1):
        yield replace(base, kind="timeline", id=f"case-{number}-timeline-{count}", states=part)


def _decided(number: int, view: DecisionView, point: tuple[SpeakerNote, ...]) -> Iterator[Slide]:
    base = Slide(kind="seat", id=f"case-{number}", title=view.title, kicker=f"{view.place} · {view.level.label}")
    yield replace(base, meta=view.date, texts=(view.seat,), notes=point)
    for count, texts in enumerate(_paragraphs(view.situation), 1):
        yield replace(base, kind="situation", id=f"case-{number}-known-{count}", texts=texts)
    for count, part in enumerate(_parts(tuple(map(_known, view.states)), MOST_STATES), 1):
        yield replace(base, kind="so-far", id=f"case-{number}-timeline-{count}", states=part)
    for count, rows in enumerate(_parts(view.figures, MOST_ROWS), 1):
        yield replace(base, kind="figures", id=f"case-{number}-figures-{count}", figures=rows)
    yield replace(
        base,
        kind="decision",
        id=f"case-{number}-decision",
        texts=(view.question,),
        items=view.options,
        notes=tuple(SpeakerNote(text=text) for text in view.epilogue),
    )


def _dated(state: State, terms: Terms) -> DatedState:
    return DatedState(
        date=state.date.words,
        state=terms.view("status", state.state),
        part=state.part or "",
        source=state.source,
    )


def _known(state: KnownState) -> DatedState:
    return DatedState(date=state.date, state=state.state, part=state.part)


def _session(module: Module) -> Iterator[Slide]:
    for number, step in enumerate(module.activities, 1):
        notes = (SpeakerNote(text=step.facilitation),) if step.facilitation else ()
        yield Slide(
            kind="activity",
            id=f"activity-{number}",
            title=step.title,
            meta=str(step.minutes),
            texts=(step.text,),
            notes=notes,
        )
    for number, question in enumerate(module.questions, 1):
        notes = (SpeakerNote(text=question.expected),) if question.expected else ()
        yield Slide(
            kind="question",
            id=f"question-{number}",
            kicker=f"{number} / {len(module.questions)}",
            texts=(question.text,),
            notes=notes,
        )


def _closing(module: Module, linked: LinkedLibrary) -> Slide:
    return Slide(
        kind="closing",
        id="closing",
        links=lesson_links(module, linked),
        notes=tuple(_column(column) for column in module.board_plan),
    )


def _column(column: BoardColumn) -> SpeakerNote:
    return SpeakerNote(head=column.heading, text=column.text)


def _finished(slide: Slide, withheld: Sequence[SourceKey]) -> Slide:
    """Return a slide with the works that it cites, and in type that fits."""
    cited = cited_keys((slide.texts, slide.items, slide.states, slide.figures))
    letters = sum(len(text.plain) for text in (*slide.texts, *slide.items))
    letters += sum(_OF_STATE for state in slide.states if state.source)
    return replace(
        slide,
        keys=tuple(key for key in cited if key not in withheld),
        has_later=any(key in withheld for key in cited),
        size="longest" if letters > LONGEST else "long" if letters > LONG else "",
    )


def _parts(items: Sequence[Item], most: int) -> Iterator[tuple[Item, ...]]:
    for start in range(0, len(items), most):
        yield tuple(items[start : start + most])


def _paragraphs(texts: Iterable[Prose]) -> Iterator[tuple[Prose, ...]]:
    """Yield as many paragraphs at a time as a slide holds."""
    shown: list[Prose] = []
    for text in texts:
        if shown and sum(len(one.plain) for one in (*shown, text)) > MOST_LETTERS:
            yield tuple(shown)
            shown = []
        shown.append(text)
    if shown:
        yield tuple(shown)
