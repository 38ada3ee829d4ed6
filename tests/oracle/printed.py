"""What two processors print, made comparable: text and italics, without links, other markup and kinds of space.

A raised letter (``3ᵉ``) is the same as the letter in ``<sup>``, and both are the plain letter here.
"""

from __future__ import annotations

import difflib
import re
from html.parser import HTMLParser
from itertools import groupby

_WORD = re.compile(r"\S+|\s")
_RAISED = str.maketrans("ᵃᵈᵉᵐⁿᵒʳˢᵗªº", "ademnorstao")


def comparable(html: str) -> str:
    """Return the text of HTML with ``<i>`` around what is in italics, and each run of white space as one space."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    chars = _spaces_between(parser.chars)
    runs = (
        (is_italic, "".join(char for char, _ in run)) for is_italic, run in groupby(chars, key=lambda char: char[1])
    )
    return "".join(f"<i>{text}</i>" if is_italic else text for is_italic, text in runs)


def excerpts(ours: str, theirs: str) -> tuple[str, str]:
    """Return the words that differ, of both, with one word that they share before each place and one after it."""
    mine, yours = _WORD.findall(ours), _WORD.findall(theirs)
    groups = difflib.SequenceMatcher(None, mine, yours, autojunk=False).get_grouped_opcodes(2)
    places = [(group[0][1], group[-1][2], group[0][3], group[-1][4]) for group in groups]
    return (
        " … ".join("".join(mine[start:end]).strip() for start, end, _, _ in places),
        " … ".join("".join(yours[start:end]).strip() for _, _, start, end in places),
    )


class _Text(HTMLParser):
    """Characters, each with whether it is in italics."""

    def __init__(self) -> None:
        super().__init__()
        self.chars: list[tuple[str, bool]] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("style") or ""
        is_upright = "font-style:normal" in style.replace(" ", "")
        self.open.append((tag, not is_upright and (tag in ("i", "em") or self.is_italic)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.chars += [(char, self.is_italic) for char in data.translate(_RAISED)]

    @property
    def is_italic(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def _spaces_between(chars: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the characters with single spaces, in italics only between what is in italics on both sides."""
    words = [list(run) for is_space, run in groupby(chars, key=lambda char: char[0].isspace()) if not is_space]
    joined: list[tuple[str, bool]] = []
    for word in words:
        if joined:
            joined.append((" ", joined[-1][1] and word[0][1]))
        joined += word
    return joined
