"""Parts that the pages of all records have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import groupby

from casewright.model.ids import Ref, SourceKey
from casewright.model.prose import Citation, Prose
from casewright.model.record import Record
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import mentions_address, record_address
from casewright.views.paging import Paging, paged
from casewright.views.terms import Terms, TermView

MOST_MENTIONS = 50
"""Records that link to one, on one page."""
MOST_MODULES = 50
"""Modules that teach one thing, on its page; of the others it tells the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLink:
    """A link to a record: its title, its page, and a word on why it is here."""

    ref: Ref
    title: str
    address: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """A record that links here, and the sentences that do."""

    by: RecordLink
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsView:
    """The records that link to one, or so many of them as a page shows."""

    of: RecordLink
    shown: tuple[MentionView, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorView:
    """Somebody who made the record."""

    name: str
    orcid: str
    roles: tuple[TermView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who made and checked a record, when, and how to cite it."""

    ref: Ref
    contributors: tuple[ContributorView, ...]
    review: TermView
    review_note: Prose | None
    published: str
    revised: str
    verified: str = ""


def link_to(record: Record, reason: str = "") -> RecordLink:
    """Return a link to a record."""
    return RecordLink(ref=record.ref, title=record.title, address=record_address(record.ref), reason=reason)


def mention_views(linked: LinkedLibrary, record: Record) -> MentionsView:
    """Return who links to a record in its text, by record; the first of them where they are many."""
    return next(mention_pages(linked, record))[1]


def mention_pages(linked: LinkedLibrary, record: Record) -> Iterator[tuple[str, MentionsView]]:
    """Yield (address, view) of each page of the records that link to one; the first is part of the record's own."""
    found = linked.mentions.get(record.ref, ())
    by_record = [(by, tuple(items)) for by, items in groupby(found, key=lambda mention: mention.by)]
    own = f"{record_address(record.ref)}#mentioned-in"
    for address, paging, part in paged(by_record, mentions_address(record.ref), MOST_MENTIONS, first=own):
        shown = tuple(
            MentionView(by=link_to(linked.records[by]), sentences=tuple(dict.fromkeys(item.sentence for item in items)))
            for by, items in part
        )
        yield address, MentionsView(of=link_to(record), shown=shown, paging=paging)


def taught_in(linked: LinkedLibrary, ref: Ref) -> tuple[RecordLink, ...]:
    """Return the modules that use a case or discuss a lesson, by id."""
    found = []
    for module in linked.library.modules:
        uses = {Ref("case", use.case): use.use.plain for use in module.cases}
        uses |= {Ref("lesson", lesson): "" for lesson in module.lessons}
        present = {linked.targets.get(used, used): why for used, why in uses.items()}
        if ref in present:
            found.append(link_to(module, present[ref]))
    return tuple(found)


def imprint(record: Record, terms: Terms, *, verified: str = "") -> Imprint:
    """Return who made and checked a record, and when."""
    return Imprint(
        ref=record.ref,
        contributors=tuple(
            ContributorView(name=person.name, orcid=person.orcid or "", roles=terms.views("credit-roles", person.roles))
            for person in record.contributors
        ),
        review=terms.view("review-states", record.review.state),
        review_note=record.review.note,
        published=record.published.words,
        revised=record.revised.words if record.revised else "",
        verified=verified,
    )


def beyond(source: Citation, *texts: Prose | None) -> Citation | None:
    """Return the source of a field, or None where the texts beside it cite all of it already."""
    said = {item.key for text in texts if text for citation in text.citations for item in citation.items}
    return None if {item.key for item in source.items} <= said and not any(i.locator for i in source.items) else source


def cited_keys(view: object) -> tuple[SourceKey, ...]:
    """Return the keys of all sources cited in what a view shows, sorted."""
    return tuple(sorted({item.key for citation in _citations(view) for item in citation.items}))


def _citations(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, Prose):
        yield from value.citations
    elif isinstance(value, tuple):
        for item in value:
            yield from _citations(item)
    else:
        for name in _field_names(type(value)):  # type: ignore[arg-type]  # a type can be hashed
            yield from _citations(getattr(value, name))


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
