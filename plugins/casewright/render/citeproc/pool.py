"""Several engine processes, and what happens when one fails: its work is split, and each part tried once more.

An engine that fails again and again without a single answer is asked no more: it would fail for each page anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock
from typing import Any, Self

from casewright.render.citeproc.worker import Refusal, Worker, WorkerError

SECONDS = 20.0
"""How long any document may take, however small: time to start a process and to read the style on a busy machine."""

_SECONDS_EACH = 0.05
"""How much longer for each work and citation in it. A page that cites a thousand works took 25 seconds in the slowest
of the shipped styles (chicago-author-date) on two cores that had ten other things to do; it may take 120."""

_TRIES = 4
"""So many documents may fail before any was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be formatted, and the engine's own words."""

    reason: str


@dataclass(slots=True)
class Pool:
    """Processes that share work. Use it as a context manager: leaving it ends them all."""

    pandoc: str
    size: int = 0
    """How many processes at the most; 0 for one per core."""
    seconds: float = SECONDS
    workers: list[Worker] = field(default_factory=list)
    idle: SimpleQueue[Worker] = field(default_factory=SimpleQueue)
    lock: Lock = field(default_factory=Lock)
    has_answered: bool = False
    failures: list[Failure] = field(default_factory=list)
    """How processes failed, in the order of time."""

    @property
    def is_dead(self) -> bool:
        """Return whether no more is to be expected: there were several tries, and never an answer."""
        return not self.has_answered and len(self.failures) >= _TRIES

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for worker in self.workers:
            worker.stop()

    def ask(
        self, documents: Sequence[Mapping[str, Any]], sizes: Sequence[int]
    ) -> Iterator[Mapping[str, Any] | Failure]:
        """Yield the answer to each document, in their order; their sizes are so many works and citations."""
        size = min(self.size or os.cpu_count() or 1, len(documents))
        if size <= 1:
            yield from map(self._answer, documents, sizes)
            return
        with ThreadPoolExecutor(size) as threads:
            yield from threads.map(self._answer, documents, sizes)

    def _answer(self, document: Mapping[str, Any], size: int) -> Mapping[str, Any] | Failure:
        if self.is_dead:
            return self.failures[-1]
        worker = self._worker()
        try:
            answer = worker.ask(document, self.seconds + size * _SECONDS_EACH)
        except Refusal as refusal:
            self.has_answered = True
            return Failure(reason=str(refusal))
        except (OSError, WorkerError) as error:
            failure = Failure(reason=str(error) or type(error).__name__)
            self.failures.append(failure)
            return failure
        else:
            self.has_answered = True
            return answer
        finally:
            self.idle.put(worker)

    def _worker(self) -> Worker:
        with self.lock:
            if self.idle.empty():
                worker = Worker(self.pandoc)
                self.workers.append(worker)
                return worker
            return self.idle.get()
