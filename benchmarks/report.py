"""What was measured, as a table in Markdown and as a chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from builds import HUGO, MATERIAL, Build, versions
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


def chart(results: Sequence[Result], cases: int) -> str:
    """Return an SVG of the wall times, as multiples of bare Material's where that was built, else in seconds."""
    base = _wall(results, MATERIAL)
    values = [(result.build.name, result.run.wall / (base or 1)) for result in results]
    title = f"Time to build {cases:,} cases, " + ("Material for MkDocs = 1" if base else "seconds")
    low = math.floor(math.log10(min(value for _, value in values)))
    high = max(math.ceil(math.log10(max(value for _, value in values))), low + 1)

    def at(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (math.log10(value) - low) / (high - low)

    bottom = _TOP + _ROW * len(values)
    rows = [
        f'<text x="{_LEFT - 12}" y="{y + 5}" text-anchor="end">{escape(name)}</text>'
        f'<line x1="{_LEFT}" x2="{at(value):.1f}" y1="{y}" y2="{y}" stroke="currentColor" stroke-width="2"/>'
        f'<circle cx="{at(value):.1f}" cy="{y}" r="5" fill="currentColor"/>'
        f'<text x="{at(value) + 10:.1f}" y="{y + 5}">{_number(value)}</text>'
        for y, (name, value) in ((_TOP + _ROW * index + _ROW // 2, item) for index, item in enumerate(values))
    ]
    ticks = [
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}" stroke="#888" stroke-opacity=".4"/>'
        f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{10**power:g}</text>'
        for x, power in ((at(10**power), power) for power in range(low, high + 1))
    ]
    told = "; ".join(f"{name}: {_number(value)}" for name, value in values)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom + 36}" role="img" '
        f'font-family="sans-serif" font-size="14" color="#333">\n'
        f"<title>{escape(title)}</title><desc>{escape(told)}. The scale is logarithmic.</desc>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n<g fill="currentColor">\n'
        f'<text x="16" y="26" font-size="17">{escape(title)} (logarithmic)</text>\n'
        + "\n".join((*ticks, *rows))
        + "\n</g>\n</svg>\n"
    )


def _lines(results: Sequence[Result], cases: int, seed: int) -> Iterator[str]:
    yield f"# Whole sites: {cases:,} cases\n"
    yield f"{datetime.now(UTC).date()}; {machine()}; {', '.join(versions())}; seed {seed}.\n"
    yield (
        "Medians of builds in turn; of memory the largest peak, the sum of all processes of a build (see "
        "`benchmarks/measure.py`). Other engines build the text of each record, Casewright the records.\n"
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
            f"{out.largest_other[0] / KB:,.0f} ({out.largest_other[1]})",
        )
        yield f"| {' | '.join(map(str, cells))} |"


def _wall(results: Sequence[Result], key: str) -> float:
    return next((result.run.wall for result in results if result.build.key == key), 0)


def _times(value: float, base: float) -> str:
    return _number(value / base) if base else "–"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 820, 290, 60, 44, 30
