"""A first look at records that were edited: their pages, as in the whole casebook, before all the rest is worked out.

While a casebook is served, its author waits for the page of the record that was just written. Such a page follows from
the whole library, but from little of what other pages show; that is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from casewright.build import Casebook, renderer_of, with_briefs
from casewright.memory import EachLater, remembering
from casewright.model.ids import Ref
from casewright.model.source import Source
from casewright.nearby import problems_within
from casewright.read.folder import read_folder
from casewright.read.language import read_language
from casewright.render.citing import CitationSettings, formatter_of
from casewright.render.on_demand import OnDemand
from casewright.render.page import Printed, Publication, RenderedPage, Renderer
from casewright.render.references import Formatter
from casewright.render.self_citation import OWN_STYLES, self_key, self_source
from casewright.render.styles import Style, shipped_style
from casewright.render.templates import words_of
from casewright.render.typesetting import BriefFile, Typesetter
from casewright.resolve.linked import LinkedLibrary, glanced
from casewright.views.addresses import record_address
from casewright.views.site import Page, pages_of_files
from casewright.views.sources import source_views_later
from casewright.views.terms import terms_of
from casewright.workshop import Workshop, few_collections


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The pages of some records, ready to be shown."""

    pages: tuple[Page, ...]
    renderer: Renderer
    press: OnDemand

    def rendered(self, page: Page) -> RenderedPage:
        """Return a finished page."""
        return self.press.take(page)

    def brief(self, address: str) -> BriefFile | None:
        """Return the one-page brief at an address, or None where there is none to be."""
        return self.press.brief(address)

    def close(self) -> None:
        """Let what formats citations go; it comes back when it is needed."""
        self.press.close()


def glance(
    root: Path,
    publication: Publication,
    files: Collection[str],
    before: Casebook,
    *,
    citing: CitationSettings,
    workshop: Workshop,
    overrides: Path | None = None,
    day: date | None = None,
) -> Glance | None:
    """Return the pages of the records in some files, or None where it takes the whole casebook to know their problems.

    ``before`` is the casebook before the edit; the rest is told as to `build`, which gives the same pages where no
    hand-written page cites.
    """
    lang, _ = read_language(citing.language)
    with remembering(workshop.memory), few_collections():
        library, unread = read_folder(root, lang, kept=workshop.kept, progress=workshop.progress)
        problems = problems_within(library, unread, files)
        if problems is None:
            return None
        env = workshop.environment(overrides)
        words = words_of(env)
        linked = glanced(library, publication.edition)
        sources = source_views_later(linked, terms_of(linked.library.vocabularies, words))
        own = EachLater(linked.records, lambda ref: _own(ref, linked, publication))
        shown = pages_of_files(linked, problems, day, files, words)
    renderer = renderer_of(linked, sources, own, publication, env)
    formatter = _formatter(linked, before) or formatter_of(linked.library.sources, root, citing, workshop.cache)[0]
    printed = Printed(
        alone=EachLater(linked.library.sources, lambda key: formatter.alone([key])[0][key]),
        records=_records(linked, own, formatter),
    )
    renderer, _ = with_briefs(replace(renderer, printed=printed), linked.library.records())
    typesetter = Typesetter(cache=workshop.cache)
    press = OnDemand(renderer=renderer, pages=shown, formatter=formatter, typesetter=typesetter)
    return Glance(pages=shown, renderer=renderer, press=press)


def _own(ref: Ref, linked: LinkedLibrary, publication: Publication) -> Source:
    return self_source(linked.records[ref], publication.name, publication.cited(record_address(ref)))


def _formatter(linked: LinkedLibrary, before: Casebook) -> Formatter | None:
    """Return what formatted the citations before, where the sources are still the same."""
    press = before.press
    is_same = isinstance(press, OnDemand) and press.formatter.sources == linked.library.sources
    return press.formatter if is_same and isinstance(press, OnDemand) else None


def _records(linked: LinkedLibrary, own: Mapping[Ref, Source], formatter: Formatter) -> Mapping[str, Mapping[str, str]]:
    """Return how to cite each record, by style and key."""
    refs = {str(self_key(ref)): ref for ref in linked.records}
    items = EachLater(refs, lambda key: own[refs[key]].item)

    def cited(style: Style) -> Mapping[str, str]:
        return EachLater(refs, lambda key: formatter.apart(items, style, [key])[0][key])

    return {name: cited(shipped_style(name)) for name in OWN_STYLES}
