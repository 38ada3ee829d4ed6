"""Several engine processes, and what happens when one fails: its work is split, and each part tried once more."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock
from typing import Any, Self

from casewright.render.citeproc.worker import Refusal, Worker, WorkerError

SECONDS = 120.0
"""How long one document may take. A page with a thousand citations takes twenty seconds."""


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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for worker in self.workers:
            worker.stop()

    def ask(self, documents: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any] | Failure]:
        """Yield the answer to each document, in their order."""
        size = min(self.size or os.cpu_count() or 1, len(documents))
        if size <= 1:
            yield from map(self._answer, documents)
            return
        with ThreadPoolExecutor(size) as threads:
            yield from threads.map(self._answer, documents)

    def _answer(self, document: Mapping[str, Any]) -> Mapping[str, Any] | Failure:
        worker = self._worker()
        try:
            return worker.ask(document)
        except (OSError, WorkerError, Refusal) as error:
            return Failure(reason=str(error) or type(error).__name__)
        finally:
            self.idle.put(worker)

    def _worker(self) -> Worker:
        with self.lock:
            if self.idle.empty():
                worker = Worker(self.pandoc, seconds=self.seconds)
                self.workers.append(worker)
                return worker
            return self.idle.get()
