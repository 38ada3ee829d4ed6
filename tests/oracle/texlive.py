"""The example bibliographies of TeX Live, from the package of Debian or Ubuntu. They are no part of this repository."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = "texlive-bibtex-extra"
FILES = (
    "biblatex-examples.bib",
    "biblatex-apa-test-citations.bib",
    "biblatex-apa-test-references.bib",
)


def has_apt() -> bool:
    """Tell whether this machine has packages of Debian's kind."""
    return all(map(shutil.which, ("apt-get", "dpkg-deb", "tar")))


def bibliographies(cache: Path) -> tuple[str, Mapping[str, bytes]]:
    """Return the package's version and its files by name, downloaded into ``cache`` unless they are there.

    Nothing is installed and no rights are needed. Raises RuntimeError where the package cannot be had.
    """
    if not (cache / "version").is_file():
        cache.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache.parent) as draft:
            _unpack(_download(Path(draft)), Path(draft) / "files")
            shutil.rmtree(cache, ignore_errors=True)
            (Path(draft) / "files").rename(cache)
    return (cache / "version").read_text(encoding="utf-8"), {name: (cache / name).read_bytes() for name in FILES}


def _download(folder: Path) -> Path:
    """Fetch the package; where the machine has no lists of packages yet, with lists of our own."""
    (folder / "lists" / "partial").mkdir(parents=True)
    own = [f"-oDir::State::Lists={folder / 'lists'}", f"-oDir::Cache={folder}", "-oDebug::NoLocking=1"]
    if not _apt(folder, "download", PACKAGE):
        said = [_apt(folder, *own, "update"), _apt(folder, *own, "download", PACKAGE)]
        if not all(said):
            raise RuntimeError(f"apt-get cannot download {PACKAGE}; is there a network?")
    return next(folder.glob("*.deb"))


def _apt(folder: Path, *words: str) -> bool:
    command = ["apt-get", "-qq", f"-oAPT::Sandbox::User={os.environ.get('USER', 'root')}", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def _unpack(package: Path, target: Path) -> None:
    """Write the files, uncompressed, and the version into a folder."""
    unpacked = package.with_suffix(".files")
    unpacked.mkdir()
    archive = package.with_suffix(".tar")
    with archive.open("wb") as out:
        subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=out, check=True)
    patterns = [f"*/{name}{ending}" for name in FILES for ending in ("", ".gz")]
    # tar complains where one of the two endings is not there.
    subprocess.run(
        ["tar", "-xf", str(archive), "-C", str(unpacked), "--wildcards", *patterns], capture_output=True, check=False
    )
    target.mkdir()
    for name in FILES:
        found = next((path for path in sorted(unpacked.rglob(f"{name}*")) if path.is_file()), None)
        if found is None:
            raise RuntimeError(f"{PACKAGE} has no {name} any more")
        content = found.read_bytes()
        (target / name).write_bytes(gzip.decompress(content) if found.suffix == ".gz" else content)
    version = subprocess.run(["dpkg-deb", "-f", str(package), "Version"], capture_output=True, text=True, check=True)
    (target / "version").write_text(version.stdout.strip(), encoding="utf-8")
