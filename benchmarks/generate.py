"""Write a made-up casebook of any size, or the same pages for another engine.

    python benchmarks/generate.py --cases 1000 --out /tmp/casebook
    python benchmarks/generate.py --cases 1000 --out /tmp/hugo --as hugo
    python benchmarks/generate.py --cases 200 --out /tmp/plain --seed 7 --without-citations

All names, texts and figures are made of a few lists of words; the same seed gives the same files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from casebook import casebook_files
from corpus import Corpus
from peers import PEERS, peer_files

OURS = "casewright"


def main() -> None:
    """Write what the command line asks for."""
    options = _options()
    if options.out.exists() and any(options.out.iterdir()):
        msg = f"{options.out} is not empty; give a new folder"
        raise SystemExit(msg)
    corpus = Corpus(options.cases, seed=options.seed, has_citations=not options.without_citations)
    count = write(corpus, options.engine, options.out)
    print(f"{options.out} holds {count} files with {options.cases} cases for {options.engine}.")


def write(corpus: Corpus, engine: str, folder: Path) -> int:
    """Write what an engine builds the corpus from; return the number of files."""
    count = 0
    for path, text in files(corpus, engine):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count


def files(corpus: Corpus, engine: str) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of what an engine builds the corpus from."""
    return casebook_files(corpus) if engine == OURS else peer_files(corpus, engine)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=_at_least_one, default=1000, help="how many cases (default: 1000)")
    parser.add_argument("--out", type=Path, required=True, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other texts (default: 1)")
    parser.add_argument("--without-citations", action="store_true", help="leave all citations out of the texts")
    parser.add_argument("--as", dest="engine", choices=(OURS, *PEERS), default=OURS, help=f"default: {OURS}")
    return parser.parse_args()


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        msg = "there has to be at least one case"
        raise argparse.ArgumentTypeError(msg)
    return number


if __name__ == "__main__":
    main()
