"""One page at a time → HTML, when somebody asks for it: while a casebook is written, most are never looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import RLock

from casewright.model.ids import Ref, SourceKey
from casewright.render.as_printed import clusters_in, labels_of
from casewright.render.brief_orders import brief_orders, pages_of_order, sheet_orders
from casewright.render.citing import written_requests
from casewright.render.page import RenderedPage, Renderer
from casewright.render.references import Formatter, PageRequest
from casewright.render.typesetting import SHEET, BriefFile, Typesetter
from casewright.views.site import Page
from casewright.views.sources import SourcePageView


@dataclass(slots=True, kw_only=True)
class OnDemand:
    """Writes pages of a site, from several threads if need be, and has their citations formatted."""

    renderer: Renderer
    pages: Sequence[Page]
    formatter: Formatter
    typesetter: Typesetter = field(default_factory=Typesetter)
    _lock: RLock = field(default_factory=RLock)

    def take(self, page: Page) -> RenderedPage:
        """Return a finished page."""
        with self._lock:
            draft = self._renderer_of(page).draft(page)
            if not draft.citations.found:
                return replace(self.renderer, drafts={page.address: draft}).render(page)
            (result,), _ = self.formatter.pages([draft.request(page.address)])
            printed = replace(self.renderer.printed, pages={page.address: result})
            return replace(self.renderer, printed=printed, drafts={page.address: draft}).render(page)

    def brief(self, address: str) -> BriefFile | None:
        """Return the brief or sheet at an address, or None where there is none to be."""
        refs = {known: ref for ref, addresses in self.renderer.printed.briefs.items() for known in addresses}
        page = next((page for page in self.pages if page.ref and page.ref == refs.get(address)), None)
        if page is None:
            return None
        with self._lock:
            needed = pages_of_order(page, self.pages)
            cited = {item.address: self.renderer.draft(item).request(item.address) for item in needed}
            found, _ = self.formatter.pages(cited.values())
            results = dict(zip(cited, found, strict=True))
            for order in brief_orders([page], self.renderer, cited, results):
                return self.typesetter.one(order)
            orders = sheet_orders([page], self.pages, self.renderer, cited, results)
            return replace(self.typesetter, form=SHEET).one(next(one for one in orders if one.address == address))

    def _renderer_of(self, page: Page) -> Renderer:
        """Return the renderer that knows what other pages print for the citations which a source's page quotes."""
        view, style = page.shown(), self.formatter.style
        clusters = clusters_in(view) if isinstance(view, SourcePageView) else ()
        if not isinstance(view, SourcePageView) or not clusters:
            return self.renderer
        if style.has_numbers or style.cites_in_notes:
            citing = {record.record.address for record in view.cited_in}
            requests = [self.renderer.draft(one).request(one.address) for one in self.pages if one.address in citing]
            requests += written_requests(self.renderer.linked.library.pages)
        else:
            requests = [PageRequest(name=page.address, clusters=clusters)]
        results, _ = self.formatter.pages(requests)
        asked = [(one.name, one.clusters, result) for one, result in zip(requests, results, strict=True)]
        known = labels_of(asked, self.formatter.sources, style)
        return replace(self.renderer, printed=replace(self.renderer.printed, labels=known))

    def cited_by_record(self) -> Mapping[Ref, tuple[SourceKey, ...]]:
        """Return the keys of the sources that each record's page cites, sorted."""
        found = ((page.ref, page.cited(page.shown())) for page in self.pages if page.ref)
        return {ref: keys for ref, keys in found if keys}

    def close(self) -> None:
        """Let the engine go; a page that is asked for later starts it again."""
        with self._lock:
            self.formatter.engine.stop()
