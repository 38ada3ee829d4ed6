"""Which briefs and sheets are to be set, and what each prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from casewright.model.ids import Kind, Ref
from casewright.model.module import Module
from casewright.model.record import Record
from casewright.render.brief import brief_values
from casewright.render.brief_notes import BriefNotes
from casewright.render.citeproc.result import PageResult
from casewright.render.lookups import Tables, Trace, traced
from casewright.render.page import Renderer
from casewright.render.press import Cited
from casewright.render.references import PageRequest
from casewright.render.sheet import CitedChapter, sheet_values
from casewright.render.templates import words_of
from casewright.render.typesetting import BriefOrder
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import brief_file, sheet_file
from casewright.views.brief import brief_view
from casewright.views.decision import DecisionView
from casewright.views.module import ModuleView
from casewright.views.sheets import KINDS, chapters, sheet_names
from casewright.views.site import Page

_KINDS = (Kind.CASE.value, Kind.LESSON.value)
Results = Mapping[str, PageResult | None]


def brief_addresses(record: Record, linked: LinkedLibrary) -> tuple[str, ...]:
    """Return the addresses of the briefs or sheets that a record may have."""
    ref = record.ref
    if may_have_brief(ref):
        return (brief_file(ref),)
    names = sheet_names(record, linked) if isinstance(record, Module) else ()
    return tuple(sheet_file(ref, name) for name in names)


def may_have_brief(ref: Ref) -> bool:
    """Return whether a record is of a kind of which there are briefs."""
    return ref.kind in _KINDS


def pages_of_order(page: Page, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages whose citations the brief or the sheets of a page print: it, and of a module its decisions."""
    view = page.shown() if page.template == Kind.MODULE.value else None
    return (page, *decisions_of(view, {other.address: other for other in pages})) if view else (page,)


def brief_orders(
    pages: Sequence[Page],
    renderer: Renderer,
    cited: Cited,
    results: Results,
    notes: BriefNotes | None = None,
    shown: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[BriefOrder]:
    """Yield the order of each brief of a case or lesson; their citations are printed as on their pages.

    With the notes of the last build and digests of what pages show, it is looked for what is known of them.
    """
    tables = renderer.tables()
    for page in pages:
        if page.ref and may_have_brief(page.ref):
            request = cited.get(page.address)
            order = _order(page, page.ref, renderer, tables, request, results.get(page.address))
            name = notes.name(shown.get(page.address, ""), request, results.get(page.address)) if notes else ""
            yield replace(order, name=name, noted=notes.known(name) if notes and name else None)


def sheet_orders(
    modules: Iterable[Page], pages: Sequence[Page], renderer: Renderer, cited: Cited, results: Results
) -> Iterator[BriefOrder]:
    """Yield the orders of the sheets of some modules of a site, whose chapters cite what its pages cite."""
    by_address = {page.address: page for page in pages}
    tables = renderer.tables()
    for page in modules:
        record = renderer.linked.records.get(page.ref) if page.ref else None
        if isinstance(record, Module):
            yield from _sheets(page, record, by_address, renderer, tables, cited, results)


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
            brief_view(page.shown(), words_of(renderer.env)),
            address=page.address,
            publication=renderer.publication,
            around=traced(tables, trace),
            clusters=request.clusters if request else (),
            result=result,
        )

    day = renderer.linked.records[ref].last_change.first
    return BriefOrder(address=brief_file(ref), file=page.file, day=day, values=values, trace=trace)


def _sheets(
    page: Page,
    module: Module,
    by_address: Mapping[str, Page],
    renderer: Renderer,
    tables: Tables,
    cited: Cited,
    results: Results,
) -> Iterator[BriefOrder]:
    view, say = page.shown(), words_of(renderer.env).tell
    assert isinstance(view, ModuleView)  # noqa: S101 - that is what the page of a module shows
    shown = (other.shown() for other in decisions_of(view, by_address))
    decisions = [decision for decision in shown if isinstance(decision, DecisionView)]
    for name in sheet_names(module, renderer.linked):
        printed: list[CitedChapter] = []
        for chapter in chapters(name, view, decisions, say):
            request = cited.get(chapter.address)
            printed.append((chapter, request.clusters if request else (), results.get(chapter.address)))
        values = partial(
            sheet_values,
            tuple(printed),
            kind=say(KINDS[name]),
            title=view.title,
            dates=say("brief.published", published=view.imprint.published),
            publication=renderer.publication,
            around=traced(tables, Trace()),
        )
        yield BriefOrder(
            address=sheet_file(module.ref, name),
            file=page.file,
            day=module.last_change.first,
            values=values,
        )


def decisions_of(view: ModuleView, by_address: Mapping[str, Page]) -> list[Page]:
    """Return the pages of the decisions that learners of a module take, in its order."""
    links = (use.decision for use in view.cases if use.decision)
    return [by_address[link.address] for link in links if link.address in by_address]
