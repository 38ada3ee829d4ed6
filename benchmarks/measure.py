"""How long a command takes and how much memory, its children's included.

Memory is the larger of two figures: the most that the whole process tree held at once, looked at five times a second
(Linux only, proportional set size: a page that several processes share is counted once), and the kernel's own record of
the largest single process. The first misses short peaks, the second misses workers.
"""

from __future__ import annotations

import contextlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.2
_PROC = Path("/proc")
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds of wall and processor time, bytes of memory at the peak."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Output:
    """What a build wrote: bytes in all, number of HTML pages, the largest HTML page and the largest other file."""

    size: int
    pages: int
    largest_page: tuple[int, str]
    largest_other: tuple[int, str]


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder and measure it; leave with what it said where it fails. Needs POSIX."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **_QUIET},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        with _watched(process.pid) as peak:
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for: nobody else must
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{said.read().decode(errors='replace')[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(wall=wall, cpu=used.ru_utime + used.ru_stime, memory=max(peak(), used.ru_maxrss * unit))


def output(folder: Path) -> Output:
    """Return what stands in a folder that a build wrote."""
    found = [(path.stat().st_size, path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()]
    pages = [item for item in found if item[1].endswith(".html")]
    others = [item for item in found if not item[1].endswith((".html", ".map"))]  # maps are for people who debug
    return Output(
        size=sum(size for size, _ in found),
        pages=len(pages),
        largest_page=max(pages, default=(0, "")),
        largest_other=max(others, default=(0, "")),
    )


def median(runs: Sequence[Run]) -> Run:
    """Return the median of each figure; of memory the largest."""
    return Run(
        wall=statistics.median(item.wall for item in runs),
        cpu=statistics.median(item.cpu for item in runs),
        memory=max(item.memory for item in runs),
    )


def machine() -> str:
    """Return what the machine is, as far as it matters to times."""
    memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    return f"{os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}"


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[Callable[[], int]]:
    """Look at a process tree while the body runs; what is given tells the peak so far, 0 where there is no /proc."""
    peak = 0
    is_over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not is_over.wait(_INTERVAL):
            peak = max(peak, sum(_memory(one) for one in _tree(pid)))

    thread = threading.Thread(target=watch, daemon=True)
    if (_PROC / "self" / "smaps_rollup").exists():
        thread.start()
    try:
        yield lambda: peak
    finally:
        is_over.set()
        if thread.ident:
            thread.join()


def _tree(pid: int) -> list[int]:
    """Return a process and all that it has started, directly or not."""
    parents: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):  # it may have just ended
                fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _memory(pid: int) -> int:
    """Return a process's proportional set size in bytes."""
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
