"""The order in which a page is read: what stands in its text, and what in the footnotes that its author wrote.

Styles that cite in notes number both in one sequence, and make no note of a citation that stands in one already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InNote:
    """A citation in a footnote of the author's; ``index`` counts the citations of the page."""

    index: int
    is_first: bool
    """Whether the note, a single paragraph, begins with it; pandoc puts any other in brackets."""
    ends_sentence: bool
    """Whether nothing follows it, or a capital; then it has its full stop."""


Reading = tuple[int | tuple[InNote, ...], ...]
"""A page in the order of reading: each citation in its text by its index, each footnote by the citations in it."""


def indexes(reading: Reading) -> Iterator[int]:
    """Yield the citations in the order of reading."""
    for place in reading:
        if isinstance(place, int):
            yield place
        else:
            yield from (one.index for one in place)


def only(reading: Reading, kept: dict[int, int]) -> Reading:
    """Return a reading with nothing but the citations in ``kept``, which says what each is counted as."""

    def places() -> Iterator[int | tuple[InNote, ...]]:
        for place in reading:
            if not isinstance(place, int):
                yield tuple(
                    InNote(index=kept[one.index], is_first=one.is_first, ends_sentence=one.ends_sentence)
                    for one in place
                    if one.index in kept
                )
            elif place in kept:
                yield kept[place]

    return tuple(places())
