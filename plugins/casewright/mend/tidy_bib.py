"""A .bib file → the same file in one order and one form, nothing lost; or the reason why it is left as it is.

Entries stand in the order of their keys, each with its fields in the order in which `export.bibtex` writes them, one a
line. Values are not touched: braces, quotation marks, abbreviations and line breaks stay. A comment moves with the
entry that it stands above. What was written is read again, and counts only if it says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casewright.problems import Code, Location
from casewright.read.bib_pieces import NotUnderstoodError, Piece, Written, WrittenEntry, bib_pieces
from casewright.read.bibtex import read_bibtex
from casewright.read.text import SourceText, decode

ORDER = (
    "author", "editor", "editora", "translator", "bookauthor", "title", "subtitle", "titleaddon", "shorttitle",
    "journaltitle", "journal", "journalsubtitle", "booktitle", "booksubtitle", "maintitle", "howpublished",
    "institution", "school", "organization", "publisher", "date", "year", "month", "urldate", "origdate", "eventdate",
    "series", "volume", "volumes", "edition", "version", "location", "address", "chapter", "pagetotal", "eventtitle",
    "venue", "type", "abstract", "note", "isbn", "issn", "number", "issue", "eid", "pages", "langid", "language", "doi",
    "url", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "crossref", "xdata", "ids",
    "keywords", "read", "note_read", "read_copy", "insider", "archiveurl", "retracted",
)  # fmt: skip
"""Fields in their order, that of `export.bibtex` with their kin; others follow as they stand."""

_RANKS = {name: rank for rank, name in enumerate(ORDER)}
_MOST_LEVELS = 20
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_CROSSREF = re.compile(r"[{\"]\s*([^{}\"]*?)\s*[}\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAsItIs:
    """Why a file is not put in order, and where the reason stands."""

    where: Location
    reason: str


@dataclass(slots=True)
class _Unit:
    """An entry or an abbreviation, with the comment above it and what follows on its line."""

    text: str
    above: str
    key: str = ""
    parent: str = ""
    behind: str = ""

    @property
    def whole(self) -> str:
        return f"{self.above}{chr(10) if self.above else ''}{self.text}{self.behind}"


@dataclass(slots=True)
class _Parts:
    """What a file consists of."""

    head: str = ""
    moved: list[_Unit] = field(default_factory=list)
    """Abbreviations and preambles from between the entries: they have to stand before those that use them."""
    entries: list[_Unit] = field(default_factory=list)
    tail: str = ""


def tidied(path: str, data: bytes) -> bytes | LeftAsItIs:
    """Return the content of a file in order, or why it has to stay as it is."""
    source, problems = decode(path, data, most=len(data))
    if source is None:
        last = problems[-1]
        return data if last.code is Code.EMPTY else LeftAsItIs(where=last.where, reason=last.message)
    for problem in read_bibtex(source)[1]:
        if problem.code is Code.BROKEN_ENTRY:
            return LeftAsItIs(where=problem.where, reason=problem.message)
    try:
        pieces = bib_pieces(source.text)
    except NotUnderstoodError as error:
        return LeftAsItIs(where=source.at(error.offset), reason=error.reason)
    parts = _parts(pieces)
    if not parts.entries:
        return data
    text = _written(parts)
    if _said(SourceText(path, text)) != _said(source):
        return LeftAsItIs(where=source.at(0), reason="in another order its abbreviations would mean something else")
    return _as_before(text, data)


def _parts(pieces: Iterable[Piece]) -> _Parts:
    parts = _Parts()
    last: _Unit | None = None
    above: list[Written] = []
    for piece in pieces:
        if isinstance(piece, Written) and not (piece.is_block and last and not _is_comment(piece)):
            text = piece.text
            if last and not above and not piece.is_block:
                line, newline, rest = text.partition("\n")
                last.behind, text = line.rstrip(), f"{newline}{rest}"
            above.append(Written(text=text, is_block=piece.is_block))
            continue
        if last is None:
            parts.head, comment = _head(above)
        else:
            comment = _joined(above)
        above = []
        if isinstance(piece, WrittenEntry):
            last = _Unit(_entry(piece), comment, key=piece.key, parent=_parent(piece))
            parts.entries.append(last)
        else:
            last = _Unit(piece.text, comment)
            parts.moved.append(last)
    parts.tail = _joined(above)
    return parts


def _is_comment(piece: Written) -> bool:
    return piece.text[1:].lstrip()[:7].lower() == "comment"


def _head(above: list[Written]) -> tuple[str, str]:
    """Return what a file begins with, and the comment right above its first entry: no empty line is between them."""
    for index in reversed(range(len(above))):
        piece, rest = above[index], above[index + 1 :]
        if not piece.is_block:
            head, gap, comment = _BLANK_LINES.sub("\n\n", piece.text).rpartition("\n\n")
            if gap:
                return _joined([*above[:index], Written(text=head)]), _joined([Written(text=comment), *rest])
        elif not _is_comment(piece):  # an abbreviation, and what stands on its line
            line, newline, comment = rest[0].text.partition("\n") if rest and not rest[0].is_block else ("", "", "")
            rest = [Written(text=comment), *rest[1:]] if rest and not rest[0].is_block else rest
            return _joined([*above[: index + 1], Written(text=line + newline)]), _joined(rest)
    return "", _joined(above)


def _joined(above: list[Written]) -> str:
    """Return texts and blocks between entries, without empty lines around and more than one empty line within."""
    texts = (piece.text if piece.is_block else _BLANK_LINES.sub("\n\n", piece.text) for piece in above)
    return re.sub(r"\A(?:[ \t]*\n)+", "", "".join(texts)).rstrip()


def _entry(piece: WrittenEntry) -> str:
    fields = sorted(piece.fields, key=lambda field: _RANKS.get(field[0].lower(), len(ORDER)))
    lines = "".join(f"  {name.lower()} = {' # '.join(parts)},\n" for name, parts in fields)
    return f"@{piece.type.lower()}{{{piece.key},\n{lines}}}"


def _parent(piece: WrittenEntry) -> str:
    """Return the key of the entry that this one takes fields from; BibTeX wants that one behind it."""
    values = [parts for name, parts in piece.fields if name.lower() == "crossref"]
    found = _CROSSREF.fullmatch(values[0][0]) if values and len(values[0]) == 1 else None
    return found[1] if found else ""


def _written(parts: _Parts) -> str:
    levels = _levels(parts.entries)
    entries = sorted(parts.entries, key=lambda unit: (levels[unit.key], unit.key.casefold(), unit.key))
    moved = "\n".join(unit.whole for unit in parts.moved)
    blocks = [parts.head, moved, *(unit.whole for unit in entries), parts.tail]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _levels(entries: Iterable[_Unit]) -> dict[str, int]:
    """Return how many entries stand, one below the other, on each: those that others take fields from come last."""
    parents = {unit.key: unit.parent for unit in entries}
    levels = dict.fromkeys(parents, 0)
    for key, parent in parents.items():
        seen, at = [key], parent
        while at in parents and at not in seen and len(seen) < _MOST_LEVELS:
            levels[at] = max(levels[at], len(seen))
            seen.append(at)
            at = parents[at]
    return levels


def _said(source: SourceText) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return what the entries of a file say, in the order of their keys; of two with one key the order counts."""
    entries, _ = read_bibtex(source)
    said = [(entry.key, entry.type, sorted(entry.fields.items())) for entry in entries]
    return sorted(said, key=lambda entry: entry[0])


def _as_before(text: str, data: bytes) -> bytes:
    """Return a text with the ends of lines, and the mark at its beginning, that the file had."""
    is_windows = data.count(b"\r\n") * 2 > data.count(b"\n")
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + (text.replace("\n", "\r\n") if is_windows else text).encode()
