"""How long citations take: a site of plain pages built bare, with casewright-citations and with mkdocs-bibtex.

All builds are of the same pages, in turn, in one run, on the theme `mkdocs`. What counts is the ratio to the bare one.

    make bench                                     # 1,000 pages, 8 citations each, 1,000 entries
    make bench ARGS="--pages 200 --rounds 5"
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
STEMS = (
    "Abel Adler Bach Bauer Berg Brand Brook Carl Cast Clark Dahl Dorn Eber Evan Falk Fisch Gold Graf Hagen Hart Holm "
    "Ives Jens Kast Kern Lang Lind Lund Mart Meyer Nord Olse Peters Quist Rich Sand Stein Thor Vogel Wald"
).split()
"""With the endings, 640 family names. Of a thousand works some 600 are by persons, who then share some 390 names: more
namesakes than in the bibliographies at hand, where there are 0.9 (this one) and 0.8 (biblatex-apa's) names a person."""
ENDINGS = ("", *"son berg ova mann sen ez ski ic dal gren hoff ley man ton wood".split())
GIVEN = "Anna Ben Clara David Eva Frank Grace Hugo Ida Jan Kira Leo Mia Nils Olga Paul".split()
OFFICES = tuple(
    f"{office} of {place}" for office in ("Audit Office", "City", "Institute", "Ministry") for place in STEMS
)
WORDS = "public service reform budget office evidence pilot staff digital city council audit trust lean data".split()
NAMES = {"bare": "MkDocs alone", "ours": "casewright-citations, cold", "warm": "casewright-citations, warm",
         "bibtex": "mkdocs-bibtex 4, APA"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds of wall and processor time."""

    wall: float
    cpu: float


def main() -> None:
    """Generate the site, build it in turn, print and keep the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        _generate(site, options.pages, options.citations, options.entries, random.Random(options.seed))
        runs: dict[str, list[Run]] = {}
        for round_ in range(options.rounds):
            for kind, name in NAMES.items():
                if kind == "bibtex" and round_ >= options.peer_rounds:
                    continue
                if kind == "ours":
                    shutil.rmtree(site / ".cache", ignore_errors=True)
                runs.setdefault(kind, []).append(_build(site, "ours" if kind == "warm" else kind))
                print(f"round {round_ + 1}: {name}: {runs[kind][-1].wall:.1f} s", flush=True)
    table = "\n".join(_table(runs, options))
    print(table)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "citations.md").write_text(table + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--citations", type=int, default=8, help="on each page")
    parser.add_argument("--entries", type=int, default=1000, help="of the bibliography")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-rounds", type=int, default=1, help="of mkdocs-bibtex, which takes minutes; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _generate(site: Path, pages: int, citations: int, entries: int, chance: random.Random) -> None:
    keys = [f"work{number}" for number in range(entries)]
    (site / "refs.bib").write_text("".join(_entry(key, chance) for key in keys), encoding="utf-8")
    (site / "docs").mkdir()
    for number in range(pages):
        text = [f"# Page {number}\n"]
        for _ in range(citations):
            cited = [f"@{key}" for key in chance.sample(keys, chance.choice((1, 1, 1, 2)))]
            place = f", p. {chance.randint(1, 300)}" if chance.random() < 0.3 else ""
            text.append(f"{' '.join(chance.choices(WORDS, k=40)).capitalize()} [{'; '.join(cited)}{place}].\n")
        (site / "docs" / f"page{number}.md").write_text("\n".join(text), encoding="utf-8")
    (site / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    plugins = {
        "bare": "[]",
        "ours": "\n  - casewright-citations:\n      bibliography: refs.bib\n      bibliography_page: ''",
        "bibtex": "\n  - bibtex:\n      bib_file: refs.bib\n      csl_file: apa.csl\n      bib_by_default: true",
    }
    style = Path(__file__).parents[1] / "plugins" / "casewright" / "render" / "csl" / "apa.csl"
    shutil.copy(style, site / "apa.csl")
    for kind, lines in plugins.items():
        config = f"site_name: Benchmark\ntheme: mkdocs\nmarkdown_extensions: [footnotes]\nplugins: {lines}\n"
        (site / f"{kind}.yml").write_text(config, encoding="utf-8")


def _entry(key: str, chance: random.Random) -> str:
    def person() -> str:
        return f"{chance.choice(STEMS)}{chance.choice(ENDINGS)}, {chance.choice(GIVEN)}"

    is_report = chance.random() < 0.4
    people = " and ".join(person() for _ in range(chance.randint(1, 4)))
    authors = f"{{{chance.choice(OFFICES)}}}" if is_report else people
    title = " ".join(chance.choices(WORDS, k=8)).capitalize()
    pages = f"{chance.randint(1, 99)}--100"
    rest = (
        f"institution = {{{chance.choice(OFFICES)}}}, url = {{https://example.org/{key}}}"
        if is_report
        else f"journal = {{Journal of Examples}}, volume = {chance.randint(1, 60)}, pages = {{{pages}}}"
    )
    kind = "techreport" if is_report else "article"
    year = chance.randint(1980, 2025)
    return f"@{kind}{{{key}, author = {{{authors}}}, title = {{{title}}}, year = {year}, {rest}}}\n"


def _build(site: Path, kind: str) -> Run:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", f"{kind}.yml", "--site-dir", "out"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, encoding="utf-8", check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{NAMES[kind]} failed:\n{done.stderr[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall=wall, cpu=cpu)


def _table(runs: dict[str, list[Run]], options: argparse.Namespace) -> Iterator[str]:
    bare = statistics.median(run.wall for run in runs["bare"])
    yield "# Citations: time beside MkDocs alone and mkdocs-bibtex\n"
    yield (
        f"{options.pages} pages, {options.citations} citations each, {options.entries} entries, APA; "
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; medians, builds in turn.\n"
    )
    yield "| build | runs | wall s | × bare | beyond bare, × bare | processor s |"
    yield "|---|---|---|---|---|---|"
    for kind, found in runs.items():
        wall, cpu = _medians(found)
        beyond = (wall - bare) / bare
        yield f"| {NAMES[kind]} | {len(found)} | {wall:.1f} | {wall / bare:.2f} | {beyond:.2f} | {cpu:.1f} |"


def _medians(runs: Sequence[Run]) -> tuple[float, float]:
    return statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs)


if __name__ == "__main__":
    main()
