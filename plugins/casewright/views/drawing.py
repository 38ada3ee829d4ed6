"""Where the parts of a graph stand: layers from top to bottom, drawn alike on every machine.

The earlier stands above the later (longest way from the top; what has nothing above it stands right above what follows
it). Ties that cross layers get a stand-in on each, the order within a layer follows the middle of the neighbours, and
every layer is centred. All numbers are whole pixels at the size in which the letters are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

NODE_WIDTH, LINE, PADDING = 162, 17, 9
GAP_ACROSS, GAP_DOWN, MARGIN = 16, 58, 4
MOST_LETTERS, MOST_LINES = 21, 4
_LETTER = 6
_SWEEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What is to be drawn as a node: its words and where it leads."""

    key: str
    title: str
    note: str
    address: str
    is_body: bool = False
    is_here: bool = False
    """Whether it is the case on whose page the graph stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """What is to be drawn as a tie between two boxes, by their keys."""

    start: str
    end: str
    label: str
    is_mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of text: its words, its place, whether it is a note below a title."""

    text: str
    x: int
    y: int
    is_note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A node with its place and its lines."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnArrow:
    """A tie: its line, its head (nothing where neither end is the later one), its label."""

    path: str
    head: str
    label: TextLine
    label_x: int
    label_width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished graph."""

    width: int
    height: int
    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnArrow, ...]


def draw(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Drawing:
    """Return a graph with every part in its place; the order of boxes and arrows does not matter."""
    by_key = {box.key: box for box in sorted(boxes, key=lambda box: box.key)}
    arrows = sorted(arrows, key=lambda arrow: (arrow.start, arrow.end, arrow.label))
    depths = _depths(tuple(by_key), arrows)
    ways = [_way(arrow, number, depths) for number, arrow in enumerate(arrows)]
    layers = _ordered(_layers(depths, ways), ways)
    lines = {key: _lines(box) for key, box in by_key.items()}
    lefts, width = _across(layers, by_key)
    tops, height = _down(layers, lines)
    drawn = tuple(
        DrawnBox(
            box=by_key[key],
            x=lefts[key],
            y=tops[depths[key]][0],
            width=NODE_WIDTH,
            height=_height(lines[key]),
            lines=tuple(
                TextLine(
                    text=text,
                    x=lefts[key] + NODE_WIDTH // 2,
                    y=tops[depths[key]][0] + PADDING + LINE * index + LINE - 4,
                    is_note=is_note,
                )
                for index, (text, is_note) in enumerate(lines[key])
            ),
        )
        for layer in layers
        for key in layer
        if key in by_key
    )
    bottoms = {item.box.key: item.y + item.height for item in drawn}
    return Drawing(
        width=width,
        height=height,
        boxes=drawn,
        arrows=tuple(_arrow(arrow, way, lefts, tops, bottoms) for arrow, way in zip(arrows, ways, strict=True)),
    )


Line = tuple[str, bool]
Way = tuple[tuple[str, int], ...]


def _depths(keys: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """Return the layer of each box. Ties that would close a circle are left out of the count."""
    above: dict[str, list[str]] = {key: [] for key in keys}
    below: dict[str, list[str]] = {key: [] for key in keys}
    for arrow in arrows:
        if not _leads(arrow.end, arrow.start, below):
            above[arrow.end].append(arrow.start)
            below[arrow.start].append(arrow.end)
    depths: dict[str, int] = {}
    waiting = list(keys)
    while waiting:
        ready = [key for key in waiting if all(other in depths for other in above[key])]
        for key in ready:
            depths[key] = max((depths[other] + 1 for other in above[key]), default=0)
        waiting = [key for key in waiting if key not in depths]
    for key in keys:
        if not above[key] and below[key]:
            depths[key] = min(depths[other] for other in below[key]) - 1
    return depths


def _leads(start: str, goal: str, below: Mapping[str, Sequence[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        new = [other for other in below[key] if other not in seen]
        seen.update(new)
        waiting.extend(new)
    return False


def _way(arrow: Arrow, number: int, depths: Mapping[str, int]) -> Way:
    """Return what a tie passes, from the upper layer to the lower: its ends, and stand-ins on the layers between."""
    ends = sorted((arrow.start, arrow.end), key=lambda key: depths[key])
    first, last = depths[ends[0]], depths[ends[1]]
    between = ((f"\0{number}:{depth}", depth) for depth in range(first + 1, last))
    return ((ends[0], first), *between, (ends[1], last))


def _layers(depths: Mapping[str, int], ways: Sequence[Way]) -> list[list[str]]:
    layers: list[list[str]] = [[] for _ in range(max(depths.values(), default=-1) + 1)]
    for key in sorted(depths):
        layers[depths[key]].append(key)
    for way in ways:
        for key, depth in way[1:-1]:
            layers[depth].append(key)
    return layers


def _ordered(layers: list[list[str]], ways: Sequence[Way]) -> list[list[str]]:
    """Return the layers, each in the order of the middle of its neighbours, looked at from above and from below."""
    upper: dict[str, list[str]] = {}
    lower: dict[str, list[str]] = {}
    for way in ways:
        for (one, _), (other, _) in pairwise(way):
            upper.setdefault(other, []).append(one)
            lower.setdefault(one, []).append(other)
    for sweep in range(_SWEEPS):
        is_down = sweep % 2 == 0
        for layer in layers if is_down else reversed(layers):
            places = {key: index for each in layers for index, key in enumerate(each)}
            middles = {key: _middle(key, upper if is_down else lower, places) for key in layer}
            layer.sort(key=middles.__getitem__)
    return layers


def _middle(key: str, neighbours: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> float:
    found = [places[other] for other in neighbours.get(key, ())]
    return sum(found) / len(found) if found else places[key]


def _lines(box: Box) -> list[Line]:
    """Return the lines of a node: its title, cut after four, and its note, which is never cut."""
    title = wrap(box.title, MOST_LETTERS) or [box.key]
    if len(title) > MOST_LINES:
        title = [*title[: MOST_LINES - 1], f"{title[MOST_LINES - 1][: MOST_LETTERS - 1].rstrip()}…"]
    return [*((text, False) for text in title), *((text, True) for text in wrap(box.note, MOST_LETTERS + 3))]


def _height(lines: Sequence[Line]) -> int:
    return 2 * PADDING + LINE * len(lines)


def _across(layers: Sequence[Sequence[str]], boxes: Mapping[str, Box]) -> tuple[dict[str, int], int]:
    """Return the left edge of everything, stand-ins too, and the width of the whole."""

    def size(key: str) -> int:
        return NODE_WIDTH if key in boxes else GAP_ACROSS

    widths = [sum(size(key) + GAP_ACROSS for key in layer) - GAP_ACROSS for layer in layers]
    width = max(widths, default=0) + 2 * MARGIN
    lefts: dict[str, int] = {}
    for layer, taken in zip(layers, widths, strict=True):
        x = (width - taken) // 2
        for key in layer:
            lefts[key] = x
            x += size(key) + GAP_ACROSS
    return lefts, width


def _down(layers: Sequence[Sequence[str]], lines: Mapping[str, Sequence[Line]]) -> tuple[list[tuple[int, int]], int]:
    """Return the upper and lower edge of each layer, and the height of the whole."""
    tops: list[tuple[int, int]] = []
    y = MARGIN
    for layer in layers:
        height = max((_height(lines[key]) for key in layer if key in lines), default=0)
        tops.append((y, y + height))
        y += height + GAP_DOWN
    return tops, (y - GAP_DOWN + MARGIN if tops else 0)


def _arrow(
    arrow: Arrow,
    way: Way,
    lefts: Mapping[str, int],
    tops: Sequence[tuple[int, int]],
    bottoms: Mapping[str, int],
) -> DrawnArrow:
    def centre(key: str) -> int:
        return lefts[key] + (NODE_WIDTH if key in bottoms else GAP_ACROSS) // 2

    (first, depth), (second, below) = way[0], way[1]
    x, y = centre(first), bottoms[first]
    if depth == below:  # two ends that close a circle may stand side by side
        path = f"M{x} {y}h{centre(second) - x}"
        return _labelled(path, "", arrow.label, (x + centre(second)) // 2, y)
    path, middle = f"M{x} {y}", (x, y)
    for key, layer in way[1:]:
        x2, y2 = centre(key), tops[layer][0]
        bend = (y2 - y) // 2
        path += f"C{x} {y + bend} {x2} {y2 - bend} {x2} {y2}"
        middle = ((x + x2) // 2, (y + y2) // 2)
        x, y = x2, y2
        if key not in bottoms:
            y = tops[layer][1]
            path += f"V{y}"
    if arrow.is_mutual:
        head = ""
    elif way[-1][0] == arrow.end:
        head = f"M{x} {y}l-5 -9h10z"
    else:
        head = f"M{centre(first)} {bottoms[first]}l-5 9h10z"
    return _labelled(path, head, arrow.label, *middle)


def _labelled(path: str, head: str, label: str, x: int, y: int) -> DrawnArrow:
    width = _LETTER * len(label) + 10
    return DrawnArrow(
        path=path, head=head, label=TextLine(text=label, x=x, y=y + 4), label_x=x - width // 2, label_width=width
    )
