"""A map of the world with a mark for each country that has cases, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from casewright.model.vocabulary import Term
from casewright.read.atlas import Atlas
from casewright.resolve.linked import LinkedLibrary
from casewright.views.terms import Terms, TermView

LAND = "assets/casewright/world.svg"
"""Address of the drawing of the land, which all pages with a map share."""

_PLACES = "places"
_COUNTRY = "iso3166-1:"
LEAST_RADIUS, MOST_RADIUS = 9, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMark:
    """A country with cases: its term, how many, and where its mark stands; the radius is 0 where the map lacks it."""

    term: TermView
    count: int
    x: float = 0
    y: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldView:
    """The map: its countries, those with most cases first."""

    countries: tuple[CountryMark, ...]

    @property
    def drawn(self) -> tuple[CountryMark, ...]:
        """Return those that stand on the map, large marks below small ones."""
        return tuple(mark for mark in self.countries if mark.radius)


def world_view(linked: LinkedLibrary, terms: Terms, atlas: Atlas) -> WorldView:
    """Return the map of all cases."""
    marks = sorted(_marks(linked, terms, atlas), key=lambda mark: (-mark.count, mark.term.label, mark.term.id))
    return WorldView(countries=tuple(marks))


def radius_of(count: int, most: int) -> float:
    """Return the radius of a mark whose area stands for a count, beside one for the largest count."""
    return round(max(LEAST_RADIUS, min(MOST_RADIUS, 12 * sqrt(most)) * sqrt(count / most)), 1)


def _marks(linked: LinkedLibrary, terms: Terms, atlas: Atlas) -> Iterator[CountryMark]:
    vocabulary = linked.library.vocabularies.get(_PLACES)
    carriers = linked.carriers.get(_PLACES, {})
    outermost = [term for term in (vocabulary.terms if vocabulary else ()) if not term.broader and term.id in carriers]
    most = max((len(carriers[term.id]) for term in outermost), default=1)
    for term in outermost:
        view, count = terms.view(_PLACES, term.id), len(carriers[term.id])
        middle = atlas.middles.get(_code(term))
        if middle:
            yield CountryMark(term=view, count=count, x=middle[0], y=middle[1], radius=radius_of(count, most))
        else:
            yield CountryMark(term=view, count=count)


def _code(term: Term) -> str:
    return next((item.removeprefix(_COUNTRY) for item in term.mappings if item.startswith(_COUNTRY)), "")
