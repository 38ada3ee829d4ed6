"""The Markdown of records: CommonMark with GitHub's tables, footnotes and alerts, and our citations and links.

Raw HTML stays text. Links are ``[[id]]``, ``[[lesson:id]]``, ``[[module:id]]`` and ``[[id|words]]``. Both they and
citations are rules of the parser, so they are never found inside code or in addresses.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from casewright.model.ids import Kind, Ref, is_id
from casewright.model.prose import Citation, Link
from casewright.read.citation import parse_group, parse_in_text

CITATION = "citation"
LINK = "record_link"
_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
LONGEST_CITATION = 2_000
"""Characters between the brackets; what is longer is no citation. Without a bound, many open brackets cost a square."""
_KINDS = frozenset(kind.value for kind in Kind)


@cache
def markdown() -> MarkdownIt:
    """Return the one parser. Tokens of type ``citation`` and ``record_link`` carry their value in ``meta``."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "alerts": True})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.inline.ruler.before("link", LINK, _link)
    parser.inline.ruler.before("link", CITATION, _citation)
    return parser


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found = _LINK.match(state.src, state.pos)
    if not found or state.linkLevel:  # no link stands inside another
        return False
    ref = parse_ref(found[1])
    if not silent:
        token = state.push(LINK, "", 0)
        token.content = found[0]
        token.meta = {"link": Link(ref=ref or Ref("", found[1].strip()), words=(found[2] or "").strip())}
    state.pos = found.end()
    return True


def parse_ref(text: str) -> Ref | None:
    """Return the record meant by ``id`` or ``kind:id``, or None where it has neither form."""
    kind, colon, id_ = text.strip().rpartition(":")
    kind = kind if colon else Kind.CASE.value
    return Ref(kind, id_) if kind in _KINDS and is_id(id_) else None


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found: tuple[Citation, int] | None = None
    if state.linkLevel:
        return False
    if state.src[state.pos] == "[":
        found = _group(state.src, state.pos, state.posMax)
    elif state.src[state.pos] == "@":
        found = parse_in_text(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push(CITATION, "", 0)
        token.content = state.src[state.pos : found[1]]
        token.meta = {"citation": found[0]}
    state.pos = found[1]
    return True


def _group(text: str, start: int, end: int) -> tuple[Citation, int] | None:
    end = min(end, start + LONGEST_CITATION)
    close = text.find("]", start, end)
    inside = text[start + 1 : close] if close > 0 else ""
    if close < 0 or "[" in inside or text[close + 1 : close + 2] in ("(", "["):
        return None
    citation = parse_group(inside)
    return (citation, close + 1) if citation else None
