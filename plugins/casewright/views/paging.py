"""Long lists are split, so that no page grows with the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

MOST_ITEMS = 100
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of a list this is, and where its neighbours are (addresses, or nothing)."""

    number: int
    count: int
    total: int
    previous: str = ""
    next: str = ""


def paged(
    items: Sequence[Item], base: str, most: int = MOST_ITEMS, *, first: str = ""
) -> Iterator[tuple[str, Paging, tuple[Item, ...]]]:
    """Yield (address, paging, items) for each page of a list that begins at ``base``; an empty list has one page.

    ``first`` is where the first page is, if that is not ``base``.
    """
    return pages_of([tuple(items[start : start + most]) for start in range(0, len(items), most)], base, first=first)


def pages_of(
    parts: Sequence[tuple[Item, ...]], base: str, *, first: str = ""
) -> Iterator[tuple[str, Paging, tuple[Item, ...]]]:
    """Yield (address, paging, items) for the pages of a list that is split already."""
    parts = parts or [()]
    total = sum(map(len, parts))
    addresses = [first or base, *(f"{base}page/{number}/" for number in range(2, len(parts) + 1))]
    for index, (address, part) in enumerate(zip(addresses, parts, strict=True)):
        paging = Paging(
            number=index + 1,
            count=len(parts),
            total=total,
            previous=addresses[index - 1] if index else "",
            next=addresses[index + 1] if index + 1 < len(parts) else "",
        )
        yield address, paging, part


def packed(items: Iterable[Item], size: Callable[[Item], int], most: int = MOST_ITEMS) -> list[tuple[Item, ...]]:
    """Split a list of things of different size: each part holds ``most`` in all, or a single thing larger than that."""
    parts: list[list[Item]] = []
    room = 0
    for item in items:
        if not parts or size(item) > room:
            parts.append([])
            room = most
        parts[-1].append(item)
        room -= size(item)
    return [tuple(part) for part in parts]
