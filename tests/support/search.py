"""What Pagefind has in its index."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

_BEGINNING = b"pagefind_dcd"


def indexed(site: Path) -> dict[str, dict[str, Any]]:
    """Return what is indexed of each page, by its path on the site."""
    found = {}
    for file in sorted((site / "pagefind" / "fragment").rglob("*.pf_fragment")):
        data = gzip.decompress(file.read_bytes())
        assert data.startswith(_BEGINNING)
        page = json.loads(data[len(_BEGINNING) :])
        found[page["url"]] = page
    return found
