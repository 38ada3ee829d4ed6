"""Which briefs (or pictures) a site has, and where their bytes lie until they are published.

Not in memory: they are too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import BinaryIO

from casewright.problems import Problem
from casewright.progress import SILENT, Progress
from casewright.render.brief_notes import BriefNotes
from casewright.render.typesetting import BriefFile, BriefOrder, Typesetter

STAGE, SHEETS, IMAGES = "briefs", "sheets", "pictures"
"""The stages in which they are set."""


@dataclass(slots=True, kw_only=True)
class Briefs:
    """The briefs that were set, which is done before pages are written: these lead to no others."""

    problems: tuple[Problem, ...] = ()
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where each lies in the file, and how long it is, by its address."""
    _file: BinaryIO | None = None

    @classmethod
    def of(
        cls,
        orders: Iterable[BriefOrder],
        typesetter: Typesetter,
        notes: BriefNotes | None = None,
        progress: Progress = SILENT,
        stage: str = STAGE,
    ) -> Briefs:
        """Return what came of some orders, and note it where there are notes."""
        progress.stage(stage)
        notes = notes or BriefNotes()
        file = TemporaryFile()  # noqa: SIM115 - closed with the briefs
        problems: list[Problem] = []
        places: dict[str, tuple[int, int]] = {}
        asked: dict[str, BriefOrder] = {}
        for brief in typesetter.all(_noting(orders, asked)):
            problems += brief.problems
            _note(notes, asked.pop(brief.address), brief)
            if brief.data:
                places[brief.address] = (file.tell(), len(brief.data))
                file.write(brief.data)
            progress.step()
        notes.keep()
        return cls(problems=tuple(problems), _places=places, _file=file)

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of all that were set."""
        return frozenset(self._places)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the address and the bytes of each, in the order in which they were set."""
        for address, (start, length) in self._places.items():
            assert self._file  # noqa: S101 - there is one where anything was set
            self._file.seek(start)
            yield address, self._file.read(length)

    def close(self) -> None:
        """Let the bytes go."""
        if self._file:
            self._file.close()
        self._places.clear()


def _noting(orders: Iterable[BriefOrder], asked: dict[str, BriefOrder]) -> Iterator[BriefOrder]:
    for order in orders:
        asked[order.address] = order
        yield order


def _note(notes: BriefNotes, order: BriefOrder, brief: BriefFile) -> None:
    if order.noted and order.noted.name == brief.kept_as:
        notes.go_on(order.name, order.noted)
    elif brief.kept_as:
        notes.note(order.name, brief.kept_as, brief.lacking, order.trace)
