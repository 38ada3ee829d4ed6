"""How much was read of the sources that something rests on, so that a reader sees it where it matters."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.model.ids import SourceKey
from casewright.model.library import Library
from casewright.model.prose import Citation, CitedItem
from casewright.resolve.terms import READ_LEVELS

FULL = "full"
_NOT_SAID = "how much was read is not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartlyRead:
    """Sources of which the same part was read: which part, in words, and which sources."""

    words: str
    sources: Citation


def partly_read(citation: Citation, library: Library) -> tuple[PartlyRead, ...]:
    """Return the sources of a citation that were not read in full, by how much was, in the vocabulary's order."""
    levels = library.vocabularies.get(READ_LEVELS)
    found: dict[str, list[SourceKey]] = {term.id: [] for term in (levels.terms if levels else ())}
    for key in dict.fromkeys(item.key for item in citation.items):
        source = library.sources.get(key)
        if source and source.read != FULL:
            found.setdefault(source.read or "", []).append(key)
    return tuple(
        PartlyRead(
            words=term.label.lower() if levels and (term := levels.get(level)) else level or _NOT_SAID,
            sources=Citation(items=tuple(CitedItem(key=key) for key in keys)),
        )
        for level, keys in found.items()
        if keys
    )
