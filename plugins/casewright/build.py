"""The stages in order: files → library → linked library → site → pages and data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casewright.export.api import api_files
from casewright.export.feed import feed
from casewright.export.redirects import redirect_files
from casewright.problems import Problem, in_order
from casewright.read.folder import read_folder
from casewright.render.page import Publication, Renderer, page_environment
from casewright.render.references import format_references
from casewright.render.self_citation import self_source
from casewright.render.templates import environment
from casewright.resolve.citations import citing_places
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.addresses import FEED, record_address
from casewright.views.site import Site, build_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """A casebook that is ready to be published, and every problem found on the way."""

    site: Site
    renderer: Renderer
    problems: tuple[Problem, ...]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of everything published beside the pages: data, feed, redirects."""
        publication = self.renderer.publication
        yield from api_files(self.site.linked, site_address=publication.address)
        yield FEED, feed(self.site.linked, site_name=publication.name, site_address=publication.address)
        yield from redirect_files(self.site)


def check(root: Path) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of the casebook at ``root``, and all problems of what is written there."""
    library, unread = read_folder(root)
    linked, unlinked = resolve(library)
    return linked, in_order((*unread, *unlinked))


def build(root: Path, publication: Publication, *, overrides: Path | None = None) -> Casebook:
    """Return the casebook at ``root``, ready to be published.

    ``overrides`` is a folder of templates that go before those of the package.
    """
    linked, problems = check(root)
    records = tuple(linked.library.records())
    formatted, engine_problems = format_references(
        linked.library.sources,
        (place.citation.cluster for record in records for place in citing_places(record)),
        alone=[
            self_source(
                record,
                site_name=publication.name,
                address=publication.cited(record_address(record.ref)),
            )
            for record in records
        ],
    )
    renderer = Renderer(
        env=page_environment(environment(overrides), formatted),
        linked=linked,
        formatted=formatted,
        publication=publication,
    )
    return Casebook(
        site=build_site(linked, problems), renderer=renderer, problems=in_order((*problems, *engine_problems))
    )
