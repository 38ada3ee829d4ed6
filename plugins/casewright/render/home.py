"""Parts of the casebook on hand-written pages: each stands where ``<div data-casewright="latest"></div>`` does."""

from __future__ import annotations

import re

from casewright.render.lookups import Trace, traced
from casewright.render.page import PageWriter, Renderer
from casewright.views.site import Page, Site

PARTS = ("search", "lessons", "latest", "map")
"""What a page can ask for: a field to search with, lessons at a glance, the latest cases, a map of all cases."""

_MARK = re.compile(rf'<div data-casewright="({"|".join(PARTS)})">\s*</div>')


def has_parts(html: str) -> bool:
    """Return whether the HTML of a page asks for parts of the casebook."""
    return bool(_MARK.search(html))


def with_parts(html: str, address: str, renderer: Renderer, site: Site) -> str:
    """Return the HTML of a hand-written page with the parts that it asks for; ``address`` is its own."""
    page = Page(address=address, title="", template="home", view=site.home)
    around = traced(renderer.tables(), Trace())
    template = renderer.env.get_template("home.html")

    def part(mark: re.Match[str]) -> str:
        writer = PageWriter(page=page, around=around)
        return template.render(page=page, view=page.view, writer=writer, part=mark[1])

    return _MARK.sub(part, html)
