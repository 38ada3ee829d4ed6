"""Editions of works → what CSL expects: a number where there is one, else words as each kind of work has them."""

from __future__ import annotations

import re

SERIALS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "periodical", "post-weblog", "review", "review-book"}
)
"""Works behind whose edition styles print the word (CMOS 18, 14.89): of ``Late edition`` they need ``Late``."""

_WORD = re.compile(r"\s(?:edition|edn|ed)\.?\Z", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th|\.)?")
_ORDINALS = {
    word: str(number)
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)  # noqa: SIM905 - a table
}


def edition(text: str, type_: str) -> str:
    """Return the edition of a work of a CSL type: ``Second edition`` is 2, ``Revised edition`` remains in a book."""
    bare = _WORD.sub("", text)
    if bare.lower() in _ORDINALS:
        return _ORDINALS[bare.lower()]
    return bare if type_ in SERIALS or _NUMBER.fullmatch(bare) else text
