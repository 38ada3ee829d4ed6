"""Which briefs are to be set, and what each prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casewright.model.ids import Kind, Ref
from casewright.render.brief import brief_values
from casewright.render.citeproc.result import PageResult
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
    pages: Sequence[Page], renderer: Renderer, cited: Cited, results: Mapping[str, PageResult | None]
) -> Iterator[BriefOrder]:
    """Yield the order of each case's and each lesson's brief; their citations are printed as on their pages."""
    for page in pages:
        if page.ref and may_have_brief(page.ref):
            yield _order(page, page.ref, renderer, cited.get(page.address), results.get(page.address))


def _order(
    page: Page, ref: Ref, renderer: Renderer, request: PageRequest | None, result: PageResult | None
) -> BriefOrder:
    return BriefOrder(
        address=brief_file(ref),
        file=page.file,
        day=renderer.linked.records[ref].last_change.first,
        values=brief_values(
            brief_view(page.shown()),
            address=page.address,
            publication=renderer.publication,
            linked=renderer.linked,
            clusters=request.clusters if request else (),
            result=result,
        ),
    )
