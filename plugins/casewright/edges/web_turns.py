"""Whose turn it is: each host is asked one thing at a time, with a pause, and later where it asks for time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class StoppedError(Exception):
    """Somebody has stopped the work."""


@dataclass(slots=True)
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    at: float = 0.0
    """From when on the host may be asked (monotonic seconds)."""
    failed: int = 0
    """How many addresses in a row it had no answer for."""


@dataclass(slots=True, kw_only=True)
class Turns:
    """The turns of all hosts."""

    pause: float
    """Seconds between the end of one request and the next to the same host."""
    stop: threading.Event = field(default_factory=threading.Event)
    _turns: dict[str, _Turn] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """Wait until a host may be asked, and keep others from it meanwhile. Raises StoppedError."""
        turn = self._turn(host)
        with turn.lock:
            if self.stop.wait(max(0.0, turn.at - time.monotonic())):
                raise StoppedError
            try:
                yield
            finally:
                turn.at = max(turn.at, time.monotonic() + self.pause)

    def delay(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while."""
        turn = self._turn(host)
        turn.at = max(turn.at, time.monotonic() + seconds)

    def failed(self, host: str, *, is_failed: bool) -> None:
        """Note whether a host had an answer for an address."""
        turn = self._turn(host)
        turn.failed = turn.failed + 1 if is_failed else 0

    def failures(self, host: str) -> int:
        """Return for how many addresses in a row a host had no answer."""
        return self._turn(host).failed

    def _turn(self, host: str) -> _Turn:
        with self._guard:
            return self._turns.setdefault(host, _Turn())
