"""What is wrong with entries of a bibliography when they are looked at together: one work twice, what became of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from casewright.model.ids import SourceKey
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.problems import Code, Location, Problem, quoted

_WORD = re.compile(r"[^\W_]+")
_LEAST_OF_TITLE = 15
"""Letters; shorter titles, such as "Annual report", are those of many works."""
_PREPRINT_DOIS = ("10.48550/", "10.2139/ssrn", "10.31235/", "10.31219/", "10.1101/", "10.21203/rs")
_PREPRINT_PLACES = frozenset({"arxiv", "ssrn", "osf", "socarxiv", "biorxiv", "medrxiv", "research square"})
_PAGES = frozenset({"electronic", "online", "webpage", "www"})
_HOW = {".ris": "add the line Y2  - 2026/11/23", ".json": 'add "accessed"'}

Sources = Mapping[SourceKey, Source]


def bibliography_problems(sources: Sources, cited: Collection[SourceKey]) -> Iterator[Problem]:
    """Yield the problems of all entries; ``cited`` are the keys of those that the casebook cites."""
    told = set[SourceKey]()
    for first, second in _same_doi(sources):
        told.add(second.key)
        yield _problem(
            Code.SAME_DOI,
            second,
            f'"{second.key}" has the same DOI as "{first.key}", {first.where}',
            "cite one of them everywhere and delete the other; citations of one work then stand on one page",
        )
    for first, second in _same_work(sources):
        if _is_preprint(first) != _is_preprint(second):
            published, preprint = sorted((first, second), key=_is_preprint)
            yield from _preprint(published, preprint, cited)
        elif second.key not in told:
            yield _problem(
                Code.SAME_WORK,
                second,
                f'"{second.key}" has title, first author and year of "{first.key}", {first.where}',
                "if they are one work, cite one of them everywhere and delete the other",
            )
    yield from _access_dates(sources)
    for source in sources.values():
        if source.retraction and source.key in cited:
            yield _problem(
                Code.WITHDRAWN,
                source,
                f'"{source.key}" was withdrawn and is cited: {quoted(source.retraction)}',
                "look whether what rests on it still holds; the page of the source says that it was withdrawn",
            )


def _problem(code: Code, source: Source, message: str, hint: str) -> Problem:
    return Problem(code=code, where=source.where, path=source.key, message=message, hint=hint)


def _same_doi(sources: Sources) -> Iterator[tuple[Source, Source]]:
    first: dict[str, Source] = {}
    for source in _in_order(sources):
        doi = str(source.item.get("DOI", "")).lower()
        other = first.setdefault(doi, source) if doi else source
        if other is not source and not _inherits(source, other):
            yield other, source


def _same_work(sources: Sources) -> Iterator[tuple[Source, Source]]:
    """Yield pairs of sources that have title and first author in common, and the year, unless one is a preprint."""
    groups: dict[tuple[str, str], list[Source]] = {}
    for source in _in_order(sources):
        title, author = _title(source), _author(source)
        if author and len(title) >= _LEAST_OF_TITLE:
            groups.setdefault((title, author), []).append(source)
    for group in groups.values():
        for index, source in enumerate(group[1:], 1):
            for other in group[:index]:
                is_pair = _is_preprint(other) != _is_preprint(source)
                if not _inherits(source, other) and (is_pair or _year(other) == _year(source)):
                    yield other, source
                    break


def _in_order(sources: Sources) -> list[Source]:
    return sorted(sources.values(), key=lambda source: (source.where, source.key))


def _inherits(source: Source, other: Source) -> bool:
    """Return whether one is a part of the other, with fields of it."""
    return source.fields.get("crossref") == other.key or other.fields.get("crossref") == source.key


def _title(source: Source) -> str:
    return " ".join(_WORD.findall(plain(str(source.item.get("title", ""))).casefold()))


def _author(source: Source) -> str:
    names = source.item.get("author") or source.item.get("editor") or [{}]
    return str(names[0].get("family") or names[0].get("literal") or "").casefold()


def _year(source: Source) -> str:
    parts = source.item.get("issued", {}).get("date-parts") or [[""]]
    return "".join(str(part) for part in parts[0][:1])


def _is_preprint(source: Source) -> bool:
    fields = source.fields
    places = (fields.get(name, "").casefold() for name in ("archiveprefix", "eprinttype", "publisher", "howpublished"))
    return str(source.item.get("DOI", "")).lower().startswith(_PREPRINT_DOIS) or any(
        place in _PREPRINT_PLACES for place in places
    )


def _preprint(published: Source, preprint: Source, cited: Collection[SourceKey]) -> Iterator[Problem]:
    if preprint.key in cited:
        yield _problem(
            Code.PREPRINT,
            preprint,
            f'"{preprint.key}" is a preprint, and its published version is "{published.key}", {published.where}',
            "cite what was published, if it says the same; it was reviewed",
        )


def _access_dates(sources: Sources) -> Iterator[Problem]:
    """Yield one note for each file whose web pages have no day; a note for each entry would bury the others.

    Of reports and articles the address is one of several ways to a thing that does not change.
    """
    lacking: dict[str, list[Source]] = {}
    for source in _in_order(sources):
        has_day = source.fields.get("urldate") or source.item.get("accessed") or source.archive
        if source.type in _PAGES and source.fields.get("url") and not source.fields.get("doi") and not has_day:
            lacking.setdefault(source.where.path, []).append(source)
    for path, found in lacking.items():
        first = found[0]
        many = "1 web page has" if len(found) == 1 else f"{len(found)} web pages have"
        how = _HOW.get(PurePosixPath(path).suffix, "add urldate = {2026-11-23}")
        yield Problem(
            code=Code.ACCESS_DATE,
            where=_top(first),
            path=first.key,
            message=f'{many} an address and no day of reading; the first is "{first.key}"',
            hint=f"{how}, with the day on which you read it, or archiveurl; pages change",
        )


def _top(source: Source) -> Location:
    return source.places.get("url", source.where)
