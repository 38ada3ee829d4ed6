"""Figures of one kind as a chart: where each mark stands, what its shape says, and the same in words.

A row stands for one figure, in the order of time; rows about different things stand in groups, each below its name, and
no line joins one row to another. Its mark is as far from the line of nought as the figure is high.
The shape says how exact the figure is, a hollow mark that its date is not certain. Places are in percent of the width,
heights in pixels, so that text keeps its size on every screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from textwrap import wrap

from casewright.model.case import Claim
from casewright.resolve.disagreements import Conflict, Disagreement, values
from casewright.views.figures import claim_words, date_words, number_words
from casewright.views.terms import Terms

_LEFT, _RIGHT = 2.0, 94.0
"""Where the scale begins and ends, in percent; marks reach a little beyond."""
_EDGE = 0.08
"""How near to an end of the scale a number would reach beyond it, as a share."""
_LINE = 18
_TRACK = 16
_GAP = 10
_AXIS = 24
_MOST_TICKS = 4
_LETTERS = 44
"""How many letters of a heading stand on a line of a narrow screen."""
_SHAPES = {
    "about": "about",
    "over": "more",
    "at-least": "more",
    "nearly": "less",
    "at-most": "less",
    "exactly": "exact",
}
_AHEAD = "ahead"
_SIGNS = {
    "exact": "chart.exact",
    "about": "chart.about",
    "more": "chart.more",
    "less": "chart.less",
    _AHEAD: "chart.ahead",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One figure in a chart: its words, and where and how it is drawn."""

    number: int
    about: str
    """What it is about, where the chart holds several things, else nothing."""
    figure: str
    detail: str
    """Whether it is a forecast or a target; when, and who reports it."""
    differs: str
    """The figures it disagrees with, in words, or nothing."""
    shape: str
    """``exact``, ``about``, ``more`` or ``less``; ``ahead`` of a forecast or a target, however exact."""
    is_uncertain: bool
    x: str
    low: str
    high: str
    """From where to where the figure can lie, where both ends are known; else where it stands."""
    figure_y: int
    detail_y: int
    differs_y: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line above the marks that are about one thing, or a part of such a line."""

    text: str
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of the scale, and the number it stands for."""

    x: str
    anchor: str
    """Which part of the number stands at the line: ``start``, ``middle`` or ``end``."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign that the chart uses, for its key."""

    shape: str
    is_uncertain: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A chart, ready to be drawn; ``text`` says all that it shows."""

    name: str
    title: str
    text: str
    height: int
    bottom: int
    zero: str
    marks: tuple[Mark, ...]
    headings: tuple[Heading, ...]
    """What the marks below each are about; none where all are about one thing."""
    ticks: tuple[Tick, ...]
    signs: tuple[Sign, ...]
    has_conflict: bool
    is_of_several: bool
    """Whether it shows the figures of more than one table."""


def chart(
    groups: Sequence[Sequence[Claim]],
    found: Sequence[Disagreement],
    *,
    title: str,
    name: str,
    is_named: bool,
    terms: Terms,
) -> ChartView:
    """Return a chart of figures in one kind of unit. Each group is about a thing of its own, and may be named by it."""
    claims = [claim for group in groups for claim in group]
    scale = _Scale.over(claims)
    marks: list[Mark] = []
    headings: list[Heading] = []
    top = 0
    for group in groups:
        about = (group[0].subject or terms.say("chart.whole")) if is_named else ""
        for line in wrap(about, _LETTERS):
            top += _LINE
            headings.append(Heading(text=line, y=top))
        for claim in group:
            differs = _differs(claim, claims, found, terms)
            mark = _mark(claim, len(marks) + 1, top, scale, about=about, differs=differs, terms=terms)
            marks.append(mark)
            top = mark.y + _TRACK // 2 + _GAP
    return ChartView(
        name=name,
        title=terms.say("chart.title", title=title, count=len(claims)),
        text=_text(marks, terms),
        height=top + _AXIS,
        bottom=top,
        zero=scale.at(Decimal(0)),
        marks=tuple(marks),
        headings=tuple(headings),
        ticks=tuple(
            Tick(x=scale.at(value), anchor=scale.anchor(value), label=number_words(value)) for value in scale.ticks()
        ),
        signs=tuple(_signs(marks, terms)),
        has_conflict=any(mark.differs for mark in marks),
        is_of_several=len(groups) > 1,
    )


def _mark(claim: Claim, number: int, top: int, scale: _Scale, *, about: str, differs: str, terms: Terms) -> Mark:
    low, high = (value if value.is_finite() else claim.value for value in values(claim))
    detail_y = top + 2 * _LINE
    differs_y = detail_y + (_LINE if differs else 0)
    reporter = terms.view("reporters", claim.reported_by).label
    projection = f"{terms.view('projections', claim.projection).label} · " if claim.projection else ""
    return Mark(
        number=number,
        about=about,
        figure=claim_words(claim, terms),
        detail=f"{projection}{date_words(claim)} · {reporter}",
        differs=differs,
        shape=_AHEAD if claim.projection else _SHAPES.get(claim.qualifier or "exactly", "about"),
        is_uncertain=claim.date.is_uncertain,
        x=scale.at(claim.value),
        low=scale.at(low),
        high=scale.at(high),
        figure_y=top + _LINE,
        detail_y=detail_y,
        differs_y=differs_y,
        y=differs_y + _TRACK,
    )


def _differs(claim: Claim, claims: Sequence[Claim], found: Sequence[Disagreement], terms: Terms) -> str:
    """Return with which figures one disagrees, by their numbers: ``differs from 2; may differ from 3``."""
    sure: list[str] = []
    unsure: list[str] = []
    for item in found:
        if claim not in item.claims or item.conflict is Conflict.UNCOUNTED:
            continue
        others = [str(claims.index(other) + 1) for other in item.claims if other is not claim and other in claims]
        (unsure if item.conflict is Conflict.MAY_HAVE_CHANGED else sure).extend(others)
    parts = [
        terms.say(key, numbers=_listed(sorted(numbers, key=int), terms))
        for key, numbers in (("chart.differs", sure), ("chart.may_differ", unsure))
        if numbers
    ]
    return "; ".join(parts)


def _listed(words: Sequence[str], terms: Terms) -> str:
    return terms.say("chart.and").join([*([", ".join(words[:-1])] if words[:-1] else []), words[-1]])


def _text(marks: Sequence[Mark], terms: Terms) -> str:
    sentences = []
    for mark in marks:
        uncertain = terms.say("chart.date_not_certain") if mark.is_uncertain else ""
        differs = f"; {mark.differs}" if mark.differs else ""
        about = f"{mark.about}, " if mark.about else ""
        sentences.append(
            f"{mark.number}: {about}{mark.figure}, {mark.detail.replace(' · ', ', ')}{uncertain}{differs}."
        )
    return " ".join([terms.say("chart.how_to_read"), *sentences])


def _signs(marks: Sequence[Mark], terms: Terms) -> Iterator[Sign]:
    shapes = {mark.shape for mark in marks}
    for shape, words in _SIGNS.items():
        if shape in shapes:
            yield Sign(shape=shape, is_uncertain=False, words=terms.say(words))
    if any(mark.is_uncertain for mark in marks):
        yield Sign(shape="exact", is_uncertain=True, words=terms.say("chart.hollow"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """A scale from the lowest to the highest value, nought always on it."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, claims: Sequence[Claim]) -> _Scale:
        """Return the scale that holds all values that the claims can mean."""
        ends = [end for claim in claims for end in (*values(claim), claim.value) if end.is_finite()]
        low, high = min(*ends, Decimal(0)), max(*ends, Decimal(0))
        return cls(low=low, high=high if high > low else low + 1)

    def at(self, value: Decimal) -> str:
        """Return where a value stands, in percent of the width."""
        return f"{_LEFT + self._share(value) * (_RIGHT - _LEFT):.2f}%"

    def anchor(self, value: Decimal) -> str:
        """Return which part of a number stands at its value, so that none is cut off at an edge."""
        share = self._share(value)
        return "start" if share < _EDGE else "end" if share > 1 - _EDGE else "middle"

    def _share(self, value: Decimal) -> float:
        return float((value - self.low) / (self.high - self.low))

    def ticks(self) -> Iterator[Decimal]:
        """Yield a few round values on the scale, nought among them."""
        step = _round_step((self.high - self.low) / _MOST_TICKS)
        first = -floor(-self.low / step)
        for count in range(first, floor(self.high / step) + 1):
            yield step * count


def _round_step(least: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below ``least``."""
    power = Decimal(10) ** floor(log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)
