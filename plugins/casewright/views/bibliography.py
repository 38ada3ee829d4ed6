"""The bibliography: all sources by author and year, and the same for each type, decade, read level and first letter.

Every list is a series of plain pages of its own, so that neither a page nor a file that it loads grows with the number
of sources, and nothing needs JavaScript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from casewright.model.ids import SourceKey
from casewright.model.source import Source
from casewright.views.addresses import BIBLIOGRAPHY, filter_address
from casewright.views.list_words import ENGLISH_LISTS, ListWords
from casewright.views.paging import Paging, paged
from casewright.views.source_words import decade, first_name, letter, sorting_text, title, type_of, year
from casewright.views.sources import SourceView
from casewright.views.terms import Terms

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterValue:
    """One value of a filter: the sources that have it, how many, and their page."""

    id: str
    label: str
    address: str
    count: int
    definition: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A way to narrow the bibliography."""

    facet: str
    title: str
    values: tuple[FilterValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Sources that follow each other under one heading: a letter, or a year."""

    id: str
    label: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyView:
    """One page of the bibliography, or of one of its filters."""

    groups: tuple[SourceGroup, ...]
    filters: tuple[Filter, ...]
    current: FilterValue | None
    """The value that all sources of the list have; None in the whole list."""
    title: str
    paging: Paging
    total: int
    """How many sources there are in all."""
    retracted: int
    """How many of the list were retracted."""


def bibliography_views(
    library: Mapping[SourceKey, Source],
    views: Mapping[SourceKey, SourceView],
    terms: Terms,
    base: str = BIBLIOGRAPHY,
    title: str = "Bibliography",
    words: ListWords = ENGLISH_LISTS,
    *,
    has_particles: bool = False,
) -> Iterator[tuple[str, BibliographyView]]:
    """Yield (address, view) of each page of the bibliography, the whole list, which is at ``base``, first.

    ``has_particles`` says whether van Gogh stands among V, as lists on pages have it in some styles.
    """
    name = partial(first_name, has_particle=has_particles)
    read = _Reader(terms=terms, letter=partial(letter, has_particle=has_particles))
    sources = sorted(library.values(), key=lambda source: _by_author(source, name(source.item), read.letter))
    facets = (_filter(facet, sources, read, base, words) for facet in words.facets)
    writer = _Writer(views=views, filters=tuple(filter(_says_something, facets)), title=title, words=words, read=read)
    yield from writer.pages(base, sources)
    for item in writer.filters:
        parts: dict[str, list[Source]] = {}
        for source in sources:
            parts.setdefault(read.value(item.facet, source), []).append(source)
        for value in item.values:
            yield from writer.pages(value.address, parts[value.id], item, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Says what value a source has in a facet."""

    terms: Terms
    letter: Callable[[Mapping[str, Any]], str]

    def value(self, facet: str, source: Source) -> str:
        """Return a source's value in a facet: part of an address, and nothing that was written by hand."""
        if facet == "author":
            return self.letter(source.item)
        if facet == "type":
            return type_of(source.item)
        if facet == "year":
            return decade(source.item)
        levels = self.terms.vocabularies.get("read-levels")
        return str(source.read) if source.read and levels and levels.get(source.read) else UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """What all pages of the bibliography are made from."""

    read: _Reader
    views: Mapping[SourceKey, SourceView]
    filters: tuple[Filter, ...]
    title: str
    words: ListWords

    def pages(
        self, base: str, sources: list[Source], within: Filter | None = None, current: FilterValue | None = None
    ) -> Iterator[tuple[str, BibliographyView]]:
        is_by_year = within is not None and within.facet == "year"
        ordered = sorted(sources, key=_newest_first) if is_by_year else sources
        for address, paging, part in paged(ordered, base):
            yield (
                address,
                BibliographyView(
                    groups=tuple(self._groups(part, _year_heading if is_by_year else self._letter_heading)),
                    filters=tuple(_marked(item, current) for item in self.filters),
                    current=current,
                    title=self.words.within(self.title, within.facet, current.label)
                    if within and current
                    else self.title,
                    paging=paging,
                    total=len(self.views),
                    retracted=sum(bool(source.retraction) for source in sources),
                ),
            )

    def _letter_heading(self, source: Source) -> str:
        return f"letter-{self.read.letter(source.item)}"

    def _groups(self, sources: Sequence[Source], heading: Callable[[Source], str]) -> Iterator[SourceGroup]:
        for id_, items in groupby(sources, key=heading):
            yield SourceGroup(
                id=id_, label=_heading(id_, self.words), sources=tuple(self.views[source.key] for source in items)
            )


def _says_something(found: Filter) -> bool:
    """Return whether any source has a value: on many sites nobody says how much was read."""
    return [value.id for value in found.values] != [UNKNOWN]


def _filter(facet: str, sources: Sequence[Source], read: _Reader, base: str, words: ListWords) -> Filter:
    values = []
    for id_, count in Counter(read.value(facet, source) for source in sources).items():
        label, definition = _label(facet, id_, read.terms, words)
        address = filter_address(facet, id_, base)
        values.append(FilterValue(id=id_, label=label, definition=definition, address=address, count=count))
    ordered = sorted(values, key=lambda value: _place(facet, value, read.terms))
    return Filter(facet=facet, title=words.facets[facet], values=tuple(ordered))


def _label(facet: str, id_: str, terms: Terms, words: ListWords) -> tuple[str, str]:
    """Return the words for a value, and what it means."""
    if facet == "type":
        return words.types[id_], ""
    if facet == "read":
        if id_ == UNKNOWN:
            return words.not_said
        term = terms.view("read-levels", id_)
        return term.label, term.definition
    if facet == "author":
        return (words.other if id_ == "other" else id_.upper()), ""
    return {"undated": words.undated, "bce": words.bce}.get(id_, id_), ""


def _place(facet: str, value: FilterValue, terms: Terms) -> tuple[int, str]:
    """Return where a value stands among those of its facet: levels as in their vocabulary, the newest decade first."""
    if facet == "read":
        known = terms.vocabularies.get("read-levels")
        ids = [term.id for term in known.terms] if known else []
        return (ids.index(value.id) if value.id in ids else len(ids), value.id)
    if facet == "year":
        return (-int(value.id[:-1]) if value.id[:-1].isdigit() else 1, value.id)
    if facet == "author":
        return (value.id == "other", value.id)
    return (-value.count, value.label)


def _marked(item: Filter, current: FilterValue | None) -> Filter:
    if current is None:
        return item
    return replace(item, values=tuple(replace(value, is_current=value is current) for value in item.values))


def _year_heading(source: Source) -> str:
    found = year(source.item)
    return "undated" if found is None else f"year-{found}"


def _heading(id_: str, words: ListWords) -> str:
    """Return the words of a heading by its id: a letter, a year."""
    _, _, value = id_.partition("-")
    if value.startswith("-"):
        return words.year_bce.format(value.removeprefix("-"))
    return {"": words.undated, "other": words.other}.get(value, value.upper())


def _by_author(
    source: Source, name: str, letter_of: Callable[[Mapping[str, Any]], str]
) -> tuple[bool, str, float, str, str]:
    found = year(source.item)
    is_other = letter_of(source.item) == "other"
    return (
        is_other,
        sorting_text(name or title(source.item)),
        float("inf") if found is None else found,
        sorting_text(title(source.item)),
        source.key,
    )


def _newest_first(source: Source) -> float:
    found = year(source.item)
    return float("inf") if found is None else -found
