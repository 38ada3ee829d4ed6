"""What was measured, as a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from builds import HUGO, MATERIAL, Build, versions
from chart import number
from measure import Output, Run, machine

MB, KB = 1e6, 1e3


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of one build, how often it ran, and what it wrote."""

    build: Build
    run: Run
    count: int
    output: Output


def table(results: Sequence[Result], *, cases: int, seed: int) -> str:
    """Return the table, the machine and how it was measured."""
    return "\n".join(_lines(results, cases, seed)) + "\n"


def _lines(results: Sequence[Result], cases: int, seed: int) -> Iterator[str]:
    yield f"# Whole sites: {cases:,} cases\n"
    yield f"{datetime.now(UTC).date()}; {machine()}; {', '.join(versions())}; seed {seed}.\n"
    yield (
        "Medians of builds in turn; of memory the largest peak, the sum of all processes of a build (see "
        "`benchmarks/measure.py`). Other engines build the text of each record, Casewright the records with all their "
        "fields, a page for each source and term, and the search; Zensical cannot leave its search out.\n"
    )
    yield (
        "| build | runs | wall s | × Material | × Hugo | processor s | × Material | peak MB | pages | MB written "
        "| largest page, KB | largest other file, KB |"
    )
    yield "|---|" + "---:|" * 10 + "---|"
    material, hugo = (next((one.run for one in results if one.build.key == key), None) for key in (MATERIAL, HUGO))
    for result in results:
        run, out = result.run, result.output
        cells = (
            result.build.name,
            result.count,
            f"{run.wall:.2f}",
            _times(run.wall, material.wall if material else 0),
            _times(run.wall, hugo.wall if hugo else 0),
            f"{run.cpu:.2f}",
            _times(run.cpu, material.cpu if material else 0),
            f"{run.memory / MB:.0f}",
            f"{out.pages:,}",
            f"{out.size / MB:.1f}",
            f"{out.largest_page[0] / KB:.0f}",
            f"{out.largest_other[0] / KB:,.0f} ({out.largest_other[1]})" if out.largest_other[0] else "–",
        )
        yield f"| {' | '.join(map(str, cells))} |"


def _times(value: float, base: float) -> str:
    return number(value / base) if base else "–"
