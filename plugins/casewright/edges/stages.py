"""The stages of a build: how long each takes, told while it goes on, and written down for a profile."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

from casewright.progress import SILENT, Progress

SHOWN, PROFILE = "CASEWRIGHT_PROGRESS", "CASEWRIGHT_PROFILE"
"""Variables by which the command tells the engine how to show progress, and where to write how long it took."""
BAR, LINES = "bar", "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage that is over: seconds on the clock, seconds of all processors, and how many things were done."""

    name: str
    seconds: float
    processor: float
    count: int = 0


class Display(Protocol):
    """Shows stages to people."""

    def begin(self, name: str, total: int) -> None:
        """Show that a stage has begun."""

    def step(self, count: int) -> None:
        """Show that some steps are done."""

    def end(self, stage: Stage) -> None:
        """Show that it is over."""

    def clear(self) -> None:
        """Make room for a line that somebody else prints."""


def processor_time() -> float:
    """Return the seconds that processors have worked for this process and those that it waited for."""
    return sum(os.times()[:4])


@dataclass(slots=True, kw_only=True)
class Stages:
    """Measures stages one after the other."""

    display: Display | None = None
    clock: Callable[[], float] = time.monotonic
    processor: Callable[[], float] = processor_time
    done: list[Stage] = field(default_factory=list)
    _name: str = ""
    _count: int = 0
    _begun: tuple[float, float] = (0, 0)

    def stage(self, name: str, total: int = 0) -> None:
        """End the stage before and begin another, or go on with the same."""
        if name != self._name:
            self.end()
            self._name, self._count, self._begun = name, 0, (self.clock(), self.processor())
        if self.display:
            self.display.begin(name, total)

    def step(self, count: int = 1) -> None:
        """Count what was done."""
        self._count += count
        if self.display:
            self.display.step(count)

    def end(self) -> None:
        """End the stage that is going on, if one is."""
        if not self._name:
            return
        seconds, processor = self.clock() - self._begun[0], self.processor() - self._begun[1]
        stage = Stage(name=self._name, seconds=seconds, processor=processor, count=self._count)
        self._name = ""
        self.done.append(stage)
        if self.display:
            self.display.end(stage)

    def clear(self) -> None:
        """Make room for a line that somebody else prints."""
        if self.display:
            self.display.clear()


@cache
def told_stages() -> Stages | None:
    """Return what measures the stages of this process, or None where the command has not asked for it."""
    shown, profile = os.environ.get(SHOWN), os.environ.get(PROFILE)
    if not shown and not profile:
        return None
    from casewright.edges.progress_shown import display_of

    return Stages(display=display_of(shown or ""))


def progress() -> Progress:
    """Return whom the plugins tell how far they have come."""
    return told_stages() or SILENT


def write_stages(path: Path, stages: Iterable[Stage]) -> None:
    """Write stages as JSON, in their order. Raises OSError."""
    rows = [{name: _plain(value) for name, value in asdict(stage).items()} for stage in stages]
    path.write_text(json.dumps({"stages": rows}, indent=2) + "\n", encoding="utf-8")


def read_stages(path: Path) -> tuple[Stage, ...]:
    """Return the stages that were written into a file; none where it cannot be read."""
    try:
        return tuple(Stage(**row) for row in json.loads(path.read_text(encoding="utf-8"))["stages"])
    except (KeyError, OSError, TypeError, ValueError):
        return ()


def table(stages: Iterable[Stage]) -> str:
    """Return stages as lines for people, the sum last."""
    rows = [*stages]
    rows.append(Stage(name="all", seconds=sum(s.seconds for s in rows), processor=sum(s.processor for s in rows)))
    width = max(len("stage"), *(len(row.name) for row in rows))
    lines = [f"{'stage':<{width}}  {'seconds':>9}  {'processor':>9}  {'count':>9}"]
    for row in rows:
        count = f"{row.count:,}" if row.count else ""
        lines.append(f"{row.name:<{width}}  {row.seconds:>9.2f}  {row.processor:>9.2f}  {count:>9}".rstrip())
    return "\n".join(lines)


def _plain(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
