"""What the engine printed: the HTML of a document, taken apart into citations and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from casewright.render.citeproc.native import BETWEEN, END, SENTENCE, START, WITHIN, WORD
from casewright.render.citeproc.result import NOTE, FormattedCluster

_PARAGRAPH = re.compile(r"\s*<p>(.*)</p>\s*", re.DOTALL)
_NOTE = re.compile(f"{START}([^{START}{END}]*){END}")
_OWN_NOTE = re.compile(f"{START}({WORD}|[^{START}{END}]*{WITHIN}){END}")
_LAST_STOP = re.compile(r"\.((?:</[a-z]+>)*)\Z")
_ENTRY = re.compile(
    r'^<div id="ref-([^"]+)" class="csl-entry"[^>]*>\n(.*?)\n</div>(?=\n<div id="ref-|\n</div>)',
    re.MULTILINE | re.DOTALL,
)
_LABEL = re.compile(
    r'<div class="csl-left-margin">(.*?)</div>\s*(?:<div class="csl-right-inline">(.*)</div>)?', re.DOTALL
)
_TAG = re.compile("<[^>]*>")
_ESCAPED_LESS = "&lt;\u2060"
"""A sign in CSL-JSON that is no tag, and the joiner that keeps it from being one."""


def printed_clusters(html: str) -> Iterator[tuple[FormattedCluster, ...]]:
    """Yield the citations in the HTML of a document, several where they stand in one footnote of the author's.

    Raises ValueError where one is not a paragraph.
    """
    for part in html.split(BETWEEN)[1:-1]:
        found = _PARAGRAPH.fullmatch(part)
        if not found:
            raise ValueError("a citation is not a paragraph")
        text = _clean(found[1])
        if own := _OWN_NOTE.fullmatch(text):
            yield tuple(_within(own[1]))
        else:
            yield (FormattedCluster(html=_NOTE.sub(NOTE, text), notes=tuple(_NOTE.findall(text))),)


def _within(note: str) -> Iterator[FormattedCluster]:
    """Yield the citations in a footnote of the author's; one that ends no sentence has no full stop."""
    *pieces, _ = note.split(WITHIN)
    for piece in pieces:
        if piece.endswith(f" {SENTENCE}"):
            yield FormattedCluster(html=piece.removesuffix(f" {SENTENCE}"))
        elif piece.endswith(f" {WORD}"):
            yield FormattedCluster(html=_LAST_STOP.sub(r"\1", piece.removesuffix(f" {WORD}")))


def printed_references(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the references in the HTML of a document, in their order: what the work is called, HTML, and label."""
    for name, entry in _ENTRY.findall(html.rpartition(BETWEEN)[2]):
        label = _LABEL.match(entry)
        text = (label[2] or entry[label.end() :]) if label else entry
        yield name, _clean(text.strip()), unescape(_TAG.sub("", label[1])).strip() if label else ""


def _clean(html: str) -> str:
    return html.replace(_ESCAPED_LESS, "&lt;")
