"""The editions of the casebook, and what changed from each to the next: records that came, went or say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.model.dates import parse_date
from casewright.model.ids import Ref
from casewright.model.library import RECORD_TYPES
from casewright.model.release import Change, Entry, Release
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import edition_address, record_address
from casewright.views.paging import Paging, packed, paged, pages_of

_KINDS = {kind.value: kind.folder for kind in RECORD_TYPES}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink:
    """An edition in a list: what it holds and what it changed."""

    tag: str
    address: str
    day: str
    records: tuple[tuple[str, int], ...]
    """How many records of each kind, by the word for several."""
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsView:
    """One page of the list of editions, the newest first."""

    editions: tuple[EditionLink, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A record of an edition. It may have another address by now, or none."""

    kind: str
    title: str
    address: str
    changes: tuple[Change, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One page of what an edition changed; a kind of change of which none is on the page is empty."""

    edition: EditionLink
    revision: str
    previous: EditionLink | None
    next: EditionLink | None
    data: str
    """The address of the same for programs."""
    added: tuple[EntryView, ...]
    changed: tuple[EntryView, ...]
    removed: tuple[EntryView, ...]
    paging: Paging


def editions_views(linked: LinkedLibrary) -> Iterator[tuple[str, EditionsView]]:
    """Yield (address, view) of each page of the list of editions."""
    links = tuple(map(_link, linked.library.releases))
    for address, paging, items in paged(links, edition_address("")[:-1]):
        yield address, EditionsView(editions=items, paging=paging)


def edition_views(linked: LinkedLibrary) -> Iterator[tuple[str, EditionView]]:
    """Yield (address, view) of each page of each edition."""
    releases = linked.library.releases
    by_tag = {release.tag: release for release in releases}
    following = {release.previous: release for release in reversed(releases) if release.previous}
    for release in releases:
        entries = [(kind, entry) for kind in ("added", "changed", "removed") for entry in getattr(release, kind)]
        parts = packed(entries, lambda item: 1 + len(item[1].changes))
        for address, paging, items in pages_of(parts, edition_address(release.tag)):
            shown = {kind: tuple(_entry(entry, linked) for name, entry in items if name == kind) for kind in _PARTS}
            yield (
                address,
                EditionView(
                    edition=_link(release),
                    revision=release.revision,
                    previous=_maybe(by_tag, release.previous),
                    next=_maybe(following, release.tag),
                    data=f"{edition_address(release.tag)[:-1]}.json",
                    paging=paging,
                    **shown,
                ),
            )


_PARTS = ("added", "changed", "removed")


def _maybe(releases: Mapping[str, Release], tag: str) -> EditionLink | None:
    return _link(releases[tag]) if tag in releases else None


def _link(release: Release) -> EditionLink:
    day = parse_date(release.date)
    return EditionLink(
        tag=release.tag,
        address=edition_address(release.tag),
        day=day.words if day else release.date,
        records=tuple((_KINDS[kind], count) for kind, count in release.records),
        added=len(release.added),
        changed=len(release.changed),
        removed=len(release.removed),
    )


def _entry(entry: Entry, linked: LinkedLibrary) -> EntryView:
    target: Ref | None = linked.targets.get(entry.ref)
    return EntryView(
        kind=entry.ref.kind,
        title=entry.title,
        address=record_address(target) if target else "",
        changes=entry.changes,
        more=entry.more,
    )
