"""Which briefs are to be set, and what each prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    return {brief_file(page.ref): page for page in pages if page.ref and page.ref.kind in _KINDS}


def brief_orders(
    pages: Sequence[Page],
    renderer: Renderer,
    cited: Cited,
    results: Mapping[str, PageResult | None],
    notes: BriefNotes | None = None,
) -> Iterator[BriefOrder]:
    """Yield the order of each case's and each lesson's brief; their citations are printed as on their pages.

    With the notes of the last build, it is looked for what is known of them.
    """
    tables = renderer.tables()
    for page in pages:
        if page.ref and page.ref.kind in _KINDS:
            request = cited.get(page.address)
            yield _order(page, page.ref, renderer, tables, request, results.get(page.address), notes)


def _order(
    page: Page,
    ref: Ref,
    renderer: Renderer,
    tables: Tables,
    request: PageRequest | None,
    result: PageResult | None,
    notes: BriefNotes | None,
) -> BriefOrder:
    view, trace, publication = brief_view(page.shown()), Trace(), renderer.publication
    clusters, day = request.clusters if request else (), renderer.linked.records[ref].last_change.first
    name = notes.name(view, page.address, publication, clusters, result, day) if notes else ""

    def values() -> dict[str, Any]:
        around = traced(tables, trace)
        return brief_values(
            view, address=page.address, publication=publication, around=around, clusters=clusters, result=result
        )

    return BriefOrder(
        address=brief_file(ref),
        file=page.file,
        day=day,
        values=values,
        trace=trace,
        name=name,
        noted=notes.known(name) if notes and name else None,
    )
