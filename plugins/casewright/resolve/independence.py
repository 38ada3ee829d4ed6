"""Which bearings count together: those that share no source, because one source is one witness.

Of the bearings of one lesson and one stance, the ones that count are chosen so that no two of them have a source in
common and the sum of their weights is as large as it can be. So a source is never counted twice for one stance, not
across cases and not within a case, and one more bearing never makes the sum smaller. Where two choices come to the same
sum, the one with the stronger bearing wins, then the one that comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from casewright.model.ids import SourceKey

MOST_TOGETHER = 30
"""How many bearings, tied to each other by their sources, are weighed in every combination. Of more than that, each in
turn counts, the strongest first, unless it shares a source with one that counts already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What one bearing could add: its weight, and the sources it rests on."""

    weight: Decimal
    sources: frozenset[SourceKey]


def independent(candidates: Sequence[Candidate]) -> frozenset[int]:
    """Return which candidates count, by their number from 0."""
    ranked = sorted(range(len(candidates)), key=lambda number: (-candidates[number].weight, number))
    counted: set[int] = set()
    for group in _tied(ranked, candidates):
        few = len(group) <= MOST_TOGETHER
        counted |= _heaviest(group, candidates) if few else _strongest_first(group, candidates)
    return frozenset(counted)


def _tied(ranked: Sequence[int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, ...]]:
    """Yield the groups that sources tie together, directly or through others, each with its strongest first."""
    by_source: dict[SourceKey, list[int]] = {}
    for number in ranked:
        for key in candidates[number].sources:
            by_source.setdefault(key, []).append(number)
    seen: set[int] = set()
    for start in ranked:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [start], [start]
        while waiting:
            keys = candidates[waiting.pop()].sources
            new = {number for key in keys for number in by_source.pop(key, ())} - seen
            seen |= new
            group.extend(new)
            waiting.extend(new)
        yield tuple(sorted(group, key=lambda number: (-candidates[number].weight, number)))


def _strongest_first(group: Sequence[int], candidates: Sequence[Candidate]) -> set[int]:
    chosen: set[int] = set()
    taken: set[SourceKey] = set()
    for number in group:
        if not candidates[number].sources & taken:
            chosen.add(number)
            taken |= candidates[number].sources
    return chosen


def _heaviest(group: tuple[int, ...], candidates: Sequence[Candidate]) -> frozenset[int]:
    rivals = {
        number: frozenset(
            other for other in group if other != number and candidates[other].sources & candidates[number].sources
        )
        for number in group
    }
    return _Search(rivals=rivals, candidates=candidates).best(group)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """Tries every combination worth trying: with the strongest bearing that is left, and without it."""

    rivals: dict[int, frozenset[int]]
    candidates: Sequence[Candidate]
    known: dict[tuple[int, ...], tuple[Decimal, frozenset[int]]] = field(default_factory=dict)

    def best(self, left: tuple[int, ...]) -> tuple[Decimal, frozenset[int]]:
        if not left:
            return Decimal(0), frozenset()
        if left not in self.known:
            first, rest = left[0], left[1:]
            weight, chosen = self.best(tuple(item for item in rest if item not in self.rivals[first]))
            found = (weight + self.candidates[first].weight, chosen | {first})
            if not self._is_safe(first, rest):
                without = self.best(rest)
                found = without if without[0] > found[0] else found
            self.known[left] = found
        return self.known[left]

    def _is_safe(self, first: int, rest: tuple[int, ...]) -> bool:
        """Return whether nothing is lost by taking the strongest: of its rivals only one could count anyway."""
        rivals = [item for item in rest if item in self.rivals[first]]
        return all(other in self.rivals[item] for index, item in enumerate(rivals) for other in rivals[:index])
