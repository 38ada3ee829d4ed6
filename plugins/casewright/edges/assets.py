"""Style sheets, fonts and scripts: where they are published, and how a page asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from casewright.edges.form_editor import NOT_ELSEWHERE
from casewright.edges.plain_assets import ASSETS
from casewright.render.page import Publication
from casewright.views.addresses import FEED

_STYLES = (
    *(
        "fonts.css",
        "tokens.css",
        "frame.css",
        "casewright.css",
        "citations.css",
        "signs.css",
        "ledger.css",
        "evidence.css",
    ),
    *("graph.css", "explore.css", "compare.css", "fit.css"),
)
_SCRIPTS = ("preview.js", "linked.js", "copy.js", "combine.js", "fold.js", "keep.js", "missing.js")
"""Modules: a browser runs them when the page is there."""


def asset_files(templates: Path) -> Iterator[tuple[str, Path]]:
    """Yield (address, file) of everything that pages load, and of the licences that go with it."""
    for folder, address in ((templates / "assets", ASSETS), (templates / "vendor", f"{ASSETS}vendor/")):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            is_for_pages = path.suffix != ".ttf" and name.parts[0] not in NOT_ELSEWHERE  # the former are in the briefs
            if path.is_file() and is_for_pages:
                yield f"{address}{name.as_posix()}", path


def head_html(root: str, publication: Publication) -> str:
    """Return what the head of a page needs; nothing in it leads to another host.

    ``root`` is the way from the page to the root of the site: empty, or something that ends in ``/``.
    """
    root = escape(root)
    styles = "".join(f'<link rel="stylesheet" href="{root}{ASSETS}{name}">' for name in _STYLES)
    scripts = "".join(f'<script type="module" src="{root}{ASSETS}{name}"></script>' for name in _SCRIPTS)
    title = escape(f"{publication.name}: new and revised cases")
    return f'{styles}{scripts}<link rel="alternate" type="application/rss+xml" title="{title}" href="{root}{FEED}">'
