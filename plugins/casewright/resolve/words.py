"""Whether a text says something in words of its own: a dash is no reason, a citation no excuse."""

from __future__ import annotations

import re

from casewright.model.prose import Prose

LEAST_WORDS = 4
"""How many words a reason or an excuse has at least: "-" and "Fine." are none."""

_WORD = re.compile(r"[^\W\d_]+")


def has_words(text: Prose | None) -> bool:
    """Return whether a text says something in words of its own; citations are none."""
    return text is not None and len(_WORD.findall(text.plain)) >= LEAST_WORDS
