"""What the engine (pandoc 3.9) gets wrong and can be helped with.

Words of languages, double issues, Chinese names, authors in the text, stops beside quotation marks.

Each repair is seen in tests/oracle: without it, references differ from those of another processor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from casewright.read.csl_types import LAWS
from casewright.render.citeproc.native import END, SENTENCE, WITHIN
from casewright.render.styles import Style

FIRST = "\ue006"
"""Stands behind a work whose author is named in the text. The engine sorts across nothing that is written behind a
work, and where it sorted this one away from the first place, the author would be lost within the brackets."""

_FIRST = re.compile(f"(?:,? )?{FIRST}")
_TERMS = Path(__file__).with_name("terms.json")
_RANGE = re.compile(r"(?<![\w-])(\d{1,9})-(\d{1,9})(?![\w-])")
_IN_NUMBER = re.compile(r"(?<=\w)-(?=\w)")
_HYPHEN = "\ue007"
"""Stands for the hyphen within the number of a law."""

_BEFORE_MACROS = re.compile(r"(?=<(?:macro|citation)\b)")
_HAN_OR_HANGUL = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003fffd]+")
_NAMES = ("author", "editor", "translator", "container-author", "collection-editor", "editorial-director")
_TELLS_WHERE = frozenset(
    {"archive", "archive-place", "container-title", "DOI", "number", "publisher", "references", "URL"}
)
_STOPS_IN_QUOTES = re.compile(r'\spunctuation-in-quote="(true|false)"')
_BETWEEN_WORKS = re.compile(
    r'(?P<before><a href="#ref-(?P<one>[^"]+)"[^>]*>(?:(?!</?a\b).)*</a>), (?=<a href="#ref-(?P<other>[^"]+)")',
    re.DOTALL,
)
_OUTSIDE_BOTH = re.compile("(<span>‘[^‘“”]*)’</span>([.,])”")
_BEHIND_LINK = re.compile(
    f"(?P<own>[.,?!]?)(?P<marks>”)(?P<within>(?:</[a-z]+>)*)\\.(?P<end>(?:</[a-z]+>)*)(?={END}| {SENTENCE}{WITHIN})"
)


def repaired(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item that the engine prints as CSL wants it.

    A double issue (``2-3``) keeps its hyphen, so it gets the dash here. The number of a law (``107-347``) would be
    several to it ("Pub. L. Nos."), so a sign stands for its hyphen. A given name in Chinese or Korean would get a
    full stop as if it were an initial where two people share a family name, so the name becomes one. A document that
    nothing tells the place of is one in private hands to styles that know better than its file (``@misc`` is any kind
    of work), and in no list; so it gets no type, as the engine's own reader of BibLaTeX gives it none.
    """
    changed = dict(item)
    if changed.get("type") == "document" and _TELLS_WHERE.isdisjoint(changed):
        del changed["type"]
    if "number" in item and item.get("type") in LAWS:
        changed["number"] = _IN_NUMBER.sub(_HYPHEN, str(item["number"]))
    if "issue" in item:
        changed["issue"] = _RANGE.sub("\\1–\\2", str(item["issue"]))
    return {**changed, **{role: [_whole(name) for name in item[role]] for role in _NAMES if role in item}}


def first_kept(html: str) -> str:
    """Return what was printed without the signs that kept works in the first place, and what was put before them."""
    return _FIRST.sub("", html)


def with_hyphens(html: str) -> str:
    """Return what was printed with the hyphens of numbers."""
    return html.replace(_HYPHEN, "-")


def with_laws_apart(html: str, style: Style, laws: Callable[[], Mapping[str, Any]]) -> str:
    """Return what was printed with the style's own sign between laws and cases.

    Styles cite them by their titles. The engine sees works without names there, and takes them for works of the same
    author, between which is a comma. ``laws`` gives the authors of those in the document by what it calls them.
    """
    delimiter = style.delimiter
    if delimiter in ("", ", ") or not _BETWEEN_WORKS.search(html):
        return html
    authors = laws()

    def apart(found: re.Match[str]) -> str:
        one, other = found["one"], found["other"]
        is_wrong = one in authors and other in authors and (not authors[one] or authors[one] != authors[other])
        return f"{found['before']}{escape(delimiter)}" if is_wrong else found[0]

    return _BETWEEN_WORKS.sub(apart, html)


def puts_stops_in_quotes(style: Style, lang: str) -> bool:
    """Return whether stops and commas go before a closing quotation mark: in English, but not in Britain."""
    said = _STOPS_IN_QUOTES.search(style.text)
    return said[1] == "true" if said else lang.partition("-")[0] == "en" and lang != "en-GB"


def with_stops_in_quotes(html: str) -> str:
    """Return what was printed with all stops before closing quotation marks.

    The engine moves a stop over one mark only, where a title ends with a title; and it cannot move the full stop of a
    note over the end of the link that it puts around a citation.
    """
    moved = _BEHIND_LINK.sub(lambda note: f"{note['own'] or '.'}{note['marks']}{note['within']}{note['end']}", html)
    return _OUTSIDE_BOTH.sub(r"\1\2’</span>”", moved)


def with_words(style: Style, lang: str) -> Style:
    """Return a style that brings the words of a language that the engine's own locale lacks.

    The style's own words go before them, since they come first and both are for all dialects of the language.
    """
    words = _locale(lang)
    return replace(style, text=_BEFORE_MACROS.sub(lambda _: words, style.text, count=1)) if words else style


@cache
def _locale(lang: str) -> str:
    table = json.loads(_TERMS.read_text(encoding="utf-8"))
    main = lang.partition("-")[0]
    name = lang if lang in table["locales"] else table["dialects"].get(main, "")
    terms = "".join(map(_term, table["locales"].get(name, ())))
    return f'<locale xml:lang="{main}"><terms>{terms}</terms></locale>' if terms else ""


def _term(words: Sequence[str]) -> str:
    name, form, single, multiple = words
    inside = f"<single>{escape(single)}</single><multiple>{escape(multiple)}</multiple>"
    return f"<term name={quoteattr(name)} form={quoteattr(form)}>{inside}</term>"


def _whole(name: Mapping[str, Any]) -> Mapping[str, Any]:
    family, given = str(name.get("family", "")), str(name.get("given", ""))
    is_whole = _HAN_OR_HANGUL.fullmatch(family) and _HAN_OR_HANGUL.fullmatch(given)
    return {"literal": family + given} if is_whole else name
