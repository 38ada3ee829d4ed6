"""HTML of a page in which elements stand for citations → a draft: marks in order, and the sentence around each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, Cluster
from casewright.read.citing_sentences import Quotable, citing_sentences, quoted_row, quoted_sentences
from casewright.read.without_citations import CUT
from casewright.render.cited import REFERENCES, Citations

CITATION, INDEX = "casewright-citation", "data-index"
"""The element that stands for a citation, and its attribute that says for which."""
IN_LINK = "casewright-citation-in-link"
"""The element around what would be a citation if it did not stand in a link."""
REFERENCE_LIST = "casewright-references"
"""The element that stands for the reference list."""
_CITATION = re.compile(rf'<{CITATION}\b[^<>]*\b{INDEX}="([0-9]{{1,6}})"[^<>]*></{CITATION}>')
_WRITTEN = re.compile(rf'{_CITATION.pattern}|<{IN_LINK}\b[^<>]*\b{INDEX}="([0-9]{{1,6}})"[^<>]*>|</{IN_LINK}>')
_LIST = re.compile(rf"<{REFERENCE_LIST}\b[^<>]*>(?:</{REFERENCE_LIST}>)?")
_BLOCK_END = re.compile(r"</(?:blockquote|dd|div|dt|h[1-6]|li|ol|p|pre|table|tr|ul)>")
"""Where a sentence ends at the latest."""
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
     "span", "strong", "sub", "sup", "time", "u", "var", CITATION, IN_LINK]
)  # fmt: skip
"""Elements within a sentence; any other begins a new one."""
_ADDED = frozenset(["footnote-backref", "footnote-ref", "headerlink"])
"""Classes of links that converters add to what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPage:
    """A page without its citations: HTML for `cited.fill`, the marks in it, and the citations they stand for."""

    html: str
    marks: Citations
    citations: tuple[Citation, ...]
    """In the order of the page, each with its id there and its sentence."""
    written: tuple[tuple[Citation, str], ...]
    """Everything that is written as a citation, also in links, in the order of the page, and how it is written."""

    @property
    def keys(self) -> tuple[SourceKey, ...]:
        """Return the keys of what the page cites, in its order."""
        return tuple(dict.fromkeys(item.key for citation in self.citations for item in citation.items))

    @property
    def has_list(self) -> bool:
        """Return whether the page says itself where its reference list goes."""
        return REFERENCES in self.html


def marked_page(html: str, found: Sequence[tuple[Citation, str]], *, has_sentences: bool = True) -> MarkedPage:
    """Return the draft of a page whose HTML holds elements for the citations ``found``, by index, with their words.

    To find the sentences around them takes most of the time, and few pages are asked for them.
    """
    said = _sentences(html, found) if has_sentences else {}
    marks = Citations()
    citations: list[Citation] = []
    written: list[tuple[Citation, str]] = []

    def mark(element: re.Match[str]) -> str:
        index = int(element[1] or element[2] or len(found))
        if index >= len(found):
            return ""
        citation, words = found[index]
        if element[2]:
            written.append((replace(citation, is_in_link=True), words))
            return ""
        anchor = f"cite-{len(citations) + 1}"
        sentence, as_printed = said.get(index, ("", ""))
        citations.append(replace(citation, anchor=anchor, sentence=sentence, as_printed=as_printed))
        written.append((citations[-1], words))
        return marks.mark(citation.cluster, anchor)

    draft = _LIST.sub(REFERENCES, _WRITTEN.sub(mark, html))
    return MarkedPage(html=draft, marks=marks, citations=tuple(citations), written=tuple(written))


def clusters_in_order(html: str, found: Sequence[tuple[Citation, str]]) -> tuple[Cluster, ...]:
    """Return what the draft of a page will cite, without making it."""
    indexes = (int(element[1]) for element in _CITATION.finditer(html))
    return tuple(found[index][0].cluster for index in indexes if index < len(found))


def _sentences(html: str, found: Sequence[tuple[Citation, str]]) -> dict[int, tuple[str, str]]:
    said: dict[int, tuple[str, str]] = {}
    for part in _BLOCK_END.split(html):
        if f"<{CITATION}" in part:  # to parse the rest takes longer than all else that is done for a page
            reader = _Reader(found=found)
            reader.feed(part)
            reader.close()
            said |= dict(reader.said())
    return said


@dataclass(slots=True)
class _Run:
    """Text that no block interrupts, and where in it citations stand."""

    text: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the runs of a page, without code and what the theme adds to headings."""

    def __init__(self, found: Sequence[tuple[Citation, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self._found = found
        self._runs = [_Run()]
        self._rows: list[list[_Run]] = []
        """The cells of each row of a table."""
        self._skipped = ""

    def said(self) -> Iterator[tuple[int, tuple[str, str]]]:
        """Yield (index, (sentence, the same as printed)) of every citation."""
        rows = {
            index: text
            for row in self._rows
            for (_, index), text in zip(
                [mark for run in row for mark in run.marks], quoted_row(map(self._quotable, row)), strict=True
            )
        }
        for run in self._runs:
            sentences = citing_sentences(run.text, [position for position, _ in run.marks])
            quoted = quoted_sentences(*self._quotable(run))
            for (_, index), sentence, text in zip(run.marks, sentences, quoted, strict=True):
                yield index, (sentence, rows.get(index, text))

    def _quotable(self, run: _Run) -> Quotable:
        return run.text, [(position, self._found[index][0].cluster) for position, index in run.marks]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a citation, or begin a new run."""
        values = dict(attrs)
        if tag == CITATION and (values.get(INDEX) or "").isdecimal():
            self._cite(int(str(values[INDEX])))
        elif tag == "br":
            self._runs[-1].text += " "
        elif tag not in _INLINE:
            self._runs.append(_Run())
        if tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append(self._runs[-1])
        if tag in ("script", "style") or not _ADDED.isdisjoint((values.get("class") or "").split()):
            self._skipped = tag

    def handle_endtag(self, tag: str) -> None:
        """Begin a new run behind a block."""
        if tag == self._skipped:
            self._skipped = ""
        if tag not in _INLINE:
            self._runs.append(_Run())

    def handle_data(self, data: str) -> None:
        """Add text."""
        if not self._skipped:
            self._runs[-1].text += data

    def _cite(self, index: int) -> None:
        if index < len(self._found):
            is_in_text = self._found[index][0].is_in_text
            self._runs[-1].marks.append((len(self._runs[-1].text), index))
            self._runs[-1].text += "…" if is_in_text else CUT
