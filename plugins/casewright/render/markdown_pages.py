"""The pages of records as Markdown, for programs that read text: the same views, without what only people need.

Citations stay as authors write them (``[@key, p. 4]``), and a list says what each key stands for. Markdown can hold
HTML, so nothing that people wrote may become any where the file is shown: all that an expression in a template gives is
escaped, and texts of records, which are Markdown, are made harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, Prose
from casewright.read.citation import write_field
from casewright.read.markdown import parse_ref
from casewright.read.shipped import templates_folder
from casewright.render.lookups import Around, Tables, Trace, traced
from casewright.render.page import Renderer
from casewright.render.templates import pinned, say_of
from casewright.views.addresses import data_file, markdown_file, record_address
from casewright.views.shared import RecordLink
from casewright.views.site import Page

_SIGNS = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w{1,32};)|\A(?:[#+-](?=\s)|\d{1,9}(?=[.)]\s))")
_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_FOOTNOTE = r"\[\^[\w-]{1,50}\]: (?=[\w“‘(*][^\s:&\\]*(?:\s|\Z))"
_HARMFUL = re.compile(
    rf"(?P<fine>^{_FOOTNOTE}|<https?://[^\s<>]{{1,2000}}>|\]\((?:https?://|mailto:|#))"
    r"|(?P<lead>^(?:[ \t>*+-]|\d{1,9}[.)])*)\[(?=(?:[^\[\]\\]|\\.){0,999}\]:)|<|!(?=\[)|\](?=\()",
    re.MULTILINE | re.DOTALL,
)
"""What could become HTML, a picture, a link to no page of the web or an address for one; and what looks like it."""
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source that is cited: its key, and the reference as text."""

    key: SourceKey
    text: str


@dataclass(frozen=True, slots=True)
class MarkdownWriter:
    """Writes the pages of one site; begun with its full address, or nothing."""

    env: Environment
    """Escapes whatever an expression gives as Markdown."""
    site: str
    templates: str
    """A digest of the templates and of what they say."""

    @classmethod
    def of(cls, renderer: Renderer) -> MarkdownWriter:
        """Return what writes the pages of a renderer's casebook."""
        say, site = say_of(renderer.env), renderer.publication.address
        env = Environment(
            loader=FileSystemLoader(templates_folder() / "markdown"),
            autoescape=True,  # so that what macros give is known to be written already
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=lambda value: value if isinstance(value, Markup) else _written(escaped(str(value))),
        )
        env.globals |= renderer.env.globals  # what they say
        env, templates = pinned(env)
        env.globals["say"] = lambda key, **values: say(key, **values).striptags()
        env.filters["prose"] = pass_context(lambda context, prose: _prose(prose, context["around"], site))
        env.filters["cite"] = _cited
        env.filters["record"] = lambda link: _record(link, site)
        env.filters["bare"] = lambda text: _written(harmless(_one_line(str(text))))
        return cls(env, site, templates)

    def text(self, page: Page, view: object, tables: Tables, trace: Trace) -> str:
        """Return the Markdown of a record's page, which shows ``view``. ``trace`` is told what is looked up for it."""
        assert page.ref  # noqa: S101 - only records are asked for
        around = traced(tables, trace)
        keys = [key for key in page.cited(view) if key in around.works]
        text = self.env.get_template(f"{page.template}.md").render(
            view=view,
            references=[Reference(key=key, text=_reference(key, around)) for key in keys],
            address=f"{self.site}{page.address}" if self.site else "",
            data=f"{self.site}{data_file(page.ref)}" if self.site else "",
            around=around,
        )
        return _BLANKS.sub("\n\n", text).strip() + "\n"


def markdown_of(address: str, pages: Iterable[Page], renderer: Renderer) -> str | None:
    """Return the Markdown at an address, or None where there is none."""
    found = next((page for page in pages if page.ref and markdown_file(page.ref) == address), None)
    return MarkdownWriter.of(renderer).text(found, found.shown(), renderer.tables(), Trace()) if found else None


def _reference(key: SourceKey, around: Around) -> str:
    return str(Markup(around.alone.get(key, "")).striptags())  # noqa: S704 - written by the engine


def _written(text: str) -> Markup:
    """Return Markdown that is put in as it is."""
    return Markup(text)  # noqa: S704 - for the environment, which escapes all else


def escaped(text: str) -> str:
    """Return a text as Markdown in which no sign means anything; its blanks at both ends stay."""
    inner = _one_line(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if inner else ""
    return f"{' ' * bool(before)}{_SIGNS.sub(_behind_a_backslash, inner)}{' ' * bool(after)}"


def _behind_a_backslash(sign: re.Match[str]) -> str:
    return f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def harmless(text: str) -> str:
    """Return Markdown that people wrote without what could become HTML, a picture, or a link to no page of the web."""
    return _HARMFUL.sub(_tamed, text)


def _tamed(found: re.Match[str]) -> str:
    if found["fine"]:
        return found["fine"]
    return f"{found['lead']}\\[" if found["lead"] is not None else _INSTEAD[found[0]]


_INSTEAD = {"<": "&lt;", "!": "\\!", "]": "]\\"}


def _prose(prose: Prose, around: Around, site: str) -> Markup:
    def link(found: re.Match[str]) -> str:
        ref = parse_ref(found[1])
        target = around.targets.get(ref) if ref else None
        words = escaped(found[2] or (around.titles[target] if target else found[1]))
        return f"[{words}]({site or '/'}{record_address(target)})" if target else words

    text = _LINK.sub(link, harmless(prose.text))
    return _written(text if prose.is_block else _one_line(text))


def _cited(citation: Citation) -> Markup:
    items = (write_field(Citation(items=(item,))) for item in citation.items)
    return _written(harmless(_one_line(f"[@{'; @'.join(items)}]")))


def _record(link: RecordLink, site: str) -> Markup:
    return _written(f"[{escaped(link.title)}]({site or '/'}{quote(link.address)})")
