"""Citations as an inline syntax of Python-Markdown: each becomes an element that says which one it is.

They are found where Python-Markdown looks for inline markup, behind code, links, addresses and HTML, so none is ever
found in these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from casewright.model.prose import Citation
from casewright.read.citation import parse_group, parse_in_text
from casewright.render.marked_html import CITATION, INDEX, REFERENCE_LIST

Found = list[tuple[Citation, str]]
"""The citations of a page in the order in which they were found, and how each is written."""

_PRIORITY = 75
"""Behind links (160), addresses (120), HTML (90) and entities (80), before emphasis (60)."""
_STASHED = re.compile(f"{STX}klzzwxh:([0-9]+){ETX}")
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_HTML = re.compile(f"{STX}wzxhzdk:([0-9]+){ETX}")
_LIST = "[bibliography]"


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
        self._lang = lang

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Have the converter find citations."""
        find_citations(md, self.found, self._lang)

    def take(self) -> tuple[tuple[Citation, str], ...]:
        """Return what was found, and forget it."""
        found = tuple(self.found)
        self.found.clear()
        return found


class _Citations(InlineProcessor):
    """Finds ``[@a, p. 3]``, ``@a [p. 3]`` and ``-@a``."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, found: Found, lang: str) -> None:
        super().__init__(r"(?<!!)\[|-?@[\w{]", md)
        self._found = found
        self._lang = lang

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name and the signature are Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Return the element for the citation that begins at a match, if one does."""
        start = m.start()
        parse = parse_group if data[start] == "[" else parse_in_text
        parsed = parse(data, start, self._lang)
        if not parsed:
            return None, None, None
        citation, end = parsed
        element = ET.Element(CITATION, {INDEX: str(len(self._found))})
        self._found.append((self._plain(citation), self._written(data[start:end])))
        return element, start, end

    def _plain(self, citation: Citation) -> Citation:
        """Return a citation without the marks that the converter has put into its words."""
        items = tuple(
            replace(
                item, prefix=self._text(item.prefix), locator=self._text(item.locator), suffix=self._text(item.suffix)
            )
            for item in citation.items
        )
        return replace(citation, items=items)

    def _text(self, text: str) -> str:
        """Return words as readers see them."""
        return _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), self._unstashed(text, unescape))

    def _written(self, text: str) -> str:
        """Return words as they are written, as far as that is known."""
        return _ESCAPED.sub(lambda escaped: f"\\{chr(int(escaped[1]))}", self._unstashed(text, str))

    def _unstashed(self, text: str, entity: Callable[[str], str]) -> str:
        nodes: Any = getattr(self.md.treeprocessors["inline"], "stashed_nodes", {})
        raw = self.md.htmlStash.rawHtmlBlocks

        def inline(found: re.Match[str]) -> str:
            node = nodes.get(found[1], "")
            return node if isinstance(node, str) else unescape("".join(node.itertext()))

        def html(found: re.Match[str]) -> str:
            block = str(raw[int(found[1])]) if int(found[1]) < len(raw) else ""
            return entity(block) if block.startswith("&") else ""

        return _HTML.sub(html, _STASHED.sub(inline, text)).replace(AMP_SUBSTITUTE, "&")


class _ListPlace(Treeprocessor):
    """Puts an element where ``[bibliography]`` stands as a paragraph of its own."""

    def run(self, root: ET.Element) -> None:
        """Change the first such paragraph; before inline markup is looked for, so that it is not taken for a link."""
        for paragraph in root.iter("p"):
            if (paragraph.text or "").strip().lower() == _LIST and not len(paragraph):
                paragraph.tag, paragraph.text = REFERENCE_LIST, None
                return
