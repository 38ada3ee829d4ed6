"""What a search finds a page by, beside its words: its kind, and the terms of a case."""

from __future__ import annotations

from collections.abc import Mapping

from casewright.views.case import CaseView
from casewright.views.site import Page
from casewright.views.sources import SourcePageView

PAGE = "page"
"""The kind of what is neither a record nor a source."""


def kind_of(page: Page) -> str:
    """Return the kind of a page as readers tell results apart: ``case``, ``lesson``, ``source`` … or ``page``."""
    if page.ref:
        return page.ref.kind
    return "source" if isinstance(page.view, SourcePageView) else PAGE


def filters_of(page: Page, view: object) -> Mapping[str, tuple[str, ...]]:
    """Return the labels of a case's terms by the name of their vocabulary, and its number; nothing for other pages.

    ``view`` is what the page shows.
    """
    if not isinstance(view, CaseView):
        return {}
    facts = {fact.vocabulary: tuple(term.label for term in fact.terms) for fact in view.facts}
    roles = zip(
        ("governance", "it-roles", "technology-roles"), (row.term for row in view.governance if row.term), strict=True
    )
    number = {} if page.number is None else {"number": (str(page.number),)}
    return {**facts, **{name: (term.label,) for name, term in roles}, "status": (view.status.label,), **number}
