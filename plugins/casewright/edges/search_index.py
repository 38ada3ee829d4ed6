"""The search index of a site: what is searched is gathered in a folder, and Pagefind indexes that in one go."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from casewright.export.search_order import put_in_order
from casewright.render.searched import LEFT_OUT

INDEX = "pagefind"
"""The folder of the index in the site."""

_INTERFACES = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Pagefind's own dialogs, which nothing here loads."""

_MOST_SHOWN = 200


Awaited = Callable[[Callable[[], bool]], None]
"""Writes pages that nobody has asked for yet, until what it is given says that it is no longer needed."""


class SearchIndex:
    """An index in the making: documents are added, then it is written at once or while the site is already shown."""

    def __init__(self) -> None:
        self._documents = TemporaryDirectory(prefix="casewright-search-")
        self._program: subprocess.Popen[str] | None = None
        self._thread: Thread | None = None
        self._is_stopped = False

    def add(self, path: str, document: str) -> None:
        """Add what is searched of the page that is published at ``path``."""
        file = Path(self._documents.name) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document, encoding="utf-8")

    def write(self, site: Path) -> str:
        """Write the index into the site; return what went wrong, or nothing."""
        index = site / INDEX
        shutil.rmtree(index, ignore_errors=True)  # of the site before an edit
        try:
            fault = self._run(index)
        finally:
            self._documents.cleanup()
        if fault:
            return "" if self._is_stopped else fault
        for pattern in _INTERFACES:
            for file in index.glob(pattern):
                file.unlink()
        with suppress(LookupError, ValueError):  # an index of another form
            put_in_order(index)
        return ""

    def write_meanwhile(self, site: Path, told: Callable[[str], None], awaited: Awaited | None = None) -> None:
        """Write it in the background, once all pages are there, and pass on what went wrong."""

        def write() -> None:
            if awaited:
                awaited(lambda: self._is_stopped)
            fault = "" if self._is_stopped else self.write(site)
            if fault:
                told(fault)

        self._thread = Thread(target=write, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End what is still being written, and forget the documents."""
        self._is_stopped = True
        if self._program:
            self._program.terminate()
        if self._thread:
            self._thread.join()
        self._documents.cleanup()

    def _run(self, target: Path) -> str:
        command = [sys.executable, "-m", "pagefind", "--silent", "--site", self._documents.name]
        options = ["--output-path", str(target), "--exclude-selectors", ", ".join(LEFT_OUT)]
        try:
            self._program = subprocess.Popen(
                [*command, *options],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            return str(error)
        output, _ = self._program.communicate()
        lines = output.split("\n") if self._program.returncode else []
        said = [line.strip() for line in lines if line.strip()]
        return said[-1][:_MOST_SHOWN] if said else "it ended without a word" if self._program.returncode else ""
