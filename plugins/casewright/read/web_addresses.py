"""Web addresses in Markdown as written, and where each stands: in links, between angle brackets, or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from casewright.problems import Location
from casewright.read.text import SourceText

_SILENT = re.compile(
    r"^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >\t]*(?P=fence)[^\n]*$|\Z)"
    r"|(?<!`)(?P<ticks>`{1,5})(?!`)[^`\n]+(?P=ticks)(?!`)"
    r"|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""What shows or hides an address and leads nobody to it: code and comments."""
_FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)
_YAML_COMMENT = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![\w+.-])https?://(?:\\[!-/:-@\[-`{-~]|[^\s<>\"`\\^{|}\[\]])+", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")
_LAST = ".,;:!?'*_~"
"""Signs at the end of an address that belong to the sentence."""


def web_addresses(source: SourceText) -> Iterator[tuple[str, Location]]:
    """Yield the addresses of a file in their order, each with its place."""
    if "://" not in source.text:
        return
    text = _SILENT.sub(_blank, _FRONT_MATTER.sub(lambda found: _YAML_COMMENT.sub(_blank, found[0]), source.text))
    for found in _ADDRESS.finditer(text):
        address = unescape(_ESCAPED.sub(r"\1", _own(found[0])))
        if address.partition("://")[2]:
            yield address, source.at(found.start())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _own(text: str) -> str:
    """Return what belongs to an address: up to a bracket that closes none of its own, without the sentence's signs."""
    depth = 0
    for index, char in enumerate(text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth < 0:
            return text[:index].rstrip(_LAST)
    return text.rstrip(_LAST)
