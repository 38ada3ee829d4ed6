"""Long lists are split, so that no page grows with the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def paged(items: Sequence[Item], base: str, most: int = MOST_ITEMS) -> Iterator[tuple[str, Paging, tuple[Item, ...]]]:
    """Yield (address, paging, items) for each page of a list that begins at ``base``; an empty list has one page."""
    count = max(1, -(-len(items) // most))
    addresses = [base, *(f"{base}page/{number}/" for number in range(2, count + 1))]
    for index, address in enumerate(addresses):
        paging = Paging(
            number=index + 1,
            count=count,
            total=len(items),
            previous=addresses[index - 1] if index else "",
            next=addresses[index + 1] if index + 1 < count else "",
        )
        yield address, paging, tuple(items[index * most : (index + 1) * most])
