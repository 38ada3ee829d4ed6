"""New records: a file with every field, its meaning and an example, ready to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from casewright.model.fields import Field, Group, ListOf, TermText, fields_of
from casewright.model.ids import Kind
from casewright.model.library import RECORD_TYPES
from casewright.model.record import written_order

BODIES = {
    Kind.CASE: (
        "## What happened\n\n\n## How it worked\n\n\n## What changed, and who says so\n\n\n"
        "## Limits and criticism\n\n\n## What it means elsewhere\n"
    ),
    Kind.LESSON: "## What the literature adds\n\n\n## Open questions\n",
    Kind.MODULE: "## Background\n",
    Kind.PATHWAY: "",
    Kind.THESIS: "## What a careful reader should note\n\n\n## How its references fit\n",
}
_COMMENT_WIDTH = 110
_OPTIONAL, _NESTED = "(optional: remove the # to use it)", "(optional)"


def new_record(kind: Kind, id_: str, today: date) -> str:
    """Return the file of a new record: what can be known is filled in, the rest waits for a person.

    Every field is explained, those of groups too. Required fields are empty, fields that may stay away commented out.
    """
    known = {"id": id_, "published": today.isoformat(), "last_verified": today.isoformat()}
    type_ = RECORD_TYPES[kind]
    front_matter = "\n".join(_rows(type_, written_order(type_), known, _OPTIONAL))
    return f"---\n{front_matter}\n---\n\n{BODIES[kind]}"


def new_source(key: str) -> str:
    """Return the BibTeX entry of a new source, to be filled in. BibTeX takes comments only outside entries."""
    return (
        "% author: Family, Given and Family, Given; an organisation in double braces: {{City of X}}\n"
        "% title: braces keep capitals: {Denver} cuts waiting\n"
        "% howpublished: the site or publisher\n"
        "% read: full, opening, abstract, page, frontmatter or secondary\n"
        "% read_copy: document-sharing host, where it was read only in a copy on one\n"
        "% insider: the organisation (vocabularies/organisations.yml) of a person who writes or is interviewed\n"
        f"@misc{{{key},\n"
        "  author = {},\n"
        "  title = {},\n"
        "  howpublished = {},\n"
        "  year = {},\n"
        "  url = {},\n"
        "  read = {},\n"
        "}\n"
    )


def _rows(type_: type, order: Iterable[str], known: Mapping[str, str], optional: str) -> Iterator[str]:
    """Yield the lines of a record or group, not indented; ``optional`` is what is said of fields that may stay away."""
    for row in (fields_of(type_)[name] for name in order):
        yield from (f"# {line}" for line in _comment(row, optional))
        mark = "" if row.is_required else "# "
        yield from (f"{mark}{line}" for line in _value(row, known))


def _value(row: Field, known: Mapping[str, str]) -> Iterator[str]:
    if row.name in known:
        yield f"{row.name}: {known[row.name]}"
        return
    yield f"{row.name}:"
    if isinstance(row.type, Group):
        yield from (f"  {line}" for line in _rows(row.type.type, fields_of(row.type.type), {}, _NESTED))
    elif isinstance(row.type, ListOf) and isinstance(row.type.item, Group):
        lines = list(_rows(row.type.item.type, fields_of(row.type.item.type), {}, _NESTED))
        first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
        yield from (f"  {line}" for line in lines[:first])
        yield f"  - {lines[first]}"
        yield from (f"    {line}" for line in lines[first + 1 :])


def _comment(row: Field, optional: str) -> Iterator[str]:
    kind = row.type.item if isinstance(row.type, ListOf) else row.type
    words = [row.doc]
    if isinstance(kind, TermText):
        words.append(f"Terms: vocabularies/{kind.vocabulary}.yml.")
    if row.example:
        words.append(f"Example: {row.example}")
    if not row.is_required:
        words.append(optional)
    line = ""
    for word in " ".join(words).split():
        if line and len(line) + len(word) >= _COMMENT_WIDTH:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line
