"""The lines of a casebook's files, as a check shows them below a problem."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from casewright.read.layout import MOST_BIBLIOGRAPHY_BYTES
from casewright.render.problems.report import LineOf

_BOM = "\ufeff"


def lines_of(folder: Path) -> LineOf:
    """Return what looks up the lines of files in a folder; of what leads out of it, or is no text, there are none."""
    root = Path(os.path.realpath(folder))

    @cache
    def lines(path: str) -> tuple[str, ...]:
        real = Path(os.path.realpath(root / path))
        if not real.is_relative_to(root) or not real.is_file():
            return ()
        try:
            with real.open("rb") as file:
                text = file.read(MOST_BIBLIOGRAPHY_BYTES).decode("utf-8", "replace")
        except OSError:
            return ()
        return tuple(text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def line(path: str, number: int) -> str | None:
        found = lines(path)
        return found[number - 1] if 0 < number <= len(found) else None

    return line
