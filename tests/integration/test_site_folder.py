"""A site stays whole until the next one is finished."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casewright.edges.site_folder import build_beside
from tests.support.builds import copy_small, environment


def test_a_finished_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "old.html")

    assert build_beside(site, lambda new: _built(new, "new.html", 0)) == 0

    assert [path.name for path in site.iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "old.html")

    assert build_beside(site, lambda new: _built(new, "new.html", 1)) == 1

    assert [path.name for path in site.iterdir()] == ["old.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_link_keeps_leading_where_it_does(tmp_path: Path) -> None:
    real = _site(tmp_path / "real", "old.html")
    link = tmp_path / "site"
    link.symlink_to(real, target_is_directory=True)

    build_beside(link, lambda new: _built(new, "new.html", 0))

    assert link.is_symlink()
    assert [path.name for path in real.iterdir()] == ["new.html"]


def test_what_a_killed_build_left_behind_is_put_right(tmp_path: Path) -> None:
    forgotten = _site(tmp_path / ".site.building-1", "half.html")
    os.utime(forgotten, (0, 0))
    _site(tmp_path / ".site.old-1", "old.html")

    build_beside(tmp_path / "site", lambda new: _built(new, "new.html", 1))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["old.html"]


def test_a_site_that_another_build_put_there_meanwhile_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path / "site", "old.html")
    rename, others = Path.rename, iter(["first.html", "second.html"])

    def quicker(path: Path, target: Path) -> Path:
        """Another build comes between as long as there are any."""
        name = next(others, None) if target == site else None
        if name:
            _site(site, name)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", quicker)
    assert build_beside(site, lambda new: _built(new, "new.html", 0)) == 0

    assert [path.name for path in site.iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert next(others, None) is None


def test_what_is_in_a_folder_that_cannot_be_moved_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = _site(tmp_path / "site", "old.html")

    def mounted(_path: Path, _target: Path) -> Path:
        raise OSError(errno.EBUSY, "it is busy")

    monkeypatch.setattr(Path, "rename", mounted)
    assert build_beside(site, lambda new: _built(new, "new.html", 0)) == 0

    assert [path.name for path in site.iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.build
@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_a_build_killed_on_its_way_leaves_the_old_site_whole(tmp_path: Path) -> None:
    casebook = copy_small(tmp_path / "casebook")
    site = _site(casebook / "site", "old.html")
    command = [sys.executable, "-c", "from casewright.edges.cli import main; main()", "build"]
    build = subprocess.Popen(
        command, cwd=casebook, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not list(casebook.glob(".site.building-*/**/*.html")) and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()

    assert list(casebook.glob(".site.building-*")), "it was killed before it had begun, or after it had finished"
    assert [path.name for path in site.iterdir()] == ["old.html"]

    subprocess.run(command, cwd=casebook, env=environment(), check=True, capture_output=True)
    assert not (site / "old.html").exists()
    assert (site / "cases" / "springfield-desk" / "index.html").is_file()


def _site(folder: Path, name: str) -> Path:
    folder.mkdir()
    (folder / name).touch()
    return folder


def _built(folder: Path, name: str, status: int) -> int:
    _site(folder, name)
    return status
