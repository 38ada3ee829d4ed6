"""Finished pages of earlier builds, each with all that it follows from; packed into one file for each process.

A page is looked for under a digest of what it shows, of the templates and of the program. It is the one that would be
written now if all that was looked up for it is found as it was, and if its citations were printed as they are now.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casewright.cache import Cache, digest
from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.render.citeproc.reading import InNote, Reading
from casewright.render.headings import Heading
from casewright.render.lookups import LookedUp, asked_of, asked_values
from casewright.render.page import RenderedPage
from casewright.render.references import PageRequest

_KIND = "pages"
_LEVEL = 1
"""How hard pages are packed: a sixth of the room for little time."""
_LONGEST = 50_000_000
"""No page is longer than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A finished page, and what it follows from beside what it shows."""

    asked: LookedUp
    """What was looked up for the draft."""
    found: str
    """A digest of what was found."""
    request: PageRequest
    """What the page cites."""
    printed: str
    """A digest of how that was printed."""
    asked_last: LookedUp
    found_last: str
    """Likewise for the finished page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished page as it is kept."""

    data: bytes
    """The page, packed."""
    name: str = ""
    """What it is kept under; nothing where that cannot be told."""
    follows: bytes = b""
    """What it follows from beside that."""
    is_new: bool = True


@dataclass(slots=True)
class PastPages:
    """What is kept of earlier builds of a site, and where that of this one goes."""

    cache: Cache = field(default_factory=Cache)
    site: str = ""
    """A digest of what tells the site from others that are made of the same records."""
    templates: str = ""
    """A digest of the templates; without one, nothing is kept."""
    _packs: list[Pack] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Return whether anything is kept."""
        return self.cache.folder is not None and bool(self.templates)

    def open(self) -> None:
        """Read what is kept."""
        while self.is_kept and self.cache.has(_KIND, self._name(len(self._packs))):
            self._packs.append(Pack.of(self.cache.get_bytes(_KIND, self._name(len(self._packs))) or b""))
            if not self._packs[-1].places:
                break

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return any(pack.places for pack in self._packs)

    def get(self, name: str, address: str) -> tuple[Past, bytes] | None:
        """Return what is kept under a name, for the page at an address: the page is packed."""
        for pack in self._packs:
            if found := pack.get(name):
                past = _past(found[0], address)
                return (past, found[1]) if past else None
        return None

    def put(self, number: int, pages: Iterable[Written]) -> None:
        """Keep the pages of one process in the place of what it kept before."""
        if self.is_kept:
            self.cache.put_bytes(_KIND, self._name(number), packed(pages))

    def end(self, count: int) -> None:
        """Say that nothing is kept of more than so many processes."""
        if self.cache.has(_KIND, self._name(count)):
            self.cache.put_bytes(_KIND, self._name(count), b"")

    def _name(self, number: int) -> str:
        return digest(self.site, number)


@dataclass(slots=True)
class Pack:
    """The pages that one process has kept: where each is in the data."""

    data: bytes = b""
    places: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """Of each name, where what it follows from begins, where the page begins, and where that ends."""

    @classmethod
    def of(cls, data: bytes) -> Pack:
        """Return the pack that was written, or an empty one."""
        first, _, rest = data.partition(b"\n")
        try:
            places, start = {}, 0
            for name, one, other in json.loads(first):
                places[str(name)] = (start, start + one, start + one + other)
                start += one + other
        except (RecursionError, TypeError, ValueError):
            return cls()
        return cls(rest, places)

    def get(self, name: str) -> tuple[bytes, bytes] | None:
        """Return what a page follows from, and the page."""
        if place := self.places.get(name):
            start, middle, end = place
            return self.data[start:middle], self.data[middle:end]
        return None


def packed(pages: Iterable[Written]) -> bytes:
    """Return the pack of those pages of which it is known what they follow from."""
    found = [page for page in pages if page.name]
    places = [[page.name, len(page.follows), len(page.data)] for page in found]
    parts = (part for page in found for part in (page.follows, page.data))
    return b"".join([json.dumps(places).encode(), b"\n", *parts])


def page_bytes(page: RenderedPage, *, is_kept: bool) -> bytes:
    """Return a finished page written down; to be kept, it is made short."""
    headings = [[one.level, one.id, one.text] for one in page.headings]
    filters = [[name, *values] for name, values in page.filters.items()]
    head = json.dumps([headings, filters, page.markdown], ensure_ascii=False)
    return zlib.compress(f"{head}\n{page.html}".encode("utf-8", "surrogatepass"), _LEVEL if is_kept else 0)


def page_of(data: bytes) -> RenderedPage | None:
    """Return the page that was written down, or None where that is none."""
    try:
        unpacked = zlib.decompressobj()
        head, _, html = unpacked.decompress(data, _LONGEST).decode("utf-8", "surrogatepass").partition("\n")
        if not unpacked.eof:
            return None
        headings, filters, markdown = json.loads(head)
        return RenderedPage(
            html=html,
            headings=tuple(Heading(level=level, id=id_, text=words) for level, id_, words in headings),
            filters={name: tuple(values) for name, *values in filters},
            markdown=markdown,
        )
    except (RecursionError, TypeError, ValueError, zlib.error):
        return None


def past_bytes(past: Past) -> bytes:
    """Return what a page follows from, written down."""
    values = [
        [asked_values(past.asked), past.found],
        request_values(past.request),
        past.printed,
        [asked_values(past.asked_last), past.found_last],
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def request_values(request: PageRequest) -> list[Any]:
    """Return all that decides how a page is printed that cites this, as plain values."""
    clusters = [[is_in_text, [_item_values(item) for item in items]] for items, is_in_text in request.clusters]
    return [clusters, [_place_values(place) for place in request.reading]]


def _past(data: bytes, address: str) -> Past | None:
    try:
        (asked, found), (clusters, reading), printed, last = json.loads(data.decode("utf-8", "surrogatepass"))
        asked_last, found_last = last
        request = PageRequest(name=address, clusters=tuple(map(_cluster, clusters)), reading=_reading(reading))
        return Past(
            asked=asked_of(asked),
            found=found,
            request=request,
            printed=printed,
            asked_last=asked_of(asked_last),
            found_last=found_last,
        )
    except (AttributeError, RecursionError, TypeError, ValueError):
        return None


def _item_values(item: CitedItem) -> list[str | bool]:
    """Return what decides how a work is cited; where that is written says nothing of it."""
    return [item.key, item.prefix, item.label, item.locator, item.suffix, item.is_author_suppressed]


def _cluster(values: Any) -> Cluster:  # noqa: ANN401 - plain values
    is_in_text, items = values
    return tuple(_items(items)), is_in_text


def _items(values: Any) -> Iterator[CitedItem]:  # noqa: ANN401 - as above
    for key, prefix, label, locator, suffix, is_suppressed in values:
        yield CitedItem(
            key=SourceKey(key),
            prefix=prefix,
            label=label,
            locator=locator,
            suffix=suffix,
            is_author_suppressed=is_suppressed,
        )


def _place_values(place: int | tuple[InNote, ...]) -> int | list[list[int | bool]]:
    return place if isinstance(place, int) else [[one.index, one.is_first, one.ends_sentence] for one in place]


def _reading(values: Any) -> Reading:  # noqa: ANN401 - as above
    return tuple(
        place
        if isinstance(place, int)
        else tuple(InNote(index=i, is_first=first, ends_sentence=ends) for i, first, ends in place)
        for place in values
    )
