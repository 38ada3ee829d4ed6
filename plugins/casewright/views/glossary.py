"""The glossary: the words that pages use in a sense of their own, and what each means."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.views.addresses import FACETS, skos_address
from casewright.views.terms import Terms, TermView

MOST_TERMS = 100
"""Terms of one list; where there are more, a link leads to all."""

GLOSSARY_LISTS = (
    *("evidence", "reporters", "sourcing", "stances", "strengths", "read-levels", "status", "relation-types"),
    *("levels", "governance", "it-roles", "technology-roles", "innovation-types", "methods", "projections"),
)
"""Those of words; places, organisations and units explain themselves, and policy areas are a classification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """Words of one kind."""

    id: str
    title: str
    definition: str
    address: str
    """Its own page, or nothing."""
    terms: tuple[TermView, ...]
    more: int
    skos: str
    """The address of the whole list for programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """All words by kind."""

    lists: tuple[WordList, ...]


def glossary_view(terms: Terms) -> GlossaryView:
    """Return the glossary; terms without a definition are left out."""
    return GlossaryView(lists=tuple(found for name in GLOSSARY_LISTS if (found := word_list(name, terms)).terms))


def word_list(name: str, terms: Terms) -> WordList:
    """Return the words of a vocabulary that have a definition and may be used."""
    told = tuple(term for term in terms.views(name, terms.active(name)) if term.definition)
    vocabulary = terms.vocabularies.get(name)
    return WordList(
        id=name,
        title=terms.title(name),
        definition=vocabulary.definition if vocabulary else "",
        address=f"{name}/" if name in FACETS else "",
        terms=told[:MOST_TERMS],
        more=max(0, len(told) - MOST_TERMS),
        skos=skos_address(name),
    )
