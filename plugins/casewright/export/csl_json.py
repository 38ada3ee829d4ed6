"""Sources → a CSL-JSON file (CSL data schema 1.0), as Zotero, pandoc and every citation processor read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from casewright.export.reading_notes import notes
from casewright.model.source import Source


def csl_json(sources: Iterable[Source]) -> str:
    """Return the items of sources. Words whose capitals are kept are marked in the way of CSL."""
    return json.dumps(list(map(_item, sources)), ensure_ascii=False, indent=1) + "\n"


def _item(source: Source) -> dict[str, Any]:
    """Return an item, with what is no part of the work in ``custom``, where the CSL schema allows anything."""
    item = {name: value for name, value in source.item.items() if name != "custom"}
    found = notes(source)
    return {**item, "custom": found} if found else item
