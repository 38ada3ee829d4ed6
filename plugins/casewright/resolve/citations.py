"""Citations: every key must be in a bibliography, and every source knows the places that cite it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casewright.model.fields import CiteText, ProseText, leaves
from casewright.model.ids import Ref, SourceKey
from casewright.model.library import Library
from casewright.model.prose import Citation
from casewright.model.record import Record
from casewright.problems import Code, Problem, did_you_mean

REQUIRED_FIELDS = ("title", "url|doi|isbn")
"""What a reader needs of every source; ``|`` separates fields of which one is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPlace:
    """One place in a record that cites a source."""

    record: Ref
    path: str
    citation: Citation
    holder: Any
    """The record, or the group of it (a claim, a bearing), whose field holds the citation."""


def citing_places(record: Record) -> Iterator[CitingPlace]:
    """Yield every citation of a record in the order of its fields, the body last."""
    for leaf in leaves(record):
        if isinstance(leaf.type, CiteText):
            yield CitingPlace(record=record.ref, path=leaf.path, citation=leaf.value, holder=leaf.holder)
        elif isinstance(leaf.type, ProseText):
            for citation in leaf.value.citations:
                yield CitingPlace(record=record.ref, path=leaf.path, citation=citation, holder=leaf.holder)
    for citation in record.body.citations:
        yield CitingPlace(record=record.ref, path="body", citation=citation, holder=record)


def places_by_source(library: Library) -> Mapping[SourceKey, tuple[CitingPlace, ...]]:
    """Return for each cited key the places that cite it: by record, then in the order of the record."""
    found: dict[SourceKey, list[CitingPlace]] = {}
    for record in library.records():
        for place in citing_places(record):
            for key in dict.fromkeys(item.key for item in place.citation.items):
                found.setdefault(key, []).append(place)
    return {key: tuple(found[key]) for key in sorted(found)}


def citation_problems(library: Library, places: Mapping[SourceKey, tuple[CitingPlace, ...]]) -> Iterator[Problem]:
    """Yield a problem for every cited key without an entry, every entry never cited, and every lacking field."""
    for key, citing in places.items():
        if key not in library.sources:
            for place in citing:
                yield _undefined(library, key, place)
    for key, source in library.sources.items():
        if key not in places:
            yield Problem(
                code=Code.UNUSED_SOURCE,
                where=source.where,
                path=key,
                message=f'"{key}" is cited nowhere',
                hint="cite it, or leave it for later: this is for information only",
            )
        for choice in REQUIRED_FIELDS:
            if not any(source.fields.get(name) for name in choice.split("|")):
                names = choice.replace("|", ", ")
                yield Problem(
                    code=Code.SOURCE_FIELD,
                    where=source.where,
                    path=key,
                    message=f'"{key}" has no {names.replace(", ", " or ")}',
                    hint=f"add one of the fields {names}" if "|" in choice else f"add the field {names}",
                )
        if source.read is None:
            yield Problem(
                code=Code.SOURCE_FIELD,
                where=source.where,
                path=key,
                message=f'"{key}" does not say how much of it was read',
                hint="add read = {full}, or opening, abstract, page, frontmatter, secondary",
            )


def _undefined(library: Library, key: SourceKey, place: CitingPlace) -> Problem:
    return Problem(
        code=Code.UNDEFINED_SOURCE,
        where=place.citation.where,
        path="" if place.path == "body" else place.path,
        message=f'the source "{key}" is in no bibliography',
        hint=did_you_mean(key, library.sources, "add its entry to a file in bibliography/, or mend the key"),
    )
