"""The shapes of countries (Natural Earth as TopoJSON) on a flat map of equal areas.

The projection is Equal Earth: B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", International
Journal of Geographical Information Science 33 (2019) 454-465. Antarctica is left out, since nobody governs there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from babel.core import get_global

WIDTH, HEIGHT = 960, 420
"""Size of the map in its own units."""

Point = tuple[float, float]

_POLYNOMIAL = (1.340264, -0.081106, 0.000893, 0.003796)
_SCALE, _NORTH = 174.0, 1.315
"""Units of the map for one of the projection's, and the projection's height at the upper edge: just above Greenland."""
_ROUND = 360
_ANTARCTICA = "010"
_LEAST_AREA = 1.0
"""Islands smaller than that, in square units, are no more than a speck; the largest of each country stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The land as the path of an SVG, and where the middle of each country is, by its ISO 3166-1 code (two letters)."""

    land: str
    middles: Mapping[str, Point]


def read_atlas(file: Path) -> Atlas:
    """Return the countries of a TopoJSON file in degrees, whose geometries have the numbers of ISO 3166-1 as ids."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    codes = get_global("territory_aliases")
    outlines: list[str] = []
    middles: dict[str, Point] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") == _ANTARCTICA:
            continue
        rings = sorted(_rings(country, arcs), key=_area, reverse=True)
        outlines += [_path(ring) for index, ring in enumerate(rings) if index == 0 or _area(ring) >= _LEAST_AREA]
        code = next(iter(codes.get(country.get("id", ""), ())), "")
        if code:
            middles[code] = _middle(rings[0])
    return Atlas(land="".join(outlines), middles=dict(sorted(middles.items())))


def _degrees(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Iterator[Point]:
    """Yield the points of an arc, each of which is written as the way from the one before."""
    (x_scale, y_scale), (x_start, y_start) = transform["scale"], transform["translate"]
    for x, y in zip(accumulate(step[0] for step in arc), accumulate(step[1] for step in arc), strict=True):
        yield x * x_scale + x_start, y * y_scale + y_start


def _projected(longitude: float, latitude: float) -> Point:
    a1, a2, a3, a4 = _POLYNOMIAL
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    across = 2 * sqrt(3) * radians(longitude) * cos(angle)
    across /= 3 * (9 * a4 * angle**8 + 7 * a3 * angle**6 + 3 * a2 * angle**2 + a1)
    up = a4 * angle**9 + a3 * angle**7 + a2 * angle**3 + a1 * angle
    return WIDTH / 2 + across * _SCALE, (_NORTH - up) * _SCALE


def _rings(country: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> Iterator[list[Point]]:
    """Yield the outlines of a country and of the holes in it."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:  # ~n is arc n backwards
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            yield [_projected(*point) for point in _in_one_piece(points)]


def _in_one_piece(ring: Sequence[Point]) -> Iterator[Point]:
    """Yield the points of an outline so that it goes on beyond 180 degrees, where it would begin anew on the left."""
    turn, former = 0.0, ring[0][0]
    for longitude, latitude in ring:
        turn -= _ROUND * round((longitude - former) / _ROUND)
        former = longitude
        yield longitude + turn, latitude


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of what an outline holds."""
    parts = [((x1 + x2) / 3, (y1 + y2) / 3, (x1 * y2 - x2 * y1) / 2) for (x1, y1), (x2, y2) in pairwise(ring)]
    whole = sum(area for _, _, area in parts)
    if not whole:
        return ring[0]
    x, y = (sum(part[axis] * part[2] for part in parts) / whole for axis in (0, 1))
    return round(x, 1), round(y, 1)


def _path(ring: Sequence[Point]) -> str:
    """Return an outline in steps of half a unit or more, as short as a path can be written."""
    places = [(round(x * 2), round(y * 2)) for x, y in ring]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(places) if (x1, y1) != (x2, y2)]
    written = "".join(f"{_half(x)}{_half(y)}" for x, y in steps)
    return f"M{places[0][0] / 2:g},{places[0][1] / 2:g}l{written}z"


def _half(number: int) -> str:
    """Return half of a number with its sign, which parts it from the one before."""
    return f"{number / 2:+g}".replace("+0.", "+.").replace("-0.", "-.")
