"""The Markdown of records: CommonMark with GitHub's tables, footnotes and alerts, and our citations and links.

Raw HTML stays text. So do brackets that are neither link nor citation; they may be a citation without its at-sign.
Links are ``[[id]]``, ``[[lesson:id]]``, ``[[module:id]]``, ``[[thesis:id]]`` and ``[[id|words]]``. Both they and
citations are rules of the parser, so they are never found inside code or in addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from casewright.model.ids import Kind, Ref, is_id
from casewright.model.prose import Citation, Link
from casewright.read.citation import is_joined, open_bracket, parse_group, parse_in_text
from casewright.read.locators import ENGLISH
from casewright.read.spaced_keys import SPACED_KEY

CITATION = "citation"
IN_LINK = "citation_in_link"
LANG = "lang"
"""The key under which the environment of a parse holds the language, for the words of locators."""
LINK = "record_link"
HTML = "raw_html"
BRACKETS = "brackets"
SPACED = "spaced_key"
_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]]{1,200}))?\]\]")
_OPEN_LINK = re.compile(
    r"\[\[([a-z][a-z0-9]*[:-][a-z0-9:-]{0,100}(?=\s|\Z)|[a-z][a-z0-9:-]{0,100}(?:\|[^\[\]\n]{0,200})?(?:\](?![\](\[])|(?=\n|\Z)))"
)
"""A link that nobody closed."""
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,50}(?:\s[^<>]{0,1000})?/?>|<!--")
_BRACKETS = re.compile(r"\[(?:@ +)?([A-Za-z][\w:.+/-]{2,100})(?:[,;][^\[\]*_`\\<&!]{0,200})?\]")
LONGEST_PARAGRAPH = 20_000
"""Characters of one paragraph that are read; a parser of Markdown can take the square of that in steps."""
_WITHOUT_SYNTAX = re.compile(r"[^\W_](?:[^\W_]|[ \-–—.,;()'’“”/%…])*(?<! )\Z")
_KINDS = frozenset(kind.value for kind in Kind)


def has_no_syntax(text: str) -> bool:
    """Return whether a run of inline text consists of nothing but letters, digits and such signs as begin no syntax.

    Many fields do, and the parser would return them as they are, only later.
    """
    return len(text) <= LONGEST_PARAGRAPH and _WITHOUT_SYNTAX.match(text) is not None


@cache
def markdown() -> MarkdownIt:
    """Return the one parser.

    Tokens of type ``citation``, ``citation_in_link``, ``record_link``, ``raw_html`` and ``brackets`` carry in ``meta``
    where in the paragraph they begin, the first three their value, and the last what may be the key of a source.
    """
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "alerts": True})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.inline.ruler.before("link", LINK, _link)
    parser.inline.ruler.before("link", CITATION, _citation)
    parser.inline.ruler.after("link", BRACKETS, _brackets)
    parser.inline.ruler.after("link", SPACED, _spaced)
    parser.inline.ruler.after("autolink", HTML, _html)
    parser.inline.ruler.at("image", _image)
    parser.core.ruler.before("inline", "bound", _bound)
    parser.add_render_rule(HTML, _escaped)
    parser.add_render_rule(BRACKETS, _escaped)
    parser.add_render_rule(SPACED, _escaped)
    parser.add_render_rule(IN_LINK, _escaped)
    return parser


def _bound(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST_PARAGRAPH:
            token.meta["length"] = len(token.content)
            token.content = token.content[:LONGEST_PARAGRAPH]


def _html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found = _HTML.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push(HTML, "", 0)
        token.content = found[0]
        token.meta = {"at": state.pos}
    state.pos = found.end()
    return True


def _brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found = None if silent else _BRACKETS.match(state.src, state.pos)  # silent: in search of the end of a link's words
    if not found:
        return False
    token = state.push(BRACKETS, "", 0)
    token.content = found[0]
    token.meta = {"key": found[1], "at": state.pos}
    state.pos = found.end()
    return True


def _spaced(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found = None if silent else SPACED_KEY.match(state.src, state.pos)
    if not found:
        return False
    token = state.push(SPACED, "", 0)
    token.content = found[0]
    token.meta = {"key": found["key"], "at": state.pos}
    state.pos = found.end()
    return True


def _image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    at = state.pos
    is_image = image(state, silent)
    if is_image and not silent:
        state.tokens[-1].meta["at"] = at
    return is_image


def _escaped(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return escapeHtml(tokens[index].content)


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    whole = _LINK.match(state.src, state.pos)
    found = whole or _OPEN_LINK.match(state.src, state.pos)
    if not found or state.linkLevel:  # no link stands inside another
        return False
    if not silent:
        ref = parse_ref(found[1]) if whole else Ref("", found[0])
        words = " ".join((whole[2] or "").split()) if whole else ""
        token = state.push(LINK, "", 0)
        token.content = found[0]
        token.meta = {"link": Link(ref=ref or Ref("", found[1].strip()), words=words), "at": state.pos}
    state.pos = found.end()
    return True


def parse_ref(text: str) -> Ref | None:
    """Return the record meant by ``id`` or ``kind:id``, or None where it has neither form."""
    kind, colon, id_ = text.strip().rpartition(":")
    kind = kind if colon else Kind.CASE.value
    return Ref(kind, id_) if kind in _KINDS and is_id(id_) else None


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found: tuple[Citation, int] | None = None
    if silent or not state.src.startswith(("[", "@", "-@"), state.pos):
        return False
    text, lang = state.src[: state.posMax], str(state.env.get(LANG, ENGLISH))
    parse = parse_group if text[state.pos] == "[" else parse_in_text
    found = parse(text, state.pos, lang, is_reference=lambda label: _is_reference(state, label))
    if not found:
        return False
    token = state.push(IN_LINK if state.linkLevel else CITATION, "", 0)
    token.content = text[state.pos : found[1]]
    opened = -1 if state.linkLevel else open_bracket(text, state.pos)
    token.meta = {"citation": found[0], "at": state.pos, "opened": opened}
    token.meta["citation"] = replace(found[0], is_joined=not state.linkLevel and is_joined(text, state.pos))
    state.pos = found[1]
    return True


def _is_reference(state: StateInline, label: str) -> bool:
    return normalizeReference(label) in state.env.get("references", {})
