"""Which briefs are to be set, and what each prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from casewright.model.ids import Kind, Ref
from casewright.render.brief import brief_values
from casewright.render.brief_notes import BriefNotes
from casewright.render.citeproc.result import PageResult
from casewright.render.lookups import Tables, Trace, traced
from casewright.render.page import Renderer
from casewright.render.press import Cited
from casewright.render.references import PageRequest
from casewright.render.typesetting import BriefOrder
from casewright.views.addresses import brief_file
from casewright.views.brief import brief_view
from casewright.views.site import Page

_KINDS = (Kind.CASE.value, Kind.LESSON.value)


def brief_addresses(pages: Iterable[Page]) -> Mapping[str, Page]:
    """Return the address of each brief that a site may have, and the page that it sums up."""
    return {brief_file(page.ref): page for page in pages if page.ref and may_have_brief(page.ref)}


def may_have_brief(ref: Ref) -> bool:
    """Return whether a record is of a kind of which there are briefs."""
    return ref.kind in _KINDS


def brief_orders(
    pages: Sequence[Page],
    renderer: Renderer,
    cited: Cited,
    results: Mapping[str, PageResult | None],
    notes: BriefNotes | None = None,
    shown: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[BriefOrder]:
    """Yield the order of each case's and each lesson's brief; their citations are printed as on their pages.

    With the notes of the last build and digests of what pages show, it is looked for what is known of them.
    """
    tables = renderer.tables()
    for page in pages:
        if page.ref and may_have_brief(page.ref):
            request = cited.get(page.address)
            order = _order(page, page.ref, renderer, tables, request, results.get(page.address))
            name = notes.name(shown.get(page.address, ""), request, results.get(page.address)) if notes else ""
            yield replace(order, name=name, noted=notes.known(name) if notes and name else None)


def _order(
    page: Page,
    ref: Ref,
    renderer: Renderer,
    tables: Tables,
    request: PageRequest | None,
    result: PageResult | None,
) -> BriefOrder:
    trace = Trace()

    def values() -> dict[str, Any]:
        return brief_values(
            brief_view(page.shown()),
            address=page.address,
            publication=renderer.publication,
            around=traced(tables, trace),
            clusters=request.clusters if request else (),
            result=result,
        )

    day = renderer.linked.records[ref].last_change.first
    return BriefOrder(address=brief_file(ref), file=page.file, day=day, values=values, trace=trace)
