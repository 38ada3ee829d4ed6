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
_MARKED = re.compile(
    r"(?<![*\\])(\*{1,2})(?P<stars>[^\s*\\](?:[^*\\]*[^\s*\\])?)\1(?!\*)"
    r"|(?<![\w\\])(_{1,2})(?P<lines>[^\s_\\](?:[^_\\]*[^\s_\\])?)\3(?!\w)"
)
"""Emphasis of Markdown, as far as a few words around a citation have it; it is not nested."""

BETWEEN = "\ue002"
"""Stands before each citation and behind the last."""
START, END = "\ue003", "\ue004"
"""Stand around notes, which are printed where they are called."""
WITHIN = "\ue005"
"""Stands before and behind each citation in a footnote of the author's; before it, unless the note begins with it."""
SENTENCE, WORD = "X", "x"
"""Stand for the other words of such a footnote: the next sentence, or more of the same."""


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
    blocks = [paragraph([citation(key) for key in known])] if known else []
    for cluster in cited:
        blocks += [between, cluster]
    return {"pandoc-api-version": _VERSION, "meta": meta, "blocks": [*blocks, between]}


def paragraph(citations: Sequence[Node]) -> Node:
    """Return what is cited together."""
    return {"t": "Para", "c": [_cite(citations)]}


def note(cited: Iterable[tuple[Sequence[Node], bool, bool]]) -> Node:
    """Return a footnote of the author's with its citations; the engine looks at what stands around each.

    Each comes with whether the note begins with it and whether it ends a sentence. Other words stand for those of the
    note, and a sign between them and the citations.
    """
    content: list[Node] = []
    for citations, is_first, ends_sentence in cited:
        content += [] if is_first else [_string(WORD), _html(WITHIN)]
        content += [_cite(citations), {"t": "Space"}, _string(SENTENCE if ends_sentence else WORD), _html(WITHIN)]
    return {"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": content or [_string(WORD)]}]}]}


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
    r"""Yield text in which ``*words*`` are emphasis, ``**words**`` are strong and ``\*`` is an asterisk."""
    at = 0
    for found in _MARKED.finditer(text):
        yield from _words(text[at : found.start()])
        is_strong = len(found[1] or found[3]) > 1
        yield {"t": "Strong" if is_strong else "Emph", "c": list(_words(found["stars"] or found["lines"]))}
        at = found.end()
    yield from _words(text[at:])


def _words(text: str) -> Iterator[Node]:
    for space, word in _WORDS.findall(text):
        if space:
            yield {"t": "Space"}
        if word:
            yield _string(word.replace(r"\*", "*"))


def _cite(citations: Sequence[Node]) -> Node:
    return {"t": "Cite", "c": [citations, [_string("?")]]}


def _string(text: str) -> Node:
    return {"t": "Str", "c": text}


def _html(html: str) -> Node:
    return {"t": "RawInline", "c": ["html", html]}


def _text(text: str) -> Node:
    return {"t": "MetaString", "c": text}
