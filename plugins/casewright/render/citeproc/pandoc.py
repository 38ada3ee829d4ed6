"""Which pandoc is used: the one of the wheel, else the machine's own."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pypandoc

OLDEST = (3, 8)
"""Releases before it lose protected capitals in references."""

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Pandoc:
    """A pandoc, and what tells it from all others without running it."""

    path: str
    identity: str


def find_pandoc(path: str = "") -> Pandoc | None:
    """Return the pandoc at ``path``, else that of the wheel, else the one on the PATH, or None."""
    bundled = Path(pypandoc.__file__).parent / "files" / "pandoc"
    for name in [path] if path else [str(bundled), f"{bundled}.exe", "pandoc"]:
        found = shutil.which(name)
        if found:
            return Pandoc(found, _identity(Path(found), is_bundled=Path(found).parent == bundled.parent))
    return None


def _identity(path: Path, *, is_bundled: bool) -> str:
    if is_bundled:
        try:
            return f"pypandoc-binary {version('pypandoc-binary')}"
        except PackageNotFoundError:
            pass
    stat = path.resolve().stat()
    return f"{path.resolve()} {stat.st_size} {stat.st_mtime_ns}"


@cache
def pandoc_version(path: str) -> tuple[int, ...]:
    """Return the version of the pandoc at ``path``; nothing where it says none.

    Raises OSError or subprocess.SubprocessError where it does not run.
    """
    done = subprocess.run([path, "--version"], capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True)
    found = re.match(r"pandoc\S*\s+([0-9]+(?:\.[0-9]+)*)", done.stdout)
    return tuple(int(part) for part in found[1].split(".")) if found else ()
