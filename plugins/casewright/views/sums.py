"""The numbers behind a verdict: which bearings count, which do not, and because of which source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, CitedItem
from casewright.resolve.evidence import STANCES, Evidence, Reckoning, Witness
from casewright.views.addresses import bearing_address
from casewright.views.others import about_words
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalView:
    """A bearing that counts in place of another: its case, its place there, the sources that both rest on."""

    case: RecordLink
    about: str
    address: str
    shared: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckonedView:
    """One bearing in the sum: its weight, and what counts in its place where it does not."""

    case: RecordLink
    about: str
    """Whom or what it is about, where that is not the whole case, or nothing."""
    address: str
    strength: TermView
    weight: Decimal
    counts: bool
    sources: Citation
    rivals: tuple[RivalView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SumView:
    """The sum for one stance, and what it is made of, or the part of that which one page shows."""

    stance: TermView
    bearings: tuple[ReckonedView, ...]
    weight: Decimal
    """The whole sum, whatever part of it is shown."""
    words: str
    """What the sum is of: ``Sum``, or ``Sum of all 120``."""


def sum_views(evidence: Evidence, shown: Sequence[Reckoning], terms: Terms) -> Iterator[SumView]:
    """Yield the sum of each stance of the bearings that are shown."""
    totals = Counter[str](item.witness.bearing.stance for item in evidence.reckonings)
    for stance in STANCES:
        found = [item for item in shown if item.witness.bearing.stance == stance]
        if found:
            yield SumView(
                stance=terms.view("stances", stance),
                bearings=tuple(_reckoned(item, terms) for item in found),
                weight=evidence.balance.weights[stance],
                words=terms.say("sums.sum")
                if len(found) == totals[stance]
                else terms.say("sums.sum_of_all", total=totals[stance]),
            )


def _reckoned(item: Reckoning, terms: Terms) -> ReckonedView:
    witness = item.witness
    return ReckonedView(
        case=link_to(witness.case),
        about=about_words(witness.bearing, terms),
        address=_address(witness),
        strength=terms.view("strengths", witness.bearing.strength),
        weight=item.weight,
        counts=item.counts,
        sources=_cited(tuple(dict.fromkeys(cited.key for cited in witness.bearing.source.items))),
        rivals=tuple(
            RivalView(
                case=link_to(rival.case),
                about=about_words(rival.bearing, terms),
                address=_address(rival),
                shared=_cited(keys),
            )
            for rival, keys in item.rivals
        ),
    )


def _address(witness: Witness) -> str:
    return bearing_address(witness.case.id, witness.index)


def _cited(keys: tuple[SourceKey, ...]) -> Citation:
    """Return a citation of sources as wholes, without locators."""
    return Citation(items=tuple(CitedItem(key=key) for key in keys))
