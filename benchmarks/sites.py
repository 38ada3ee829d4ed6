"""How long whole sites take: the same made-up pages built by Casewright and by other engines, in turn.

    make bench ARGS="site --cases 1000"                        # everything that is installed, 3 rounds
    make bench ARGS="site --cases 100 --rounds 5 --only material,hugo,ours,warm,edit"
    make bench ARGS="site --cases 5000 --only ours --rounds 1"

Other engines get the summary and text of each record as an ordinary page and print citations as they stand (but for
mkdocs-bibtex). Casewright builds all that it makes of the records' fields too. What counts are the ratios: all builds
of a round share the same minutes of the same machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from builds import BUILDS, MATERIAL, Build, Command
from chart import chart
from corpus import Corpus
from generate import write
from measure import Output, Run, median, output, run
from report import Result, table

RESULTS = Path(__file__).parent / "results"
MOST_CASES_FOR_SLOW = 1000


def main() -> None:
    """Write the pages for each engine, build them in turn, print and keep the table and the chart."""
    options = _options()
    if options.folder:
        results = _measure(options, options.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            results = _measure(options, Path(folder))
    text = table(results, cases=options.cases, seed=options.seed)
    print(text, end="")
    options.results.mkdir(parents=True, exist_ok=True)
    name = f"site-{options.cases}"
    (options.results / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    (options.results / f"{name}.svg").write_text(_chart(results, options.cases), encoding="utf-8", newline="\n")


def _measure(options: argparse.Namespace, folder: Path) -> list[Result]:
    """Return what was measured of every build that can run, in their order."""
    commands = dict(_found(options))
    for build in commands:
        if not (folder / build.folder).exists():
            _say(f"Writing {options.cases} cases into {build.folder}/ ...")
            corpus = Corpus(options.cases, seed=options.seed, has_citations=build.has_citations)
            write(corpus, build.engine, folder / build.folder)
    plan = [
        build
        for round_ in range(options.rounds)
        for build in commands
        if round_ < (options.slow_rounds if build.is_slow else options.rounds)
    ]
    runs: dict[Build, list[Run]] = {}
    outputs: dict[Build, Output] = {}
    for done, build in enumerate(plan):
        runs.setdefault(build, []).append(_run(build, commands[build], folder / build.folder, done))
        outputs[build] = output(folder / build.folder / build.out)
        _say(f"[{done + 1}/{len(plan)}] {build.name}: {runs[build][-1].wall:.1f} s{_left(plan[done + 1 :], runs)}")
    return [Result(build, median(found), len(found), outputs[build]) for build, found in runs.items()]


def _run(build: Build, command: Command, folder: Path, number: int) -> Run:
    for name in build.forget:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if build.is_edited:
        cases = sorted((folder / "cases").glob("*.md"))
        with cases[number % len(cases)].open("a", encoding="utf-8", newline="\n") as case:
            case.write(f"\nA sentence was added before build {number}.\n")
    return run(command, folder)


def _chart(results: list[Result], cases: int) -> str:
    """Return a chart of the wall times, as multiples of bare Material's where that was built, else in seconds."""
    base = next((result.run.wall for result in results if result.build.key == MATERIAL), None)
    unit = "Material for MkDocs = 1" if base else "seconds"
    values = {result.build.name: result.run.wall / (base or 1) for result in results}
    return chart(f"Time to build {cases:,} cases, {unit}", values)


def _found(options: argparse.Namespace) -> Iterator[tuple[Build, Command]]:
    """Yield the builds that are asked for and can run, with their commands; say why others cannot."""
    for build in BUILDS:
        if options.only and build.key not in options.only:
            continue
        if build.is_slow and options.cases > MOST_CASES_FOR_SLOW:
            _say(f"Left out: {build.name}, which takes too long above {MOST_CASES_FOR_SLOW} cases.")
            continue
        command = build.find()
        if command:
            yield build, command
        else:
            _say(f"Left out: {build.name} is not installed ({build.install}).")


def _left(plan: list[Build], runs: dict[Build, list[Run]]) -> str:
    """Return about how long the rest takes, once every build in it has run."""
    if not plan or not all(build in runs for build in plan):
        return ""
    seconds = sum(median(runs[build]).wall for build in plan)
    return f" (about {seconds / 60:.0f} min left)" if seconds >= 60 else f" (about {seconds:.0f} s left)"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000, help="how many cases (default: 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each build (default: 3)")
    parser.add_argument("--slow-rounds", type=int, default=1, help="runs of mkdocs-bibtex, which takes minutes")
    parser.add_argument("--only", type=_keys, help=f"some of: {','.join(build.key for build in BUILDS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to build, and leave what was built (default: nowhere)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the table and the chart go")
    return parser.parse_args()


def _keys(text: str) -> frozenset[str]:
    keys = frozenset(text.split(","))
    if unknown := keys - {build.key for build in BUILDS}:
        msg = f"there is no build {', '.join(sorted(unknown))}"
        raise argparse.ArgumentTypeError(msg)
    return keys


if __name__ == "__main__":
    main()
