"""Markdown as written → prose whose citations, links and sentences are known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from casewright.model.prose import Citation, Link, Prose
from casewright.problems import Code, Problem
from casewright.read.markdown import CITATION, LINK, markdown
from casewright.read.text import SourceText

_BREAK = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|pp?|chap|sec|no|vol|dr|mr|mrs|ms|st|u\.s|u\.k|etc|ca)|\b[A-Z])\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 8
LONGEST_SENTENCE = 600
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:!?)])")
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")


@dataclass(slots=True)
class _Found:
    citations: list[Citation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)


def read_prose(
    source: SourceText, text: str, start: int, end: int, *, is_block: bool, path: str = ""
) -> tuple[Prose, tuple[Problem, ...]]:
    """Return ``text``, written between two offsets of a file, as prose, and the problems of its form."""
    tokens = markdown().parse(text) if is_block else markdown().parseInline(text)
    found = _Found()
    for token in tokens:
        if token.type == "inline":
            _collect(token.children or [], found)
        elif token.type in ("fence", "code_block"):
            found.plain.append(token.content.strip())
    prose = Prose(
        text=text,
        is_block=is_block,
        citations=tuple(_placed_citations(source, found.citations, start, end)),
        links=tuple(_placed_links(source, found.links, start, end)),
        plain="\n".join(line for line in found.plain if line),
        where=source.at(start),
    )
    return prose, tuple(_problems(source, tokens, start, end, path))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a plain text begins and ends.

    A full stop after a common abbreviation or a single capital does not end a sentence.
    """
    start = 0
    for gap in _BREAK.finditer(text):
        if _ABBREVIATED.search(text[max(start, gap.start() - _LONGEST_ABBREVIATION) : gap.start()]):
            continue
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _collect(children: list[Token], found: _Found) -> None:
    plain = ""
    marks: list[tuple[int, Citation | Link]] = []
    for token in children:
        if token.type == CITATION:
            citation: Citation = token.meta["citation"]
            if citation.is_in_text:
                plain += "…"
            marks.append((len(plain), citation))
        elif token.type == LINK:
            link: Link = token.meta["link"]
            marks.append((len(plain), link))
            plain += link.words or link.ref.id.replace("-", " ")
        elif token.type in ("text", "code_inline", "text_special"):
            plain += token.content
        elif token.type in ("softbreak", "hardbreak"):
            plain += " "
    ends = [end for _, end in sentences(plain)]
    said: dict[int, str] = {}
    for position, mark in marks:
        index = min(bisect_left(ends, position), len(ends) - 1)
        if index not in said:
            begin = ends[index - 1] if index else 0
            said[index] = _shortened(_tidy(plain[begin : ends[index]].lstrip("\"'”’)]")), position - begin)
        if isinstance(mark, Citation):
            found.citations.append(replace(mark, sentence=said[index]))
        else:
            found.links.append(replace(mark, sentence=said[index]))
    found.plain.append(_tidy(plain))


def _shortened(sentence: str, position: int) -> str:
    """Return a sentence that is no longer than a reader of a list wants: around the place that matters."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    start = max(0, min(position, len(sentence)) - LONGEST_SENTENCE // 2)
    return f"… {sentence[start : start + LONGEST_SENTENCE]} …"


def _tidy(text: str) -> str:
    return _SPACE_BEFORE_STOP.sub(r"\1", " ".join(text.split()))


def _placed_citations(source: SourceText, citations: list[Citation], start: int, end: int) -> Iterator[Citation]:
    for citation in citations:
        key = citation.items[0].key
        start = source.find(f"@{key}", start, end)
        yield replace(citation, where=source.at(start))
        start = min(start + 1, end)


def _placed_links(source: SourceText, links: list[Link], start: int, end: int) -> Iterator[Link]:
    for link in links:
        start = source.find("[[", start, end)
        yield replace(link, where=source.at(start))
        start = min(start + 1, end)


def _problems(source: SourceText, tokens: list[Token], start: int, end: int, path: str) -> Iterator[Problem]:
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h1" and token.map:
            yield Problem(
                code=Code.TOP_HEADING,
                where=source.at(_line_start(source.text, start, token.map[0])),
                path=path,
                message="the text has a heading of the first level; the page's title is the only one",
                hint="begin headings of the text with ##",
            )
        for child in token.children or []:
            if child.type == "image":
                yield Problem(
                    code=Code.IMAGE,
                    where=source.at(source.find("![", start, end)),
                    path=path,
                    message="records cannot hold images yet",
                    hint="describe in words what the picture shows, and link to it",
                )
            elif child.type == "text" and (tag := _HTML.search(child.content)):
                yield Problem(
                    code=Code.RAW_HTML,
                    where=source.at(source.find(tag[0], start, end)),
                    path=path,
                    message=f"raw HTML ({tag[0]}) is not allowed; it would be shown as text",
                    hint="use Markdown, or put it between backquotes where you mean the characters themselves",
                )


def _line_start(text: str, start: int, lines: int) -> int:
    for _ in range(lines):
        start = text.find("\n", start) + 1
    return start
