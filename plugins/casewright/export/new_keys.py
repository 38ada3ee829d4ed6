"""Keys for sources that have none: name, year and first word of the title, ``doe2013desk``, as in the casebook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from itertools import count
from typing import Any

from casewright.model.rich_text import plain

_FIT = re.compile(r"[^\W\d_][\w:.+-]{0,79}")
_LETTERS = re.compile(r"[a-z0-9]+")
_ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "el", "los", "las"})
_LONGEST_NAME, _LONGEST_WORD = 20, 20


def is_fit(key: str) -> bool:
    """Return whether a key from elsewhere can be cited as it is; addresses and bare numbers are no keys for people."""
    return bool(_FIT.fullmatch(key)) and key[-1].isalnum()


def new_key(item: Mapping[str, Any], taken: Collection[str]) -> str:
    """Return a key for a CSL item that is not among those ``taken``, which are in lower case."""
    names = item.get("author") or item.get("editor") or [{}]
    name = "".join(_words(str(names[0].get("family") or names[0].get("literal") or names[0].get("given") or "")))
    titled = _words(plain(str(item.get("title", ""))))
    parts = item.get("issued", {}).get("date-parts") or [[]]
    year = str(parts[0][0]) if parts[0] and int(parts[0][0]) > 0 else "ND"
    word = titled[0][:_LONGEST_WORD] if titled else ""
    begin = name[:_LONGEST_NAME] or "anon"
    key = f"{begin if begin[0].isalpha() else f'n{begin}'}{year}{word}"
    if key.casefold() not in taken:
        return key
    return next(more for number in count(2) if (more := f"{key}-{number}").casefold() not in taken)


def _words(text: str) -> list[str]:
    """Return words in plain letters, without an article before the first."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    words = _LETTERS.findall(bare.replace("'", "").replace("’", ""))
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
