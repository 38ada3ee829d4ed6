"""The page on which cases are laid side by side; what it shows follows from its address."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.resolve.linked import LinkedLibrary
from casewright.views.terms import Terms, TermView

MOST_CASES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """What the page needs beside the pages of the cases: what indicators are called."""

    most: int
    indicators: tuple[TermView, ...]
    """Those that some claim has, in the order of the vocabulary."""


def compare_view(linked: LinkedLibrary, terms: Terms) -> CompareView:
    """Return what the page of comparisons says by itself."""
    used = {claim.indicator for case in linked.library.cases for claim in case.claims}
    known = terms.ids("indicators")
    return CompareView(most=MOST_CASES, indicators=terms.views("indicators", (id_ for id_ in known if id_ in used)))
