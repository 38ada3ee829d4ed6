"""Several processes for one piece of work: copies of this one, which each do their share and send what comes of it.

A crew only ever saves time. Where a copy cannot be made, or one is killed, fails or sends nothing more, whoever asked
does that share itself; so an error is met where it can be told, and the result is the same with any number.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

Work = Callable[[int, int, Connection], None]
"""What each does, with its number, the size of the crew and the line to who asked."""


@dataclass(slots=True)
class Member:
    """One process of a crew, and the line to it; without one it is gone."""

    process: BaseProcess
    line: Connection | None

    def send(self, value: object) -> None:
        """Send a value; to one that is gone, nothing is sent."""
        if self.line:
            try:
                self.line.send(value)
            except (OSError, ValueError):
                self.let_go()

    def receive(self) -> Any:  # noqa: ANN401 - what the work sends
        """Return the next value that it sends, or None where it is gone."""
        if self.line:
            try:
                return self.line.recv()
            except Exception:  # noqa: BLE001 - half a value may fail in any way
                self.let_go()
        return None

    def let_go(self) -> None:
        """End it; nothing more is expected of it."""
        if self.line:
            self.line.close()
            self.line = None
        self.process.kill()


def cores() -> int:
    """Return how many processes can work at once."""
    with suppress(AttributeError):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def crew(work: Work, size: int) -> Iterator[tuple[Member, ...]]:
    """Have ``size`` copies of this process at work; none where it cannot be copied safely, or one would be alone."""
    if size < 2 or sys.platform not in ("linux", "freebsd") or threading.active_count() > 1:  # noqa: PLR2004
        yield ()
        return
    members = _members(work, size)
    try:
        yield tuple(members)
    finally:
        for member in members:
            member.let_go()
        for member in members:
            member.process.join()


def _members(work: Work, size: int) -> list[Member]:
    context = multiprocessing.get_context("fork")
    members: list[Member] = []
    lines: list[Connection] = []
    gc.freeze()  # what is there already is not gone through in the copies, and so stays shared
    try:
        for number in range(size):
            here, there = context.Pipe()
            lines.append(here)
            process = context.Process(target=_begin, args=(work, number, size, there, lines), daemon=True)
            process.start()
            there.close()
            members.append(Member(process, here))
    except OSError:  # no memory, or too many processes
        pass
    finally:
        gc.unfreeze()
    return members


def _begin(work: Work, number: int, size: int, line: Connection, others: list[Connection]) -> None:
    for other in others:  # so that the line ends when who asked does
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked is told, and ends the crew
    with suppress(Exception):  # who asked meets the error again, and can tell
        work(number, size, line)
    line.close()
