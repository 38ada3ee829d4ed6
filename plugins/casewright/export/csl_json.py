"""Sources → a CSL-JSON file (CSL data schema 1.0), as Zotero, pandoc and every citation processor read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casewright.export.json_text import json_text
from casewright.export.reading_notes import notes
from casewright.model.source import Source


def csl_json(sources: Iterable[Source]) -> str:
    """Return the items of sources. Words whose capitals are kept are marked in the way of CSL."""
    return listed(map(item_text, sources))


def item_text(source: Source) -> str:
    """Return one item as it stands in a list."""
    return json_text(_item(source), " ")


def listed(items: Iterable[str]) -> str:
    """Return a list of items."""
    text = ",\n ".join(items)
    return f"[\n {text}\n]\n" if text else "[]\n"


def _item(source: Source) -> dict[str, Any]:
    """Return an item, with what is no part of the work in ``custom``, where the CSL schema allows anything."""
    item = {name: value for name, value in source.item.items() if name != "custom"}
    found = notes(source)
    return {**item, "custom": found} if found else item
