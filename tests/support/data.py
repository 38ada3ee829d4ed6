"""The data API as its readers use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def listed(site: Path, name: str) -> list[Any]:
    """Return a list of the data API, over all its files: each names the next."""
    page = load(site, "claims.json" if name == "claims" else "index.json")
    found = list(page[name])
    following = page.get("next") if name == "claims" else page["next"].get(name)
    while following:
        page = load(site, following)
        found += page[name]
        following = page.get("next")
    return found


def load(site: Path, address: str) -> Any:
    """Return a file of the data API."""
    return json.loads((site / "api/v1" / address).read_text(encoding="utf-8"))
