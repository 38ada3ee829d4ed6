"""Sources that fit a few words, slips of the pen and all: names, title, year, key, address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from casewright.model.ids import SourceKey
from casewright.model.rich_text import plain
from casewright.model.source import Source

LONGEST_QUERY = 200
"""Signs; whoever looks for a source knows a few words of it."""

_MOST_WORDS = 12
_LEAST_ALIKE, _LEAST_FIT = 78.0, 60.0
"""How alike two words are that may be one with a slip, and what all words have to reach together, of 100."""
_BEGINNING, _LEAST_OF_BEGINNING = 90.0, 3
_WORD = re.compile(r"[^\W_]+")
_SEARCHED = ("title", "container-title", "publisher", "DOI", "URL", "number", "genre")
_ROLES = ("author", "editor", "translator", "container-author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source and how well it fits, of 100."""

    source: Source
    fit: float


def found_sources(text: str, sources: Mapping[SourceKey, Source]) -> tuple[Found, ...]:
    """Return the sources that fit the words of ``text``, the best first; equal ones in the order of their keys."""
    words = tuple(dict.fromkeys(_words([text[:LONGEST_QUERY]])))[:_MOST_WORDS]
    written = {key: frozenset(_words(_texts(source))) for key, source in sources.items()}
    known = sorted(frozenset[str]().union(*written.values()))
    likeness = [_alike(word, known) for word in words]
    fits = {key: _fit(its, likeness) for key, its in written.items()} if words else {}
    found = [Found(source=sources[key], fit=fit) for key, fit in fits.items() if fit >= _LEAST_FIT]
    return tuple(sorted(found, key=lambda item: (-item.fit, item.source.key)))


def _alike(word: str, known: list[str]) -> dict[str, float]:
    """Return how alike other words are to one: the same, one that begins with it, one with a slip of the pen."""
    slips = process.extract(word, known, scorer=fuzz.ratio, limit=None, score_cutoff=_LEAST_ALIKE)
    alike = {other: score for other, score, _ in slips}
    if len(word) >= _LEAST_OF_BEGINNING:
        longer = (other for other in known if other.startswith(word) and other != word)
        alike |= {other: max(alike.get(other, 0.0), _BEGINNING) for other in longer}
    return alike


def _fit(written: frozenset[str], likeness: list[dict[str, float]]) -> float:
    return sum(max((alike[word] for word in alike.keys() & written), default=0.0) for alike in likeness) / len(likeness)


def _texts(source: Source) -> Iterable[str]:
    item = source.item
    yield source.key
    yield from (plain(str(item.get(name, ""))) for name in _SEARCHED)
    yield from (str(part) for role in _ROLES for name in item.get(role) or () for part in name.values())
    yield from (str(part) for date in item.get("issued", {}).get("date-parts") or () for part in date[:1])


def _words(texts: Iterable[str]) -> Iterable[str]:
    """Yield words without accents and capitals."""
    for text in texts:
        bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        yield from _WORD.findall(bare.casefold())
