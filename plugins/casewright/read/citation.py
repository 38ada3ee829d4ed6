"""Citation syntax: the only place that knows how a citation is written.

The syntax is pandoc's (User's Guide, "Citation syntax"): ``[see @a, p. 3, and note; @b]``, ``[-@a]``, ``@a [p. 3]``,
``@{a/key}``. Fields of a record that hold nothing but a citation use the same without brackets and at-signs:
``a, p. 3; b``. Unlike pandoc, an at-sign after a slash or a full stop begins no citation: it is part of an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, CitedItem
from casewright.read.locators import ENGLISH, locator_term, split_locator

LONGEST_CITATION = 2_000
"""Characters between the brackets; what is longer is no citation. Without a bound, many open brackets cost a square."""
_DEEPEST = 3
_KEY = r"(?:\{(?P<odd>(?:[^{}\s]|\{[^{}\s]*\})+)\}|(?P<key>\w(?:[:/](?=/)|[:.#$%&\-+?<>~/]?\w)*))"
_MARKED_KEY = re.compile(rf"(?P<minus>(?<![\w-])-)?(?<![\w/.])@{_KEY}")
_BARE_KEY = re.compile(_KEY)
_PLAIN_KEY = re.compile(r"\w(?:-?\w)*\Z")
_EMPTY_BRACES = re.compile(r"\s*,?\s*\{\s*\}")
_BRACKET = re.compile(r"[ \n]?\[(?![\[^\]])")
_OPEN = re.compile(r"(?<![!\\\[\]])\[(?![\s\[\]^])(?P<before>[^\[\]()`]{0,120})\Z")
"""Brackets that may have been meant to hold a citation; a sentence that ends behind them says that they were not."""
_WITH_PAGE = r"-?@(?:\{[^{}\s]+\}|\w(?:[:/](?=/)|[:.#$%&\-+?<>~/]?\w)*)(?:,\s*[^,;@]{0,40}[0-9][^,;@]{0,40})?"
_JOINED = re.compile(rf"{_WITH_PAGE}(?:\s*,\s*{_WITH_PAGE}){{1,50}}\s*\Z")
_SENTENCE_END = re.compile(r"\w{3}[.!?]\s")
_IN_ADDRESS = re.compile(r"(?:\w://|(?<!\w)www\.|(?<!\w)mailto:)\S*\Z")
_LONGEST_ADDRESS = 300
_LONGEST_PREFIX = 122
_VERBATIM = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|&(?P<entity>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?<!`)(?P<ticks>`{1,5})(?!`)(?P<code>[^`]+)(?P=ticks)(?!`)"
    r"|<(?P<autolink>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*)>"
    r"|(?P<braced>@\{[^{}\s]+\})"
    r"|(?<![\w@])(?P<address>(?:(?:https?|ftp)://|www\.)[^\s;\[\]{}\\`]+)"
)
"""What is taken as it stands: signs in it mean nothing. Keys in braces are here so that they are not taken for that."""
_HIDDEN = {sign: chr(0xE100 + ord(sign)) for sign in "@;,[]{}-*\\&`<"}
_HIDE = str.maketrans(_HIDDEN)
_SHOW = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()} | {_HIDDEN["*"]: r"\*"})
_MEANT = re.compile(r"\\(?!\*)|[@;\[\]{}`]|&(?=#?[A-Za-z0-9]+;)|<(?=[A-Za-z][A-Za-z0-9+.-]+:)")
"""Signs that mean something in a citation, and have to be escaped where they do not."""
_SPACES = re.compile(r"[ \t\r\n]+")


def parse_group(
    text: str, start: int, lang: str = ENGLISH, *, is_reference: Callable[[str], bool] = lambda _: False
) -> tuple[Citation, int] | None:
    """Return the citation in the brackets that open at ``start``, and where it ends; None where there is none.

    ``is_reference`` tells whether a text is the label of a reference link; ``[@a][label]`` is then a link, not a
    citation, as ``[@a](address)`` always is.
    """
    end = _closing(text, start) if text.find("@", start, start + LONGEST_CITATION) > 0 else 0
    if not end or _is_link(text, start, end, is_reference):
        return None
    items = _items(_hidden(text[start + 1 : end - 1]), lang)
    return (Citation(items=items), end) if items else None


def parse_in_text(
    text: str, start: int, lang: str = ENGLISH, *, is_reference: Callable[[str], bool] = lambda _: False
) -> tuple[Citation, int] | None:
    """Return the citation that begins with the ``@`` (or ``-@``) at ``start`` of a sentence, and where it ends."""
    found = _MARKED_KEY.match(text, start)
    before = text[max(0, start - _LONGEST_ADDRESS) : start]
    if not found or before.endswith("\\") or _IN_ADDRESS.search(before):
        return None
    first = CitedItem(key=_key(found), is_author_suppressed=bool(found["minus"]))
    items: tuple[CitedItem, ...] = (first,)
    end = found.end()
    bracket = _BRACKET.match(text, end)
    close = _closing(text, bracket.end() - 1) if bracket else 0
    if bracket and close and not _is_link(text, bracket.end() - 1, close, is_reference):
        more = _behind(first, _hidden(text[bracket.end() : close - 1]), lang)
        items, end = (more, close) if more else (items, end)
    return Citation(items=items, is_in_text=not first.is_author_suppressed), end


def open_bracket(text: str, start: int) -> int:
    """Return where brackets open whose citation in the text begins at ``start``, and that are never closed; else -1."""
    found = _OPEN.search(text, max(0, start - _LONGEST_PREFIX), start)
    if not found or _SENTENCE_END.search(found["before"]) or _closing(text, found.start()):
        return -1
    return found.start()


def is_joined(text: str, start: int) -> bool:
    """Return whether a citation in the text is the first in brackets that hold several, with commas between them."""
    end = _closing(text, start - 1) if text[start - 1 : start] == "[" and start else 0
    return bool(end) and text[end : end + 1] not in ("(", "[") and bool(_JOINED.match(text[start : end - 1]))


def parse_field(text: str, lang: str = ENGLISH) -> Citation | None:
    """Return the citation that fills a field (``key, p. 3; key``), or None where it cannot be read.

    A part with an at-sign, such as ``see @key, p. 3``, is read as between brackets.
    """
    text = text.strip()
    if text.startswith("[") and _closing(text, 0) == len(text):
        text = text[1:-1]
    parts = [part.strip() for part in _hidden(text).split(";")]
    items = _all(_item(part, lang) if _MARKED_KEY.search(part) else _bare_item(part, lang) for part in parts)
    return Citation(items=items) if items else None


def write_field(citation: Citation) -> str:
    """Return a citation as a field holds it: ``key, p. 4; other``. Read again, it is the same."""
    return "; ".join(_written(item) for item in citation.items)


def _closing(text: str, start: int) -> int:
    """Return where the brackets end that open at ``start``, or 0 where they are not closed near by."""
    limit = min(len(text), start + LONGEST_CITATION)
    if text.find("]", start, limit) < 0:
        return 0
    depth, at = 0, start
    while at < limit and depth <= _DEEPEST:
        skipped = _VERBATIM.match(text, at, limit) if text[at] in "\\`<" else None
        depth += 0 if skipped else (text[at] == "[") - (text[at] == "]")
        at = skipped.end() if skipped else at + 1
        if depth == 0:
            return at
    return 0


def _is_link(text: str, start: int, end: int, is_reference: Callable[[str], bool]) -> bool:
    label = text[start + 1 : end - 1]
    if text[end : end + 1] == "[":
        label = text[end + 1 : max(text.find("]", end, end + LONGEST_CITATION), end + 1)] or label
    return text[end : end + 1] == "(" or is_reference(label)


def _hidden(text: str) -> str:
    """Return text in which the signs of what is verbatim have given way to others, which mean nothing here."""

    def replaced(found: re.Match[str]) -> str:
        if found["braced"]:
            return found[0]
        plain = found["escaped"] or found["code"] or found["autolink"] or found["address"] or unescape(found[0])
        return plain.translate(_HIDE)

    return _VERBATIM.sub(replaced, text)


def _shown(text: str) -> str:
    return _SPACES.sub(" ", text).translate(_SHOW)


def _items(text: str, lang: str) -> tuple[CitedItem, ...]:
    return _all(_item(part, lang) for part in text.split(";"))


def _all(items: Iterable[CitedItem | None]) -> tuple[CitedItem, ...]:
    """Return the items, or nothing where one of them is none."""
    every = list(items)
    return tuple(item for item in every if item) if all(every) else ()


def _item(part: str, lang: str) -> CitedItem | None:
    found = _MARKED_KEY.search(part)
    if not found or _MARKED_KEY.search(part, found.end()):
        return None
    before = part[: found.start()]
    if before.count("[") > before.count("]"):  # the key is in brackets of its own
        return None
    item = CitedItem(key=_key(found), prefix=_shown(before).strip(), is_author_suppressed=bool(found["minus"]))
    return _located(item, part[found.end() :], lang)


def _bare_item(part: str, lang: str) -> CitedItem | None:
    found = _BARE_KEY.match(part)
    rest = part[found.end() :] if found else ""
    if not found or (rest and not rest.startswith((",", "{"))):
        return None
    return _located(CitedItem(key=_key(found)), rest, lang)


def _behind(first: CitedItem, inside: str, lang: str) -> tuple[CitedItem, ...]:
    """Return a source cited in the text with what is said in the brackets behind it; nothing where it cannot be."""
    own, *others = inside.split(";")
    if _MARKED_KEY.search(own):
        own, others = "", [own, *others]
    first = _located(first, own, lang)
    if first.suffix and not first.locator and not first.suffix.startswith((",", " ")):
        first = replace(first, suffix=f", {first.suffix}")
    return _all([first, *(_item(part, lang) for part in others)])


def _located(item: CitedItem, rest: str, lang: str) -> CitedItem:
    label, locator, suffix = split_locator(rest, lang)
    return replace(
        item,
        label=label,
        locator=_shown(locator),
        suffix=_shown(suffix),
        is_without_locator=bool(_EMPTY_BRACES.match(rest)),
    )


def _key(found: re.Match[str]) -> SourceKey:
    return SourceKey(found["odd"] or found["key"])


def _written(item: CitedItem) -> str:
    rest = _written_rest(item)
    is_marked = item.prefix or item.is_author_suppressed or not (rest == "" or rest.startswith((",", "{")))
    is_plain = _PLAIN_KEY.match(item.key) and (not rest or rest[0] in ", {")
    key = item.key if is_plain else f"{{{item.key}}}"
    if not is_marked:
        return f"{key}{rest}"
    prefix = f"{_escaped(item.prefix)} " if item.prefix else ""
    return f"{prefix}{'-' if item.is_author_suppressed else ''}@{key}{rest}"


def _written_rest(item: CitedItem) -> str:
    """Return what follows the key: the shortest form that is read again as the same."""
    suffix, locator = _escaped(item.suffix), _escaped(item.locator)
    term = locator_term(item.label, item.locator)
    named = f"{term} {locator}" if term else locator
    forms = (f", {named}{suffix}", f"{{{named}}}{suffix}") if locator else (suffix, f"{{}}{suffix}")
    if item.is_without_locator:
        return forms[-1]
    return next((form for form in forms if _located(item, _hidden(form), ENGLISH) == item), forms[-1])


def _escaped(text: str) -> str:
    return _MEANT.sub(r"\\\g<0>", text)
