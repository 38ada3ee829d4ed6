"""What the page of a source shows: where it can be read, how much of it was, and every place that cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from casewright.memory import EachLater, remembered
from casewright.model.case import Bearing, Claim, Outcome, Relation, Reply, State
from casewright.model.ids import Ref, SourceKey
from casewright.model.lesson import Research
from casewright.model.page import WrittenPage
from casewright.model.source import Source
from casewright.resolve.citations import CitingPlace
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import source_address
from casewright.views.beside_words import BesideWords
from casewright.views.figures import claim_sentence
from casewright.views.list_words import ENGLISH_LISTS, ListWords
from casewright.views.paging import Paging, packed, pages_of
from casewright.views.shared import RecordLink, beyond, link_to
from casewright.views.source_words import TYPES, doi_address, host, iso_date, title, type_of, web_address
from casewright.views.terms import Terms, TermView

MOST_SENTENCES = 100
"""Sentences that cite a source, on one page; a record counts as one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingSentence:
    """One sentence that cites a source, and its address."""

    sentence: str
    address: str
    as_printed: str = ""
    """The same as it reads on its page, with marks for its citations; nothing where no citation is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingRecord:
    """A record or hand-written page that cites a source, and where."""

    record: RecordLink
    kind: str
    sentences: tuple[CitingSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLink:
    """A way to a source on the web: what it is, the words of the link, its address, and what else to know."""

    label: str
    words: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """What any page shows of a source; the reference itself is formatted later, by its key."""

    key: SourceKey
    title: str
    kind: str
    address: str
    links: tuple[WebLink, ...]
    accessed: str
    """When the web page was looked at; nothing where nobody says."""
    read: TermView | None
    read_words: str
    """How much of it was read, in words that need no heading: ``Read: opening``."""
    copied: str
    """Where the copy stood that was read, if it was read nowhere else."""
    insiders: str
    """The organisations of those whose account it is, in words, or nothing."""
    note: str
    """What a reader must know about how the source was read."""
    retraction: str
    places: int
    """How many sentences cite it."""
    places_words: str
    """The same in words: ``Cited in 2 places``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePageView:
    """One page on a source: most have one, a source that very many records cite has more."""

    source: SourceView
    cited_in: tuple[CitingRecord, ...]
    paging: Paging


def source_view(
    source: Source, terms: Terms, *, address: str, places: int, words: ListWords = ENGLISH_LISTS
) -> SourceView:
    """Return what any page shows of a source; ``address`` leads to more of it, and so many sentences cite it."""
    read = terms.view("read-levels", source.read) if source.read else None
    return SourceView(
        key=source.key,
        title=title(source.item),
        kind=TYPES[type_of(source.item)],
        address=address,
        links=tuple(_links(source, words.beside)),
        accessed=words.beside.date(iso_date(source.item, "accessed")),
        read=read,
        read_words=words.read_words(read.label) if read else "",
        copied=source.copied,
        insiders=", ".join(terms.view("organisations", body).label for body in source.insiders),
        note=source.note,
        retraction=source.retraction,
        places=places,
        places_words=words.cited_in(places),
    )


def source_views(linked: LinkedLibrary, terms: Terms) -> Mapping[SourceKey, SourceView]:
    """Return what any page of a casebook shows of its sources."""
    return {key: _shown(key, linked, terms) for key in linked.library.sources}


def source_views_later(linked: LinkedLibrary, terms: Terms) -> Mapping[SourceKey, SourceView]:
    """Return the same, each view worked out when it is asked for."""
    return EachLater(linked.library.sources, lambda key: _shown(key, linked, terms))


def _shown(key: SourceKey, linked: LinkedLibrary, terms: Terms) -> SourceView:
    places = sum(len(sentences) for _, sentences in _sentences(linked.citing.get(key, ()), terms))
    return source_view(linked.library.sources[key], terms, address=source_address(key), places=places)


def source_pages(view: SourceView, linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, SourcePageView]]:
    """Yield (address, view) of each page on a source."""
    cited_in = _cited_in(linked.citing.get(view.key, ()), linked, terms)
    parts = packed(cited_in, lambda record: 1 + len(record.sentences), MOST_SENTENCES)
    for address, paging, records in pages_of(parts, view.address):
        yield address, SourcePageView(source=view, cited_in=records, paging=paging)


def _links(source: Source, words: BesideWords) -> Iterator[WebLink]:
    doi = doi_address(source.item)
    if doi:
        yield WebLink(label="DOI", words=str(source.item["DOI"]), address=doi)
    address = web_address(str(source.item.get("URL") or ""))
    if address and address != doi:
        accessed = words.date(iso_date(source.item, "accessed"))
        note = f"accessed {accessed}" if accessed else ""
        yield WebLink(label=words.on_web, words=host(address), address=address, note=note)
    archive = web_address(source.archive)
    if archive:
        yield WebLink(label=words.archived, words=host(archive), address=archive)


def _cited_in(places: tuple[CitingPlace, ...], linked: LinkedLibrary, terms: Terms) -> Iterator[CitingRecord]:
    for ref, sentences in _sentences(places, terms):
        citing = _citing(ref, linked)
        yield CitingRecord(
            record=citing,
            kind=ref.kind,
            sentences=tuple(
                CitingSentence(sentence=words, as_printed=text, address=f"{citing.address}#{anchor}")
                for words, text, anchor in sentences
            ),
        )


_Sentences = tuple[tuple[str, str, str], ...]
"""Of each sentence its words, the same as printed, and the anchor of its first citation."""


@remembered
def _sentences(places: tuple[CitingPlace, ...], terms: Terms) -> tuple[tuple[Ref, _Sentences], ...]:
    """Return by record what its sentences say that cite a source, each once."""
    found = []
    for ref, own in groupby(places, key=lambda place: place.record):
        sentences: dict[str, tuple[str, str, str]] = {}
        for place in filter(_is_shown, own):
            citation = place.citation
            words = citation.sentence or _borne(place.holder, terms)
            sentences.setdefault(citation.as_printed or words, (words, citation.as_printed, citation.anchor))
        found.append((ref, tuple(sentences.values())))
    return tuple(found)


def _citing(ref: Ref, linked: LinkedLibrary) -> RecordLink:
    page = linked.pages.get(ref)
    return RecordLink(ref=ref, title=page.title, address=page.address) if page else link_to(linked.records[ref])


def _is_shown(place: CitingPlace) -> bool:
    """Return whether the citation is printed; one that the text beside it makes already is not."""
    if place.citation.as_printed:
        return True
    holder = place.holder
    if isinstance(holder, State):
        return beyond(holder.source, holder.note) is not None
    if isinstance(holder, Outcome):
        return beyond(holder.source, holder.text) is not None
    return not isinstance(holder, Bearing | Relation | Research) or beyond(holder.source, holder.because) is not None


def _borne(holder: object, terms: Terms) -> str:
    """Return what a field that holds nothing but a citation is the source of."""
    if isinstance(holder, Claim):
        return claim_sentence(holder, terms)
    if isinstance(holder, State):
        note = f": {holder.note.plain}" if holder.note else ""
        part = f" ({holder.part} only)" if holder.part else ""
        return f"{terms.view('status', holder.state).label}{part}, {holder.date.moment_words}{note}"
    if isinstance(holder, Bearing | Relation | Research | Outcome):
        return (holder.text if isinstance(holder, Outcome) else holder.because).plain
    if isinstance(holder, Reply):
        return f"Reply of {terms.view('organisations', holder.organisation).label}, {holder.date.words}"
    if isinstance(holder, WrittenPage):
        return holder.title
    return ""
