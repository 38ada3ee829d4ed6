"""Results kept from one build to the next, each under a digest of all that it follows from.

A damaged, half-written or missing entry is as good as none: it costs time, never a wrong result. Two builds may use one
folder at once, and the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = Path(".cache") / "casewright"
"""Where a casebook keeps its results, relative to its own folder."""

MOST_BYTES = 1_000_000_000
"""How much is kept; what was not asked for longest goes first."""
_INSTALLED = (".dist-info", ".egg-info")
_DAY = 24 * 60 * 60
_DRAFT = "draft-"
_CHECK = 16
_SMALL = 20_000
_MOST_AT_HAND = 20_000
"""So many results are at hand, of so many bytes at most each; then a process begins anew."""
_numbers = count()
"""So that two threads do not write one draft."""


def digest(*parts: object) -> str:
    """Return a name for what follows from ``parts`` (plain values): the same for equal ones, in any process."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def folder_digest(folder: Path) -> str:
    """Return a name for all that stands in the files of a folder, and what they are called; compiled code aside."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            name = os.fsencode(path.relative_to(folder).as_posix())
            found.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@cache
def program() -> str:
    """Return a name for what makes results: the code of this package, Python, and every package that is installed."""
    found = hashlib.sha256((sys.version + folder_digest(Path(__file__).parent)).encode())
    for folder in sys.path:
        with suppress(OSError):
            names = sorted(path.name for path in Path(folder or ".").iterdir() if path.suffix in _INSTALLED)
            found.update("\0".join(names).encode("utf-8", "surrogateescape"))
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """One result in the folder: its kind, its size in bytes, and when it was last asked for (seconds since 1970)."""

    path: Path
    kind: str
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results; without one, nothing is kept."""

    folder: Path | None = None
    at_hand: dict[tuple[str, str], bytes] | None = None
    """What this process has read or kept, by kind and name, if it stays for many builds."""

    def get(self, kind: str, name: str) -> Any:  # noqa: ANN401 - plain values
        """Return what was kept under a name, or None."""
        data = self.get_bytes(kind, name)
        try:
            return None if data is None else json.loads(data.decode("utf-8", "surrogatepass"))
        except ValueError:
            return None

    def put(self, kind: str, name: str, value: Any) -> None:  # noqa: ANN401 - plain values
        """Keep a value. Where the folder cannot be written, nothing is kept and nothing is wrong."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self.put_bytes(kind, name, text.encode("utf-8", "surrogatepass"))

    def has(self, kind: str, name: str) -> bool:
        """Return whether something seems to be kept under a name."""
        return self.folder is not None and self._path(kind, name).is_file()

    def has_any(self, kind: str) -> bool:
        """Return whether anything of a kind seems to be kept."""
        return self.folder is not None and (self.folder / kind).is_dir()

    def get_bytes(self, kind: str, name: str) -> bytes | None:
        """Return the bytes that were kept under a name, or None; what is asked for is kept longest."""
        if self.folder is None:
            return None
        if self.at_hand and (kind, name) in self.at_hand:
            return self.at_hand[kind, name]
        data = self._read(kind, name)
        if data is not None:
            self._have(kind, name, data)
        return data

    def _read(self, kind: str, name: str) -> bytes | None:
        path = self._path(kind, name)
        try:
            with path.open("rb") as file:
                data = file.read()
                used = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        if abs(time.time() - used) > _DAY:
            with suppress(OSError):
                os.utime(path)
        check, rest = data[:_CHECK], data[_CHECK:]
        return rest if check == _check(kind, name, rest) else None

    def put_bytes(self, kind: str, name: str, data: bytes) -> None:
        """Keep bytes; in one step, so that nobody reads half of them."""
        if self.folder is None:
            return
        self._have(kind, name, data)
        path = self._path(kind, name)
        draft = path.with_name(f"{_DRAFT}{os.getpid()}-{next(_numbers)}")
        try:
            try:
                draft.write_bytes(_check(kind, name, data) + data)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                draft.write_bytes(_check(kind, name, data) + data)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def kept(self) -> Iterator[Kept]:
        """Yield every result in the folder, and what an interrupted build left half-written."""
        if self.folder is None:
            return
        for path in self.folder.glob("*/*/*"):
            with suppress(OSError):
                found = path.lstat()
                kind = path.parts[len(self.folder.parts)]
                yield Kept(path=path, kind=kind, size=found.st_size, used=found.st_mtime)

    def shrink(self, most: int = MOST_BYTES) -> None:
        """Remove what was asked for longest ago until no more than ``most`` bytes are kept, and forgotten drafts."""
        kept = sorted(self.kept(), key=lambda item: item.used)
        size = sum(item.size for item in kept)
        for item in kept:
            is_forgotten = item.path.name.startswith(_DRAFT) and time.time() - item.used > _DAY
            if size > most or is_forgotten:
                size -= item.size
                with suppress(OSError):
                    item.path.unlink()

    def clear(self) -> None:
        """Remove all results."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _have(self, kind: str, name: str, data: bytes) -> None:
        if self.at_hand is not None and len(data) <= _SMALL:
            if len(self.at_hand) >= _MOST_AT_HAND:
                self.at_hand.clear()
            self.at_hand[kind, name] = data

    def _path(self, kind: str, name: str) -> Path:
        assert self.folder is not None  # noqa: S101 - asked by those above
        return Path(f"{self.folder}/{kind}/{name[:2]}/{name[2:]}")


def _check(kind: str, name: str, data: bytes) -> bytes:
    """Return what stands before bytes that were kept: it fits them under their own name only."""
    return hashlib.sha256(f"{kind}/{name}\n".encode() + data).hexdigest()[:_CHECK].encode()
