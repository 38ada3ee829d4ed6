"""Where in a Markdown file its citations stand, told from their words.

Whoever turns Markdown into HTML keeps no lines. But the first of equal citations in the HTML is the first in the file,
the second the second, if what is in code is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from casewright.model.ids import SourceKey
from casewright.model.prose import Bracketed, Citation, CitedItem
from casewright.problems import Location, Problem
from casewright.read.spaced_keys import SPACED_KEY, spaced_key
from casewright.read.text import SourceText

_SILENT = re.compile(
    r"\A---\n.*?\n---$"
    r"|^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >\t]*(?P=fence)[^\n]*$|\Z)"
    r"|(?<!`)(?P<ticks>`{1,5})(?!`)[^`\n]+(?P=ticks)(?!`)"
    r"|<!--.*?(?:-->|\Z)"
    r"|(?P<kept>@\{[^{}\s]+\}|\\[^@\[])"
    r"|\\[@\[]|(?<=[\w/.])@|(?:(?:https?|ftp)://|(?<!\w)mailto:)[^\s<>()\[\]{}\\`]+",
    re.DOTALL | re.MULTILINE,
)
"""What holds no citation: front matter, code, comments, escaped signs, addresses. Keys in braces may be addresses."""
_BRACKETED = re.compile(
    r"(?<![\\!\[\]\w])\[(?:@ +)?(?P<key>[A-Za-z][\w:.+/-]{2,100})(?:[,;][^\[\]*_`\\<&!]{0,200})?\](?![\[(:])"
)


def placed(source: SourceText, found: Iterable[tuple[Citation, str]]) -> tuple[Citation, ...]:
    """Return citations, given in the order of the page with their words, and where each of their items stands.

    One whose words are not in the file (another program may have written them) stands at its beginning.
    """
    text = _searched(source.text)
    seen: dict[str, int] = {}
    taken: set[int] = set()
    """Where the keys of other citations stand: ``@a`` is also found within ``[@a, p. 3]``."""

    def offset(item: CitedItem, words: str) -> int:
        for needle in (words, f"@{{{item.key}}}", f"@{item.key}"):
            at = text.find(needle, seen.get(needle, 0))
            while at >= 0:
                key = max(text.find(str(item.key), at, at + len(needle)) - 1, at)
                if key not in taken:
                    return key
                seen[needle] = at + 1
                at = text.find(needle, at + 1)
        return -1

    result = []
    for citation, words in found:
        offsets = [offset(item, words) for item in citation.items]
        items = tuple(
            replace(item, where=source.at(at) if at >= 0 else Location(source.path))
            for item, at in zip(citation.items, offsets, strict=True)
        )
        taken.update(offsets)
        seen[words] = max(text.find(words, seen.get(words, 0)), 0) + len(words)
        opened = _opened(source, text, items[0].where) if citation.is_unclosed else citation.opened
        result.append(replace(citation, items=items, where=items[0].where, opened=opened))
    return tuple(result)


def bracketed_keys(source: SourceText) -> Iterator[Bracketed]:
    """Yield what stands in brackets outside code and links, and may be a key whose at-sign was forgotten."""
    text = _searched(source.text)
    for found in _BRACKETED.finditer(text):
        if f"[{found['key']}]:" not in text:  # the label of a link
            yield Bracketed(key=SourceKey(found["key"]), where=source.at(found.start()))


def may_hold_bracketed(source: SourceText, sources: Collection[SourceKey]) -> bool:
    """Return whether it is worth a closer look, which takes longer."""
    return any(found["key"] in sources for found in _BRACKETED.finditer(source.text))


def spaced_keys(source: SourceText) -> Iterator[Problem]:
    """Yield the problem of each key with a space in it, outside code."""
    if SPACED_KEY.search(source.text):
        for found in SPACED_KEY.finditer(_searched(source.text)):
            yield spaced_key(found["key"], source.at(found.start()))


def _searched(text: str) -> str:
    """Return a text of the same length in which only citations look like citations."""
    return _SILENT.sub(lambda found: found["kept"] or " " * len(found[0]), text)


def _opened(source: SourceText, text: str, where: Location) -> Location:
    """Return where the brackets open that stand before a place."""
    at = text.rfind("[", 0, source.offset(where))
    return source.at(at) if at >= 0 else where
