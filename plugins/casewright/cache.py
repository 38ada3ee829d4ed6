"""Results kept from one build to the next, each under a digest of all that it follows from.

A damaged, half-written or missing entry is as good as none: it costs time, never a wrong result. Two builds may use one
folder at once, and the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

FOLDER = Path(".cache") / "casewright"
"""Where a casebook keeps its results, relative to its own folder."""


def digest(*parts: object) -> str:
    """Return a name for what follows from ``parts`` (plain values): the same for equal ones, in any process."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results; without one, nothing is kept."""

    folder: Path | None = None

    def get(self, kind: str, name: str) -> Any:  # noqa: ANN401 - plain values
        """Return what was kept under a name, or None."""
        if self.folder is None:
            return None
        try:
            check, _, text = self._path(kind, name).read_text(encoding="utf-8").partition("\n")
            return json.loads(text) if check == _check(text) else None
        except (OSError, ValueError):
            return None

    def has(self, kind: str, name: str) -> bool:
        """Return whether something seems to be kept under a name."""
        return self.folder is not None and self._path(kind, name).is_file()

    def put(self, kind: str, name: str, value: Any) -> None:  # noqa: ANN401 - plain values
        """Keep a value. Where the folder cannot be written, nothing is kept and nothing is wrong."""
        if self.folder is None:
            return
        path = self._path(kind, name)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as draft:
                draft.write(f"{_check(text)}\n{text}")
            os.replace(draft.name, path)  # noqa: PTH105 - in one step, so that nobody reads half of it
        except OSError:
            return

    def _path(self, kind: str, name: str) -> Path:
        assert self.folder is not None  # noqa: S101 - asked by those above
        return self.folder / kind / name[:2] / name[2:]


def _check(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
