"""Titles → short titles: what citations print of a work that was cited before, or that has no author."""

from __future__ import annotations

import re

from casewright.model.rich_text import is_balanced, plain

_COLON = re.compile(r"\s?:\s+(?=\S)")


def short_title(title: str) -> str:
    """Return what stands before the first colon of a title (``Moneyball: The Art of …``), or nothing.

    A processor of CSL never shortens; reference managers and pandoc fill the variable so.
    """
    found = _COLON.search(title)
    before = title[: found.start()] if found else ""
    is_whole = is_balanced(before) and before.count("“") == before.count("”")
    return before if is_whole and any(map(str.isalpha, plain(before))) else ""
