"""An edit is noticed at once, and once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from casewright.edges.notice import Notice

LONGER_THAN_A_LOOK = 1.3
SOON = 5.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    (tmp_path / "mkdocs.yml").write_text("", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.md").write_text("One", encoding="utf-8")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    yield server
    server.observer.stop()
    server.server_close()


class Bells:
    """Counts how often a server is told to build: without one, nothing takes what it is told."""

    def __init__(self, server: LiveReloadServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.notice = Notice(server, folder / "mkdocs.yml")
        monkeypatch.setattr(self.notice, "ring", self._ring)
        self.notice.watch([folder / "cases"])
        server.observer.start()

    def _ring(self) -> None:
        self.count += 1

    def settled(self) -> int:
        """Return the count once all who look have looked."""
        time.sleep(LONGER_THAN_A_LOOK)
        return self.count


class Rung(FileSystemEventHandler):
    """Takes note of what it is told, as the server does."""

    def __init__(self) -> None:
        self.rung = Event()
        self.last: FileSystemEvent | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.last = event
        self.rung.set()


def test_what_the_system_told_is_not_seen_again(
    server: LiveReloadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bells = Bells(server, tmp_path, monkeypatch)
    time.sleep(LONGER_THAN_A_LOOK)
    (tmp_path / "cases" / "one.md").write_text("Another", encoding="utf-8")
    time.sleep(0.2)
    told = bells.count
    assert bells.settled() == max(told, 1)
    bells.notice.end()


def test_what_the_system_does_not_tell_is_seen(
    server: LiveReloadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bells = Bells(server, tmp_path, monkeypatch)
    bells.notice.end()
    time.sleep(LONGER_THAN_A_LOOK)
    (tmp_path / "cases" / "one.md").write_text("Another", encoding="utf-8")
    assert bells.settled() == 1
    (tmp_path / "cases" / "one.md").unlink()
    assert bells.settled() == 2


def test_reading_is_no_edit(server: LiveReloadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bells = Bells(server, tmp_path, monkeypatch)
    time.sleep(LONGER_THAN_A_LOOK)
    (tmp_path / "cases" / "one.md").read_text(encoding="utf-8")
    assert bells.settled() == 0
    bells.notice.end()


def test_a_bell_rings_for_whoever_watches_the_settings(server: LiveReloadServer, tmp_path: Path) -> None:
    handler = Rung()
    server.observer.schedule(handler, str(tmp_path / "mkdocs.yml"), recursive=True)
    server.observer.start()
    assert not handler.rung.wait(LONGER_THAN_A_LOOK)
    Notice(server, tmp_path / "mkdocs.yml").ring()
    assert handler.rung.wait(SOON)
