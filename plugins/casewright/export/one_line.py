"""Text of an item → one line of plain text, as formats of references can hold it."""

from __future__ import annotations

import re

from casewright.model.rich_text import plain

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def one_line(value: object) -> str:
    """Return a text without tags, control characters and line breaks."""
    return " ".join(plain(without_control(str(value))).split())


def without_control(text: str) -> str:
    """Return a text without what no text file should hold: control characters and halves of characters."""
    return _CONTROL.sub("", text)
