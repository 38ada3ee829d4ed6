"""A casebook as it stood in a revision: git is asked for its files, and the work tree is left alone."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from casewright.read.layout import BIBLIOGRAPHY_SUFFIXES, MOST_BIBLIOGRAPHY_BYTES

USUAL = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""The branches from which work usually starts, the first that exists."""

_SUFFIXES = frozenset({*BIBLIOGRAPHY_SUFFIXES, ".md", ".yml", ".yaml"})
_PLAIN_FILES = frozenset({b"100644", b"100755"})


class NoRevisionError(Exception):
    """There is no such revision, or no git to ask; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A revision to compare with."""

    commit: str
    words: str
    """What people call it: ``main (1a2b3c4d)``."""


def base_of(folder: Path, named: str | None) -> Revision:
    """Return the revision that the work in a folder started from: where its branch left ``named``.

    Without a name it is a usual one. Raises NoRevisionError.
    """
    if ask_git(folder, "rev-parse", "--is-inside-work-tree", is_needed=False) is None:
        msg = f"{folder.resolve()} is in no git repository; there is nothing to compare with"
        raise NoRevisionError(msg)
    name = next((name for name in USUAL if _commit(folder, name)), "HEAD") if named is None else named
    commit = _commit(folder, name)
    if commit is None:
        msg = f'there is no revision "{name}" here; `git fetch origin` brings those of the server'
        raise NoRevisionError(msg)
    shared = ask_git(folder, "merge-base", commit, "HEAD", is_needed=False)
    found = shared.decode().strip() if shared else commit
    words = f"{name} ({found[:8]})" if found == commit else f"{found[:8]}, where this branch left {name}"
    if not shared:
        words += "; a common ancestor is not known here, so that what others did since counts too"
    return Revision(commit=found, words=words)


def commit_of(folder: Path, name: str, otherwise: str | None = None) -> str:
    """Return the commit that a revision names, or that another does where there is none. Raises NoRevisionError."""
    if ask_git(folder, "rev-parse", "--is-inside-work-tree", is_needed=False) is None:
        msg = f"{folder.resolve()} is in no git repository; git is asked what the casebook said then"
        raise NoRevisionError(msg)
    found = _commit(folder, name) or (_commit(folder, otherwise) if otherwise else None)
    if found is None:
        msg = f'there is no revision "{name}" here; `git fetch --tags --unshallow` brings all that the server has'
        raise NoRevisionError(msg)
    return found


def day_of(folder: Path, commit: str) -> str:
    """Return the day on which a commit was made: ``2026-11-25``."""
    return (ask_git(folder, "show", "--no-patch", "--format=%cs", commit) or b"").decode().strip()


@contextmanager
def files_of(folder: Path, commit: str) -> Iterator[Path]:
    """Give a folder with the casebook as it stood: settings, records, pages, lists. Symbolic links are left out."""
    with tempfile.TemporaryDirectory(prefix="casewright-") as made:
        listed = ask_git(folder, "ls-tree", "-r", "-z", "--long", commit) or b""
        entries = [entry for line in listed.split(b"\0") if (entry := _entry(line))]
        for (_, path), data in zip(entries, _blobs(folder, [blob for blob, _ in entries]), strict=True):
            target = Path(made) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Path(made)


def _entry(line: bytes) -> tuple[bytes, str] | None:
    """Return the blob and the path of a line of ``ls-tree``, or None where a casebook has no use for it."""
    about, _, name = line.partition(b"\t")
    fields = about.split()
    if len(fields) < 4 or fields[0] not in _PLAIN_FILES or int(fields[3]) > MOST_BIBLIOGRAPHY_BYTES:  # noqa: PLR2004
        return None
    try:
        path = PurePosixPath(name.decode())
    except UnicodeDecodeError:
        return None
    is_hidden = any(part.startswith(".") for part in path.parts)
    return None if is_hidden or path.suffix.lower() not in _SUFFIXES else (fields[2], str(path))


def _blobs(folder: Path, names: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the bytes of blobs, all asked for at once."""
    answer = ask_git(folder, "cat-file", "--batch", given=b"".join(name + b"\n" for name in names)) or b""
    at = 0
    for _ in names:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2


def _commit(folder: Path, name: str) -> str | None:
    found = ask_git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", is_needed=False
    )
    return found.decode().strip() if found else None


def ask_git(folder: Path, *arguments: str, given: bytes | None = None, is_needed: bool = True) -> bytes | None:
    """Return what git prints, or None where it fails and need not succeed. Raises NoRevisionError."""
    command = ["git", "-C", str(folder), "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except FileNotFoundError as error:
        msg = "git is not installed; it is needed to know what was there before"
        raise NoRevisionError(msg) from error
    if done.returncode == 0:
        return done.stdout
    if is_needed:
        msg = f"git could not read the revision: {done.stderr.decode(errors='replace').strip()}"
        raise NoRevisionError(msg)
    return None
