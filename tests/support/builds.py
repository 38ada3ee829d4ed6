"""Whole sites for tests: each is built once, however many workers ask for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITES = Path(__file__).parent / "sites"
ENGINES = ("mkdocs", "properdocs")
REPOSITORY_ADDRESS = "http://127.0.0.1:8000/"
SMALL_ADDRESS = "https://casebook.example/sub/"
CASEBOOK = (
    "mkdocs.yml",
    "pages",
    "cases",
    "lessons",
    "modules",
    "pathways",
    "theses",
    "bibliography",
    "vocabularies",
    "site_templates",
)
"""What a casebook consists of; the rest of the repository is the generator and its tests."""

DAY = "1795392000"
"""The moment that builds take for now (SOURCE_DATE_EPOCH): the engines write the day into the sitemap."""

_LONGEST_BUILD = 300
_PAUSE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A site that was built: where it is, how the engine ended, what it printed, where it would be published."""

    site: Path
    status: int
    output: str
    address: str


Site = Mapping[str, bytes]
"""What stands in each file of a site, by its address."""


def site_of(folder: Path) -> Site:
    """Return what stands in each file of a site."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def build_site(engine: str, casebook: Path, site: Path, *options: str, address: str, seed: str = "0") -> Build:
    """Run an engine on a casebook as a user would, in a process of its own."""
    command = [sys.executable, "-m", engine, "build", "--site-dir", str(site), *options]
    done = subprocess.run(
        command,
        cwd=casebook,
        env=environment({"PYTHONHASHSEED": seed}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return Build(site=site, status=done.returncode, output=done.stdout, address=address)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment that programs run in: this one, without what would change a build."""
    kept = {name: value for name, value in os.environ.items() if name != "CASEWRIGHT_SITE_URL"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": DAY, **(more or {})}


def copy_small(target: Path, *, faulty: bool = False) -> Path:
    """Copy the small casebook, with the faulty records too where asked for, and return the copy."""
    shutil.copytree(SITES / "small", target)
    if faulty:
        shutil.copytree(SITES / "faulty", target, dirs_exist_ok=True)
    return target


def once(shared: Path, name: str, make: Callable[[Path], Build]) -> Build:
    """Return what ``make`` returns for a folder of that name; of all workers only the first calls it."""
    values = json.loads(done_once(shared, name, lambda: json.dumps(asdict(make(shared / name)), default=str)))
    return Build(**{**values, "site": Path(values["site"])})


def done_once(shared: Path, name: str, act: Callable[[], str]) -> str:
    """Return what ``act`` returns; of all workers only the first calls it, the others wait until it has.

    ``shared`` is a folder that all workers see.
    """
    result, lock = shared / f"{name}.json", shared / f"{name}.lock"
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return _wait(result)
    try:
        values = {"answer": act()}
    except BaseException as error:
        _write(result, {"error": repr(error)})
        raise
    _write(result, values)
    return values["answer"]


def _write(result: Path, values: Mapping[str, str]) -> None:
    draft = result.with_suffix(".draft")
    draft.write_text(json.dumps(values), encoding="utf-8")
    draft.replace(result)  # in one step, so that nobody reads half of it


def _wait(result: Path) -> str:
    until = time.monotonic() + _LONGEST_BUILD
    while not result.exists():
        if time.monotonic() > until:
            raise TimeoutError(f"another worker has not written {result.name}")
        time.sleep(_PAUSE)
    values: dict[str, str] = json.loads(result.read_text(encoding="utf-8"))
    if "error" in values:
        raise RuntimeError(f"another worker failed: {values['error']}")
    return values["answer"]
