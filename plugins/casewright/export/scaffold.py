"""New records: a file with every field, its meaning and an example, ready to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from casewright.model.fields import Field, Group, ListOf, TermText, fields_of
from casewright.model.ids import Kind
from casewright.model.library import RECORD_TYPES

_BODIES = {
    Kind.CASE: (
        "## What happened\n\n\n## How it worked\n\n\n## What changed, and who says so\n\n\n"
        "## Limits and criticism\n\n\n## What it means elsewhere\n"
    ),
    Kind.LESSON: "## What the literature adds\n\n\n## Open questions\n",
    Kind.MODULE: "## Background\n",
}
_COMMENT_WIDTH = 110


def new_record(kind: Kind, id_: str, today: date) -> str:
    """Return the file of a new record: what can be known is filled in, the rest waits for a person.

    Required fields are empty and explained; fields that may stay away are commented out.
    """
    known = {"id": id_, "published": today.isoformat(), "last_verified": today.isoformat()}
    lines = [line for row in fields_of(RECORD_TYPES[kind]).values() for line in _field(row, "", known)]
    front_matter = "\n".join(lines)
    return f"---\n{front_matter}\n---\n\n{_BODIES[kind]}"


def new_source(key: str) -> str:
    """Return the BibTeX entry of a new source, to be filled in. BibTeX takes comments only outside entries."""
    return (
        "% author: Family, Given and Family, Given; an organisation in double braces: {{City of X}}\n"
        "% title: braces keep capitals: {Denver} cuts waiting\n"
        "% howpublished: the site or publisher\n"
        "% read: full, opening, abstract, page, frontmatter or secondary\n"
        f"@misc{{{key},\n"
        "  author = {},\n"
        "  title = {},\n"
        "  howpublished = {},\n"
        "  year = {},\n"
        "  url = {},\n"
        "  read = {},\n"
        "}\n"
    )


def _field(row: Field, indent: str, known: Mapping[str, str]) -> Iterator[str]:
    mark = "" if row.is_required else "# "
    yield from (f"{indent}# {line}" for line in _comment(row))
    if row.name in known:
        yield f"{indent}{row.name}: {known[row.name]}"
    elif isinstance(row.type, Group):
        yield f"{indent}{mark}{row.name}:"
        yield from (f"{mark}{line}" for line in _group(row.type.type, f"{indent}  "))
    elif isinstance(row.type, ListOf) and isinstance(row.type.item, Group):
        yield f"{indent}{mark}{row.name}:"
        first, *rest = [line for line in _group(row.type.item.type, f"{indent}    ") if "# " not in line]
        yield f"{mark}{indent}  - {first.strip()}"
        yield from (f"{mark}{line}" for line in rest)
    else:
        yield f"{indent}{mark}{row.name}:"


def _group(type_: type, indent: str) -> Iterator[str]:
    for row in fields_of(type_).values():
        if row.is_required:
            yield from (line for line in _field(row, indent, {}) if not line.lstrip().startswith("#"))
        else:
            yield f"{indent}# {row.name}:"


def _comment(row: Field) -> Iterator[str]:
    kind = row.type.item if isinstance(row.type, ListOf) else row.type
    words = [row.doc]
    if isinstance(kind, TermText):
        words.append(f"Terms: vocabularies/{kind.vocabulary}.yml.")
    if row.example:
        words.append(f"Example: {row.example}")
    if not row.is_required:
        words.append("(optional: remove the # to use it)")
    line = ""
    for word in " ".join(words).split():
        if line and len(line) + len(word) >= _COMMENT_WIDTH:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line
