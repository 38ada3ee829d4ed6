"""What a finished build noted of its site, so that the next one can tell that nothing has changed since."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from casewright.cache import Cache, digest
from casewright.edges.fingerprint import Fingerprint, UnknownInputError, fingerprint
from casewright.edges.inputs import inputs_of

_KIND = "sites"

Told = tuple[tuple[str, str], ...]
"""What a build said was wrong: level and words of each problem, in the order in which it told them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The note on the last finished build of a site."""

    cache: Cache
    folder: Path
    """That of the settings."""
    site: Path
    options: tuple[str, ...]
    """How the site is built: the engine and what it is told."""

    def fingerprint(self) -> Fingerprint | None:
        """Return what the site would follow from if it was built now, or None where that cannot be known."""
        inputs = inputs_of(self.folder)
        try:
            return fingerprint(inputs, self.options) if inputs else None
        except UnknownInputError:
            return None

    def told(self, now: Fingerprint) -> Told | None:
        """Return what was told when the site was built, if it follows from the same and is still what was built."""
        note = self.cache.get(_KIND, self._name)
        try:
            is_same = note["content"] == now.content and note["site"] == site_state(self.site)
            return tuple((str(level), str(words)) for level, words in note["told"]) if is_same else None
        except (KeyError, OSError, TypeError, ValueError):  # there is no note, or somebody else's
            return None

    def note(self, before: Fingerprint, state: str, told: Told) -> None:
        """Note that a site in this state was built, unless what it follows from has changed meanwhile."""
        if self.fingerprint() == before:
            self.cache.put(_KIND, self._name, {"content": before.content, "site": state, "told": told})

    @property
    def _name(self) -> str:
        return digest(str(self.site))


def site_state(site: Path) -> str:
    """Return a value that is another one after any file of a site was written, added or removed. Raises OSError.

    It stays the same where the folder itself is moved.
    """
    lines: list[str] = []
    folders = [(os.fspath(site), "")]
    while folders:
        folder, above = folders.pop()
        with os.scandir(folder) as listed:
            for entry in listed:
                name = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{name}/"))
                    lines.append(f"{name}/")
                else:
                    found = entry.stat(follow_symlinks=False)
                    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
                    lines.append(f"{name}\0{found.st_mode} {found.st_size} {found.st_ino} {times}")
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()
