"""The source that a DOI, an ISBN or an address names, if it is in a bibliography: then nobody has to be asked."""

from __future__ import annotations

from collections.abc import Iterable

from casewright.model.source import Source
from casewright.read.identifier import Identifier, Named, bare_isbn


def identified(name: Identifier, sources: Iterable[Source]) -> Source | None:
    """Return the first source with the same DOI or address, or the book with the same ISBN; a chapter is another."""
    return next((source for source in sources if _is_named(source, name)), None)


def _is_named(source: Source, name: Identifier) -> bool:
    item = source.item
    if name.by is Named.DOI:
        return str(item.get("DOI", "")).casefold() == name.value.casefold()
    if name.by is Named.ISBN:
        written = str(item.get("ISBN", "")).replace(",", " ").split()
        return item.get("type") == "book" and any(bare_isbn(part) == name.value for part in written)
    return _plain(str(item.get("URL", ""))) == _plain(name.value)


def _plain(address: str) -> str:
    """Return an address without what leads to the same page: its scheme, what follows #, a slash at its end."""
    return address.partition("#")[0].partition("://")[2].removesuffix("/")
