"""The same casebook gives the same site, byte for byte.

Nothing is excluded. The engines write the day of the build into sitemap.xml, and its moment into sitemap.xml.gz, unless
SOURCE_DATE_EPOCH names one; so the builds compared here all name the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.builds import CASEBOOK, DAY, REPOSITORY_ADDRESS, Build, build_site, environment

pytestmark = pytest.mark.build

REVERSED = Path(__file__).parents[1] / "support" / "reversed"


def test_another_hash_seed_changes_nothing(root: Path, repository_site: Build, tmp_path: Path) -> None:
    again = build_site("mkdocs", root, tmp_path / "site", "--strict", address=REPOSITORY_ADDRESS, seed="4242")
    assert_same(repository_site.site, again.site)


def test_another_order_and_place_of_files_changes_nothing(
    root: Path, repository_site: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook = copy_backwards(root, tmp_path / "elsewhere" / "casebook")
    path = [str(REVERSED), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(item for item in path if item))
    assert first_names(casebook / "cases") == sorted(first_names(casebook / "cases"), reverse=True)
    again = build_site("mkdocs", casebook, tmp_path / "site", "--strict", address=REPOSITORY_ADDRESS, seed="1")
    assert again.status == 0, again.output
    assert_same(repository_site.site, again.site)


def test_moment_of_the_build_is_the_one_that_was_named(repository_site: Build) -> None:
    """Else the comparisons above would fail: gzip writes the moment into its files."""
    packed = (repository_site.site / "sitemap.xml.gz").read_bytes()
    assert int.from_bytes(packed[4:8], "little") == int(DAY)


def assert_same(one: Path, other: Path) -> None:
    """Compare all files of two folders."""
    first, second = files(one), files(other)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert len(first) > 200


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copy_backwards(casebook: Path, target: Path) -> Path:
    """Copy a casebook file by file, the last first."""
    for name in reversed(CASEBOOK):
        top = casebook / name
        for path in sorted([top] if top.is_file() else top.rglob("*"), reverse=True):
            if path.is_file():
                copy = target / path.relative_to(casebook)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    return target


def first_names(folder: Path) -> list[str]:
    """Return the names in a folder in the order in which a build meets them."""
    program = "import pathlib; print(*(path.name for path in pathlib.Path().iterdir()))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment(), capture_output=True, check=True
    )
    return done.stdout.decode().split()
