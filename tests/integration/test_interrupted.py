"""What befalls a build from outside: another at the same time, its end at any moment, a disk that is full."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.builds import Site, copy_small, environment, site_of

pytestmark = pytest.mark.build

COMMAND = [sys.executable, "-c", "from casewright.edges.cli import main; main()"]
FULL = 'mkdir -p .cache && mount -t tmpfs -o size=64k none .cache && exec "$@"'
"""Runs a command where there is next to no room for what is kept."""


def casewright(*arguments: str, folder: Path, more: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment({"PYTHONPATH": "", **(more or {})}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """A casebook with an index for the search, whose name the environment may say."""
    folder = copy_small(tmp_path / "casebook")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    named = [
        line if not line.startswith("site_name:") else "site_name: !ENV [NAME, Nobody's]"
        for line in settings.split("\n")
    ]
    (folder / "mkdocs.yml").write_text("\n".join(named), encoding="utf-8")
    return folder


def clean(casebook: Path, **more: str) -> Site:
    """Return the site of a first build."""
    target = casebook.parent / f"clean-{len(list(casebook.parent.iterdir()))}"
    build = casewright("build", "--no-cache", "--site-dir", str(target), folder=casebook, more=more)
    _, said = build.communicate()
    assert build.returncode == 0, said.decode()
    return site_of(target)


def test_two_builds_at_once(casebook: Path) -> None:
    builds = [casewright("build", folder=casebook, more={"NAME": name}) for name in ("One", "Other")]
    said = [build.communicate()[1].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    sites = {name: clean(casebook, NAME=name) for name in ("One", "Other")}
    assert site_of(casebook / "site") in sites.values(), "it is whole, and that of one of them"
    for name in ("One", "Other", "One"):
        build = casewright("build", folder=casebook, more={"NAME": name})
        build.communicate()
        assert build.returncode == 0
        assert site_of(casebook / "site") == sites[name]
    assert sorted(path.name for path in casebook.iterdir() if path.name.startswith(".")) == [".cache"]


@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_a_build_killed_at_any_moment_harms_none_after_it(casebook: Path) -> None:
    expected = clean(casebook)
    for moment in ("", ".cache/casewright/*/*/*", ".site.building-*/**/*.json", ".site.building-*/**/index.html"):
        for left in casebook.glob(".site.building-*"):  # that of the kill before
            shutil.rmtree(left)
        build = casewright("build", folder=casebook)
        until = time.monotonic() + 120
        while moment and not list(casebook.glob(moment)) and build.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert build.returncode == -signal.SIGKILL, f"it ended before {moment}"
        assert not (casebook / "site").exists()
    build = casewright("build", folder=casebook)
    _, said = build.communicate()
    assert build.returncode == 0, said.decode()
    assert site_of(casebook / "site") == expected


def test_a_disk_without_room_for_what_is_kept_costs_time_only(casebook: Path) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", FULL, "sh"]
    mounts = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", str(casebook)]
    if not shutil.which("unshare") or subprocess.run(mounts, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    expected = clean(casebook)
    done = subprocess.run(
        [*alone, *COMMAND, "build"], cwd=casebook, env=environment({"PYTHONPATH": ""}), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert site_of(casebook / "site") == expected
