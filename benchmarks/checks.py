"""How long `casewright check` takes: of a whole casebook, and of one file that was just edited.

    python benchmarks/bench.py check --cases 1000 5000 --out benchmarks/results/check.md

With `.venv/bin/python`, since it is ours alone that is measured. The casebooks are made up; the first check of each
reads all, and is not counted among those that find what was kept.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from corpus import Corpus
from generate import write
from measure import Run, machine, median, run

MB = 1e6
_CHECK = (sys.executable, "-c", "from casewright.edges.cli import main; main()", "check")
_STEP = 397
"""So far apart in the list are the files that are edited one after the other."""


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[1000, 5000], help="how large the casebooks are")
    parser.add_argument("--runs", type=int, default=7, help="how many files are checked; of whole checks a third")
    parser.add_argument("--out", type=Path, help="the file to write the table into")
    options = parser.parse_args()
    text = "\n".join(_lines(options.cases, options.runs)) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")


def _lines(sizes: Sequence[int], runs: int) -> Iterator[str]:
    yield "# Checks\n"
    yield f"{datetime.now(UTC).date()}; {machine()}; seed 1; {_load()} when it began.\n"
    yield "Medians. A file is a case to which a line was added before it is checked, another one each time.\n"
    yield "| check | runs | wall s | processor s | peak MB |"
    yield "|---|" + "---:|" * 4
    for cases in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(Corpus(cases=cases), "casewright", folder)
            yield _row(f"{cases:,} cases, nothing kept", [run([*_CHECK, "."], folder)])
            yield _row(f"{cases:,} cases, all kept", [run([*_CHECK, "."], folder) for _ in range(max(1, runs // 3))])
            yield _row(f"one edited file of {cases:,} cases", [_edited(folder, number) for number in range(runs)])


def _edited(folder: Path, number: int) -> Run:
    files = sorted((folder / "cases").iterdir())
    file = files[number * _STEP % len(files)]
    file.write_text(file.read_text(encoding="utf-8") + f"\nMore was said in round {number}.\n", encoding="utf-8")
    return run([*_CHECK, file], folder)


def _row(name: str, runs: Sequence[Run]) -> str:
    middle = median(runs)
    return f"| {name} | {len(runs)} | {middle.wall:.2f} | {middle.cpu:.2f} | {middle.memory / MB:.0f} |"


def _load() -> str:
    """Return how busy the machine is with other things, on which wall time depends."""
    return f"{os.getloadavg()[0]:.1f} processes were running"


if __name__ == "__main__":
    main()
