"""The index of claims: all figures of all cases, and those of one indicator, reporter or level of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from casewright.memory import remembered
from casewright.model.case import Case, Claim
from casewright.model.prose import Citation
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.topics import topics
from casewright.views.addresses import CLAIMS, claim_address, claims_address
from casewright.views.figures import claim_words, date_words, money_words, topic_words
from casewright.views.ledger import LevelsView, RuleView, levels_view, rule_views, standing, standing_views
from casewright.views.paging import Paging, paged
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in the index; ``address`` leads to its row on the page of its case."""

    topic: str
    figure: str
    money: str
    date: str
    projection: TermView | None
    """That it is a forecast or a target, where it is one."""
    case: RecordLink
    address: str
    standing: TermView
    indicator: TermView
    reporter: TermView
    evidence: TermView
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """A list of claims: the term that they share, and how many there are."""

    term: TermView
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterGroup:
    """The lists by one kind of term."""

    title: str
    by: str
    """What the terms are of, as it stands in addresses: ``reporter``."""
    links: tuple[FilterLink, ...]
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsView:
    """One page of a list of claims."""

    title: str
    definition: str
    is_all: bool
    rows: tuple[ClaimRow, ...]
    filters: tuple[FilterGroup, ...]
    standings: tuple[TermView, ...]
    levels: LevelsView
    rules: tuple[RuleView, ...]
    """How figures are compared; only on the list of all claims."""
    paging: Paging


_LONG = 12
"""So many links are folded away."""


def claims_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, ClaimsView]]:
    """Yield (address, view) of each page of each list of claims, by what is measured, then by case and time."""
    rows = sorted(_rows(linked.library.cases, terms), key=_order)
    standings = standing_views(terms)
    lists = {
        terms.say("claims.reporter"): _lists(((row.reporter, row) for row in rows), terms.ids("reporters")),
        terms.say("claims.standing"): _lists(((row.standing, row) for row in rows), [item.id for item in standings]),
        terms.say("claims.evidence"): _lists(((row.evidence, row) for row in rows), terms.ids("evidence")),
        terms.say("claims.projection"): _lists(
            ((row.projection, row) for row in rows if row.projection), terms.ids("projections")
        ),
        terms.say("claims.indicator"): _lists(((row.indicator, row) for row in rows), ()),
    }
    yield from _pages(terms.say("claims.title"), terms.say("claims.all"), rows, CLAIMS, lists, terms)
    for name, found in lists.items():
        for term, own in found.values():
            title = terms.say("claims.title_of", kind=name.lower(), term=term.label)
            yield from _pages(title, term.definition, own, term.address, lists, terms)


Lists = Mapping[str, tuple[TermView, Sequence["ClaimRow"]]]
"""By id: a term, and the claims that have it."""


def _rows(cases: Iterable[Case], terms: Terms) -> Iterator[ClaimRow]:
    for case in cases:
        yield from _rows_of(case, terms)


@remembered
def _rows_of(case: Case, terms: Terms) -> tuple[ClaimRow, ...]:
    return tuple(
        _row(case, claim, topic_words(indicator, subject, terms), standing(claims, terms), terms)
        for (indicator, subject, _), claims in topics(case).items()
        for claim in sorted(claims, key=lambda item: (item.date.last, item.date.first))
    )


def _row(case: Case, claim: Claim, topic: str, found: TermView, terms: Terms) -> ClaimRow:
    return ClaimRow(
        topic=topic,
        figure=claim_words(claim, terms),
        money=money_words(claim, terms),
        date=date_words(claim),
        projection=_listed("projection", terms.view("projections", claim.projection)) if claim.projection else None,
        case=link_to(case),
        address=claim_address(case.id, claim.id),
        standing=_listed("standing", found),
        indicator=_listed("indicator", terms.view("indicators", claim.indicator)),
        reporter=_listed("reporter", terms.view("reporters", claim.reported_by)),
        evidence=_listed("evidence", terms.view("evidence", claim.evidence)),
        source=claim.source,
    )


def _listed(by: str, term: TermView) -> TermView:
    """Return a term whose address is the list of the claims that have it."""
    return replace(term, address=claims_address(by, term.id))


def _order(row: ClaimRow) -> tuple[str, str, str]:
    return (row.indicator.label.casefold(), row.indicator.id, row.case.title.casefold())


def _lists(rows: Iterable[tuple[TermView, ClaimRow]], order: Sequence[str]) -> Lists:
    """Return the lists by one kind of term, in the given order of ids; the rest by what they are called."""
    places = {id_: place for place, id_ in enumerate(order)}
    found: dict[str, tuple[TermView, list[ClaimRow]]] = {}
    for term, row in rows:
        found.setdefault(term.id, (term, []))[1].append(row)
    return dict(
        sorted(
            found.items(),
            key=lambda item: (places.get(item[0], len(places)), item[1][0].label.casefold(), item[0]),
        )
    )


def _pages(
    title: str,
    definition: str,
    rows: Sequence[ClaimRow],
    base: str,
    lists: Mapping[str, Lists],
    terms: Terms,
) -> Iterator[tuple[str, ClaimsView]]:
    is_all = base == CLAIMS
    levels, standings = levels_view(terms), standing_views(terms)
    filters = tuple(_filter(name, found, base) for name, found in lists.items() if found)
    for address, paging, items in paged(rows, base):
        yield (
            address,
            ClaimsView(
                title=title,
                definition=definition,
                is_all=is_all,
                rows=items,
                filters=filters,
                standings=standings,
                levels=levels,
                rules=rule_views(terms) if is_all and paging.number == 1 else (),
                paging=paging,
            ),
        )


def _filter(name: str, found: Lists, base: str) -> FilterGroup:
    return FilterGroup(
        title=name,
        by=next(iter(found.values()))[0].address.split("/")[1],
        links=tuple(
            FilterLink(term=term, count=len(rows), is_here=term.address == base) for term, rows in found.values()
        ),
        is_long=len(found) > _LONG,
    )
