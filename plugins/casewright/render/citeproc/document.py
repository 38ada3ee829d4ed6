"""Documents for the engine, and what it answers.

A page is a document of its own where the style looks at what stands before a citation (notes, numbers). Elsewhere
citations, references and the order of lists are asked for separately, each once for all pages: that is many times
faster, since the engine spends most of its time on comparing names and on what pages have in common.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.read.csl_types import LAWS
from casewright.read.locators import locator_term
from casewright.render.citeproc import native
from casewright.render.citeproc.printed import printed_clusters, printed_references
from casewright.render.citeproc.reading import InNote, Reading, indexes
from casewright.render.citeproc.repairs import (
    FIRST,
    first_kept,
    puts_stops_in_quotes,
    with_hyphens,
    with_laws_apart,
    with_stops_in_quotes,
)
from casewright.render.citeproc.result import FormattedCluster, FormattedReference
from casewright.render.styles import Style

_LABELS = frozenset(
    {
        *("book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part"),
        *("section", "sub-verbo", "verse", "volume"),
    }
)
"""The locators that the engine knows (pandoc 3.9); it would take any other for a page."""

MOST = 100
"""Works and citations of one document: the engine compares each name of a document with all others."""

MOST_LETTERED = 50
"""Works of one document that get their letters in it: full styles are read for longer, and print more."""

MOST_PLAIN = 400
"""The same where it has nothing to compare."""

_MARKS = dict.fromkeys(range(0xE001, 0xE007))
"""The signs that stand between texts and around notes; nobody needs them in a title."""


@dataclass(frozen=True, kw_only=True)
class Works:
    """All works there are, by key: their CSL-JSON as text, what documents call them, and their mates.

    Mates are all works that one could be mistaken for in a citation, itself included.
    """

    written: Mapping[SourceKey, str]
    names: Mapping[SourceKey, str]
    mates: Mapping[SourceKey, tuple[SourceKey, ...]]
    lettered: Mapping[SourceKey, tuple[SourceKey, ...]] = field(default_factory=dict)
    """Works that may need a letter after their year, because a mate is of the same year, and those mates."""
    beside: Mapping[SourceKey, str] = field(default_factory=dict)
    """What of works that have mates can matter for those of their year."""
    apart: Mapping[SourceKey, str] = field(default_factory=dict)
    """The same for those of other years."""

    @cached_property
    def digests(self) -> _Digests:
        """Return a name for each work as it is written; many pages cite the same."""
        return _Digests()

    def around(self, keys: Iterable[SourceKey]) -> tuple[SourceKey, ...]:
        """Return works and all that they could be mistaken for, sorted."""
        return tuple(sorted({mate for key in keys for mate in self.mates[key]}))

    def showing(self, keys: Iterable[SourceKey]) -> Mapping[SourceKey, str]:
        """Return works, and of all that they could be mistaken for what can matter for them, sorted."""
        shown = set(keys)
        rivals = {mate for key in shown for mate in self.lettered.get(key, ())}
        return {
            key: self.written[key] if key in shown else self.beside[key] if key in rivals else self.apart[key]
            for key in self.around(shown)
        }

    def cited(self, keys: Iterable[SourceKey]) -> Mapping[SourceKey, str]:
        """Return what of works can be seen in citations, sorted."""
        return {key: self.beside.get(key) or self.written[key] for key in sorted(keys)}

    def listed(self, keys: Iterable[SourceKey]) -> Mapping[SourceKey, str]:
        """Return works, sorted."""
        return {key: self.written[key] for key in sorted(keys)}


class _Digests(dict[str, str]):
    """Texts and what is short for them."""

    def __missing__(self, text: str) -> str:
        """Return what is short for a text that was not met before."""
        found = self[text] = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the engine is asked in one go."""

    style: Style
    clusters: tuple[Cluster, ...] = ()
    works: Mapping[SourceKey, str] = field(default_factory=dict)
    """All works in it, sorted: those cited, those to be listed, and of those that could be mistaken for them as much
    as can matter."""
    reading: Reading = ()
    """In which order the citations are read, where that is another, or footnotes stand between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Citations in the order of the document, and references in that of the style."""

    clusters: tuple[FormattedCluster, ...]
    references: tuple[FormattedReference, ...]


def cited_in(clusters: Iterable[Cluster]) -> Iterator[SourceKey]:
    """Yield the keys of works in the order in which they are cited."""
    return (item.key for items, _ in clusters for item in items)


def cluster_documents(clusters: Collection[Cluster], works: Works, style: Style) -> Iterator[Document]:
    """Yield documents that hold each citation once; their references say nothing.

    Citations of works that nothing can be mistaken for go in documents of their own, where nothing has to be compared.
    """
    plain = [cluster for cluster in set(clusters) if all(len(works.mates[item.key]) == 1 for item in cluster[0])]
    others = set(clusters).difference(plain)
    yield from _cluster_documents(plain, works, style.for_order(), MOST_PLAIN)
    yield from _cluster_documents(others, works, style.for_citations(), MOST)


def _cluster_documents(clusters: Iterable[Cluster], works: Works, style: Style, most: int) -> Iterator[Document]:
    batch: list[Cluster] = []
    around: set[SourceKey] = set()
    for cluster in sorted(clusters, key=lambda cluster: _order(cluster, works)):
        more = around.union(works.around(cited_in([cluster])))
        if batch and len(batch) + len(more) > most:
            yield Document(style=style, clusters=tuple(batch), works=works.cited(around))
            batch, more = [], set(works.around(cited_in([cluster])))
        batch.append(cluster)
        around = more
    if batch:
        yield Document(style=style, clusters=tuple(batch), works=works.cited(around))


def reference_documents(keys: Iterable[SourceKey], works: Works, style: Style) -> Iterator[Document]:
    """Yield documents that list works: those that may need letters among their mates of the year, others by themselves.

    Whether an author's initials are needed shows in citations only, and mates of other years have no say in letters.
    """
    wanted = sorted(set(keys), key=lambda key: (works.lettered.get(key, ()), key))
    plain = [key for key in wanted if key not in works.lettered]
    for start in range(0, len(plain), MOST_PLAIN):
        yield Document(style=style.without_letters(), works=works.listed(plain[start : start + MOST_PLAIN]))
    batch: set[SourceKey] = set()
    for key in (key for key in wanted if key in works.lettered):
        if batch and len(batch.union(works.lettered[key])) > MOST_LETTERED:
            yield Document(style=style, works=works.listed(batch))
            batch = set()
        batch.update(works.lettered[key])
    if batch:
        yield Document(style=style, works=works.listed(batch))


def order_document(keys: Iterable[SourceKey], works: Works, style: Style) -> Document:
    """Return a document that tells in which order works are listed, and how those are printed that need no letters."""
    return Document(style=style.without_letters(), works=works.listed(set(keys)))


def to_request(document: Document, works: Works, lang: str) -> Mapping[str, Any]:
    """Return a document as the engine reads it."""
    style = document.style
    has_letters = style.is_free_of_context and style.has_letters
    return native.document(
        style=style.address,
        lang=lang,
        works=f"[{','.join(document.works.values())}]".translate(_MARKS),
        known=[works.names[key] for key in document.works if key in works.lettered] if has_letters else [],
        cited=[_place(place, document, works, lang) for place in document.reading or range(len(document.clusters))],
    )


def to_answer(answer: Mapping[str, Any], document: Document, works: Works, lang: str) -> Answer:
    """Return what the engine answered. Raises KeyError, TypeError or ValueError where it does not fit the document."""
    html = with_hyphens(first_kept(str(answer["html"])))
    html = with_laws_apart(html, document.style, lambda: _laws(document, works))
    html = with_stops_in_quotes(html) if puts_stops_in_quotes(document.style, lang) else html
    keys = {works.names[key]: key for key in document.works}
    clusters = _in_order(document, tuple(printed_clusters(html)))
    references = tuple(
        FormattedReference(key=keys[name], html=entry, label=label) for name, entry, label in printed_references(html)
    )
    if len(clusters) != len(document.clusters):
        raise ValueError("a citation is missing")
    if document.style.has_reference_list and len(references) != len(document.works):
        raise ValueError("a reference is missing")
    return Answer(clusters=clusters, references=references)


def _laws(document: Document, works: Works) -> Mapping[str, Any]:
    read = {works.names[key]: json.loads(works.written[key]) for key in document.works}
    return {name: item.get("author") for name, item in read.items() if item.get("type") in LAWS}


def _order(cluster: Cluster, works: Works) -> tuple[Any, ...]:
    """Return where a citation stands among others: beside those of the same works, so that documents have few."""
    items, is_in_text = cluster
    return (
        [works.mates[item.key][0] for item in items],
        [(item.key, item.prefix, item.label, item.locator, item.suffix, item.is_author_suppressed) for item in items],
        is_in_text,
    )


def _in_order(document: Document, printed: tuple[tuple[FormattedCluster, ...], ...]) -> tuple[FormattedCluster, ...]:
    """Return the citations in the order of the page. Raises ValueError where one is missing."""
    read = tuple(chain.from_iterable(printed))
    if not document.reading:
        return read
    by_index = dict(zip(indexes(document.reading), read, strict=True))
    return tuple(by_index[index] for index in range(len(document.clusters)))


def _place(place: int | tuple[InNote, ...], document: Document, works: Works, lang: str) -> native.Node:
    """Return a citation in the text, or a footnote of the author's with what it cites."""
    if isinstance(place, int):
        return native.paragraph(_citations(document.clusters[place], document.style, works, lang))
    return native.note(
        (
            _citations(document.clusters[one.index], document.style, works, lang),
            one.is_first and not document.clusters[one.index][1],
            one.ends_sentence,
        )
        for one in place
    )


def _citations(cluster: Cluster, style: Style, works: Works, lang: str) -> list[native.Node]:
    items, is_in_text = cluster
    is_held = is_in_text and style.sorts_citations and not items[0].suffix and not _stays_first(items, works)
    return [
        native.citation(
            works.names[item.key],
            f"{item.prefix} ".translate(_MARKS) if item.prefix else "",
            (_suffix(item, lang).translate(_MARKS) or "{}") + FIRST
            if is_held and index == 0
            else _suffix(item, lang).translate(_MARKS),
            in_text=is_in_text and index == 0,
            without_author=item.is_author_suppressed,
        )
        for index, item in enumerate(items)
    ]


def _stays_first(items: Sequence[CitedItem], works: Works) -> bool:
    """Return whether a style would put no other work of a citation before the first: all are by its author, later."""
    if len(items) == 1:
        return True
    read = [json.loads(works.written[item.key]) for item in items]
    dates = [((work.get("issued") or {}).get("date-parts") or [], str(work.get("title")).casefold()) for work in read]
    return all(work.get("author") == read[0].get("author") for work in read) and dates[0] <= min(dates[1:])


def _suffix(item: CitedItem, lang: str) -> str:
    """Return what follows a key, with braces around the locator; the engine reads no locator behind empty ones."""
    if not item.locator:
        return f"{{}}{item.suffix}" if item.suffix else ""
    named = f"{locator_term(item.label, item.locator, lang)} {item.locator}".strip()
    return f"{{{named}}}{item.suffix}" if item.label in _LABELS else f"{{}}, {named}{item.suffix}"
