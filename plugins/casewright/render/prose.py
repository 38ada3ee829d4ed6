"""Prose → HTML. Citations and links are written by the page that shows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from casewright.model.prose import Citation, Link, Prose
from casewright.read.markdown import BRACKETS, CITATION, LINK, has_no_syntax, markdown

_WRITER, _CITATIONS = "writer", "citations"
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Writer(Protocol):
    """What the page contributes to the HTML of a text."""

    def cite(self, citation: Citation) -> str:
        """Return the HTML of a citation."""

    def link(self, link: Link) -> str:
        """Return the HTML of a link to a record."""

    def heading_id(self, slug: str) -> str:
        """Return the id of a heading, different from all others on the page."""


def prose_html(prose: Prose, writer: Writer) -> Markup:
    """Return prose as HTML: blocks for a body, inline elements for a field."""
    if not prose.is_block and has_no_syntax(prose.text):
        return Markup(prose.text)  # noqa: S704 - nothing in it would be escaped
    env: MutableMapping[str, Any] = {_WRITER: writer, _CITATIONS: iter(prose.citations)}
    parser = _renderer()
    if not prose.is_block:
        return Markup(parser.renderInline(prose.text, env))  # noqa: S704 - the parser escapes; raw HTML is off
    tokens = parser.parse(prose.text, env)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", writer.heading_id(slug(_plain(tokens[index + 1]))))
    return Markup(parser.renderer.render(tokens, parser.options, env))  # noqa: S704 - as above


def slug(text: str) -> str:
    """Return a text as lower-case ASCII words joined by hyphens: the id of a heading."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", ascii_text).strip("-") or "section"


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline", BRACKETS))


@cache
def _renderer() -> MarkdownIt:
    parser = markdown()
    parser.add_render_rule(CITATION, _citation)
    parser.add_render_rule(LINK, _link)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("footnote_block_open", _notes_open)
    parser.add_render_rule("footnote_block_close", _notes_close)
    return parser


def _citation(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return str(env[_WRITER].cite(next(env[_CITATIONS], tokens[index].meta["citation"])))


def _link(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return str(env[_WRITER].link(tokens[index].meta["link"]))


def _image(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: MutableMapping[str, Any]
) -> str:
    """Show the words that stand for a picture: nothing is loaded from another host."""
    return f"[{Markup.escape(tokens[index].content)}]"


def _notes_open(
    _self: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: MutableMapping[str, Any]
) -> str:
    """Begin the list of footnotes; the extension's own ``section`` has no heading."""
    return '<div class="footnotes">\n<hr class="footnotes-sep">\n<ol class="footnotes-list">\n'


def _notes_close(
    _self: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: MutableMapping[str, Any]
) -> str:
    return "</ol>\n</div>\n"
