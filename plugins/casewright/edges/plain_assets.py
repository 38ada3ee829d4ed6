"""What pages with citations load on a site that is no casebook: style sheets, and the script of previews."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ASSETS = "assets/casewright/"
PLAIN_STYLES, PLAIN_SCRIPTS = (f"{ASSETS}citations.css", f"{ASSETS}plain.css"), (f"{ASSETS}preview.js",)
"""Their addresses; the scripts are modules."""


def word_file(area: str) -> str:
    """Return the address of the module that holds what the scripts of an area say."""
    return f"{ASSETS}words/{area}.js"


def plain_files(templates: Path) -> Iterator[tuple[str, Path]]:
    """Yield (address, file) of each."""
    for address in (*PLAIN_STYLES, *PLAIN_SCRIPTS):
        name = address.removeprefix(ASSETS)
        folders = (templates / "assets", templates / "plain")
        yield address, next(folder / name for folder in folders if (folder / name).is_file())
