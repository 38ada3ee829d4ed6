"""What the engine printed: the HTML of a document, taken apart into citations and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from casewright.render.citeproc.native import BETWEEN
from casewright.render.citeproc.result import NOTE, FormattedCluster

_PARAGRAPH = re.compile(r"\s*<p>(.*)</p>\s*", re.DOTALL)
_NOTE = re.compile("\ue003([^\ue003\ue004]*)\ue004")
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


def printed_clusters(html: str) -> Iterator[FormattedCluster]:
    """Yield the citations in the HTML of a document. Raises ValueError where one is not a paragraph."""
    for part in html.split(BETWEEN)[1:-1]:
        paragraph = _PARAGRAPH.fullmatch(part)
        if not paragraph:
            raise ValueError("a citation is not a paragraph")
        text = _clean(paragraph[1])
        yield FormattedCluster(html=_NOTE.sub(NOTE, text), notes=tuple(_NOTE.findall(text)))


def printed_references(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the references in the HTML of a document, in their order: what the work is called, HTML, and label."""
    for name, entry in _ENTRY.findall(html.rpartition(BETWEEN)[2]):
        label = _LABEL.match(entry)
        text = (label[2] or entry[label.end() :]) if label else entry
        yield name, _clean(text.strip()), unescape(_TAG.sub("", label[1])).strip() if label else ""


def _clean(html: str) -> str:
    return html.replace(_ESCAPED_LESS, "&lt;")
