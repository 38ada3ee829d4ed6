"""Replacements of text at known spots."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casewright.problems import Location
from casewright.read.text import SourceText

_PART_OF_WORD = re.compile(r"[\w-]")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The text between two offsets, and what takes its place."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; of two that touch the same spot the first is."""
    parts, at = [], 0
    for edit in sorted(edits):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*parts, text[at:]])


def replacement(source: SourceText, where: Location, written: str, meant: str) -> Edit | None:
    """Return the edit that puts ``meant`` in the place of ``written``, which stands on the line of a location.

    None where it is not there exactly once from the location on, as a whole word: then nobody knows what to replace.
    """
    start = source.offset(where)
    end = source.text.find("\n", start)
    line = source.text[start : len(source.text) if end < 0 else end]
    if not written or line.count(written) != 1:
        return None
    at = start + line.index(written)
    around = source.text[at - 1 : at] + source.text[at + len(written) : at + len(written) + 1]
    return None if _PART_OF_WORD.search(around) else Edit(at, at + len(written), meant)
