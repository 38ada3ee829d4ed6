"""How long an author waits while a site is served: from writing a file to reading the new page.

    python benchmarks/bench.py serve --cases 1000 --out benchmarks/results/serve.md

With `.venv/bin/python`, since it is ours alone that is measured. What is waited for is the page of the case that was
edited; the wait includes the tenth of a second for which the engine's server looks whether more is written.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from corpus import Corpus
from generate import write
from measure import machine

_SERVE = "from casewright.edges.cli import main; main()"
_LONGEST = 600
"""Seconds after which nothing is waited for."""
_STEP = 397
"""So far apart in the list are the cases that are edited one after the other."""


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[1000, 5000], help="how large the casebooks are")
    parser.add_argument("--edits", type=int, default=5, help="how many cases are edited, one after the other")
    parser.add_argument("--pause", type=float, default=30, help="seconds from one page to the next edit")
    parser.add_argument("--out", type=Path, help="the file to write the table into")
    options = parser.parse_args()
    text = "\n".join(_lines(options.cases, options.edits, options.pause)) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")


def _lines(sizes: Sequence[int], edits: int, pause: float) -> Iterator[str]:
    yield "# Serving\n"
    load = os.getloadavg()[0]
    yield f"{datetime.now(UTC).date()}; {machine()}; seed 1; {load:.1f} processes were running when it began.\n"
    yield "Seconds on the clock: from the start to the first page, and from the writing of a case to its new page."
    yield f"Between two edits {pause:.0f} seconds, in which the rest of the site and the search index are written.\n"
    yield "| cases | first page | edits | median | quickest | slowest |"
    yield "|---|" + "---:|" * 5
    for cases in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(Corpus(cases=cases), "casewright", folder)
            subprocess.run([sys.executable, "-c", _SERVE, "check", "."], cwd=folder, check=False, capture_output=True)
            first, waits = _waits(folder, edits, pause)
            yield (f"| {cases:,} | {first:.1f} | {edits} | {median(waits):.2f} | {min(waits):.2f} | {max(waits):.2f} |")


def _waits(folder: Path, edits: int, pause: float) -> tuple[float, list[float]]:
    """Return the wait for the first page, and that for each edited case."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVE, "serve", "--port", str(port)]
    with (folder / "serve.log").open("wb") as log:
        begun = time.monotonic()
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            base = f"http://127.0.0.1:{port}/"
            _await(base, "</html>")
            first = time.monotonic() - begun
            return first, [_wait(folder, base, number, pause) for number in range(edits)]
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def _wait(folder: Path, base: str, number: int, pause: float) -> float:
    files = sorted((folder / "cases").iterdir())
    file = files[number * _STEP % len(files)]
    address = f"{base}cases/{file.stem}/"
    _await(address, "</html>")
    time.sleep(pause)
    text, sign = file.read_text(encoding="utf-8"), f"Edited in round {number}."
    begun = time.monotonic()
    file.write_text(f"{text}\n{sign}\n", encoding="utf-8")
    _await(address, sign)
    return time.monotonic() - begun


def _await(address: str, sign: str) -> None:
    until = time.monotonic() + _LONGEST
    while sign not in _page(address):
        if time.monotonic() > until:
            msg = f"{address} never held {sign!r}"
            raise TimeoutError(msg)
        time.sleep(0.02)


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=_LONGEST) as answer:  # noqa: S310 - an address of this machine
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


if __name__ == "__main__":
    main()
