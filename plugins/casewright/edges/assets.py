"""Style sheets, fonts and scripts: where they are published, and how a page asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from casewright.edges.form_editor import NOT_ELSEWHERE
from casewright.edges.plain_assets import ASSETS, word_file
from casewright.read.words import Words
from casewright.render.page import ALTERNATE, Publication
from casewright.views.addresses import FEED

_STYLES = (
    *("fonts.css", "tokens.css", "frame.css", "casewright.css", "citations.css", "signs.css"),
    *("ledger.css", "evidence.css", "graph.css", "explore.css", "compare.css", "fit.css"),
)
"""The style sheets of pages in the order in which they are applied."""
STYLE = f"{ASSETS}site.css"
"""All of them as one, which a browser has sooner than twelve, and it shows nothing before."""
_DOCUMENTS = {
    f"{ASSETS}deck.css": ("fonts.css", "tokens.css", "deck/deck.css"),
    f"{ASSETS}card.css": ("tokens.css", "deck/card.css"),
}
"""The style sheets of what has no frame of the theme around it: slides, and cards for other sites."""
_DARK = re.compile(r'\[data-md-color-scheme="slate"\] (\{[^{}]*\})')
_FONTS = ("public-sans/latin-normal.woff2", "source-serif-4/latin-normal.woff2")
"""Asked for at once. A page whose fonts come too late is shown in others and stays so: nothing moves (fonts.css)."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
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


def style_sheet(templates: Path) -> str:
    """Return all style sheets as one, without comments and indents."""
    return _joined(templates, _STYLES)


def document_styles(templates: Path) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the style sheets of documents of their own; they are dark where a reader's system is."""
    for address, names in _DOCUMENTS.items():
        text = _joined(templates, names)
        preferred = r"\g<0>\n@media screen and (prefers-color-scheme: dark) {\n:root:not([data-md-color-scheme]) \1\n}"
        yield address, _DARK.sub(preferred, text)


def _joined(templates: Path, names: Iterable[str]) -> str:
    texts = (_COMMENT.sub("", (templates / "assets" / name).read_text(encoding="utf-8")) for name in names)
    lines = (line.strip() for text in texts for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def word_files(words: Words) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the modules that tell scripts what to say, one for each area."""
    for area in words.scripts:
        yield word_file(area), words.script(area)


def head_html(root: str, publication: Publication) -> str:
    """Return what the head of a page needs; nothing in it leads to another host.

    ``root`` is the way from the page to the root of the site: empty, or something that ends in ``/``.
    """
    root = escape(root)
    style = f'<link rel="stylesheet" href="{root}{STYLE}">'
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{root}{ASSETS}vendor/{name}">'
        for name in _FONTS
    )
    scripts = "".join(f'<script type="module" src="{root}{ASSETS}{name}"></script>' for name in _SCRIPTS)
    title = escape(f"{publication.name}: new and revised cases")
    hidden = '<meta name="robots" content="noindex, nofollow">' if publication.is_for_instructors else ""
    feed = f'<link rel="{ALTERNATE}" type="application/rss+xml" title="{title}" href="{root}{FEED}">'
    return f"{hidden}{style}{fonts}{scripts}{feed}"
