"""Whether results are kept, and where: the command tells the plugins by a variable of the environment."""

from __future__ import annotations

import os
from pathlib import Path

from casewright.cache import FOLDER

NO_CACHE = "CASEWRIGHT_NO_CACHE"
"""Set to anything, nothing is kept, and nothing that was kept is used."""


def kept_in(root: Path) -> Path | None:
    """Return the folder in which results of the casebook at ``root`` are kept, or None where none are."""
    return None if os.environ.get(NO_CACHE) else root / FOLDER
