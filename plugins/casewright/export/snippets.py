"""What VS Code offers while a record is written: terms with their definitions, and items of lists to be filled in.

No extension of it completes fields in the front matter of Markdown by a schema; snippets need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from casewright.export.json_text import json_text
from casewright.model.fields import Field, FieldType, Group, ListOf, TermText, fields_of
from casewright.model.library import RECORD_TYPES, Library
from casewright.model.vocabulary import Vocabulary

MOST_CHOICES = 30
"""Terms that are offered as a list of their own where a field is filled in; of more, the reader types a part."""

_MEANT = re.compile(r"[\\$}]")


def snippets_text(library: Library) -> str:
    """Return the file of snippets (JSON): each term of each vocabulary that records use, each group of each list."""
    known = {id_: item for id_, item in library.vocabularies.items() if id_ not in library.doubtful}
    groups: dict[type, str] = {}
    used: dict[str, None] = {}
    for type_ in RECORD_TYPES.values():
        _look(type_, groups, used)
    snippets: dict[str, dict[str, object]] = {}
    for type_, doc in groups.items():
        snippets[f"item: {type_.__name__.lower()}"] = _snippet(type_.__name__.lower(), list(_item(type_, known)), doc)
    for name in used:
        for term in known[name].terms if name in known else ():
            doc = f"{term.label}: {term.definition}"
            snippets[f"{name}: {term.id}"] = _snippet(term.id, [term.id], f"{known[name].title}. {doc}")
    return json_text(snippets) + "\n"


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _look(type_: type, groups: dict[type, str], used: dict[str, None]) -> None:
    """Note the groups of which there are lists, with what they are for, and the vocabularies of a type."""
    for row in fields_of(type_).values():
        inner = row.type.item if isinstance(row.type, ListOf) else row.type
        if isinstance(inner, TermText):
            used[inner.vocabulary] = None
        if isinstance(inner, Group) and inner.type not in groups:
            if isinstance(row.type, ListOf):
                groups[inner.type] = row.doc
            _look(inner.type, groups, used)


def _item(type_: type, known: Mapping[str, Vocabulary]) -> Iterator[str]:
    """Yield the lines of an item with the fields that it needs; the cursor goes from one to the next."""
    stops = iter(range(1, 1000))
    lead = "- "
    for row in fields_of(type_).values():
        if not row.is_required:
            continue
        if isinstance(row.type, Group):
            yield f"{lead}{row.name}:"
            inner = [item for item in fields_of(row.type.type).values() if item.is_required]
            yield from (f"    {item.name}: {_stop(next(stops), item, known)}" for item in inner)
        else:
            yield f"{lead}{row.name}: {_stop(next(stops), row, known)}"
        lead = "  "


def _stop(number: int, row: Field, known: Mapping[str, Vocabulary]) -> str:
    """Return a place where the cursor stops: a choice of terms where they are few, else the example."""
    terms = _terms(row.type, known)
    if 0 < len(terms) <= MOST_CHOICES and not isinstance(row.type, ListOf):
        return f"${{{number}|{','.join(terms)}|}}"
    example = _MEANT.sub(lambda found: "\\" + found[0], row.example)
    return f"${{{number}:{example}}}" if example and not terms else f"${number}"


def _terms(type_: FieldType, known: Mapping[str, Vocabulary]) -> list[str]:
    inner = type_.item if isinstance(type_, ListOf) else type_
    if not isinstance(inner, TermText) or inner.vocabulary not in known:
        return []
    return [term.id for term in known[inner.vocabulary].terms]
