"""The headings of a finished page, for its table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_LEVELS = {"h2": 2, "h3": 3}
_HEADING = re.compile(r"<h[23]\b.*?</h[23]>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with an id: its level (2 or 3), id and text."""

    level: int
    id: str
    text: str


def headings(html: str) -> tuple[Heading, ...]:
    """Return the headings of levels 2 and 3 that have an id, in the order of the page."""
    parser = _Headings()
    for heading in _HEADING.findall(html):  # to parse all of a page takes longer than to write it
        parser.feed(heading)
    return tuple(parser.found)


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Heading] = []
        self._open: tuple[int, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        id_ = dict(attrs).get("id")
        if tag in _LEVELS and id_:
            self._open, self._text = (_LEVELS[tag], id_), []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in _LEVELS:
            level, id_ = self._open
            self.found.append(Heading(level=level, id=id_, text=" ".join("".join(self._text).split())))
            self._open = None
