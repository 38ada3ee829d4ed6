"""An edit is noticed at once where the system tells of it; an engine's server looks only every half second."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

_CHANGES = ("created", "deleted", "modified", "moved")
"""What is an edit; reading a file, of which some systems tell too, is none."""


class Notice:
    """Watches folders twice: by what the system tells, and by looking, since over a network it tells nothing."""

    def __init__(self, server: LiveReloadServer, watched: Path) -> None:
        """Begin for a server that watches a file by itself; it is told that this one has changed, so that it builds."""
        path = os.path.abspath(watched)  # noqa: PTH100 - as the server does
        bell = server.observer.schedule(FileSystemEventHandler(), path, recursive=True)  # nothing but its name
        self._bell = (FileModifiedEvent(path), bell)
        self._server = server
        self._told: BaseObserver | None = None
        self._known: dict[str, tuple[int, ...]] = {}
        """The state of each file of which the system told, so that the same edit is not seen twice."""
        self._lock = Lock()

    def watch(self, folders: Iterable[Path]) -> None:
        """Notice edits in folders from now on."""
        told = Observer()
        for folder in folders:
            self._server.observer.schedule(_Handler(self._looked), str(folder), recursive=True)
            with suppress(OSError):  # there may be too many watches, or none for this kind of disk
                told.schedule(_Handler(self._was_told), str(folder), recursive=True)
        with suppress(OSError):
            told.start()
            self._told = told

    def ring(self) -> None:
        """Have the server build the site."""
        self._server.observer.event_queue.put(self._bell)

    def end(self) -> None:
        """Let the system tell nothing more."""
        if self._told:
            self._told.stop()

    def _was_told(self, paths: Iterable[str]) -> None:
        with self._lock:
            self._known |= {path: _state(path) for path in paths}
        self.ring()

    def _looked(self, paths: Iterable[str]) -> None:
        """Ring for what was seen by looking, unless the system told of it already."""
        with self._lock:
            is_known = all(self._known.get(path) == _state(path) for path in paths)
        if not is_known:
            self.ring()


class _Handler(FileSystemEventHandler):
    """Passes on which files were edited."""

    def __init__(self, notice: Callable[[list[str]], None]) -> None:
        self._notice = notice

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory or event.event_type not in _CHANGES:
            return
        self._notice([os.fsdecode(path) for path in (event.src_path, event.dest_path) if path])


def _state(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - called for each event
    except OSError:
        return ()
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
