"""What a server does when a file has changed: the engine's whole build, or less where that gives the same site.

An engine makes all its objects anew for each edit. Where nothing has changed of what it reads itself (settings,
hand-written pages, templates), it would do again what it did before, so that only the casebook is to be read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from casewright.edges.inputs import inputs_of
from casewright.read.layout import SETTINGS
from casewright.read.library import SUFFIXES
from casewright.render.templates import templates_folder

_SETTLED = 10_000_000_000
"""Nanoseconds since the last change of a file, after which what was read from it is surely what stands there now."""

State = Mapping[str, tuple[int, ...]]
"""What changes when a file is written, by path."""


class Rebuild:
    """What is called after an edit: the engine's build unless the library alone can show what was edited."""

    def __init__(self, settings: Path, engine: Callable[[], object], renew: Callable[[], bool], seen: State) -> None:
        """Begin with what was ``seen`` when the engine last built; ``renew`` says whether it could do without it."""
        self._settings, self._engine, self._renew = settings, engine, renew
        self._seen: State | None = seen

    def __call__(self) -> None:
        """Make the site anew; after one that has failed, the engine makes all of it."""
        before, now = self._seen, seen(self._settings)
        self._seen = None
        is_same = before is not None and before == now and all(now.values())
        if not (is_same and self._renew()):
            self._engine()
        self._seen = now


def seen(settings: Path) -> State:
    """Return the state of all that the engine reads itself, empty where that cannot be told; and the names of records.

    Such are files that were written just now: what was read a moment before may have been something else.
    """
    inputs = inputs_of(settings.parent) if settings.name == SETTINGS else None
    if inputs is None:
        return {"": ()}
    ours = {inputs.root / name: suffixes for name, suffixes in SUFFIXES.items()}
    now = time.time_ns()
    found = (item for path in (*inputs.paths, templates_folder()) if path not in ours for item in _states(path, now))
    return {**dict(found), **{path: (1,) for folder, suffixes in ours.items() for path in _names(folder, suffixes)}}


def record_states(root: Path) -> State:
    """Return the state of each file of the casebook that the library reads, by its path there."""
    found = {}
    for folder, suffixes in SUFFIXES.items():
        for path in _names(root / folder, suffixes):
            with suppress(OSError):
                found[f"{folder}/{os.path.basename(path)}"] = _written(os.stat(path))  # noqa: PTH116, PTH119 - as below
    return found


def _names(folder: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the files in a folder of the casebook: one more or less is a page more or less."""
    with suppress(OSError):
        listed = os.listdir(folder)  # noqa: PTH208 - as below
        yield from (f"{folder}/{name}" for name in listed if name.endswith(suffixes) and not name.startswith("."))


def _states(path: Path, now: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the state of a file or folder, and of all that is in it; nothing where it is not there."""
    name = os.fspath(path)
    try:
        found = os.stat(name)  # noqa: PTH116 - thousands of times, without making a Path of each
    except OSError:
        return
    yield name, _state(found, now)
    for folder, folders, files in os.walk(name, followlinks=True):
        for below in (*folders, *files):
            try:
                found = os.stat(f"{folder}/{below}")  # noqa: PTH116 - as above
            except OSError:
                continue
            yield f"{folder}/{below}", _state(found, now)


def _state(found: os.stat_result, now: int) -> tuple[int, ...]:
    if os.name != "posix" or max(found.st_mtime_ns, found.st_ctime_ns) > now - _SETTLED:
        return ()  # elsewhere the second time is not that of the last change
    return _written(found)


def _written(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode)
