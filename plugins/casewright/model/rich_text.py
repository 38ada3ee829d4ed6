"""Text in CSL-JSON items: Unicode with the few tags that CSL knows, and how to be rid of them."""

from __future__ import annotations

import re

NO_CASE = '<span class="nocase">{}</span>'
"""Words whose capitals no style may change."""

_JOINER = "\N{WORD JOINER}"
_TAG = re.compile(
    r'</?(?:i|b|sub|sup|sc)>|<span (?:class="nocase"|style="font-variant: ?small-caps;")>|</span>', re.IGNORECASE
)
_LIKE_A_TAG = re.compile(r"<(?=/?(?:i|b|sub|sup|sc|span)\b)", re.IGNORECASE)


def literal(text: str) -> str:
    """Return text in which nothing is a tag: a sign that has no width follows every ``<`` that would begin one."""
    return _LIKE_A_TAG.sub(f"<{_JOINER}", text) if "<" in text else text


def plain(text: str) -> str:
    """Return the text of a field of an item without tags."""
    return _TAG.sub("", text).replace(f"<{_JOINER}", "<") if "<" in text else text


def is_balanced(text: str) -> bool:
    """Return whether every tag is closed, in the order in which they were opened."""
    opened: list[str] = []
    for tag in _TAG.findall(text):
        name = tag.strip("</>").split()[0].lower()
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
