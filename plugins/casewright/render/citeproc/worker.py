"""One engine process: a pandoc that reads a document on each line and answers with one line."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import Any

SCRIPT = Path(__file__).parent / "worker.lua"
"""What pandoc runs: it says what goes in and what comes out."""

_MEMORY = ("+RTS", "-A64m", "-RTS")
"""More room for what is short-lived: collecting it took a tenth of the time."""

_REFUSES_MEMORY = re.compile(r"RTS option|\bFile 64m\b")
"""What a pandoc says that was built to take no such options: by itself, or since it takes them for its own."""
_LONGEST_WORD = 400


class WorkerError(Exception):
    """The process died, was stopped because it took too long, or said something that is no answer."""


class Refusal(Exception):  # noqa: N818 - nothing is broken: the engine said no
    """The engine works and cannot format this document; another try would end the same way."""


class Worker:
    """A process that is started when it is first asked, and anew after it died."""

    def __init__(self, pandoc: str) -> None:
        self.pandoc = pandoc
        self.process: subprocess.Popen[str] | None = None
        self.memory: tuple[str, ...] = _MEMORY

    def ask(self, document: Mapping[str, Any], seconds: float) -> Mapping[str, Any]:
        """Return the answer to a document (`worker.lua` says what is in both), which may take so many seconds.

        Raises WorkerError where the process fails, and Refusal where it answers that it cannot do it.
        """
        try:
            return self._ask(document, seconds)
        except WorkerError as error:
            if not self.memory or not _REFUSES_MEMORY.search(str(error)):
                raise
        self.memory = ()
        return self._ask(document, seconds)

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                _close(pipe)
        self._said.close()

    def _ask(self, document: Mapping[str, Any], seconds: float) -> Mapping[str, Any]:
        process = self._started()
        is_late = Event()
        timer = Timer(seconds, _end, [process, is_late])
        timer.daemon = True
        timer.start()
        try:
            line = _exchange(process, json.dumps(document, ensure_ascii=False))
        finally:
            timer.cancel()
        if not line.endswith("\n"):
            words = self._last_words()
            raise WorkerError(f"it took longer than {seconds:.3g} seconds" if is_late.is_set() else words)
        try:
            answer: Mapping[str, Any] = json.loads(line)
        except ValueError as error:
            self.stop()
            raise WorkerError(f"it answered {line[:_LONGEST_WORD]!r}") from error
        if "error" in answer:
            raise Refusal(str(answer["error"])[:_LONGEST_WORD])
        return answer

    def _started(self) -> subprocess.Popen[str]:
        if self.process is None:
            self._said = TemporaryFile()  # noqa: SIM115 - as long-lived as the process; a pipe could fill up
            self.process = subprocess.Popen(
                [self.pandoc, *self.memory, "lua", str(SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                encoding="utf-8",
            )
        return self.process

    def _last_words(self) -> str:
        process = self.process
        status = process.wait() if process else 0
        self._said.seek(0)
        said = " ".join(self._said.read().decode("utf-8", "replace").split())[-_LONGEST_WORD:]
        self.stop()
        return said or f"it ended with status {status}"


def _end(process: subprocess.Popen[str], is_late: Event) -> None:
    is_late.set()
    process.kill()


def _exchange(process: subprocess.Popen[str], line: str) -> str:
    assert process.stdin  # noqa: S101 - a pipe was asked for
    assert process.stdout  # noqa: S101 - likewise
    try:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        return process.stdout.readline()
    except (OSError, ValueError):
        return ""


def _close(pipe: Any) -> None:  # noqa: ANN401 - a text pipe
    try:
        pipe.close()
    except OSError:  # what was still to be written cannot be
        return
