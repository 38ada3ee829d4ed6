"""The modules of a casebook → packages for learning platforms, by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from casewright.export.cartridge import cartridge
from casewright.export.scorm import scorm
from casewright.model.ids import Kind
from casewright.render.brief_orders import Results
from casewright.render.course import course_of
from casewright.render.page import Renderer
from casewright.render.press import Cited
from casewright.views.course import CARTRIDGE, FORMATS, SCORM, Course
from casewright.views.site import Page

WRITERS: dict[str, Callable[[Course], bytes]] = {CARTRIDGE: cartridge, SCORM: scorm}
"""What makes a package, by the name of its file."""


def packages(
    modules: Sequence[Page], pages: Sequence[Page], renderer: Renderer, cited: Cited, results: Results, language: str
) -> Iterator[tuple[str, bytes]]:
    """Yield (address, package) of some modules of a site whose citations are printed."""
    by_address = {page.address: page for page in pages}
    for page in modules:
        if page.template == Kind.MODULE.value and page.ref:
            course = course_of(page, by_address, renderer, cited, results, language)
            for name in FORMATS.values():
                yield f"{page.address}{name}", WRITERS[name](course)


def page_of_package(address: str, pages: Sequence[Page]) -> Page | None:
    """Return the page of the module that a package is of, or None where there is no such package."""
    folder, _, name = address.rpartition("/")
    if name not in WRITERS:
        return None
    found = next((page for page in pages if page.address == f"{folder}/"), None)
    return found if found and found.template == Kind.MODULE.value and found.ref else None
