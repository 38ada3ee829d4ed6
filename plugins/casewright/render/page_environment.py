"""What templates need beside their views: addresses, references, prose. All of it depends on the page they stand on."""

from __future__ import annotations

import re

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, Prose
from casewright.render.coins import coins
from casewright.render.prose import prose_html

_TICKED = re.compile(r"`([^`]+)`")


def page_environment(env: Environment) -> Environment:
    """Add what page templates need; ``spoken`` is ``prose`` by another writer, for those who teach."""
    env.filters["prose"] = _prose
    env.filters["spoken"] = prose_html
    env.filters["cite"] = _cite
    env.filters["url"] = _url
    env.filters["reference"] = _reference
    env.filters["coins"] = lambda source: coins(source.item)
    env.filters["ticked"] = _ticked
    return env


@pass_context
def _reference(context: Context, key: SourceKey) -> Markup:
    """Return the reference of a source by itself, or its key where there is none."""
    return Markup(context["printed"].alone.get(key) or escape(key))  # noqa: S704 - written by the engine, which escapes


def _ticked(text: str) -> Markup:
    """Return text with what stands between backquotes as code."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped here


@pass_context
def _prose(context: Context, prose: Prose) -> Markup:
    return prose_html(prose, context["writer"])


@pass_context
def _cite(context: Context, citation: Citation) -> Markup:
    return Markup(context["writer"].cite(citation))  # noqa: S704 - a mark of ours


@pass_context
def _url(context: Context, address: str) -> str:
    return str(context["writer"].url(address))
