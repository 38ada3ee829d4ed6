"""Markdown as written → prose whose citations, links and sentences are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from casewright.model.ids import SourceKey
from casewright.model.prose import Bracketed, Citation, Link, Prose, link_mark
from casewright.problems import Code, Location, Problem, quoted
from casewright.read.citing_sentences import Quotable, citing_sentences, quoted_row, quoted_sentences
from casewright.read.doubtful_locators import doubtful_locators
from casewright.read.locators import ENGLISH
from casewright.read.markdown import (
    BRACKETS,
    CITATION,
    HTML,
    IN_LINK,
    LANG,
    LINK,
    LONGEST_PARAGRAPH,
    SPACED,
    has_no_syntax,
    markdown,
)
from casewright.read.reachable import empty_link, heading_faults, says_nothing
from casewright.read.spaced_keys import spaced_key
from casewright.read.text import SourceText
from casewright.read.without_citations import CUT, tidy


def read_prose(
    source: SourceText, text: str, start: int, end: int, *, is_block: bool, path: str = "", lang: str = ENGLISH
) -> tuple[Prose, tuple[Problem, ...]]:
    """Return ``text``, written between two offsets of a file, as prose, and the problems of its form.

    ``lang`` is the language in which the words of locators may stand, beside English.
    """
    if not is_block and has_no_syntax(text):
        return Prose(text=text, plain=tidy(text), where=source.at(start)), ()
    env = {LANG: lang}
    tokens = markdown().parse(text, env) if is_block else markdown().parseInline(text, env)
    found = _Found(source=source, path=path, lang=lang)
    row, in_cell = (start, end), False
    for index, token in enumerate(tokens):
        if token.map and is_block and not in_cell:
            row = (source.down(start, token.map[0]), source.down(start, token.map[1]))
        in_cell = found.in_cell(token, is_in=in_cell)
        if token.type == "inline":
            run = _Run(source, token.content, *row)
            if in_cell:  # its row goes on behind it
                run, row = run.within()
            found.collect(token, run)
            if index and tokens[index - 1].tag == "h2":
                found.headings.append(found.plain[-1])
        elif token.type in ("fence", "code_block"):
            found.plain.append(token.content.strip())
        elif token.type == "heading_open" and token.tag == "h1":
            found.report(_TOP_HEADING, source.at(row[0]))
    for index, fault in heading_faults(tokens) if is_block else ():
        found.report(fault, source.at(source.down(start, (tokens[index].map or [0])[0])))
    prose = Prose(
        text=text,
        is_block=is_block,
        citations=tuple(found.citations),
        links=tuple(found.links),
        brackets=tuple(found.brackets),
        in_links=tuple(found.in_links),
        headings=tuple(found.headings),
        plain="\n".join(line for line in found.plain if line),
        where=source.at(start),
    )
    return prose, tuple(found.problems)


@dataclass(slots=True)
class _Run:
    """A run of inline text as the parser sees it, and between which offsets of the file it stands."""

    source: SourceText
    content: str
    start: int
    end: int
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    brackets: dict[int, Location] = field(default_factory=dict)
    linked: int = 0
    """How far links were looked for whose words say nothing."""

    def within(self) -> tuple[_Run, tuple[int, int]]:
        """Return the run without what stands around it, and what stands behind it."""
        start = self.source.text.find(self.content, self.start, self.end)
        if start < 0:
            return self, (self.start, self.end)
        end = start + len(self.content)
        return _Run(self.source, self.content, start, end), (end, self.end)

    def at(self, needle: str, offset: int) -> Location:
        """Return where in the file the ``needle`` stands that begins at an offset of the content.

        The content lacks the marks of quotations and lists, and the line breaks of folded text, so the needle is found
        by counting: the third in the content is the third in the file. To be asked in the order of the content.
        """
        here, there = self.seen.get(needle, (0, self.start))
        while here <= offset:
            inside = self.content.find(needle, here)
            outside = self.source.text.find(needle, there, self.end)
            if outside < 0 or not 0 <= inside <= offset:
                break
            here, there = inside + len(needle), outside + len(needle)
            self.seen[needle] = here, there
            if inside == offset:
                return self.source.at(outside)
        return self.source.at(self.start)

    def bracket(self, offset: int) -> Location:
        """Return where in the file the brackets open that open at an offset; several citations may ask for the same."""
        return self.brackets.get(offset) or self.brackets.setdefault(offset, self.at("[", offset))


@dataclass(slots=True)
class _Found:
    """What is found in the runs of a text, one after the other."""

    source: SourceText
    path: str
    lang: str
    citations: list[Citation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    brackets: list[Bracketed] = field(default_factory=list)
    in_links: list[Citation] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    row: list[Quotable] | None = None
    """The cells so far of the row of a table that is being read."""
    words: str | None = None
    """The words so far of the link that is being read."""
    has_html: bool = False
    """Whether a tag was reported, so that those which close one need not be."""

    def collect(self, inline: Token, run: _Run) -> None:
        """Add what is found in one run."""
        plain = ""
        marks: list[tuple[int, Citation | Link]] = []
        for token in inline.children or []:
            if token.type == CITATION:
                citation = _placed(token, run)
                self.problems += doubtful_locators(citation.items, self.lang, self.path)
                marks.append((len(plain), citation))
                plain += "…" if citation.is_in_text else CUT
            elif token.type == LINK:
                link: Link = token.meta["link"]
                needle = token.content.split()[0]
                where = run.at(needle, token.meta["at"])
                marks.append((len(plain), replace(link, where=where)))
                if says_nothing(link.words):
                    self.report(empty_link(link.words), where)
                plain += link.words or link_mark(link.ref)
            elif token.type in ("text", "code_inline", "text_special", HTML, BRACKETS, SPACED, IN_LINK):
                plain += token.content
            elif token.type in ("softbreak", "hardbreak"):
                plain += " "
            self._check(token, run)
            self._check_link(token, run)
        if "length" in inline.meta:
            self.report(_too_long(inline.meta["length"]), self.source.at(run.start))
        self._say(plain, marks)
        self.plain.append(tidy(plain))

    def _say(self, plain: str, marks: list[tuple[int, Citation | Link]]) -> None:
        said = citing_sentences(plain, [position for position, _ in marks])
        cited = [(position, mark.cluster) for position, mark in marks if isinstance(mark, Citation)]
        quoted = iter(quoted_sentences(plain, cited))
        for (_, mark), sentence in zip(marks, said, strict=True):
            if isinstance(mark, Citation):
                self.citations.append(replace(mark, sentence=sentence, as_printed=next(quoted)))
            else:
                self.links.append(replace(mark, sentence=sentence))
        if self.row is not None:
            self.row.append((plain, cited))

    def in_cell(self, token: Token, *, is_in: bool) -> bool:
        """Return whether what follows a token stands in a cell of a table."""
        if token.tag == "tr":
            self._turn_row(begins=token.nesting == 1)
        return token.nesting == 1 if token.tag in ("th", "td") else is_in

    def _turn_row(self, *, begins: bool) -> None:
        """Begin a row of a table, or end it: what its cells cite is quoted with all of the row."""
        quoted = quoted_row(self.row or ())
        first = len(self.citations) - len(quoted)
        for index, text in enumerate(quoted, first):
            self.citations[index] = replace(self.citations[index], as_printed=text)
        self.row = [] if begins else None

    def _check(self, token: Token, run: _Run) -> None:
        if token.type == BRACKETS:
            key: str = token.meta["key"]
            where = run.at(token.content.split()[0], token.meta["at"])
            self.brackets.append(Bracketed(key=SourceKey(key), where=where))
        if token.type == SPACED:
            needle = token.content.split()[0]
            self.problems.append(spaced_key(token.meta["key"], run.at(needle, token.meta["at"]), self.path))
        if token.type == IN_LINK:
            self.in_links.append(_placed(token, run))
        if token.type == "image":
            self.report(_IMAGE, run.at("![", token.meta["at"]))
        elif token.type == HTML and not (token.content.startswith("</") and self.has_html):
            self.has_html = True
            where = run.at(token.content.split("\n", 1)[0], token.meta["at"])
            self.report(_raw_html(token.content), where)

    def _check_link(self, token: Token, run: _Run) -> None:
        """Report a link whose words do not say where it leads."""
        if token.type == "link_open":
            self.words = ""
        elif token.type == "link_close" and self.words is not None:
            if says_nothing(self.words):
                needle = f"[{self.words}"
                run.linked = max(run.content.find(needle, run.linked), 0)
                self.report(empty_link(self.words), run.at(needle, run.linked))
                run.linked += len(needle)
            self.words = None
        elif self.words is not None:
            self.words += "\n" if token.type == "softbreak" else token.content

    def report(self, fault: _Fault, where: Location) -> None:
        """Add a problem."""
        code, message, hint = fault
        self.problems.append(Problem(code=code, where=where, path=self.path, message=message, hint=hint))


_Fault = tuple[Code, str, str]

_TOP_HEADING: _Fault = (
    Code.TOP_HEADING,
    "the text has a heading of the first level; the page's title is the only one",
    "begin headings of the text with ##",
)
_IMAGE: _Fault = (
    Code.IMAGE,
    "records cannot hold images yet",
    "describe in words what the picture shows, and link to it",
)


def _raw_html(tag: str) -> _Fault:
    if tag == "<!--":
        return (
            Code.RAW_HTML,
            "a comment (<!--) would be shown as text",
            "remove it; readers see everything that stands here",
        )
    return (
        Code.RAW_HTML,
        f"raw HTML ({quoted(tag)[1:-1]}) is not allowed; it would be shown as text",
        "use Markdown, or put it between backquotes where you mean the characters themselves",
    )


def _too_long(length: int) -> _Fault:
    message = f"the paragraph has {length:,} characters; {LONGEST_PARAGRAPH:,} is the most, and the rest is left out"
    return Code.TOO_LONG, message, "put an empty line between its thoughts"


def _placed(token: Token, run: _Run) -> Citation:
    citation: Citation = token.meta["citation"]
    if token.meta["opened"] >= 0:
        citation = replace(citation, is_unclosed=True, opened=run.bracket(token.meta["opened"]))
    items = []
    offset = 0
    for item in citation.items:
        braced = f"@{{{item.key}}}"
        needle = braced if braced in token.content else f"@{item.key}"
        offset = max(token.content.find(needle, offset), offset)
        items.append(replace(item, where=run.at(needle, token.meta["at"] + offset)))
        offset += len(needle)
    return replace(citation, items=tuple(items), where=items[0].where)
