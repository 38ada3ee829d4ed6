"""A site is built beside the one that is there and takes its place when finished: nobody meets half of one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

_NEW, _OLD = "building", "old"
_FORGOTTEN = 24 * 60 * 60
"""Seconds after which what a build left behind belongs to nobody: it was killed."""


def build_beside(site: Path, build: Callable[[Path], int]) -> int:
    """Build into a new folder that replaces ``site`` where ``build`` returns 0; else ``site`` stays as it is."""
    site = site.resolve()  # a link keeps leading where it does
    site.parent.mkdir(parents=True, exist_ok=True)
    _forget(site)
    new, old = (site.with_name(f".{site.name}.{kind}-{os.getpid()}") for kind in (_NEW, _OLD))
    try:
        status = build(new)
        if status == 0:
            _replace(site, new, old)
        return status
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _replace(site: Path, new: Path, old: Path) -> None:
    try:
        if site.exists():
            site.rename(old)
        new.rename(site)
    except OSError:  # a folder that cannot be moved, such as a mounted one: what is in it can be
        site.mkdir(exist_ok=True)
        for path in site.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for path in new.iterdir():
            shutil.move(path, site / path.name)


def _forget(site: Path) -> None:
    """Remove what killed builds left behind; a site that was moved away and not replaced goes back."""
    for path in site.parent.glob(f".{site.name}.{_OLD}-*"):
        if not site.exists():
            path.rename(site)
    for kind in (_NEW, _OLD):
        for path in site.parent.glob(f".{site.name}.{kind}-*"):
            if time.time() - path.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(path, ignore_errors=True)
