"""The decay of sources: what became of the addresses of a casebook, those that need somebody first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from casewright.model.web import Answer, ArchivedCopy, State, Use, WrittenAddress

NOT_ASKED = "not asked yet"
_ORDER = (State.GONE, State.SEEMS_GONE, State.REFUSED, State.UNSURE, State.MOVED, State.ALIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place in which an address stands."""

    of: str
    use: Use
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressView:
    """One address, what became of it, and everybody who leads to it."""

    address: str
    answer: Answer | None
    """None where it was not asked yet."""
    places: tuple[Place, ...]
    linked_copy: str = ""
    """The archived copy that its source names."""
    found_copy: ArchivedCopy | None = None
    """The copy that a web archive has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """All addresses by what became of them."""

    groups: tuple[tuple[State, tuple[AddressView, ...]], ...]
    not_asked: tuple[AddressView, ...] = ()

    @property
    def total(self) -> int:
        """Return how many addresses there are."""
        return sum(len(views) for _, views in self.groups) + len(self.not_asked)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how many there are of each kind, as (words, number)."""
        counts = [(state.label, len(views)) for state, views in self.groups]
        return tuple([*counts, (NOT_ASKED, len(self.not_asked))] if self.not_asked else counts)


def decay(
    written: Iterable[WrittenAddress],
    answers: Mapping[str, Answer],
    copies: Mapping[str, ArchivedCopy | None],
) -> Decay:
    """Return the addresses of a casebook by what became of them, each once."""
    items = sorted(written, key=lambda item: (item.page, item.where, item.of))
    views = [
        _view(page, list(group), answers.get(page), copies.get(page))
        for page, group in groupby(items, key=lambda item: item.page)
    ]
    groups = ((state, tuple(view for view in views if view.answer and view.answer.state is state)) for state in _ORDER)
    return Decay(
        groups=tuple((state, found) for state, found in groups if found),
        not_asked=tuple(view for view in views if view.answer is None),
    )


def _view(page: str, items: list[WrittenAddress], answer: Answer | None, copy: ArchivedCopy | None) -> AddressView:
    places = (Place(of=item.of, use=item.use, where=str(item.where)) for item in items)
    return AddressView(
        address=page,
        answer=answer,
        places=tuple(dict.fromkeys(places)),
        linked_copy=next((item.copy for item in items if item.copy), ""),
        found_copy=copy,
    )
