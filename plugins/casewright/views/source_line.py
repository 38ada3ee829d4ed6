"""A source on one line of plain text, for terminals: who, when, what, where it stands."""

from __future__ import annotations

from typing import Any

from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.views.source_words import year

_MOST_NAMES, _LONGEST = 3, 300


def source_line(source: Source) -> str:
    """Return ``Smith, Jones (2013). The title. The journal.``, without signs that a terminal would obey."""
    item = source.item
    title, container = (plain(str(item.get(name, ""))) for name in ("title", "container-title"))
    place = container or plain(str(item.get("publisher", "")))
    parts = [f"{_names(item)} ({year(item) or 'no year'})".strip(), title, place]
    line = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return terminal_text(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")


def terminal_text(text: str) -> str:
    """Return text on one line, with a sign in the place of each that cannot be seen."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(text.split()))


def _names(item: Any) -> str:  # noqa: ANN401 - a CSL item
    names = [
        str(name.get("family") or name.get("literal") or "") for name in item.get("author") or item.get("editor") or ()
    ]
    told = ", ".join(name for name in names[:_MOST_NAMES] if name)
    return f"{told} and others" if len(names) > _MOST_NAMES else told
