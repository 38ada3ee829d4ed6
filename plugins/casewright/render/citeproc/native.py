"""Documents in pandoc's own JSON, which it reads many times faster than they could be put together in Lua."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Node = dict[str, Any]
_VERSION = [1, 23, 1]
"""Of the document format; pandoc reads all documents of the same first two numbers."""
_WORDS = re.compile(r"(\s*)(\S*)")
_EMPHASIS = re.compile(r"(?<![*\\])\*([^\s*\\][^*\\]*)\*")

BETWEEN = "\ue002"
"""Stands before each citation and behind the last."""


def document(*, style: str, lang: str, works: str, known: Sequence[str], cited: Sequence[Node]) -> Node:
    """Return a document that prints citations one by one and lists works.

    ``works`` is CSL-JSON; ``known`` are ids that count as cited before everything else, without being printed.
    """
    bibliography = b64encode(works.encode()).decode()
    meta = {
        "csl": _text(style),
        "lang": _text(lang),
        "bibliography": _text(f"data:application/vnd.citationstyles.csl+json;base64,{bibliography}"),
        "nocite": {"t": "MetaInlines", "c": [_cite([citation("*")])]},
        "link-citations": {"t": "MetaBool", "c": True},
    }
    between = {"t": "RawBlock", "c": ["html", BETWEEN]}
    blocks = [_paragraph([citation(key) for key in known])] if known else []
    for cluster in cited:
        blocks += [between, cluster]
    return {"pandoc-api-version": _VERSION, "meta": meta, "blocks": [*blocks, between]}


def cluster(citations: Iterable[Node]) -> Node:
    """Return what is cited together."""
    return _paragraph(list(citations))


def citation(
    key: str, prefix: str = "", suffix: str = "", *, in_text: bool = False, without_author: bool = False
) -> Node:
    """Return one work as cited."""
    mode = "AuthorInText" if in_text else "SuppressAuthor" if without_author else "NormalCitation"
    return {
        "citationId": key,
        "citationPrefix": list(_inlines(prefix)),
        "citationSuffix": list(_inlines(suffix)),
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _inlines(text: str) -> Iterator[Node]:
    r"""Yield text in which ``*words*`` are emphasis and ``\*`` is an asterisk."""
    at = 0
    for found in _EMPHASIS.finditer(text):
        yield from _words(text[at : found.start()])
        yield {"t": "Emph", "c": list(_words(found[1]))}
        at = found.end()
    yield from _words(text[at:])


def _words(text: str) -> Iterator[Node]:
    for space, word in _WORDS.findall(text):
        if space:
            yield {"t": "Space"}
        if word:
            yield {"t": "Str", "c": word.replace(r"\*", "*")}


def _paragraph(citations: Sequence[Node]) -> Node:
    return {"t": "Para", "c": [_cite(citations)]}


def _cite(citations: Sequence[Node]) -> Node:
    return {"t": "Cite", "c": [citations, [{"t": "Str", "c": "?"}]]}


def _text(text: str) -> Node:
    return {"t": "MetaString", "c": text}
