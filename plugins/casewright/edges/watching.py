"""Waiting until a file of a casebook changes.

By looking every half second: that works on every system and on shared folders, and takes some milliseconds for
thousands of files.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from casewright.edges.site_file import site_settings
from casewright.read.layout import FOLDERS, SETTINGS

_PAUSE = 0.5
State = Mapping[str, tuple[int, int]]


def wait_for_change(folder: Path, before: State) -> None:
    """Return when files are no longer as they were before, and nothing has changed for one more look."""
    while (now := files_now(folder)) == before:
        time.sleep(_PAUSE)
    while True:
        time.sleep(_PAUSE)
        later = files_now(folder)
        if later == now:
            return
        now = later


def files_now(folder: Path) -> State:
    """Return size and time of the settings and of each file in the folders that a check reads."""
    found = {}
    pages = site_settings(folder).get("docs_dir")
    for name in (SETTINGS, *FOLDERS, *([pages] if isinstance(pages, str) else [])):
        path = folder / name
        entries = [path] if path.is_file() else list(_entries(path))
        for entry in entries:
            try:
                state = os.stat(entry)  # noqa: PTH116 - entries of a folder as they come
            except OSError:
                continue
            found[os.fspath(entry)] = (state.st_size, state.st_mtime_ns)
    return found


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listed:
            return [entry for entry in listed if not entry.name.startswith(".")]
    except OSError:
        return []
