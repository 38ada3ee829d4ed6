"""A chart of times: one row for each build, on a logarithmic scale, since they lie up to a thousandfold apart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 820, 290, 60, 44, 30


def chart(title: str, values: Mapping[str, float]) -> str:
    """Return an SVG with the values (above 0) by their names, in their order; its text says them too."""
    scale = _scale(values)
    bottom = _TOP + _ROW * len(values)
    told = "; ".join(f"{name}: {number(value)}" for name, value in values.items())
    marks = [_tick(scale, power, bottom) for power in range(scale.low, scale.high + 1)]
    marks += [_row(scale, name, value, _TOP + _ROW * index) for index, (name, value) in enumerate(values.items())]
    body = "\n".join(marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom + 36}" role="img" '
        'font-family="sans-serif" font-size="14" color="#333">\n'
        f"<title>{escape(title)}</title><desc>{escape(told)}. The scale is logarithmic.</desc>\n"
        '<rect width="100%" height="100%" fill="#fff"/>\n<g fill="currentColor">\n'
        f'<text x="16" y="26" font-size="17">{escape(title)} (logarithmic)</text>\n{body}\n</g>\n</svg>\n'
    )


def number(value: float) -> str:
    """Return a value with as many digits as mean something."""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """From which power of ten to which it goes."""

    low: int
    high: int

    def at(self, value: float) -> float:
        """Return how far to the right a value stands."""
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (math.log10(value) - self.low) / (self.high - self.low)


def _scale(values: Mapping[str, float]) -> _Scale:
    low = math.floor(math.log10(min(values.values())))
    return _Scale(low, max(math.ceil(math.log10(max(values.values()))), low + 1))


def _tick(scale: _Scale, power: int, bottom: int) -> str:
    x = scale.at(10**power)
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}" stroke="#888" stroke-opacity=".4"/>'
        f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{10**power:g}</text>'
    )


def _row(scale: _Scale, name: str, value: float, top: int) -> str:
    x, y = scale.at(value), top + _ROW // 2
    return (
        f'<text x="{_LEFT - 12}" y="{y + 5}" text-anchor="end">{escape(name)}</text>'
        f'<line x1="{_LEFT}" x2="{x:.1f}" y1="{y}" y2="{y}" stroke="currentColor" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="currentColor"/>'
        f'<text x="{x + 10:.1f}" y="{y + 5}">{number(value)}</text>'
    )
