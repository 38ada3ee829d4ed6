"""What a style prints nothing for: it is told, and in a list stands what is known of the work in plain words.

Chicago, for one, lists no letters and no posts; APA no conversations. A list with gaps would look broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape

from markupsafe import escape

from casewright.model.ids import SourceKey
from casewright.model.prose import Cluster
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.problems import Code, Location, Problem, quoted
from casewright.render.citeproc.result import FormattedCluster, FormattedReference, PageResult
from casewright.render.styles import Style
from casewright.views.source_words import Item, names, title, year

_TAG = re.compile("<[^>]*>")
_FRAME = re.compile(r"[\s()\[\].,;:‘’“”«»\ue001]+")


def in_plain_words(item: Item) -> str:
    """Return author, title and year of a work, as far as it has them, as HTML."""
    people = plain("; ".join(names(item)))
    parts = (people, title(item), str(year(item) or ""))
    told = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in dict.fromkeys(parts) if part)
    return str(escape(told))


def with_all_listed(result: PageResult, sources: Mapping[SourceKey, Source]) -> PageResult:
    """Return a result in whose list each work stands, if only in plain words."""
    if all(entry.html for entry in result.references):
        return result
    listed = (entry if entry.html else _plain(entry, sources[entry.key]) for entry in result.references)
    return replace(result, references=tuple(listed))


def not_listed(source: Source, style: Style) -> Problem:
    """Return the problem of a work that a style prints no entry for."""
    return Problem(
        code=Code.NOT_LISTED,
        where=source.where,
        path=source.key,
        message=f"the citation style {style.name} lists no works such as this @{quoted(source.type)[1:-1]}; author, "
        "title and year stand in the list",
        hint="say where readers find it (url, doi, publisher, archive), or give it another type; if nobody can find "
        "it, leave it, or say in the text what it says",
    )


def empty_citations(page: str, asked: Iterable[tuple[Cluster, FormattedCluster | None]]) -> Iterator[Problem]:
    """Yield the problem of a page on which citations say nothing."""
    keys = [
        items[0].key
        for (items, _), formatted in asked
        if formatted and not any(item.is_author_suppressed for item in items) and _is_empty(formatted)
    ]
    if keys:
        yield Problem(
            code=Code.EMPTY_CITATION,
            where=Location("bibliography"),
            path=keys[0],
            message=f"the style prints nothing where {page} cites {quoted(keys[0])}"
            + (f", and {len(keys) - 1} more times" if len(keys) > 1 else ""),
            hint="look whether the entry has author, title and year, and whether the style is whole",
        )


def _is_empty(formatted: FormattedCluster) -> bool:
    return not any(_FRAME.sub("", unescape(_TAG.sub("", part))) for part in (formatted.html, *formatted.notes))


def _plain(entry: FormattedReference, source: Source) -> FormattedReference:
    return replace(entry, html=in_plain_words(source.item))
