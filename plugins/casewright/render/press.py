"""The pages of a site → HTML, by several processes: each drafts its share, and finishes it once citations are known.

Finished pages go into a file for each process and are taken from there one at a time: nobody waits for anybody, and no
more of them is held in memory than one.
"""

from __future__ import annotations

import os
import pickle
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
from casewright.render.page import Draft, Printed, RenderedPage, Renderer
from casewright.render.references import PageRequest
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
    members: tuple[Member, ...] = ()
    """The processes at work; none where one does it all."""
    cited: Cited = field(default_factory=dict)
    """What each page that cites does cite, by address."""
    _drafts: dict[str, Draft] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _shelves: list[Shelf] = field(default_factory=list)
    """Where each process puts its pages."""
    _at_work: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        """Divide the pages; from here on nothing of them may change but what is printed."""
        size = self.processes if len(self.pages) >= LEAST_FOR_SEVERAL else 1
        if size > 1:
            for name in self.renderer.env.list_templates(extensions=["html"]):
                self.renderer.env.get_template(name)  # compiled once, and not by each
            for key in self.renderer.sources:
                self.renderer.spans[key]  # written once, likewise
        files = (TemporaryFile(buffering=0) for _ in range(size if size > 1 else 0))  # noqa: SIM115 - closed with all that is at work
        self._shelves = [Shelf(self._at_work.enter_context(file)) for file in files]
        work = _worker(self.renderer, self.pages, self._shelves)
        self.members = self._at_work.enter_context(crew(work, size))
        self._numbers = {page.address: number for number, page in enumerate(self.pages)}

    def draft(self, printed: Printed) -> Cited:
        """Draft the pages that cite, and return what they cite, in the order of the pages."""
        self.renderer = replace(self.renderer, printed=printed)
        cited: dict[str, PageRequest] = {}
        for member in self.members:
            member.send(printed)
        for member in self.members:
            cited |= member.receive() or {}
        for page in self.pages:
            if page.may_cite and page.address not in cited:
                self._drafts[page.address] = self.renderer.draft(page)
                cited[page.address] = self._drafts[page.address].request(page.address)
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

    def finish(self, results: Mapping[str, PageResult | None], labels: Labels) -> None:
        """Begin to finish the pages with their citations and references; pages of sources print those of others."""
        printed = replace(self.renderer.printed, pages=results, labels=labels)
        self.renderer = replace(self.renderer, printed=printed, drafts=self._drafts)
        for number, member in enumerate(self.members):
            own = (page.address for page in self.pages[number :: len(self.members)])
            member.send(({address: results[address] for address in own if address in results}, labels))

    def take(self, page: Page) -> RenderedPage:
        """Return a finished page. To ask in the order of the pages is quickest; any other gives the same."""
        number, size = self._numbers[page.address], len(self.members)
        rendered = self._shelves[number % size].take(number // size, self.members[number % size]) if size else None
        return rendered or self.renderer.render(page)

    def close(self) -> None:
        """Let all processes go."""
        self.members = ()
        self._at_work.close()


@dataclass(slots=True)
class Shelf:
    """Where one process puts its pages, and where each of them ends."""

    file: BinaryIO
    ends: list[int] = field(default_factory=lambda: [0])

    def put(self, page: RenderedPage) -> int:
        """Write a page behind the last one; return its length."""
        data = memoryview(pickle.dumps(page, pickle.HIGHEST_PROTOCOL))
        length = len(data)
        while data:
            data = data[os.write(self.file.fileno(), data) :]
        return length

    def take(self, number: int, member: Member) -> RenderedPage | None:
        """Return the page of a number once the process says that it is there; None where that is gone."""
        while len(self.ends) < number + 2:
            length = member.receive()
            if length is None:
                return None
            self.ends.append(self.ends[-1] + length)
        start, end = self.ends[number : number + 2]
        rendered: RenderedPage = pickle.loads(os.pread(self.file.fileno(), end - start, start))  # noqa: S301 - our own
        return rendered


def _worker(renderer: Renderer, pages: Sequence[Page], shelves: Sequence[Shelf]) -> Work:
    def work(number: int, size: int, line: Connection) -> None:
        own = pages[number::size]
        drafter = replace(renderer, printed=line.recv())
        drafts = {page.address: drafter.draft(page) for page in own if page.may_cite}
        line.send({address: draft.request(address) for address, draft in drafts.items()})
        pages_of_own, labels = line.recv()
        printed = replace(drafter.printed, pages=pages_of_own, labels=labels)
        finisher = replace(renderer, printed=printed, drafts=drafts)
        for page in own:
            line.send(shelves[number].put(finisher.render(page)))
            drafts.pop(page.address, None)

    return work
