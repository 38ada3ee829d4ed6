"""A check of many addresses at once: hosts beside each other, the addresses of one host one after the other."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from casewright.edges.web_asking import MOST_FAILURES, Asking, host_of
from casewright.edges.web_kept import KeptAnswers
from casewright.edges.web_request import NoAnswerError, is_online
from casewright.edges.web_turns import StoppedError
from casewright.model.web import Answer, ArchivedCopy, State
from casewright.progress import Progress

WORKERS = 8
"""How many hosts are asked beside each other."""
_LOOK = 0.2
"""Seconds after which the main thread looks up from its wait, so that Ctrl-C is heard."""
Item = TypeVar("Item")


class NoNetworkError(Exception):
    """No name on the web is known: nothing can be checked."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What came of a check; what is not there was not asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    copies: dict[str, ArchivedCopy | None] = field(default_factory=dict)
    is_stopped: bool = False


@dataclass(slots=True, kw_only=True)
class WebCheck:
    """Asks many addresses, and keeps each answer at once."""

    asking: Asking
    kept: KeptAnswers
    progress: Progress
    has_network: Callable[[], bool] = is_online
    _is_known: bool | None = None
    """Whether there is a network, once that was asked."""
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, addresses: Iterable[str], found: Found) -> None:
        """Add the answers to addresses to what was found. Raises NoNetworkError.

        Ctrl-C ends it; what was found until then stays.
        """

        def keep(address: str, answer: Answer) -> None:
            found.answers[address] = answer
            self.kept.put(address, answer)

        self._in_parallel("asking", sorted(set(addresses)), self._answer, keep, found)

    def look_for_copies(self, lost: Mapping[str, str], found: Found) -> None:
        """Add what the archive has of lost pages, given with the days on which they were read, to what was found."""

        def copy(address: str) -> ArchivedCopy | None:
            return self.asking.copy(address, lost[address])

        def keep(address: str, copy: ArchivedCopy | None) -> None:
            found.copies[address] = copy
            self.kept.put_copy(address, copy)

        self._in_parallel("looking into the archive", sorted(lost), copy, keep, found)

    def _answer(self, address: str) -> Answer:
        turns, host = self.asking.turns, host_of(address)
        if turns.failures(host) >= MOST_FAILURES:
            return Answer(state=State.UNSURE, says=f"{host} did not answer", day=self.asking.today)
        try:
            return self.asking.answer(address)
        except NoAnswerError as error:
            if not self._is_there_a_network():
                raise NoNetworkError from error
            return self.asking.unknown(error)

    def _is_there_a_network(self) -> bool:
        with self._guard:
            if self._is_known is None:
                self._is_known = self.has_network()
            return self._is_known

    def _in_parallel(
        self,
        stage: str,
        addresses: Sequence[str],
        act: Callable[[str], Item],
        keep: Callable[[str, Item], None],
        found: Found,
    ) -> None:
        """Do something with each address, and keep what comes of it, until all is done or somebody stops it."""
        stop = self.asking.turns.stop
        if stop.is_set() or not addresses:
            return
        self.progress.stage(stage, len(addresses))
        try:
            for address, item in _results(addresses, act, stop):
                if not isinstance(item, NoAnswerError):
                    keep(address, item)
                self.progress.step()
        except KeyboardInterrupt:
            found.is_stopped = True
            stop.set()
        except BaseException:
            stop.set()
            raise


def _results(
    addresses: Sequence[str], act: Callable[[str], Item], stop: threading.Event
) -> Iterator[tuple[str, Item | NoAnswerError]]:
    """Yield what comes of each address as soon as it is there."""
    jobs: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    results: queue.SimpleQueue[tuple[str, Item | Exception]] = queue.SimpleQueue()
    for _, group in groupby(sorted(addresses, key=host_of), key=host_of):
        jobs.put(list(group))
    for _ in range(min(WORKERS, jobs.qsize())):
        threading.Thread(target=_work, args=(jobs, results, act, stop), daemon=True).start()
    left = len(addresses)
    while left:
        try:
            address, item = results.get(timeout=_LOOK)
        except queue.Empty:
            continue
        left -= 1
        if isinstance(item, Exception) and not isinstance(item, NoAnswerError):
            raise item
        yield address, item


def _work(
    jobs: queue.SimpleQueue[list[str]],
    results: queue.SimpleQueue[tuple[str, Item | Exception]],
    act: Callable[[str], Item],
    stop: threading.Event,
) -> None:
    """Take the addresses of one host after the other, until none is left or somebody stops it."""
    while not stop.is_set():
        try:
            group = jobs.get_nowait()
        except queue.Empty:
            return
        for address in group:
            try:
                results.put((address, act(address)))
            except StoppedError:
                return
            except Exception as error:  # noqa: BLE001 - the main thread raises it
                results.put((address, error))
