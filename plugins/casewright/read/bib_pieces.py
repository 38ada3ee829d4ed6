"""A .bib file → the pieces that it consists of, every sign in one of them, so that they can be put together anew.

What `read.bibtex` reads is what entries mean; this is how they are written: abbreviations stay abbreviations, comments
stay where they are. It takes nothing for granted: what is not plainly an entry is a fault, and then nothing is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(r"(?<![^\W_])@")
_TYPE = re.compile(r"@\s*([A-Za-z][\w-]*)\s*([{(])\s*")
_COMMENT_TYPE = re.compile(r"@\s*comment\b", re.IGNORECASE)
_KEY = re.compile(r"\s*([^\s,{}()=#%\"'~\\]+)\s*(?=[,})])")
_NAME = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_WORD = re.compile(r"[A-Za-z0-9][\w:.+/-]*")
_JOIN = re.compile(r"\s*#\s*")
_COMMA, _END = re.compile(r"\s*,\s*"), re.compile(r"\s*([})])")
_BLOCKS = frozenset({"string", "preamble", "comment"})
_CLOSING = {"{": "}", "(": ")"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A piece as it is written: comments and blanks between entries, or one of @string, @preamble, @comment."""

    text: str
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry: type and key as written, and its fields in their order, the values with their braces or quotes."""

    type: str
    key: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    """Name, and the parts that ``#`` joins."""


Piece = Written | WrittenEntry


class NotUnderstoodError(ValueError):
    """Something in the file is not plainly an entry. Holds the offset at which it stands."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


def bib_pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a file in their order.

    :raises NotUnderstoodError: where one of them is not plainly what it should be.
    """
    pieces: list[Piece] = []
    at = since = 0
    while found := _START.search(text, at):
        start = found.start()
        if _is_comment(text, start):
            at = found.end()
            continue
        if start > since:
            pieces.append(Written(text=text[since:start]))
        piece, since = _piece(text, start)
        pieces.append(piece)
        at = since
    return (*pieces, Written(text=text[since:])) if since < len(text) else tuple(pieces)


def _is_comment(text: str, at: int) -> bool:
    """Return whether a ``%`` begins the line, as in `read.bibtex`."""
    return text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("%")


def _piece(text: str, start: int) -> tuple[Piece, int]:
    opening = _TYPE.match(text, start)
    if not opening:
        if _COMMENT_TYPE.match(text, start):
            raise NotUnderstoodError(start, "a @comment without braces reaches nobody knows how far")
        raise NotUnderstoodError(start, "an @ stands here that begins no entry")
    if opening[1].lower() in _BLOCKS:
        end = _closed(text, opening.end(2) - 1, _CLOSING[opening[2]])
        return Written(text=text[start:end], is_block=True), end
    return _entry(text, opening)


def _entry(text: str, opening: re.Match[str]) -> tuple[WrittenEntry, int]:
    key = _KEY.match(text, opening.end())
    if not key:
        raise NotUnderstoodError(opening.start(), "the key of this entry is missing, or holds a sign that ends it")
    fields: list[tuple[str, tuple[str, ...]]] = []
    at = key.end()
    while True:
        comma = _COMMA.match(text, at)
        end = _END.match(text, comma.end() if comma else at)
        if end and end[1] == _CLOSING[opening[2]]:
            return WrittenEntry(type=opening[1], key=key[1], fields=tuple(fields)), end.end()
        name = _NAME.match(text, comma.end()) if comma else None
        if not name:
            reason = "here stands neither a field nor the end of the entry" if comma else "a comma is missing here"
            raise NotUnderstoodError(comma.end() if comma else at, reason)
        parts, at = _value(text, name.end())
        fields.append((name[1], parts))


def _value(text: str, at: int) -> tuple[tuple[str, ...], int]:
    parts = []
    while True:
        if text[at : at + 1] == "{":
            end = _closed(text, at, "}")
        elif text[at : at + 1] == '"':
            end = _quoted(text, at)
        elif word := _WORD.match(text, at):
            end = word.end()
        else:
            raise NotUnderstoodError(at, "a value is missing here")
        parts.append(text[at:end])
        join = _JOIN.match(text, end)
        if not join:
            return tuple(parts), end
        at = join.end()


def _closed(text: str, at: int, closing: str) -> int:
    """Return where what opens at an offset ends; braces within count, whatever stands before them."""
    depth = 0
    for sign in re.compile(r"[{}]" if closing == "}" else r"[{})]").finditer(text, at + (closing != "}")):
        if sign[0] == closing and depth == (closing == "}"):
            return sign.end()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    raise NotUnderstoodError(at, "this is not closed")


def _quoted(text: str, at: int) -> int:
    depth = 0
    for sign in re.compile(r'[{}"]').finditer(text, at + 1):
        if sign[0] == '"' and depth == 0:
            return sign.end()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth < 0:
            break
    raise NotUnderstoodError(at, "this quotation mark is not closed")
