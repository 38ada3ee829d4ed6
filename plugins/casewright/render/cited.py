"""A page's citations: marks in a draft, and what is put in their places once the engine has seen them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.render.citeproc.result import NOTE, FormattedCluster, PageResult
from casewright.render.own_notes import CALL, MARK, own_notes
from casewright.views.addresses import source_name

_MARK = re.compile(rf"(?P<space>\s*){MARK.pattern}(?P<stop>[.,;:!?]*)|{CALL.pattern}")
_WRAPPED = re.compile(r'<span class="citation" data-cites="[^"<>]*">((?:(?!<span\b).)*)</span>', re.DOTALL)
"""What the engine puts around a citation. A page can have two hundred of them, and its own element says enough."""
REFERENCES = "\ue004"
"""Stands in a draft where the notes and the reference list go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation on a page, and its id there (nothing where the sources do not lead to it)."""

    cluster: Cluster
    anchor: str = ""


@dataclass(slots=True)
class Citations:
    """The citations of a page in the order in which it prints them."""

    found: list[Cited] = field(default_factory=list)

    def mark(self, cluster: Cluster, anchor: str = "") -> str:
        """Note a citation and return what stands for it in the draft."""
        self.found.append(Cited(cluster=cluster, anchor=anchor))
        return f"\ue002{len(self.found) - 1}\ue003"

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """Return what is to be formatted."""
        return tuple(cited.cluster for cited in self.found)

    def places(self) -> Mapping[SourceKey, tuple[str, ...]]:
        """Return for each source the ids of the places of this page that cite it, in the order of the page."""
        found: dict[SourceKey, list[str]] = {}
        for cited in self.found:
            if cited.anchor:
                for key in dict.fromkeys(item.key for item in cited.cluster[0]):
                    found.setdefault(key, []).append(cited.anchor)
        return {key: tuple(anchors) for key, anchors in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of a style that cites in notes: a citation, or a footnote of the author's."""

    number: int
    html: Markup
    end: Markup
    """What goes behind the links back: the end of the last paragraph, or nothing."""
    calls: tuple[str, ...] = ()
    """The ids of the places that it is called from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A page with its citations in their places, and its notes, which are still to be put in theirs."""

    html: str
    notes: tuple[Note, ...] = ()


def fill(draft: str, found: Citations, result: PageResult | None, sources: Mapping[SourceKey, object]) -> Filled:
    """Return a page with its citations in their places.

    Where the engine failed, the keys stand for the citation; a key that is in no bibliography stands behind the rest of
    its citation. A note is called behind the punctuation that follows it, without a space. Where there are notes, the
    footnotes that the author wrote are among them, in the order of reading.
    """
    has_notes = result is not None and any(formatted and formatted.notes for formatted in result.clusters)
    own = own_notes(draft) if has_notes else None
    filler = _Filler(found=found, result=result, sources=sources, texts=own.texts if own else ())
    html = filler.filled(own.html if own else draft)
    return Filled(html=html, notes=filler.all_notes())


@dataclass(slots=True, kw_only=True)
class _Filler:
    """Fills the text of a page and of its footnotes, and numbers the notes that are called on the way."""

    found: Citations
    result: PageResult | None
    sources: Mapping[SourceKey, object]
    texts: tuple[str, ...]
    notes: list[tuple[str, list[str]]] = field(default_factory=list)
    """The HTML of each note and the ids of the places that it is called from."""
    numbers: dict[int, int] = field(default_factory=dict)
    """The numbers of the author's footnotes."""

    def filled(self, text: str) -> str:
        """Return a text with what stands for its marks."""
        return _MARK.sub(self._one, text) if self.found.found else text

    def all_notes(self) -> tuple[Note, ...]:
        """Return the notes; footnotes that nothing leads to come last, in the order in which they are written."""
        for own in range(len(self.texts)):
            self._number(own)
        return tuple(_note(number, html, calls) for number, (html, calls) in enumerate(self.notes, 1))

    def _one(self, mark: re.Match[str]) -> str:
        if mark["note"]:
            return self._call(self._number(int(mark["note"]))) if int(mark["note"]) < len(self.texts) else mark[0]
        index = int(mark["index"])
        if index >= len(self.found.found):
            return mark[0]
        cited = self.found.found[index]
        formatted = self.result.clusters[index] if self.result else None
        stop = mark["stop"]
        if formatted and (before := formatted.before_call(stop)):
            formatted, stop = before, ""
        html = (
            self._with_calls(formatted) + missing_html(cited.cluster, self.sources)
            if formatted
            else keys_html(cited.cluster, self.sources)
        )
        inner = _WRAPPED.sub(r"\1", html)
        id_ = f'id="{cited.anchor}" ' if cited.anchor else ""
        anchored = f'<span {id_}class="cw-cite">{inner}</span>' if id_ or inner != html else html
        is_only_note = formatted is not None and formatted.is_only_note
        return f"{stop}{anchored}" if is_only_note else f"{mark['space']}{anchored}{stop}"

    def _with_calls(self, formatted: FormattedCluster) -> str:
        html = formatted.html
        for note in formatted.notes:
            self.notes.append((note, []))
            html = html.replace(NOTE, self._call(len(self.notes)), 1)
        return html

    def _call(self, number: int) -> str:
        _, calls = self.notes[number - 1]
        calls.append(f"noteref-{number}-{len(calls) + 1}" if calls else f"noteref-{number}")
        link = f'<a class="cw-noteref" role="doc-noteref" href="#note-{number}">{number}</a>'
        return f'<sup id="{calls[-1]}">{link}</sup>'

    def _number(self, own: int) -> int:
        """Return the number of a footnote of the author's, and fill it where it is met for the first time."""
        if own not in self.numbers:
            calls: list[str] = []
            self.notes.append(("", calls))
            number = self.numbers[own] = len(self.notes)
            self.notes[number - 1] = (self.filled(self.texts[own]), calls)
        return self.numbers[own]


def _note(number: int, html: str, calls: list[str]) -> Note:
    text, end, _ = html.rpartition("</p>") if html.endswith("</p>") else (html, "", "")
    return Note(
        number=number,
        html=Markup(text),  # noqa: S704 - written by the engine or a converter of Markdown
        end=Markup(end),  # noqa: S704 - likewise
        calls=tuple(calls),
    )


def keys_html(cluster: Cluster, sources: Mapping[SourceKey, object]) -> str:
    """Return a citation that could not be formatted: its keys, marked where nobody knows them.

    A name in the text, such as ``@nobody``, stays as it is written: it may have been meant for something else.
    """
    items, is_in_text = cluster
    if is_in_text and len(items) == 1:
        return f"@{next(_keys(items, sources))}"
    return f"({'; '.join(_keys(items, sources))})"


def missing_html(cluster: Cluster, sources: Mapping[SourceKey, object]) -> str:
    """Return what follows a printed citation for those of its keys that nobody knows."""
    missing = tuple(item for item in cluster[0] if item.key not in sources)
    return f" {keys_html((missing, False), sources)}" if missing else ""


def _keys(items: tuple[CitedItem, ...], sources: Mapping[SourceKey, object]) -> Iterator[str]:
    for item in items:
        if item.key in sources:
            yield f'<a href="#ref-{source_name(item.key)}">{escape(item.key)}</a>'
        else:
            yield f'<span class="cw-missing">{escape(item.key)}</span>'
