"""How long citations take: a site of plain pages built bare, with casewright-citations and with mkdocs-bibtex.

All builds are of the same pages, in turn, in one run, on the theme `mkdocs`. What counts is the ratio to the bare one.

    make bench ARGS="citations"                    # 1,000 pages, 8 citations each, 1,000 entries
    make bench ARGS="citations --pages 200 --rounds 5"
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import Run, machine, median, run
from words import WORDS
from works import entry

RESULTS = Path(__file__).parent / "results"
NAMES = {"bare": "MkDocs alone", "ours": "casewright-citations, cold", "warm": "casewright-citations, warm",
         "bibtex": "mkdocs-bibtex 4, APA"}  # fmt: skip


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
    (site / "refs.bib").write_text("".join(entry(key, chance) for key in keys), encoding="utf-8")
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


def _build(site: Path, kind: str) -> Run:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", f"{kind}.yml", "--site-dir", "out"]
    return run(command, site)


def _table(runs: dict[str, list[Run]], options: argparse.Namespace) -> Iterator[str]:
    bare = median(runs["bare"]).wall
    yield "# Citations: time beside MkDocs alone and mkdocs-bibtex\n"
    yield (
        f"{options.pages} pages, {options.citations} citations each, {options.entries} entries, APA; "
        f"{machine()}; medians, builds in turn.\n"
    )
    yield "| build | runs | wall s | × bare | beyond bare, × bare | processor s |"
    yield "|---|---|---|---|---|---|"
    for kind, found in runs.items():
        took = median(found)
        of_bare = took.wall / bare
        yield f"| {NAMES[kind]} | {len(found)} | {took.wall:.1f} | {of_bare:.2f} | {of_bare - 1:.2f} | {took.cpu:.1f} |"


if __name__ == "__main__":
    main()
