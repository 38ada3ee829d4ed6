"""The pages that one process writes: a page of an earlier build is taken where the same would be written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casewright.cache import program
from casewright.model.ids import Ref
from casewright.render.as_printed import Labels
from casewright.render.citeproc.result import PageResult
from casewright.render.lookups import Answers, LookedUp, Trace
from casewright.render.markdown_pages import MarkdownWriter
from casewright.render.page import Draft, Printed, RenderedPage, Renderer
from casewright.render.past import Past, PastPages, Written, page_bytes, past_bytes
from casewright.render.references import PageRequest
from casewright.render.shown import Digests, UnknownValueError
from casewright.views.site import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A page of which it is known what it cites."""

    name: str = ""
    """A digest of what it shows; nothing where it cannot be kept."""
    past: Past | None = None
    """What an earlier one follows from that may be the same."""
    data: bytes = b""
    """That one, packed."""
    draft: Draft | None = None
    asked: LookedUp = field(default_factory=dict)
    found: str = ""


@dataclass(slots=True, kw_only=True)
class Share:
    """Writes pages: `begin`, `draft` those that cite, `go_on` with how that is printed, then `write` all."""

    renderer: Renderer
    past: PastPages
    results: Mapping[str, PageResult | None] = field(default_factory=dict)
    _begun: dict[str, _Begun] = field(default_factory=dict)
    _digests: Digests = field(default_factory=Digests)
    _answers: Answers = field(init=False)
    _base: str = ""
    _markdown: MarkdownWriter | None = None

    def begin(self, printed: Printed) -> None:
        """Say what was printed that no single page asks for."""
        self.renderer = replace(self.renderer, printed=replace(printed, pages={}))
        self._answers = Answers(self.renderer.tables(), self._digests)
        if self.renderer.publication.has_markdown:
            self._markdown = MarkdownWriter.of(self.renderer)
        templates = (self.past.templates, self._markdown.templates if self._markdown else "none")
        if self.past.is_kept and all(templates):
            self._base = self._digests.of(program(), templates, self.renderer.publication)

    def draft(self, page: Page) -> PageRequest:
        """Return what a page cites."""
        begun = self._begun[page.address] = self._begin(page)
        if begun.past:
            return begun.past.request
        assert begun.draft  # noqa: S101 - one of both is there
        return begun.draft.request(page.address)

    def name(self, page: Page) -> str:
        """Return a digest of what a drafted page shows; nothing where it cannot be told."""
        return self._begun[page.address].name

    def go_on(
        self, results: Mapping[str, PageResult | None], briefs: Mapping[Ref, tuple[str, ...]], labels: Labels
    ) -> None:
        """Say what was printed for pages, and which briefs there are to lead to.

        Only pages that cite nothing ask for labels, and none of those was drafted.
        """
        self.results = results
        self.renderer = replace(self.renderer, printed=replace(self.renderer.printed, briefs=briefs, labels=labels))
        self._answers.tables = self.renderer.tables()

    def write(self, page: Page) -> Written:
        """Return a finished page."""
        begun = self._begun.pop(page.address, None) or self._begin(page)
        result = self.results.get(page.address)
        printed = self._digest(result) if begun.name else ""
        if begun.past and self._is_same(begun.past, printed):
            return Written(name=begun.name, follows=past_bytes(begun.past), data=begun.data, is_new=False)
        if begun.draft is None:
            begun = self._drafted(page, begun.name)
        assert begun.draft  # noqa: S101 - drafted above, if not before
        trace = Trace()
        rendered = self._finished(page, begun.draft, trace)
        asked = trace.looked_up()
        found = self._found(trace) if begun.name else ""
        data = page_bytes(rendered, is_kept=bool(found))
        if not found or not printed:
            return Written(data=data)
        past = Past(
            asked=begun.asked,
            found=begun.found,
            request=begun.draft.request(page.address),
            printed=printed,
            asked_last=asked,
            found_last=found,
        )
        return Written(name=begun.name, follows=past_bytes(past), data=data)

    def render(self, page: Page) -> RenderedPage:
        """Return a finished page, whatever is kept of it."""
        return self._finished(page, self.renderer.draft(page), Trace())

    def _finished(self, page: Page, draft: Draft, trace: Trace) -> RenderedPage:
        rendered = self.renderer.finish(page, draft, self.results.get(page.address), trace)
        if page.ref is None or self._markdown is None:
            return rendered
        return replace(rendered, markdown=self._markdown.text(page, page.shown(), self._answers.tables, trace))

    def _begin(self, page: Page) -> _Begun:
        shown = replace(page, view=page.shown())
        name = self._digest(self._base, shown) if self._base else ""
        kept = self.past.get(name, page.address) if name else None
        if kept and self._answers_are(kept[0].asked, kept[0].found):
            return _Begun(name=name, past=kept[0], data=kept[1])
        return self._drafted(shown, name)

    def _drafted(self, page: Page, name: str) -> _Begun:
        trace = Trace()
        draft = self.renderer.draft(page, trace)
        found = self._found(trace) if name else ""
        return _Begun(name=name if found else "", draft=draft, asked=trace.looked_up(), found=found)

    def _is_same(self, past: Past, printed: str) -> bool:
        return past.printed == printed and self._answers_are(past.asked_last, past.found_last)

    def _answers_are(self, asked: LookedUp, found: str) -> bool:
        try:
            return self._answers.digest(asked) == found
        except (TypeError, UnknownValueError):
            return False

    def _found(self, trace: Trace) -> str:
        """Return a digest of what was looked up; nothing where it cannot be told."""
        if trace.is_whole:
            return ""
        try:
            return self._answers.digest(trace.looked_up())
        except UnknownValueError:
            return ""

    def _digest(self, *values: object) -> str:
        """Return a digest of values; nothing where one may be more than its parts."""
        try:
            return self._digests.of(*values)
        except UnknownValueError:
            return ""
