"""The sources of a bibliography, kept each by itself: whoever asks for one does not wait for ten thousand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from casewright.model.ids import SourceKey
from casewright.model.source import Source
from casewright.read.kept import Kept, loaded, name_of, written

APART = "sources"
"""The kind of what is kept."""


class DamagedError(Exception):
    """What was kept holds something else than sources."""


@dataclass(frozen=True, slots=True)
class SourcesApart(Mapping[SourceKey, Source]):
    """Sources by key, each made when it is asked for. Raises DamagedError where it cannot be made."""

    kept: Mapping[SourceKey, bytes]
    made: dict[SourceKey, Source] = field(default_factory=dict)

    def __getitem__(self, key: SourceKey) -> Source:
        """Return a source."""
        if key not in self.made:
            found = loaded(self.kept[key])
            if not isinstance(found, Source):
                raise DamagedError(key)
            self.made[key] = found
        return self.made[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a source, without making it."""
        return key in self.kept

    def __iter__(self) -> Iterator[SourceKey]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


def keep_apart(name: str, sources: Mapping[SourceKey, Source], keys: Collection[SourceKey], kept: Kept) -> None:
    """Keep the sources of a bibliography, and which of its ``keys`` are those of no source."""
    if kept.cache.folder:
        unread = sorted(set(keys) - sources.keys())
        kept.cache.put_bytes(APART, name, written(({key: written(source) for key, source in sources.items()}, unread)))


def sources_apart(files: Sequence[tuple[str, bytes]], kept: Kept) -> tuple[SourcesApart, frozenset[SourceKey]] | None:
    """Return the sources in files that were read before, and the keys of no source; None where they were not."""
    data = kept.cache.get_bytes(APART, name_of(files))
    match loaded(data) if data else None:
        case (dict(by_key), list(unread)):
            return SourcesApart(by_key), frozenset(unread)
    return None
