"""What the printed sheets of a module say: the handout, the booklet of its decisions, the guide for instructors.

Each is made of chapters. A chapter follows from one page of the site, and cites what that page cites: so no sheet of an
edition can say more than its pages do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.edition import Edition
from casewright.model.ids import Kind, Ref, SourceKey
from casewright.model.module import BoardColumn, CaseUse, Module
from casewright.model.prose import Citation, Prose
from casewright.read.words import Say
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import BOOKLET, GUIDE, HANDOUT, decision_address, record_address
from casewright.views.decision import DecisionView
from casewright.views.module import CaseUseView, ModuleView

KINDS = {HANDOUT: "sheets.handout", BOOKLET: "sheets.booklet", GUIDE: "sheets.guide"}
"""By which key a sheet is named."""
_FIGURES = ("sheets.of_what", "sheets.figure", "sheets.when", "sheets.reported_by", "sheets.source")
"""What stands above the columns of a table of figures."""
_LINES, _MORE_LINES = 4, 9
"""How many lines there are to write on below a question, and below a decision."""

Words = Prose | str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetNote:
    """What stands apart below an item, for instructors."""

    label: str
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One item of a list: what stands before it, in bold and in small, what is said, and lines to write on."""

    text: Words
    head: str = ""
    meta: str = ""
    notes: tuple[SheetNote, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """A table: the words above its columns, and its rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[Words | Citation, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSection:
    """A part of a chapter: paragraphs, a list, a table, lines to write on; each may be missing."""

    title: str
    paragraphs: tuple[Words, ...] = ()
    items: tuple[SheetItem, ...] = ()
    is_numbered: bool = False
    table: SheetTable | None = None
    lines: int = 0
    is_for_instructors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: the address of the page that it follows from, what it says, and the works that it must not name."""

    address: str
    kicker: str
    title: str
    status: str
    lead: Prose
    sections: tuple[SheetSection, ...]
    withheld: tuple[SourceKey, ...] = ()


def sheet_names(module: Module, linked: LinkedLibrary) -> tuple[str, ...]:
    """Return the file names of the sheets that a module has.

    What is handed out is in the edition for learners alone, so that nobody copies a sheet that tells more.
    """
    if linked.edition is Edition.INSTRUCTOR:
        return (GUIDE,)
    return (HANDOUT, BOOKLET) if any(_decides(use, linked) for use in module.cases) else (HANDOUT,)


def _decides(use: CaseUse, linked: LinkedLibrary) -> bool:
    target = linked.targets.get(Ref(Kind.CASE.value, use.case))
    case = linked.records[target] if target else None
    return bool(use.until_decision and isinstance(case, Case) and case.decision)


def chapters(name: str, view: ModuleView, decisions: Sequence[DecisionView], say: Say) -> tuple[Chapter, ...]:
    """Return the chapters of a sheet; ``decisions`` are those that learners of the module take, in its order."""
    if name == BOOKLET:
        return tuple(_decision(item, say) for item in decisions)
    if name == GUIDE:
        return (_module(view, say, is_guide=True), *(_decision(item, say) for item in decisions))
    return (_module(view, say, is_guide=False),)


def _module(view: ModuleView, say: Say, *, is_guide: bool) -> Chapter:
    """Return the chapter of a module. Learners get questions with room for answers, instructors what is expected."""
    return Chapter(
        address=record_address(Ref(Kind.MODULE.value, view.id)),
        kicker=f"{view.level.label} · {view.duration} · {', '.join(view.audience)}",
        title=view.title,
        status="",
        lead=view.summary,
        sections=tuple(_sections(view, say, is_guide=is_guide)),
    )


def _sections(view: ModuleView, say: Say, *, is_guide: bool) -> Iterator[SheetSection]:
    objectives = tuple(SheetItem(text=item.text, meta=item.level.label.lower()) for item in view.objectives)
    yield SheetSection(title=say("sheets.objectives"), items=objectives)
    yield SheetSection(title=say("sheets.cases"), items=tuple(_case(use, say, is_guide=is_guide) for use in view.cases))
    activities = tuple(
        SheetItem(
            head=item.title,
            meta=say("sheets.minutes", minutes=item.minutes),
            text=item.text,
            notes=_note(say("sheets.how_to_lead"), item.facilitation if is_guide else None),
        )
        for item in view.activities
    )
    yield SheetSection(title=say("sheets.session"), items=activities, is_numbered=True)
    questions = tuple(
        SheetItem(
            text=item.text,
            notes=_note(say("sheets.good_answer"), item.expected if is_guide else None),
            lines=0 if is_guide else _LINES,
        )
        for item in view.questions
    )
    yield SheetSection(title=say("sheets.questions"), items=questions, is_numbered=True)
    if is_guide and view.facilitator_notes:
        yield SheetSection(title=say("sheets.notes"), paragraphs=view.facilitator_notes, is_for_instructors=True)
    if is_guide and view.board_plan:
        yield _board(view.board_plan, say)


def _case(use: CaseUseView, say: Say, *, is_guide: bool) -> SheetItem:
    title = use.case.title if use.case else use.id
    head = say("sheets.up_to_decision", decision=use.decision.title, case=title) if use.decision else title
    meta = ", ".join(term.label.lower() for term in use.trains)
    return SheetItem(
        head=head, meta=meta, text=use.use, notes=_note(say("sheets.point"), use.point if is_guide else None)
    )


def _board(plan: tuple[BoardColumn, ...], say: Say) -> SheetSection:
    """Return the board as rows, since paper is narrower than a board."""
    rows = tuple((column.heading, column.text) for column in plan)
    table = SheetTable(header=(say("sheets.column"), say("sheets.in_the_end")), rows=rows)
    return SheetSection(title=say("sheets.board"), table=table, is_for_instructors=True)


def _decision(view: DecisionView, say: Say) -> Chapter:
    return Chapter(
        address=decision_address(view.case.ref.id),
        kicker=f"{view.place} · {view.level.label}",
        title=view.title,
        status=say("sheets.it_is", case=view.case.title, date=view.date),
        lead=view.seat,
        sections=tuple(_of_decision(view, say)),
        withheld=view.withheld,
    )


def _of_decision(view: DecisionView, say: Say) -> Iterator[SheetSection]:
    later = (say("sheets.later_source"),) if view.withheld else ()
    yield SheetSection(title=say("sheets.known"), paragraphs=(*view.situation, *later))
    if view.states:
        states = tuple(
            SheetItem(
                head=state.date,
                text=say("sheets.state_of_part", state=state.state.label, part=state.part)
                if state.part
                else state.state.label,
            )
            for state in view.states
        )
        yield SheetSection(title=say("sheets.so_far"), items=states)
    if view.figures:
        rows = tuple(
            (item.title, _figure(item.figure, item.projection), item.date, item.reporter.label, item.source)
            for item in view.figures
        )
        header = tuple(map(say, _FIGURES))
        yield SheetSection(title=say("sheets.figures"), table=SheetTable(header=header, rows=rows))
    options = tuple(SheetItem(text=text) for text in view.options)
    yield SheetSection(
        title=say("sheets.decide"),
        paragraphs=(view.question,),
        items=options,
        is_numbered=True,
        lines=0 if view.is_whole else _MORE_LINES,
    )
    if view.epilogue:
        yield SheetSection(title=say("sheets.went_on"), paragraphs=view.epilogue, is_for_instructors=True)


def _figure(figure: str, projection: str) -> str:
    return f"{figure} ({projection.lower()})" if projection else figure


def _note(label: str, text: Prose | None) -> tuple[SheetNote, ...]:
    return (SheetNote(label=label, text=text),) if text else ()
