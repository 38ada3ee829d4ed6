"""Lists of cases: all of them, and those that carry a term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casewright.memory import remembered
from casewright.model.case import Case
from casewright.model.vocabulary import Term, Vocabulary
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import FACETS, term_address
from casewright.views.paging import MOST_ITEMS, Paging, paged
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case in a list."""

    link: RecordLink
    summary: str
    place: str
    lead: TermView
    status: TermView
    """The last state that a source tells of."""
    status_date: str
    since: str
    sourcing: TermView
    is_thin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLink:
    """A way to browse: the facet's name and page, and how many of its terms are used."""

    title: str
    address: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesView:
    """One page of the list of all cases."""

    cases: tuple[CaseCard, ...]
    facets: tuple[FacetLink, ...]
    has_editions: bool
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCount:
    """A term of a facet, how deep it stands below the broadest ones, and how many cases carry it."""

    term: TermView
    depth: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """One page of the index of a facet: its terms."""

    title: str
    definition: str
    terms: tuple[TermCount, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPageView:
    """One page of the cases that carry a term."""

    facet: FacetLink
    term: TermView
    broader: tuple[TermView, ...]
    narrower: tuple[TermCount, ...]
    more_narrower: int
    """How many more there are that only the index of the facet tells."""
    mappings: tuple[str, ...]
    """What the term is called in lists that others keep, in words."""
    is_deprecated: bool
    successor: TermView | None
    """What takes the place of a deprecated term."""
    cases: tuple[CaseCard, ...]
    paging: Paging


_THIN = "thin"
_SCHEMES = {
    "cofog": "Classification of the Functions of Government (COFOG)",
    "credit": "Contributor Roles Taxonomy (CRediT):",
    "iso3166-1": "ISO 3166-1, country",
    "iso3166-2": "ISO 3166-2, subdivision",
    "nesta": "Nesta Standards of Evidence, level",
    "opsi": "Facets of innovation of the Observatory of Public Sector Innovation:",
}
"""What readers know the schemes of mappings by."""


@remembered
def case_card(case: Case, terms: Terms) -> CaseCard:
    """Return a case as a list shows it."""
    return CaseCard(
        link=link_to(case),
        summary=case.summary.plain,
        place=terms.place(case.place),
        lead=terms.view("governance", case.governance.model),
        status=terms.view("status", case.state.state),
        status_date=case.state.date.moment_words,
        since=case.states[0].date.words,
        sourcing=terms.view("sourcing", case.sourcing),
        is_thin=case.sourcing == _THIN,
    )


def ordered_cases(linked: LinkedLibrary) -> list[Case]:
    """Return all cases in the order of their titles."""
    return sorted(linked.library.cases, key=lambda case: (case.title.casefold(), case.id))


def cases_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, CasesView]]:
    """Yield (address, view) of each page of the list of all cases, in the order of their titles."""
    ordered = ordered_cases(linked)
    facets = tuple(_facet_link(linked, facet, terms) for facet in FACETS if facet in linked.library.vocabularies)
    for address, paging, items in paged(ordered, "cases/"):
        cards = tuple(case_card(case, terms) for case in items)
        yield address, CasesView(cases=cards, facets=facets, has_editions=bool(linked.library.releases), paging=paging)


def facet_views(linked: LinkedLibrary, vocabulary: Vocabulary, terms: Terms) -> Iterator[tuple[str, FacetView]]:
    """Yield (address, view) of each page of the index of a facet: narrower terms stand below broader ones."""
    narrower = _narrower(vocabulary)
    found = tuple(_below(narrower, "", 0))
    for address, paging, items in paged(found, f"{vocabulary.id}/"):
        shown = tuple(_term_count(linked, vocabulary, term, depth, terms) for term, depth in items)
        yield (
            address,
            FacetView(title=vocabulary.title, definition=vocabulary.definition, terms=shown, paging=paging),
        )


def term_views(linked: LinkedLibrary, vocabulary: Vocabulary, terms: Terms) -> Iterator[tuple[str, TermPageView]]:
    """Yield (address, view) of each page of each term of a facet."""
    facet = _facet_link(linked, vocabulary.id, terms)
    below = _narrower(vocabulary)
    for term in vocabulary.terms:
        cases = linked.carriers.get(vocabulary.id, {}).get(term.id, ())
        ordered = sorted(cases, key=lambda case: (case.title.casefold(), case.id))
        above = [item.id for item in vocabulary.lineage(term.id)][1:]
        narrower = below.get(term.id, ())
        for address, paging, items in paged(ordered, term_address(vocabulary.id, term.id)):
            yield (
                address,
                TermPageView(
                    facet=facet,
                    term=terms.view(vocabulary.id, term.id),
                    broader=terms.views(vocabulary.id, reversed(above)),
                    narrower=tuple(_term_count(linked, vocabulary, item, 0, terms) for item in narrower[:MOST_ITEMS]),
                    more_narrower=max(0, len(narrower) - MOST_ITEMS),
                    mappings=tuple(mapping_words(mapping) for mapping in term.mappings),
                    is_deprecated=term.is_deprecated,
                    successor=terms.view(vocabulary.id, term.replaced_by) if term.replaced_by else None,
                    cases=tuple(case_card(case, terms) for case in items),
                    paging=paging,
                ),
            )


def mapping_words(mapping: str) -> str:
    """Return a mapping (``scheme:code``) as readers understand it."""
    scheme, _, code = mapping.partition(":")
    return f"{_SCHEMES.get(scheme, f'{scheme}:')} {code}" if code else mapping


def _facet_link(linked: LinkedLibrary, facet: str, terms: Terms) -> FacetLink:
    return FacetLink(title=terms.title(facet), address=f"{facet}/", count=len(linked.carriers.get(facet, {})))


def _narrower(vocabulary: Vocabulary) -> Mapping[str, Sequence[Term]]:
    """Return the terms right below each term, and by "" those below none, in the order of the vocabulary."""
    ids = {term.id for term in vocabulary.terms}
    found: dict[str, list[Term]] = {}
    for term in vocabulary.terms:
        found.setdefault(term.broader if term.broader in ids else "", []).append(term)
    return found


def _below(narrower: Mapping[str, Sequence[Term]], broader: str, depth: int) -> Iterator[tuple[Term, int]]:
    """Yield all terms below one and how deep they stand; terms that go round in a circle stand below none."""
    for term in narrower.get(broader, ()):
        yield term, depth
        yield from _below(narrower, term.id, depth + 1)


def _term_count(linked: LinkedLibrary, vocabulary: Vocabulary, term: Term, depth: int, terms: Terms) -> TermCount:
    count = len(linked.carriers.get(vocabulary.id, {}).get(term.id, ()))
    return TermCount(term=terms.view(vocabulary.id, term.id), depth=depth, count=count)
