"""What a site follows from, as one value: the content of all that it is made from, and all programs that make it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from casewright.cache import digest
from casewright.edges.inputs import Inputs
from casewright.read.shipped import PACKAGE, templates_folder

_COMPILED = "__pycache__"
_PACKAGE_DATA, _PATHS = (".dist-info", ".egg-info"), ".pth"
_PAGEFIND = "PAGEFIND_BINARY_PATH"
_ENVIRONMENT = ("LANG", "LANGUAGE", "SOURCE_DATE_EPOCH", "TZ", _PAGEFIND)
_ENVIRONMENTS = ("LC_", "PYTHON")
"""Variables that programs may read without being told to; the second, how the names of more begin."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What was there when it was looked at."""

    content: str
    """The same for the same content, whenever and wherever it was written."""
    state: str
    """Another one after a file was written, even if its content is the same again."""


class UnknownInputError(Exception):
    """What a site follows from cannot be told: a link leads away, a file cannot be read, code may be anywhere."""


def fingerprint(inputs: Inputs, options: tuple[str, ...]) -> Fingerprint:
    """Return the fingerprint of a site that is built with some options. Raises UnknownInputError."""
    if os.environ.get("PYTHONPATH"):
        raise UnknownInputError("PYTHONPATH")
    try:
        own = (PACKAGE, *({templates_folder()} - {PACKAGE / templates_folder().name}))
        entries = [entry for path in (*inputs.paths, *own) for entry in _entries(path, inputs.root)]
        surroundings = [options, _environment(inputs), _python(), _programs(inputs)]
    except OSError as error:
        raise UnknownInputError(str(error)) from error
    return Fingerprint(
        content=digest([entry[:2] for entry in entries], surroundings, today()),
        state=digest([entry[2] for entry in entries]),
    )


def today() -> str:
    """Return the day, which the engines write into the sitemap."""
    return datetime.now(UTC).date().isoformat()


def _entries(path: Path, root: Path) -> Iterator[tuple[str, str, list[int]]]:
    """Yield the name, the digest of the content and the state of a file, or of all that is in a folder."""
    name = os.fsdecode(path)
    try:
        found = os.lstat(name)
    except FileNotFoundError:
        yield name, "nothing", []
        return
    if stat.S_ISREG(found.st_mode):
        yield name, _content(name), _state(found)
    elif stat.S_ISDIR(found.st_mode):
        yield name, "folder", []
        yield from _below(name, os.path.realpath(root))
    else:
        raise UnknownInputError(name)


def _below(folder: str, root: str) -> Iterator[tuple[str, str, list[int]]]:
    with os.scandir(folder) as listed:
        found = sorted(listed, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != _COMPILED:
                yield entry.path, "folder", []
                yield from _below(entry.path, root)
        elif entry.is_symlink():
            yield _linked(entry.path, root)
        elif entry.is_file():
            yield entry.path, _content(entry.path), _state(entry.stat())
        else:
            raise UnknownInputError(entry.path)


def _linked(path: str, root: str) -> tuple[str, str, list[int]]:
    """Return a link to a file of the casebook, with what it leads to."""
    target = os.path.realpath(path)
    if os.path.commonpath([target, root]) != root or not os.path.isfile(target):  # noqa: PTH113 - no Path is made here
        raise UnknownInputError(path)
    return path, f"{target} {_content(target)}", [*_state(os.lstat(path)), *_state(os.stat(target))]  # noqa: PTH116


def _content(path: str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of times, without making a Path of each
        return hashlib.sha256(file.readall()).hexdigest()


def _state(found: os.stat_result) -> list[int]:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _environment(inputs: Inputs) -> dict[str, str | None]:
    names = {name for name in os.environ if name in _ENVIRONMENT or name.startswith(_ENVIRONMENTS)}
    return {name: os.environ.get(name) for name in sorted(names | inputs.variables)}


def _python() -> list[object]:
    """Return which Python runs, and what is installed in it.

    A package that is installed to be worked on can change while its version stays. Ours is looked at itself.
    """
    installed = []
    for folder in dict.fromkeys(sys.path):
        if not os.path.isdir(folder):  # noqa: PTH112 - as above
            continue
        with os.scandir(folder) as listed:
            found = sorted(entry.path for entry in listed if entry.name.endswith((*_PACKAGE_DATA, _PATHS)))
        installed += [[path, _installed(path)] for path in found]
    return [sys.version, sys.executable, list(sys.flags), _program(sys.executable), installed]


def _installed(path: str) -> object:
    if path.endswith(_PATHS):
        return _program(path)
    if not os.path.basename(path).startswith("casewright-") and _is_editable(f"{path}/direct_url.json"):  # noqa: PTH119
        raise UnknownInputError(path)
    return _program(f"{path}/RECORD")


def _is_editable(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            found = json.load(file)
    except FileNotFoundError:
        return False
    except ValueError:
        return True
    info = found.get("dir_info") if isinstance(found, dict) else None
    return bool(isinstance(info, dict) and info.get("editable"))


def _programs(inputs: Inputs) -> Mapping[str, object]:
    """Return the programs that format references and make the index, without running them."""
    places = []
    for package in ("pypandoc", "pagefind_bin", "pagefind_bin_extended"):
        spec = find_spec(package)
        if spec and spec.origin:
            places.append(os.path.dirname(spec.origin))  # noqa: PTH120 - as above
    names = [f"{place}/{name}" for place in places for name in ("files/pandoc", "pagefind", "pagefind_extended")]
    found = [
        shutil.which(name)
        for name in ("pandoc", "pagefind", "pagefind_extended", os.environ.get(_PAGEFIND, ""), *inputs.pandocs)
    ]
    return {name: _program(name) for name in [*names, *(f"{name}.exe" for name in names), *filter(None, found)]}


def _program(path: str) -> list[int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except (FileNotFoundError, NotADirectoryError):
        return None
    return [found.st_size, found.st_mtime_ns]
