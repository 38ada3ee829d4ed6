"""Letters that a wrong encoding wrecked → those that were meant."""

from __future__ import annotations

from casewright.mend.edits import Edit
from casewright.model.library import Library
from casewright.problems import Problem
from casewright.read.text import SourceText
from casewright.read.wrecked import mended


def mended_wreck(problem: Problem, source: SourceText, _library: Library) -> Edit | None:
    """Return the edit for all wrecks on the line of a problem; of a value that goes on below, the next check tells."""
    start = source.text.rfind("\n", 0, source.offset(problem.where)) + 1
    line = source.text[start:].partition("\n")[0]
    meant = mended(line)
    return Edit(start, start + len(line), meant) if meant != line else None
