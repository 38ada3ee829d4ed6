"""The line in which a problem stands, with a mark below the spot."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_WIDEST = 110
_BEFORE = 60
_TOKEN = re.compile(r"[^\s,;\[\]{}()\"']+")
_ELLIPSIS = "…"


def excerpt(line: str, number: int, column: int) -> tuple[str, str]:
    """Return the line with its number before it, and the line of marks that goes below; both empty where it is blank.

    Long lines are cut around the column (counted from 1). Signs that a terminal would obey are shown as others.
    """
    shown = "".join(char if char.isprintable() else " " for char in line)
    at = min(column - 1, len(shown))
    if not shown.strip():
        return "", ""
    start = max(at - _BEFORE, 0) if len(shown) > _WIDEST else 0
    end = start + _WIDEST
    head, tail = _ELLIPSIS if start else "", _ELLIPSIS if end < len(shown) else ""
    token = _TOKEN.match(shown, at, min(end, len(shown)))
    length = _width(token[0]) if token else 1
    gutter = f"{number:>5} | "
    before = " " * (len(gutter) - 2) + "| " + " " * _width(head + shown[start:at])
    return f"{gutter}{head}{shown[start:end].rstrip()}{tail}", f"{before}^{'~' * (length - 1)}"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
