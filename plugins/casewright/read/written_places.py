"""Where in a Markdown file its citations stand, told from their words.

Whoever turns Markdown into HTML keeps no lines. But the first of equal citations in the HTML is the first in the file,
the second the second, if what is in code is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from casewright.model.prose import Citation, CitedItem
from casewright.problems import Location
from casewright.read.text import SourceText

_CODE = re.compile(
    r"^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >\t]*(?P=fence)[^\n]*$|\Z)"
    r"|(?<!`)(?P<ticks>`{1,5})(?!`)[^`\n]+(?P=ticks)(?!`)"
    r"|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.MULTILINE,
)


def placed(source: SourceText, found: Iterable[tuple[Citation, str]]) -> tuple[Citation, ...]:
    """Return citations, given in the order of the page with their words, and where each of their items stands.

    One whose words are not in the file (another program may have written them) stands at its beginning.
    """
    text = _CODE.sub(lambda code: " " * len(code[0]), source.text)
    seen: dict[str, int] = {}

    def where(item: CitedItem, words: str) -> Location:
        for needle in (words, f"@{{{item.key}}}", f"@{item.key}"):
            at = text.find(needle, seen.get(needle, 0))
            if at >= 0:
                key = max(text.find(str(item.key), at, at + len(needle)) - 1, at)
                return source.at(key)
        return Location(source.path)

    result = []
    for citation, words in found:
        items = tuple(replace(item, where=where(item, words)) for item in citation.items)
        seen[words] = max(text.find(words, seen.get(words, 0)), 0) + len(words)
        result.append(replace(citation, items=items, where=items[0].where))
    return tuple(result)
