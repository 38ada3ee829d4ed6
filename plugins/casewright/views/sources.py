"""What the bibliography and the page of a source show: how much was read, and every place that cites it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from casewright.model.case import Bearing, Claim, Relation, State
from casewright.model.ids import SourceKey
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.resolve.citations import CitingPlace
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import BIBLIOGRAPHY, record_address, source_address
from casewright.views.figures import claim_sentence
from casewright.views.paging import Paging, paged
from casewright.views.shared import RecordLink, beyond, link_to
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingSentence:
    """One sentence that cites a source, and its address."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingRecord:
    """A record that cites a source, and where."""

    record: RecordLink
    kind: str
    sentences: tuple[CitingSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """All that the page of a source shows; the reference itself is formatted later, by its key."""

    key: SourceKey
    address: str
    read: TermView | None
    note: str
    """What a reader must know about how the source was read."""
    cited_in: tuple[CitingRecord, ...]
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyView:
    """One page of the bibliography."""

    sources: tuple[SourceView, ...]
    levels: tuple[tuple[TermView, int], ...]
    paging: Paging


def source_view(source: Source, linked: LinkedLibrary, terms: Terms) -> SourceView:
    """Return what the page of a source shows."""
    places = linked.citing.get(source.key, ())
    cited_in = tuple(_cited_in(places, linked, terms))
    return SourceView(
        key=source.key,
        address=source_address(source.key),
        read=terms.view("read-levels", source.read) if source.read else None,
        note=source.note,
        cited_in=cited_in,
        places=sum(len(record.sentences) for record in cited_in),
    )


def bibliography_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, BibliographyView]]:
    """Yield (address, view) of each page of the bibliography, by author, year and title."""
    sources = sorted(linked.library.sources.values(), key=_order)
    vocabulary = linked.library.vocabularies.get("read-levels")
    levels = tuple(
        (terms.view("read-levels", term.id), count)
        for term in (vocabulary.terms if vocabulary else ())
        if (count := sum(source.read == term.id for source in sources))
    )
    for address, paging, items in paged(sources, BIBLIOGRAPHY):
        views = tuple(source_view(source, linked, terms) for source in items)
        yield address, BibliographyView(sources=views, levels=levels, paging=paging)


def _cited_in(places: tuple[CitingPlace, ...], linked: LinkedLibrary, terms: Terms) -> Iterator[CitingRecord]:
    for ref, found in groupby(places, key=lambda place: place.record):
        sentences: dict[str, str] = {}
        for place in found:
            if not _is_shown(place):
                continue
            sentences.setdefault(_sentence(place, terms), f"{record_address(ref)}#{place.citation.anchor}")
        yield CitingRecord(
            record=link_to(linked.records[ref]),
            kind=ref.kind,
            sentences=tuple(CitingSentence(sentence=text, address=where) for text, where in sentences.items()),
        )


def _is_shown(place: CitingPlace) -> bool:
    """Return whether the citation is printed; one that the text beside it makes already is not."""
    if place.citation.sentence:
        return True
    holder = place.holder
    if isinstance(holder, State):
        return beyond(holder.source, holder.note) is not None
    return not isinstance(holder, Bearing | Relation) or beyond(holder.source, holder.because) is not None


def _sentence(place: CitingPlace, terms: Terms) -> str:
    """Return the citing sentence; where a field holds nothing but the citation, what it is the source of."""
    if place.citation.sentence:
        return place.citation.sentence
    holder = place.holder
    if isinstance(holder, Claim):
        return claim_sentence(holder, terms)
    if isinstance(holder, State):
        note = f": {holder.note.plain}" if holder.note else ""
        return f"{terms.view('status', holder.state).label}, {holder.date.words}{note}"
    if isinstance(holder, Bearing | Relation):
        return holder.because.plain
    return ""


def _order(source: Source) -> tuple[str, int, str, str]:
    item = source.item
    names = item.get("author") or item.get("editor") or ()
    title = _folded(item.get("title", ""))
    first = _folded(names[0].get("family") or names[0].get("literal", "")) if names else title
    parts = item.get("issued", {}).get("date-parts", [[0]])
    return (first, parts[0][0], title, source.key)


def _folded(text: str) -> str:
    return "".join(char for char in plain(text).casefold() if char.isalnum() or char == " ").strip()
