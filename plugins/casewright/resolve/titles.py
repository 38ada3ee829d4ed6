"""Plain text in which links without words read as the title of the record they lead to.

A text is read before the titles of other records are known, so `read.prose` leaves a mark in its plain text for each
such link. Here the marks become titles; from then on nobody meets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from re import Match
from typing import Any, TypeVar

from casewright.memory import remembered
from casewright.model.ids import Ref
from casewright.model.library import Library
from casewright.model.prose import LINK_MARK, Citation, Link, Prose
from casewright.model.record import Record
from casewright.resolve.links import texts

AnyRecord = TypeVar("AnyRecord", bound=Record)


def with_titles(library: Library, known: Mapping[Ref, Ref], titles: Mapping[Ref, str]) -> Library:
    """Return the library with every mark of a link replaced; of one that leads nowhere, the words of its id remain."""
    words = {str(ref): titles[target] for ref, target in known.items()}
    return replace(
        library,
        cases=_all_titled(library.cases, words),
        lessons=_all_titled(library.lessons, words),
        modules=_all_titled(library.modules, words),
        theses=_all_titled(library.theses, words),
        pathways=_all_titled(library.pathways, words),
    )


def _all_titled(records: tuple[AnyRecord, ...], words: Mapping[str, str]) -> tuple[AnyRecord, ...]:
    """Return records with their texts finished; most link to none, and need no second walk."""
    return tuple(
        _finished_record(record, tuple((ref, words.get(ref, "")) for ref in refs)) if refs else record
        for record, refs in ((record, _linked(record)) for record in records)
    )


@remembered
def _linked(record: Record) -> tuple[str, ...]:
    """Return what the texts of a record link to."""
    return tuple(dict.fromkeys(str(link.ref) for _, prose in texts(record) for link in prose.links))


@remembered
def _finished_record(record: AnyRecord, words: tuple[tuple[str, str], ...]) -> AnyRecord:
    """Return a record with its texts finished, given the title of each record that they link to."""
    finished: AnyRecord = _titled(record, dict(words))
    return finished


def _titled(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - a value of the same type
    """Return a value with the texts in it finished; the value itself where there is nothing to do."""
    if isinstance(value, tuple):
        items = tuple(_titled(item, words) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, Prose):
        return _finished(value, words) if value.links else value
    kind: type = type(value)
    names = _names(kind)
    changes = {name: new for name in names if (new := _titled(old := getattr(value, name), words)) is not old}
    return replace(value, **changes) if changes else value


@cache
def _names(type_: type) -> tuple[str, ...]:
    """Return the names of the fields of a type in which a text may stand; none of a plain value."""
    if not is_dataclass(type_) or issubclass(type_, Citation):
        return ()
    return tuple(item.name for item in fields(type_))


def _finished(prose: Prose, words: Mapping[str, str]) -> Prose:
    say = partial(LINK_MARK.sub, partial(_word, words))
    return replace(
        prose,
        plain=say(prose.plain),
        citations=tuple(
            _said(replace(citation, as_printed=say(citation.as_printed)), say(citation.sentence))
            for citation in prose.citations
        ),
        links=tuple(_said(link, say(link.sentence)) for link in prose.links),
    )


def _said(mark: Citation | Link, sentence: str) -> Any:  # noqa: ANN401 - a value of the same type
    return mark if mark.sentence == sentence else replace(mark, sentence=sentence)


def _word(words: Mapping[str, str], mark: Match[str]) -> str:
    return words.get(mark[1]) or mark[1].rpartition(":")[2].replace("-", " ")
