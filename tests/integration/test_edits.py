"""Whatever was edited or damaged: the site is the one that a first build would give, byte for byte."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.cache import Cache
from casewright.edges import in_engine, site_build
from casewright.edges.site_build import SiteBuild
from casewright.edges.stages import PROFILE, SHOWN
from tests.support.builds import DAY, Site, copy_small, site_of
from tests.support.edits import DAMAGE, EDITS, TOUCHES, Files, read_files, write_files

pytestmark = pytest.mark.build

BACK = "back to what was"
STEPS = st.tuples(st.sampled_from([*EDITS, *TOUCHES, *DAMAGE, BACK]), st.integers(0, 9))
SHARE = 3
"""Each sequence is many builds: there are so many times fewer of them than of other examples."""
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
LARGE, SHARE_OF_LARGE = 120, 75
"""Cases of a casebook that several processes write, and how many times fewer sequences there are."""


def engine_here(folder: Path, engine: str, arguments: list[str], more: Mapping[str, str]) -> int:
    """Run an engine as the command does, in this process."""
    asked = {name: value for name, value in more.items() if name not in (SHOWN, PROFILE)}
    with contextlib.chdir(folder), mock.patch.dict(os.environ, {**asked, "SOURCE_DATE_EPOCH": DAY}):
        try:
            in_engine.main(engine, *arguments, "--quiet")
        except SystemExit as end:
            return int(end.code or 0)
    return 0


class Bench:
    """A casebook that is edited and built again and again, and the sites that first builds of it would give."""

    def __init__(self, casebook: Path, clean: Path) -> None:
        self.folder, self.clean = casebook, clean
        settings = self.folder / "mkdocs.yml"
        settings.write_bytes(settings.read_bytes().replace(b"  - casewright-search\n", b""))
        self.first = read_files(self.folder)
        self.known: dict[int, tuple[int, Site]] = {}
        self.runs = 0

    def build(self) -> tuple[int, Site]:
        """Build with all that was kept."""
        return self._build(self.folder / "site", Cache(self.folder / ".cache" / "casewright"))

    def build_clean(self) -> tuple[int, Site]:
        """Build with nothing, once for the same files."""
        name = hash(json.dumps({name: data.hex() for name, data in read_files(self.folder).items()}))
        if name not in self.known:
            self.known[name] = self._build(self.clean, Cache())
        return self.known[name]

    def start_over(self) -> None:
        """Go back to the first files, with nothing kept."""
        write_files(self.folder, self.first)
        DAMAGE["all results gone"](self.folder, 0)

    def _build(self, site: Path, cache: Cache) -> tuple[int, Site]:
        self.runs += 1
        with mock.patch.object(site_build, "run_engine", self._run):
            status = SiteBuild(folder=self.folder, site=site, engine="mkdocs", cache=cache).run()
        return status, site_of(site)

    def _run(self, folder: Path, engine: str, arguments: list[str], more: Mapping[str, str]) -> int:
        self.ran += 1
        return engine_here(folder, engine, arguments, more)

    ran = 0
    """How many times the engine was needed."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": DAY}):
        os.environ.pop("PYTHONPATH", None)
        os.environ.pop("CASEWRIGHT_NO_CACHE", None)
        folder = tmp_path_factory.mktemp("edits")
        yield Bench(copy_small(folder / "casebook"), folder / "clean")


def do(bench: Bench, step: str, number: int, past: Sequence[Files]) -> None:
    if step in EDITS:
        write_files(bench.folder, EDITS[step](read_files(bench.folder), number))
    elif step == BACK:
        write_files(bench.folder, past[number % len(past)])
    else:
        {**TOUCHES, **DAMAGE}[step](bench.folder, number)


def assert_same(built: tuple[int, Site], clean: tuple[int, Site]) -> None:
    assert built[0] == clean[0] == 0
    assert sorted(built[1]) == sorted(clean[1])
    assert [name for name, data in clean[1].items() if built[1][name] != data] == []
    assert len(built[1]) > 100


@pytest.mark.parametrize("step", [*EDITS, *DAMAGE])
def test_each_edit_and_back(bench: Bench, step: str) -> None:
    write_files(bench.folder, bench.first)
    assert_same(bench.build(), bench.build_clean())
    do(bench, step, 1, [bench.first])
    files, ran = read_files(bench.folder), bench.ran
    assert_same(bench.build(), bench.build_clean())
    assert bench.ran > ran or files == bench.first
    write_files(bench.folder, bench.first)
    assert_same(bench.build(), bench.build_clean())


@pytest.mark.parametrize("step", TOUCHES)
def test_no_touch_is_a_change(bench: Bench, step: str) -> None:
    bench.build()
    ran = bench.ran
    for number in range(0, 40, 7):
        do(bench, step, number, [])
        bench.build()
    assert bench.ran == ran


def test_any_sequence_of_edits(bench: Bench) -> None:
    @settings(max_examples=settings().max_examples // SHARE, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=1, max_size=5))
    def holds(steps: list[tuple[str, int]]) -> None:
        assert_holds(bench, steps)

    holds()


@pytest.mark.skipif(not IS_LONG, reason="takes an hour; see CONTRIBUTING.md")
def test_sequences_of_edits_of_a_casebook_that_several_processes_build(tmp_path: Path) -> None:
    large = Bench(casebook_of(LARGE, tmp_path / "casebook"), tmp_path / "clean")

    @settings(max_examples=settings().max_examples // SHARE_OF_LARGE, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=1, max_size=5))
    def holds(steps: list[tuple[str, int]]) -> None:
        assert_holds(large, steps)

    holds()


def casebook_of(cases: int, folder: Path) -> Path:
    """Write a made-up casebook of so many cases."""
    program = Path(__file__).resolve().parents[2] / "benchmarks" / "generate.py"
    subprocess.run([sys.executable, program, "--cases", str(cases), "--out", folder], check=True, capture_output=True)
    return folder


def assert_holds(bench: Bench, steps: Sequence[tuple[str, int]]) -> None:
    bench.start_over()
    bench.build()
    past = [read_files(bench.folder)]
    for step, number in steps:
        do(bench, step, number, past)
        files, ran = read_files(bench.folder), bench.ran
        built = bench.build()
        if files == past[-1] and step not in DAMAGE:
            assert bench.ran == ran, "nothing had changed"
        assert_same(built, bench.build_clean())
        past.append(files)
