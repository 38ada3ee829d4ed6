"""The bibliography: all sources by author and year, and the same for each type, decade, read level and first letter.

Every list is a series of plain pages of its own, so that neither a page nor a file that it loads grows with the number
of sources, and nothing needs JavaScript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from casewright.model.ids import SourceKey
from casewright.model.source import Source
from casewright.views.addresses import BIBLIOGRAPHY, filter_address
from casewright.views.paging import Paging, paged
from casewright.views.source_words import TYPES, decade, first_name, letter, sorting_text, title, type_of, year
from casewright.views.sources import SourceView
from casewright.views.terms import Terms

UNKNOWN = "unknown"
_TITLES = {"author": "By author", "type": "By type", "year": "By year", "read": "By how much was read"}
"""The filters in the order in which readers meet them."""


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
) -> Iterator[tuple[str, BibliographyView]]:
    """Yield (address, view) of each page of the bibliography, the whole list, which is at ``base``, first."""
    sources = sorted(library.values(), key=_by_author)
    filters = tuple(found for facet in _TITLES if _says_something(found := _filter(facet, sources, terms, base)))
    writer = _Writer(views=views, filters=filters, title=title)
    yield from writer.pages(base, sources)
    for item in writer.filters:
        parts: dict[str, list[Source]] = {}
        for source in sources:
            parts.setdefault(_value(item.facet, source, terms), []).append(source)
        for value in item.values:
            yield from writer.pages(value.address, parts[value.id], item, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """What all pages of the bibliography are made from."""

    views: Mapping[SourceKey, SourceView]
    filters: tuple[Filter, ...]
    title: str

    def pages(
        self, base: str, sources: list[Source], within: Filter | None = None, current: FilterValue | None = None
    ) -> Iterator[tuple[str, BibliographyView]]:
        is_by_year = within is not None and within.facet == "year"
        ordered = sorted(sources, key=_newest_first) if is_by_year else sources
        for address, paging, part in paged(ordered, base):
            yield (
                address,
                BibliographyView(
                    groups=tuple(self._groups(part, _year_heading if is_by_year else _letter_heading)),
                    filters=tuple(_marked(item, current) for item in self.filters),
                    current=current,
                    title=f"{self.title} {within.title.lower()}: {current.label}" if within and current else self.title,
                    paging=paging,
                    total=len(self.views),
                    retracted=sum(bool(source.retraction) for source in sources),
                ),
            )

    def _groups(self, sources: Sequence[Source], heading: Callable[[Source], tuple[str, str]]) -> Iterator[SourceGroup]:
        for (id_, words), items in groupby(sources, key=heading):
            yield SourceGroup(id=id_, label=words, sources=tuple(self.views[source.key] for source in items))


def _says_something(found: Filter) -> bool:
    """Return whether any source has a value: on many sites nobody says how much was read."""
    return [value.id for value in found.values] != [UNKNOWN]


def _filter(facet: str, sources: Sequence[Source], terms: Terms, base: str) -> Filter:
    values = []
    for id_, count in Counter(_value(facet, source, terms) for source in sources).items():
        label, definition = _label(facet, id_, terms)
        address = filter_address(facet, id_, base)
        values.append(FilterValue(id=id_, label=label, definition=definition, address=address, count=count))
    ordered = sorted(values, key=lambda value: _place(facet, value, terms))
    return Filter(facet=facet, title=_TITLES[facet], values=tuple(ordered))


def _value(facet: str, source: Source, terms: Terms) -> str:
    """Return a source's value in a facet: part of an address, and nothing that was written by hand."""
    if facet == "author":
        return letter(source.item)
    if facet == "type":
        return type_of(source.item)
    if facet == "year":
        return decade(source.item)
    levels = terms.vocabularies.get("read-levels")
    return str(source.read) if source.read and levels and levels.get(source.read) else UNKNOWN


def _label(facet: str, id_: str, terms: Terms) -> tuple[str, str]:
    """Return the words for a value, and what it means."""
    if facet == "type":
        return TYPES[id_], ""
    if facet == "read":
        if id_ == UNKNOWN:
            return "Not said", "Nobody says how much of the source was read."
        term = terms.view("read-levels", id_)
        return term.label, term.definition
    if facet == "author":
        return ("Other signs", "") if id_ == "other" else (id_.upper(), "")
    return {"undated": "Undated", "bce": "Before the common era"}.get(id_, id_), ""


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


def _letter_heading(source: Source) -> tuple[str, str]:
    found = letter(source.item)
    return (f"letter-{found}", "Other signs" if found == "other" else found.upper())


def _year_heading(source: Source) -> tuple[str, str]:
    found = year(source.item)
    return ("undated", "Undated") if found is None else (f"year-{found}", str(found) if found >= 0 else f"{-found} BCE")


def _by_author(source: Source) -> tuple[bool, str, float, str, str]:
    name = sorting_text(first_name(source.item) or title(source.item))
    found = year(source.item)
    is_other = letter(source.item) == "other"
    return (is_other, name, float("inf") if found is None else found, sorting_text(title(source.item)), source.key)


def _newest_first(source: Source) -> float:
    found = year(source.item)
    return float("inf") if found is None else -found
