"""The pages of a site → HTML, by several processes: each drafts its share, and finishes it once citations are known.

Finished pages go into a file for each process and are taken from there one at a time: nobody waits for anybody, and no
more of them is held in memory than one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from tempfile import TemporaryFile
from typing import BinaryIO

from casewright.crew import Member, Work, crew
from casewright.model.ids import Ref, SourceKey
from casewright.render.as_printed import Labels
from casewright.render.citeproc.result import PageResult
from casewright.render.page import Printed, RenderedPage, Renderer
from casewright.render.past import PastPages, Written, page_of
from casewright.render.references import PageRequest
from casewright.render.share import Share
from casewright.views.site import Page

LEAST_FOR_SEVERAL = 200
"""So few pages are written in less time than it takes to divide the work."""

Cited = Mapping[str, PageRequest]
"""What is to be formatted, by the address of the page."""


@dataclass(slots=True)
class Press:
    """Begun with what all pages have in common; `draft` what cites, then `finish`, then take pages one by one."""

    renderer: Renderer
    pages: Sequence[Page]
    processes: int = 1
    past: PastPages = field(default_factory=PastPages)
    """Pages of earlier builds."""
    members: tuple[Member, ...] = ()
    """The processes at work; none where one does it all."""
    cited: Cited = field(default_factory=dict)
    """What each page that cites does cite, by address."""
    shown: dict[str, str] = field(default_factory=dict)
    """A digest of what each of these shows, by address; nothing where it cannot be told."""
    anew: set[str] = field(default_factory=set)
    """The addresses of the pages that were taken and are none of earlier builds."""
    _own: Share = field(init=False)
    """What is done here."""
    _written: dict[str, Written] = field(default_factory=dict)
    """The pages that were written here, to be kept."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _shelves: list[Shelf] = field(default_factory=list)
    """Where each process puts its pages."""
    _at_work: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        """Divide the pages; from here on nothing of them may change but what is printed."""
        size = self.processes if len(self.pages) >= LEAST_FOR_SEVERAL else 1
        self.past.open()
        if size > 1 and not self.past:
            for name in self.renderer.env.list_templates(extensions=["html"]):
                self.renderer.env.get_template(name)  # compiled once, and not by each
            for key in self.renderer.sources:
                self.renderer.spans[key]  # written once, likewise
        files = (TemporaryFile(buffering=0) for _ in range(size if size > 1 else 0))  # noqa: SIM115 - closed with all that is at work
        self._shelves = [Shelf(self._at_work.enter_context(file)) for file in files]
        self._own = Share(renderer=self.renderer, past=self.past)
        work = _worker(self._own, self.pages, self._shelves)
        self.members = self._at_work.enter_context(crew(work, size))
        self._numbers = {page.address: number for number, page in enumerate(self.pages)}

    def draft(self, printed: Printed) -> Cited:
        """Draft the pages that cite, and return what they cite, in the order of the pages."""
        self.renderer = replace(self.renderer, printed=printed)
        self._own.begin(printed)
        cited: dict[str, PageRequest] = {}
        for member in self.members:
            member.send(printed)
        for member in self.members:
            told = member.receive()
            if told:
                cited |= told[0]
                self.shown |= told[1]
        for page in self.pages:
            if page.may_cite and page.address not in cited:
                cited[page.address] = self._own.draft(page)
                self.shown[page.address] = self._own.name(page)
        self.cited = {page.address: cited[page.address] for page in self.pages if page.address in cited}
        return self.cited

    def cited_by_record(self) -> Mapping[Ref, tuple[SourceKey, ...]]:
        """Return the keys of the sources that the pages of each record cite, sorted."""
        found: dict[Ref, set[SourceKey]] = {}
        for page in self.pages:
            ref = page.ref or page.continues
            if ref and page.address in self.cited:
                clusters = self.cited[page.address].clusters
                found.setdefault(ref, set()).update(item.key for items, _ in clusters for item in items)
        return {ref: tuple(sorted(keys)) for ref, keys in found.items()}

    def finish(
        self,
        results: Mapping[str, PageResult | None],
        briefs: Mapping[Ref, tuple[str, ...]] | None = None,
        labels: Labels | None = None,
    ) -> None:
        """Begin to finish the pages with their citations and references, links to briefs, and what others print."""
        told = (briefs or {}, labels or {})
        printed = replace(self.renderer.printed, pages=results, briefs=told[0], labels=told[1])
        self.renderer = replace(self.renderer, printed=printed)
        self._own.go_on(results, *told)
        for number, member in enumerate(self.members):
            own = (page.address for page in self.pages[number :: len(self.members)])
            member.send(({address: results[address] for address in own if address in results}, *told))

    def take(self, page: Page) -> RenderedPage:
        """Return a finished page. To ask in the order of the pages is quickest; any other gives the same."""
        number, size = self._numbers[page.address], len(self.members)
        data = self._shelves[number % size].take(number // size, self.members[number % size]) if size else None
        if data is None:
            written = self._own.write(page)
            data, is_new = written.data, written.is_new
            if not size:
                self._written[page.address] = written
        else:
            is_new = number // size in self._shelves[number % size].new
        if is_new:
            self.anew.add(page.address)
        return page_of(data) or self._own.render(page)

    def close(self) -> None:
        """Keep what was finished, once that is all, and let the processes go."""
        size = len(self.members)
        if not size and len(self._written) == len(self.pages):
            self.past.put(0, self._written.values())
            self.past.end(1)
        elif size and all(map(self._is_kept, range(size))):
            self.past.end(size)
        self.members, self._written = (), {}
        self._at_work.close()

    def _is_kept(self, number: int) -> bool:
        """Return whether a process has written all its pages, once it has kept them."""
        own = len(self.pages[number :: len(self.members)])
        return len(self._shelves[number].ends) > own and bool(self.members[number].receive())


@dataclass(slots=True)
class Shelf:
    """Where one process puts its pages, and where each of them ends."""

    file: BinaryIO
    ends: list[int] = field(default_factory=lambda: [0])
    new: set[int] = field(default_factory=set)
    """Which of them are none of earlier builds."""

    def put(self, page: bytes) -> int:
        """Write a page behind the last one; return its length."""
        data = memoryview(page)
        while data:
            data = data[os.write(self.file.fileno(), data) :]
        self.ends.append(self.ends[-1] + len(page))
        return len(page)

    def take(self, number: int, member: Member) -> bytes | None:
        """Return the page of a number once the process says that it is there; None where that is gone."""
        while len(self.ends) < number + 2:
            told = member.receive()
            if told is None:
                return None
            length, is_new = told
            if is_new:
                self.new.add(len(self.ends) - 1)
            self.ends.append(self.ends[-1] + length)
        return self.get(number)

    def get(self, number: int) -> bytes:
        """Return a page that is there."""
        start, end = self.ends[number : number + 2]
        return os.pread(self.file.fileno(), end - start, start)


def _worker(share: Share, pages: Sequence[Page], shelves: Sequence[Shelf]) -> Work:
    def work(number: int, size: int, line: Connection) -> None:
        own, shelf = pages[number::size], shelves[number]
        share.begin(line.recv())
        cited = {page.address: share.draft(page) for page in own if page.may_cite}
        line.send((cited, {page.address: share.name(page) for page in own if page.may_cite}))
        share.go_on(*line.recv())
        kept: list[Written] = []
        for page in own:
            written = share.write(page)
            line.send((shelf.put(written.data), written.is_new))
            kept.append(replace(written, data=b""))
        share.past.put(number, (replace(one, data=shelf.get(place)) for place, one in enumerate(kept)))
        line.send(True)  # noqa: FBT003 - that it is kept

    return work
