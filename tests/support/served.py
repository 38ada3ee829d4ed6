"""A casebook that is served in a process of its own, as `casewright serve` does."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.builds import environment

_PROGRAM = "from casewright.edges.cli import main; main(prog_name='casewright')"
_LONGEST = 60
_SCRIPT = re.compile(rb"<script>\nvar livereload = .*?livereload\((\d+), \d+\);\n</script>", re.DOTALL)
"""What the server puts into each page, so that a browser loads it anew."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server, and the address of its site."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def page(self, path: str = "") -> bytes:
        """Return what stands at an address below the site, without the server's own script; nothing for none."""
        return _SCRIPT.sub(b"", self._get(path))

    def epoch(self) -> int:
        """Return the number of the site that is shown; it rises with each that is shown instead."""
        until = time.monotonic() + _LONGEST
        while not (found := _SCRIPT.search(self._get(""))):
            assert self.process.poll() is None, "the server has stopped"
            assert time.monotonic() < until, "there is no page"
            time.sleep(0.1)
        return int(found[1])

    def await_change(self, epoch: int) -> int:
        """Return the number of the next site, once it is shown."""
        base = self.address.removesuffix("sub/")
        with urllib.request.urlopen(f"{base}livereload/{epoch}/1", timeout=_LONGEST) as answer:  # noqa: S310 - of this machine
            found = int(answer.read())
        assert found > epoch, "nothing was shown anew"
        return found

    def _get(self, path: str) -> bytes:
        try:
            with urllib.request.urlopen(self.address + path, timeout=_LONGEST) as answer:  # noqa: S310 - of this machine
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return b""


@contextmanager
def serving(casebook: Path, *options: str) -> Iterator[Served]:
    """Serve a casebook whose address ends with ``sub/``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = casebook.parent / "server.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "serve", "--port", str(port), *options],
            cwd=casebook,
            env=environment(),
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield Served(f"http://127.0.0.1:{port}/sub/", process, log)
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # the command and the engine that it started
            process.wait(timeout=30)
