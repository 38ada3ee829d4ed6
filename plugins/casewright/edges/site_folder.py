"""A site is built beside the one that is there and takes its place when finished: nobody meets half of one."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_NEW, _OLD = "building", "old"
_ATTEMPTS = 100
_FORGOTTEN = 24 * 60 * 60
"""Seconds after which what a build left behind belongs to nobody: it was killed."""


def build_beside(site: Path, build: Callable[[Path], int]) -> int:
    """Build into a new folder that replaces ``site`` where ``build`` returns 0; else ``site`` stays as it is."""
    site = site.resolve()  # a link keeps leading where it does
    site.parent.mkdir(parents=True, exist_ok=True)
    _forget(site)
    new = site.with_name(f".{site.name}.{_NEW}-{os.getpid()}")
    try:
        status = build(new)
        if status == 0:
            _replace(site, new)
        return status
    finally:
        for path in (new, *site.parent.glob(f".{site.name}.{_OLD}-{os.getpid()}-*")):
            shutil.rmtree(path, ignore_errors=True)


def _replace(site: Path, new: Path) -> None:
    """Put the new site in the place of the old one, and of those that other builds put there meanwhile."""
    for attempt in range(_ATTEMPTS):
        try:
            with suppress(FileNotFoundError):
                site.rename(site.with_name(f".{site.name}.{_OLD}-{os.getpid()}-{attempt}"))
            new.rename(site)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # these say that another build was quicker
                break
        else:
            return
    if new.exists():  # a folder that cannot be moved, such as a mounted one: what is in it can be
        site.mkdir(exist_ok=True)
        for path in site.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for path in new.iterdir():
            shutil.move(path, site / path.name)


def _forget(site: Path) -> None:
    """Remove what killed builds left behind; a site that was moved away and not replaced goes back."""
    for path in site.parent.glob(f".{site.name}.{_OLD}-*"):
        if not site.exists():
            with suppress(OSError):  # another build is just replacing it
                path.rename(site)
    for kind in (_NEW, _OLD):
        for path in site.parent.glob(f".{site.name}.{kind}-*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _FORGOTTEN:
                    shutil.rmtree(path, ignore_errors=True)
