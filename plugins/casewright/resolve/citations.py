"""Citations: every key must be in a bibliography, and every source knows the places that cite it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from casewright.memory import remembered, steady
from casewright.model.fields import CiteText, Leaf, ProseText, leaves
from casewright.model.ids import Ref, SourceKey
from casewright.model.library import Library
from casewright.model.prose import Bracketed, Citation, CitedItem
from casewright.model.record import Record
from casewright.model.source import Source
from casewright.problems import Code, Location, Problem, did_you_mean

_WAYS = ("url", "doi", "isbn", "eprint")
"""How a reader gets at a source."""
REQUIRED_FIELDS: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("title",): ("title", "add the field title"),
    _WAYS: ("url or doi or isbn", "add one of the fields url, doi, isbn"),
    ("year", "date", "pubstate"): ("date", "add the year; where the source has none, write n.d. as the year"),
}
"""What a reader needs of every source: fields of which one is enough, what they are called, and what to do."""

_READ = {".ris": "add the line N1  - read: full", ".json": 'add "custom": {"read": "full"}'}
"""How to say how much was read; elsewhere it is a field of BibTeX."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPlace:
    """One place in a record or a hand-written page that cites a source."""

    record: Ref
    path: str
    citation: Citation
    holder: Any
    """The page, the record, or the group of it (a claim, a bearing), whose field holds the citation."""


@remembered
def citing_places(record: Record) -> tuple[CitingPlace, ...]:
    """Return every citation of a record in the order of its fields, the body last."""
    return tuple(
        CitingPlace(record=record.ref, path=leaf.path, citation=citation, holder=leaf.holder)
        for leaf in (*leaves(record), Leaf("body", ProseText(), record.body, record))
        for citation in _citations(leaf)
    )


def places_by_source(library: Library) -> Mapping[SourceKey, tuple[CitingPlace, ...]]:
    """Return for each cited key the places that cite it: by record, then by page, each in the order of its text."""
    found: dict[SourceKey, list[CitingPlace]] = {}
    for place in _all_places(library):
        for key in dict.fromkeys(item.key for item in place.citation.items):
            found.setdefault(key, []).append(place)
    return {key: steady(f"places of {key}", tuple(found[key])) for key in sorted(found)}


def _all_places(library: Library) -> Iterator[CitingPlace]:
    for record in library.records():
        yield from citing_places(record)
    for page in library.pages:
        for citation in page.citations:
            yield CitingPlace(record=page.ref, path="", citation=citation, holder=page)


def citation_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every cited key without an entry.

    Also for keys that are written as no citation: after a comma instead of a semicolon, or without the at-sign.
    """

    @cache
    def hint(key: SourceKey) -> str:
        return did_you_mean(key, library.sources, "add its entry to a file in bibliography/, or mend the key")

    for _, values in library.written():
        for leaf in values:
            path = "" if leaf.path == "body" else leaf.path
            for citation in _citations(leaf):
                for item in citation.items:
                    if item.key not in library.sources and item.key not in library.unread_sources:
                        yield _undefined(item, hint(item.key), path)
            is_field = isinstance(leaf.type, CiteText)
            yield from swallowed_sources(_citations(leaf), library.sources, path, is_field=is_field)
            yield from unclosed_citations(_citations(leaf), library.sources, path)
            if isinstance(leaf.type, ProseText):
                yield from citations_in_links(leaf.value.in_links, library.sources, path)
                yield from unmarked_sources(leaf.value.brackets, library.sources, path)


def source_problems(library: Library, places: Mapping[SourceKey, tuple[CitingPlace, ...]]) -> Iterator[Problem]:
    """Yield a problem for every entry never cited, and every lacking field."""
    parents = _parents(library.sources)
    for key, source in library.sources.items():
        if key not in places and key in parents:
            continue  # it is there for its fields
        if key not in places and not library.broken:  # a broken record may well cite it
            yield _unused(source)
        yield from _lacking(source)


def unknown_sources(
    citations: Iterable[Citation], sources: Mapping[SourceKey, Source], unread: Collection[SourceKey] = ()
) -> Iterator[Problem]:
    """Yield a problem for every cited key without an entry, on pages where an at-sign may mean something else.

    ``unread`` are the keys of entries that cannot be read, which is told of the entries.
    """
    for citation in citations:
        otherwise = "add its entry to a bibliography, or mend the key"
        if citation.is_in_text:
            otherwise += f"; where no source is meant, write \\@{citation.items[0].key}"
        for item in citation.items:
            if item.key not in sources and item.key not in unread:
                yield _undefined(item, did_you_mean(item.key, sources, otherwise), "")


def swallowed_sources(
    citations: Iterable[Citation], sources: Mapping[SourceKey, Source], path: str = "", *, is_field: bool = False
) -> Iterator[Problem]:
    """Yield a problem where a comma stands between two sources: the second is read as a page, or the brackets as text.

    In a field that holds nothing but a citation, keys have no at-sign.
    """
    at = "" if is_field else "@"
    for citation in citations:
        for item in citation.items:
            parts = (part.strip().removeprefix("@") for part in f"{item.locator},{item.suffix}".split(","))
            keys = [part for part in parts if part in sources and not part.isdigit()]
            if keys:
                what = f'"{keys[0]}" is a source, but after the comma it is read as a page of "{item.key}"'
                yield _comma(what, "; ".join(f"{at}{key}" for key in (item.key, *keys)), item, path, at)
        first = citation.items[0]
        if citation.is_joined and first.key in sources:
            what = f'a comma stands between "{first.key}" and another source, so the brackets are printed as they stand'
            yield _comma(what, f"@{first.key}; @other", first, path, at)


def _comma(what: str, together: str, item: CitedItem, path: str, at: str) -> Problem:
    return Problem(
        code=Code.SOURCE_AS_LOCATOR,
        where=item.where,
        path=path,
        message=what,
        hint=f"put ; between two sources: {f'[{together}]' if at else together}",
    )


def lost_citations(count: int, where: Location, path: str = "") -> Problem:
    """Return the problem of so many citations on a site whose bibliography could not be read at all."""
    leads = "1 citation leads" if count == 1 else f"{count} citations lead"
    return Problem(
        code=Code.UNDEFINED_SOURCE,
        where=where,
        path=path,
        message=f"no bibliography could be read, so {leads} to no source",
        hint="mend what is told of the files of the bibliography; until then the pages show the keys",
    )


def unclosed_citations(
    citations: Iterable[Citation], sources: Mapping[SourceKey, Source], path: str = ""
) -> Iterator[Problem]:
    """Yield a problem for all brackets that hold a source and are never closed.

    Where none of what they hold is a source, the brackets may be anything; that the source is unknown is told anyhow.
    """
    told: set[Location] = set()
    for citation in citations:
        key = citation.items[0].key
        if citation.is_unclosed and key in sources and citation.opened not in told:
            told.add(citation.opened)
            yield Problem(
                code=Code.UNCLOSED_CITATION,
                where=citation.opened,
                path=path,
                message=f'the brackets before "{key}" are never closed, so they are printed as they stand',
                hint="put ] behind the citation; if you mean the brackets themselves, put a backslash before the first",
            )


def citations_in_links(
    citations: Iterable[Citation], sources: Mapping[SourceKey, Source], path: str = ""
) -> Iterator[Problem]:
    """Yield a problem for each citation in the words of a link; names there, such as ``@nobody``, may be anybody's."""
    for citation in citations:
        keys = [item.key for item in citation.items]
        if not citation.is_in_text or any(key in sources for key in keys):
            yield Problem(
                code=Code.CITATION_IN_LINK,
                where=citation.where,
                path=path,
                message=f'"{keys[0]}" is cited in the words of a link, which can hold no link, so it stays as written',
                hint=f"cite it behind the link, as in [words](address) [@{keys[0]}]",
            )


def unfit_sources(sources: Mapping[SourceKey, Source], cited: Collection[SourceKey]) -> Iterator[Problem]:
    """Yield what references on a site that is no casebook lack (title, date), and which sources nobody cites."""
    parents = _parents(sources)
    for key in sorted(sources):
        yield from _missing_fields(sources[key], but=_WAYS)
        if key not in cited and key not in parents:
            yield _unused(sources[key])


def _parents(sources: Mapping[SourceKey, Source]) -> frozenset[str]:
    """Return the keys from which others inherit: those entries are there for their fields."""
    return frozenset(source.fields.get("crossref", "").strip() for source in sources.values())


def _unused(source: Source) -> Problem:
    return Problem(
        code=Code.UNUSED_SOURCE,
        where=source.where,
        path=source.key,
        message=f'"{source.key}" is cited nowhere',
        hint="cite it, or leave it for later: this is for information only",
    )


def _lacking(source: Source) -> Iterator[Problem]:
    yield from _missing_fields(source)
    if source.read is None:
        how = _READ.get(PurePosixPath(source.where.path).suffix, "add read = {full}")
        yield Problem(
            code=Code.SOURCE_FIELD,
            where=source.where,
            path=source.key,
            message=f'"{source.key}" does not say how much of it was read',
            hint=f"{how}, or opening, abstract, page, frontmatter, secondary",
        )


def _missing_fields(source: Source, but: tuple[str, ...] = ()) -> Iterator[Problem]:
    for names, (words, hint) in REQUIRED_FIELDS.items():
        if names != but and not any(source.fields.get(name) for name in names):
            yield Problem(
                code=Code.SOURCE_FIELD,
                where=source.where,
                path=source.key,
                message=f'"{source.key}" has no {words}',
                hint=hint,
            )


def _citations(leaf: Leaf) -> tuple[Citation, ...]:
    if isinstance(leaf.type, CiteText):
        return (leaf.value,)
    return leaf.value.citations if isinstance(leaf.type, ProseText) else ()


def unmarked_sources(
    brackets: Iterable[Bracketed], sources: Mapping[SourceKey, Source], path: str = ""
) -> Iterator[Problem]:
    """Yield a problem for all brackets that hold the key of a source without its at-sign."""
    for item in brackets:
        if item.key in sources:
            yield _no_at_sign(item, path)


def _no_at_sign(item: Bracketed, path: str) -> Problem:
    return Problem(
        code=Code.NO_AT_SIGN,
        where=item.where,
        path=path,
        message=f'"{item.key}" is a source, but without an at-sign right before it, it is printed as it stands',
        hint=f"write [@{item.key}]; if you mean the brackets themselves, put a backslash before the first",
    )


def _undefined(item: CitedItem, hint: str, path: str) -> Problem:
    return Problem(
        code=Code.UNDEFINED_SOURCE,
        where=item.where,
        path=path,
        message=f'the source "{item.key}" is in no bibliography',
        hint=hint,
    )
