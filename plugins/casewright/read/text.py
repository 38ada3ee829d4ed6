"""Bytes of a file → text whose every character has a line and a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from casewright.problems import Code, Location, Problem, quoted

MOST_BYTES = 1_000_000
"""A record larger than this is refused: about twice the length of a long novel."""

_BOM = "\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What YAML takes for no text."""


UNREADABLE = re.compile("[\udc80-\udcff]")
"""What stands for a byte that is not UTF-8, where the rest of a file is read around it."""


@dataclass(frozen=True)
class SourceText:
    """The text of one file (LF line ends) and the path to show for it."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(index + 1 for index, char in enumerate(self.text) if char == "\n")]

    def at(self, offset: int) -> Location:
        """Return the line and column of a character."""
        line = bisect_right(self._starts, offset)
        return Location(self.path, line, offset - self._starts[line - 1] + 1)

    def offset(self, where: Location) -> int:
        """Return the offset of the character at a place in this file."""
        return self._starts[where.line - 1] + where.column - 1

    def find(self, needle: str, start: int, end: int) -> int:
        """Return the offset of ``needle`` between two offsets, or ``start`` where it is not there."""
        found = self.text.find(needle, start, end)
        return start if found < 0 else found

    def down(self, offset: int, lines: int) -> int:
        """Return where the line begins that is so many lines below that of a character."""
        index = bisect_right(self._starts, offset) - 1 + lines
        return self._starts[index] if index < len(self._starts) else len(self.text)


def decode(path: str, data: bytes, *, most: int = MOST_BYTES) -> tuple[SourceText | None, tuple[Problem, ...]]:
    """Return the text of a file, and what is wrong with its bytes. Without text there is nothing to read."""
    top = Location(path)
    if len(data) > most:
        return None, (
            Problem(
                code=Code.TOO_LARGE,
                where=top,
                message=f"the file has more than {most:,} bytes",
                hint="split the record, or move tables and annexes to a source that you cite",
            ),
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, data, error),)
    if control := _CONTROL.search(text):
        return None, (
            Problem(
                code=Code.BINARY,
                where=SourceText(path, text).at(control.start()),
                message=f"the file holds a control character (U+{ord(control[0]):04X}), so it is not text",
                hint="delete it; text copied from a PDF may hold one, and a Word or PDF file has to be converted first",
            ),
        )
    return _normalise(path, text)


def decode_around(
    path: str, data: bytes, entry: re.Pattern[str], *, most: int = MOST_BYTES
) -> tuple[SourceText | None, tuple[Problem, ...]]:
    """Return the text of a file as `decode` does, but with an UNREADABLE sign for each byte that is not UTF-8.

    Whoever reads it leaves out the entries that hold such a sign; the first in each is told.
    ``entry`` is how they begin.
    """
    source, problems = decode(path, data, most=most)
    if source or not any(problem.code is Code.NOT_UTF8 for problem in problems):
        return source, problems
    text = data.decode("utf-8", "surrogateescape")
    source, others = decode(path, UNREADABLE.sub("?", text).encode(), most=most)
    if source is None:
        return source, others
    marked = SourceText(path, text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n"))
    starts = [begins.start() for begins in entry.finditer(marked.text)]
    found: dict[int, re.Match[str]] = {}
    for bad in UNREADABLE.finditer(marked.text):
        found.setdefault(bisect_right(starts, bad.start()), bad)
    return marked, (*others, *(_unreadable(marked, bad) for bad in found.values()))


def _unreadable(source: SourceText, bad: re.Match[str]) -> Problem:
    suffix = PurePath(source.path).suffix
    byte = bytes([ord(bad[0]) - 0xDC00])
    meant = byte.decode("cp1252", "ignore")
    return Problem(
        code=Code.NOT_UTF8,
        where=source.at(bad.start()),
        message=f"byte 0x{byte.hex()} is not UTF-8"
        + (f"; in Windows-1252 it is {quoted(meant)}" if meant else "")
        + "; the entry that holds it is left out",
        hint="save the file with the encoding UTF-8, or convert it: "
        f"iconv -f WINDOWS-1252 -t UTF-8 old{suffix} > new{suffix}",
    )


def _normalise(path: str, text: str) -> tuple[SourceText | None, tuple[Problem, ...]]:
    problems = []
    if text.startswith(_BOM):
        text = text.removeprefix(_BOM)
        problems.append(
            Problem(
                code=Code.BYTE_ORDER_MARK,
                where=Location(path),
                message="the file begins with a byte order mark, which other tools trip over",
                hint='save it as "UTF-8" rather than "UTF-8 with BOM"',
            )
        )
    if "\r" in text:
        problems.append(
            Problem(
                code=Code.WINDOWS_LINES,
                where=SourceText(path, text).at(text.index("\r")),
                message="the file has Windows line ends (CRLF); they are read as LF",
                hint="set the line ends to LF in your editor, or run git with core.autocrlf=input",
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        problems.append(
            Problem(
                code=Code.EMPTY,
                where=Location(path),
                message="the file is empty",
                hint="fill it, starting from `casewright new`, or delete it",
            )
        )
        return None, tuple(problems)
    return SourceText(path, text), tuple(problems)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    if b"\x00" in data:
        return Problem(
            code=Code.BINARY,
            where=Location(path, line, column),
            message="the file holds null bytes, so it is not text",
            hint="save the record as plain text (UTF-8); a Word or PDF file has to be converted first",
        )
    byte = data[error.start : error.start + 1]
    meant = byte.decode("cp1252", "ignore")
    return Problem(
        code=Code.NOT_UTF8,
        where=Location(path, line, column),
        message=f"byte 0x{byte.hex()} is not UTF-8"
        + (f"; in Windows-1252 it is {quoted(meant)}" if meant else "")
        + "; the file is left out",
        hint="save the file with the encoding UTF-8, which editors offer when saving",
    )
