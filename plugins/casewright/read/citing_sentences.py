"""Plain text → its sentences, and those around its citations and links, as lists of sentences show them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from casewright.model.prose import Cluster, citation_mark
from casewright.read.without_citations import CUT, tidy

_BREAK = re.compile(rf"(?<=[.!?])((?:[\"'”’)\]]|\s*{CUT})*)\s+(?=[\"'“‘(\[]?([^\W_]|…|\ue000))")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|pp?|chap|sec|no|vol|dr|mr|mrs|ms|st|u\.s|u\.k|etc|ca)|\b[A-Z])\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 8
LONGEST_SENTENCE = 600
_SAYS_ENOUGH = re.compile("\ue000|(?<![\\w'’-])(?:\\w[\\w'’-]*[^\\w'’-]+){3}\\w")
"""Four words, or a link that will have a title: less than that does not stand by itself in a list."""
_CUT_MARK = re.compile("\\A[^\ue000]*\ue001|\ue000[^\ue001]*\\Z")
_HAS_WORDS = re.compile("[^\\W_]|…|\ue000")
_SPACES = re.compile(r"\s+")
BETWEEN_CELLS = " · "

Quotable = tuple[str, Sequence[tuple[int, Cluster]]]
"""A plain text in which one sign stands for each citation, and which of them stands where."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a plain text begins and ends.

    A full stop after a common abbreviation or a single capital does not end a sentence, nor does one before a small
    letter.
    """
    start = 0
    for gap in _BREAK.finditer(text):
        before = text[max(start, gap.start() - _LONGEST_ABBREVIATION) : gap.start()]
        if gap[2].islower() or _ABBREVIATED.search(before):
            continue
        yield start, gap.end(1)
        start = gap.end()
    yield start, len(text)


def citing_sentences(plain: str, positions: Sequence[int]) -> list[str]:
    """Return for each position in a plain text the sentence around it, as a list of sentences shows it.

    One that says next to nothing by itself ("See [@a] and [@b].") takes the sentence before it along, or else, if it
    lacks something, the next.
    """
    spans = list(sentences(plain))
    starts = [start for start, _ in spans]
    said: dict[int, str] = {}
    indexes = [max(bisect_right(starts, position) - 1, 0) for position in positions]
    for index, position in zip(indexes, positions, strict=True):
        if index not in said:
            start, end = _with_neighbours(plain, spans, index)
            said[index] = _shortened(tidy(plain[start:end]), position - start)
    return [said[index] for index in indexes]


def quoted_sentences(plain: str, cited: Sequence[tuple[int, Cluster]]) -> list[str]:
    """Return for each citation the sentence around it as it reads on its page, with marks for the citations in it.

    In ``plain`` one sign stands for each of them. Where a sentence is nothing but citations, it takes the one before
    it along.
    """
    spans = list(sentences(plain)) if cited else []
    starts = [start for start, _ in spans]
    said = []
    for position, _ in cited:
        first = last = max(bisect_right(starts, position) - 1, 0)
        while first and not _HAS_WORDS.search(plain, spans[first][0], spans[last][1]):
            first -= 1
        said.append(_marked((plain, cited), spans[first][0], spans[last][1], position))
    return said


def quoted_row(cells: Iterable[Quotable]) -> list[str]:
    """Return for each citation in the cells of a table's row the row, likewise."""
    text, cited = "", list[tuple[int, Cluster]]()
    for plain, own in cells:
        if plain.strip():
            text += BETWEEN_CELLS if text else ""
            cited += [(len(text) + position, cluster) for position, cluster in own]
            text += plain
    return [_marked((text, cited), 0, len(text), position) for position, _ in cited]


def _marked(text: Quotable, start: int, end: int, position: int) -> str:
    """Return a part of a text on one line, with marks for citations; of a long one, what is around a position."""
    plain, cited = text
    is_cut = end - start > LONGEST_SENTENCE
    if is_cut:
        start = max(start, min(position - LONGEST_SENTENCE // 2, end - LONGEST_SENTENCE))
        end = start + LONGEST_SENTENCE
    parts, at = [], start
    for place, cluster in cited:
        if start <= place < end:
            parts += [_SPACES.sub(" ", plain[at:place]), citation_mark(cluster)]
            at = place + 1
    said = "".join([*parts, _SPACES.sub(" ", plain[at:end])]).strip()
    return f"… {_CUT_MARK.sub('', said)} …" if is_cut else said


def _with_neighbours(plain: str, spans: Sequence[tuple[int, int]], index: int) -> tuple[int, int]:
    first = last = index
    while not _SAYS_ENOUGH.search(plain, spans[first][0], spans[last][1]):
        if first:
            first -= 1
        elif last + 1 < len(spans) and not _is_whole(tidy(plain[slice(*spans[last])])):
            last += 1
        else:
            break
    return spans[first][0], spans[last][1]


def _is_whole(sentence: str) -> bool:
    """Return whether a short sentence lacks nothing ("It failed."), not even a citation in it ("See ….")."""
    return "…" not in sentence and any(map(str.isalnum, sentence))


def _shortened(sentence: str, position: int) -> str:
    """Return a sentence that is no longer than a reader of a list wants: around the place that matters."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    start = max(0, min(position, len(sentence)) - LONGEST_SENTENCE // 2)
    part = _CUT_MARK.sub("", sentence[start : start + LONGEST_SENTENCE])
    return f"… {part} …"
