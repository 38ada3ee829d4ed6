"""Filling in the file of a new record, as a person would."""

from __future__ import annotations

import re

from casewright.model.fields import Field, Group, ListOf, fields_of


def filled(scaffold: str, type_: type) -> str:
    """Write the example of the table of fields behind every field that is empty."""
    lines, tables = [], [(0, fields_of(type_))]
    for line in scaffold.split("\n"):
        found = re.fullmatch(r"( *)(- )?([a-z_]+):", line)
        if not found:
            lines.append(line)
            continue
        indent = len(found[1]) + len(found[2] or "")
        while tables[-1][0] > indent:
            tables.pop()
        row = tables[-1][1][found[3]]
        inner = inner_of(row)
        if inner:
            tables.append((indent + (4 if isinstance(row.type, ListOf) else 2), fields_of(inner)))
        lines.append(line if inner else f"{line} {row.example}".rstrip())
    return "\n".join(lines)


def inner_of(row: Field) -> type | None:
    """Return what the fields below a field declare, if there are any."""
    kind = row.type.item if isinstance(row.type, ListOf) else row.type
    return kind.type if isinstance(kind, Group) else None
