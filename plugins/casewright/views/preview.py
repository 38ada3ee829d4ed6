"""What a link to a record or a term tells before it is followed: what it is, two lines, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import shorten

from casewright.model.case import Case
from casewright.model.ids import Kind
from casewright.model.lesson import Lesson
from casewright.model.module import Module
from casewright.model.record import Record
from casewright.resolve.linked import LinkedLibrary
from casewright.views.balance import stances_words
from casewright.views.module import duration_words
from casewright.views.terms import Terms

MOST_LETTERS, MOST_DEFINED = 140, 400
"""Of a summary, which makes two lines, and of a definition, which says nothing in part."""

_END = re.compile(r"[.!?](?= )")
_KINDS = {
    Kind.CASE: "preview.case",
    Kind.LESSON: "preview.lesson",
    Kind.MODULE: "preview.module",
    Kind.THESIS: "preview.thesis",
    Kind.PATHWAY: "preview.pathway",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What a preview shows, in this order; each but the first two can be empty."""

    kind: str
    """What it is and where it belongs: ``Case · Denver, Colorado, United States``."""
    title: str
    text: str = ""
    said: str = ""
    """What stands before the verdict: ``Last known state``."""
    verdict: str = ""
    """A state, or a verdict on a lesson."""
    since: str = ""
    """The date of the state, or how many cases say what."""
    stances: tuple[tuple[str, str], ...] = ()
    """For each stance that some case takes: the stance's id and how many cases take it, in words."""


def record_preview(record: Record, linked: LinkedLibrary, terms: Terms) -> PreviewView:
    """Return what a link to a record tells."""
    kind = terms.say(_KINDS[record.kind])
    if isinstance(record, Case):
        return PreviewView(
            kind=f"{kind} · {terms.place(record.place)}",
            title=record.title,
            text=_brief(record.summary.plain),
            said=terms.say("preview.last_known_state"),
            verdict=terms.view("status", record.state.state).label,
            since=record.state.date.moment_words,
        )
    if isinstance(record, Lesson):
        evidence = linked.evidence[record.id]
        return PreviewView(
            kind=f"{kind} {record.number} · {terms.view('themes', record.theme).label}",
            title=record.title,
            text=_brief(record.statement.plain),
            said=terms.say("preview.evidence"),
            verdict=evidence.balance.verdict.words.capitalize(),
            stances=stances_words(evidence, terms),
        )
    about = f" · {duration_words(int(record.duration))}" if isinstance(record, Module) else ""
    summary = getattr(record, "summary", None)
    return PreviewView(kind=kind + about, title=record.title, text=_brief(summary.plain if summary else ""))


def term_preview(vocabulary: str, term: str, linked: LinkedLibrary, terms: Terms) -> PreviewView:
    """Return what a link to a term tells: what it means, and how many cases carry it."""
    view = terms.view(vocabulary, term)
    count = len(linked.carriers.get(vocabulary, {}).get(term, ()))
    return PreviewView(
        kind=terms.title(vocabulary),
        title=view.label,
        text=_brief(view.definition, MOST_DEFINED),
        since=terms.say("preview.carriers", count=count) if count else terms.say("preview.no_carrier"),
    )


def _brief(text: str, most: int = MOST_LETTERS) -> str:
    """Return the beginning of a text: whole sentences if they fill half the room, since half a figure misleads."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _END.finditer(text, 0, most + 1)]
    return text[: ends[-1]] if ends and ends[-1] >= most // 2 else shorten(text, most, placeholder=" …")
