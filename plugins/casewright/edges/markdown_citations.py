"""Citations as an inline syntax of Python-Markdown: each becomes an element that says which one it is.

They are found where Python-Markdown looks for inline markup, behind code, addresses and HTML, so none is ever found in
these. In the words of links they are found to be reported, and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from casewright.model.prose import Citation
from casewright.read.citation import LONGEST_CITATION, is_joined, open_bracket, parse_group, parse_in_text
from casewright.render.marked_html import CITATION, IN_LINK, INDEX, REFERENCE_LIST

Found = list[tuple[Citation, str]]
"""The citations of a page in the order in which they were found, and how each is written."""

_PRIORITY = 75
"""Behind links (160), addresses (120), HTML (90) and entities (80), before emphasis (60)."""
_MARK = re.compile(f"{STX}[^{STX}{ETX}]{{0,40}}{ETX}")
"""What the converter puts in the place of a piece that it has read."""
_INLINE = re.compile(f"{STX}klzzwxh:([0-9]{{1,9}}){ETX}")
_ESCAPED = re.compile(f"{STX}([0-9]{{1,3}}){ETX}")
_HTML = re.compile(f"{STX}wzxhzdk:([0-9]{{1,9}}){ETX}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VERBATIM = frozenset({"code", "kbd", "samp", "tt", "pre", "script", "style", "textarea"})
"""Elements of raw HTML in whose text an at-sign means itself."""
_LIST = "[bibliography]"
_FIRST_SIGN, _MOST_PIECES = 0xF0000, 60_000
_SIGN = re.compile("[\U000f0000-\U000fea5f]")
"""Letters of nobody's, of the size of the most pieces."""
_CONTEXT = 300
"""Characters before a citation that tell whether it is part of an address."""
_LONGEST = 2 * LONGEST_CITATION
_ESCAPABLE = "\\`*_{}[]()>#+-.!@"


def find_citations(md: Markdown, found: Found, lang: str) -> None:
    """Have a converter put an element in the place of each citation and note it in ``found``."""
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
    md.inlinePatterns.register(_Citations(md, found, lang), "casewright-citations", _PRIORITY)
    md.treeprocessors.register(_ListPlace(md), "casewright-references", 30)


class CitationFinder(Extension):
    """The syntax alone, for a host that formats the citations of all pages together."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.found: Found = []
        """What was found since the host took it away; texts within texts (docstrings) add to it too."""
        self.lang = lang
        """The language of the next text, in which locators may stand beside English."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Have the converter find citations."""
        find_citations(md, self.found, self.lang)

    def take(self) -> tuple[tuple[Citation, str], ...]:
        """Return what was found, and forget it."""
        found = tuple(self.found)
        self.found.clear()
        return found


class _Citations(InlineProcessor):
    """Finds ``[@a, p. 3]``, ``@a [p. 3]`` and ``-@a``."""

    ANCESTOR_EXCLUDES = (IN_LINK,)

    def __init__(self, md: Markdown, found: Found, lang: str) -> None:
        super().__init__(r"(?<!!)\[|-?@[\w{]", md)
        self._found = found
        self._lang = lang

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name and the signature are Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Return the element for the citation that begins at a match, if one does."""
        before = max(0, m.start() - _CONTEXT)
        run = _Run.of(data[before : m.end() + _LONGEST], self.md)
        start = len(_Run.of(data[before : m.start()], self.md).text) if run.pieces else m.start() - before
        parse = parse_group if data[m.start()] == "[" else parse_in_text
        parsed = parse(run.text, start, self._lang)
        around = _around(data[: m.start()], self.md) if parsed and STX in data else ""
        if not parsed or around in _VERBATIM:
            return None, None, None
        citation, end = parsed
        if any(self._is_citation(mark) for mark in run.marks(start, end)):
            return None, None, None  # older converters come back to brackets when what is in them has been read
        is_in_link = around == "a" or "a" in getattr(self.md.treeprocessors["inline"], "ancestors", ())
        element = ET.Element(IN_LINK if is_in_link else CITATION, {INDEX: str(len(self._found))})
        if is_in_link:
            element.text = data[m.start() : before + run.original(end)]
        items = tuple(
            replace(item, prefix=run.shown(item.prefix), locator=run.shown(item.locator), suffix=run.shown(item.suffix))
            for item in citation.items
        )
        is_unclosed = not is_in_link and open_bracket(run.text, start) >= 0
        citation = replace(
            citation,
            items=items,
            is_in_link=is_in_link,
            is_unclosed=is_unclosed,
            is_joined=not is_in_link and is_joined(run.text, start),
        )
        self._found.append((citation, run.written(start, end)))
        return element, m.start(), before + run.original(end)

    def _is_citation(self, mark: str) -> bool:
        found = _INLINE.fullmatch(mark)
        nodes = getattr(self.md.treeprocessors["inline"], "stashed_nodes", {})
        return found is not None and getattr(nodes.get(found[1]), "tag", "") == CITATION


@dataclass(frozen=True, slots=True)
class _Run:
    """Text in which each piece that the converter has put away (code, entities) is one sign without meaning."""

    text: str
    pieces: tuple[tuple[str, str], ...]
    """The pieces as readers see them, and as the converter's marks."""
    md: Markdown

    @classmethod
    def of(cls, data: str, md: Markdown) -> _Run:
        """Return text as the converter has it at this point."""
        if STX not in data:
            return cls(data, (), md)
        found = _MARK.findall(data)[:_MOST_PIECES]
        numbers = iter(range(len(found)))
        text = _MARK.sub(
            lambda mark: chr(_FIRST_SIGN + number) if (number := next(numbers, -1)) >= 0 else mark[0], data
        )
        return cls(text, tuple((_unstashed(mark, md), mark) for mark in found), md)

    def shown(self, text: str) -> str:
        """Return a part of it as readers see it."""
        return _SIGN.sub(lambda sign: self._piece(sign[0])[0], text)

    def marks(self, start: int, end: int) -> Iterator[str]:
        """Yield the converter's marks in a part of it."""
        return (self._piece(sign)[1] for sign in _SIGN.findall(self.text[start:end]))

    def written(self, start: int, end: int) -> str:
        """Return a part of it as it is written, as far as the converter knows that."""
        return _SIGN.sub(lambda sign: _source(self._piece(sign[0])[1], self.md), self.text[start:end])

    def original(self, end: int) -> int:
        """Return the offset in the converter's text of one in this."""
        if not self.pieces:
            return end
        return sum(len(self._piece(char)[1]) if _SIGN.match(char) else 1 for char in self.text[:end])

    def _piece(self, sign: str) -> tuple[str, str]:
        number = ord(sign) - _FIRST_SIGN
        return self.pieces[number] if number < len(self.pieces) else (sign, sign)


def _unstashed(mark: str, md: Markdown) -> str:
    """Return what a mark of the converter stands for, as plain text."""
    if inline := _INLINE.fullmatch(mark):
        nodes: Any = getattr(md.treeprocessors["inline"], "stashed_nodes", {})
        node = nodes.get(inline[1], "")
        inner = node if isinstance(node, str) else unescape("".join(node.itertext()))
        return _MARK.sub(lambda found: _unstashed(found[0], md), inner) if inner != mark else ""
    if html := _HTML.fullmatch(mark):
        raw = md.htmlStash.rawHtmlBlocks
        block = str(raw[int(html[1])]) if int(html[1]) < len(raw) else ""
        return unescape(block) if block.startswith("&") else ""
    if escaped := _ESCAPED.fullmatch(mark):
        return chr(int(escaped[1]))
    return "&" if mark == AMP_SUBSTITUTE else ""


def _around(before: str, md: Markdown) -> str:
    """Return the element of raw HTML that is open where ``before`` ends and that holds no citation, or nothing."""
    opened = ""
    for mark in _MARK.findall(before):
        inline = _INLINE.fullmatch(mark)
        node = getattr(md.treeprocessors["inline"], "stashed_nodes", {}).get(inline[1]) if inline else mark
        html = _HTML.fullmatch(node) if isinstance(node, str) else None
        raw = md.htmlStash.rawHtmlBlocks
        tag = _TAG.match(str(raw[int(html[1])])) if html and int(html[1]) < len(raw) else None
        if tag and not opened and not tag[1]:
            opened = tag[2].lower() if tag[2].lower() in _VERBATIM | {"a"} else ""
        elif tag and tag[1] and tag[2].lower() == opened:
            opened = ""
    return opened


def _source(mark: str, md: Markdown) -> str:
    plain = _unstashed(mark, md)
    return f"\\{plain}" if len(plain) == 1 and plain in _ESCAPABLE and not _HTML.fullmatch(mark) else plain


class _ListPlace(Treeprocessor):
    """Puts an element where ``[bibliography]`` stands as a paragraph of its own."""

    def run(self, root: ET.Element) -> None:
        """Change the first such paragraph; before inline markup is looked for, so that it is not taken for a link."""
        for paragraph in root.iter("p"):
            if (paragraph.text or "").strip().lower() == _LIST and not len(paragraph):
                paragraph.tag, paragraph.text = REFERENCE_LIST, None
                return
