"""BibTeX files → entries. Every fault is found and placed, and a broken entry does not take its neighbours along.

pybtex reads the language; its parser is told here to remember where entries and fields stand, and to go on at the next
line that begins with ``@`` after an entry that it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, UndefinedMacro, month_names
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token

from casewright.problems import Code, Problem, nearest
from casewright.read.entry import Entry
from casewright.read.text import SourceText

_MONTHS: Mapping[str, str] = month_names
_STRING = re.compile(r"@string(?=\s{0,9}[{(])", re.IGNORECASE)
_NEXT_ENTRY = re.compile(r"^[ \t]*@", re.MULTILINE)
_BRACE, _BRACE_OR_QUOTE = re.compile(r"[{}]"), re.compile(r'[{}"]')
_COMMENT = re.compile(r"\s{0,9}%")
_SPACE = re.compile(r"\s*")
_COMMA, _EQUALS = re.compile(r"\s*,"), re.compile(r"\s*=")
_MOST_NESTED = 100
_LONGEST_INDENT = 1000
_SPARE_EXPANSION = 100_000
_REASONS = {
    "premature end of file": "a brace or quotation mark is not closed",
    "'}' expected": "a comma or the closing brace is missing here",
    "')' expected": "a comma or the closing bracket is missing here",
    "'=' expected": "a = is missing after the name of a field",
    "field value expected": "a field has no value",
    "entry key expected": "the key is missing",
    "a valid name expected": "the type is missing after @",
    "'(' or '{' expected": "a { is missing after the type",
    "quotation mark not closed": "the quotation mark is not closed",
    "unbalanced braces": "a brace is closed that was not opened",
}
"""What pybtex says, and what it means."""


def read_bibtex(
    source: SourceText, macros: Mapping[str, str] = _MONTHS
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the entries of a .bib file in its order, and all problems of their form.

    ``macros`` are the @string abbreviations of other files; those that the file defines itself go before them.
    """
    parser = _Parser(source, dict(macros))
    entries = tuple(parser.entries())
    return entries, tuple(parser.problems)


def abbreviations(sources: Iterable[SourceText]) -> dict[str, str]:
    """Return what the @string abbreviations of all files stand for; of two definitions the first counts.

    Files are gone through twice, so that an abbreviation may use one of a later file.
    """
    texts = [source for source in sources if _STRING.search(source.text)]
    known: dict[str, str] = {}
    for is_last in (False, True):
        for source in texts:
            parser = _Parser(source, {**_MONTHS, **known})
            for name in parser.abbreviations():
                if is_last or not parser.problems:
                    known.setdefault(name, parser.macros[name])
                parser.problems.clear()
    return {**known, **_MONTHS}


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    def __init__(self, source: SourceText, macros: dict[str, str]) -> None:
        super().__init__(source.text, macros=macros, filename=source.path)
        self.source = source
        self.pos: int = 0
        self.current_entry_key: str | None = None
        self.current_field_name: str | None = None
        self.problems: list[Problem] = []
        self.starts: dict[str, int] = {}
        self.expanded = 0

    def abbreviations(self) -> Iterator[str]:
        """Yield the name of every @string that can be read; what is wrong with them is said when entries are read."""
        while found := _STRING.search(self.text, self.pos):
            self.command_start, self.pos = found.start(), found.end()
            if self._is_comment(found.start()):
                continue
            self.pos = found.start() + 1
            try:
                super().parse_command()
            except PybtexSyntaxError:
                self._resume()
            else:
                yield str(self.current_field_name).lower()

    def entries(self) -> Iterator[Entry]:
        """Yield every entry that can be read."""
        while self.skip_to([self.AT]):
            self.command_start = self.pos - 1
            if self.text[self.command_start - 1 : self.command_start].isalnum() or self._is_comment(self.command_start):
                continue  # a mail address between the entries, or an entry that is commented out
            self.starts = {}
            try:
                command, value = self.parse_command()
            except SkipEntry:
                continue
            except PybtexSyntaxError as error:
                self._report(error)
                self._resume()
                continue
            if command.lower() not in ("string", "preamble"):
                yield self._entry(command.lower(), *value)

    def _is_comment(self, at: int) -> bool:
        """Return whether a ``%`` begins the line, as Biber has it; BibTeX itself knows no comments."""
        line = self.text.rfind("\n", max(at - _LONGEST_INDENT, 0), at) + 1
        return bool(_COMMENT.match(self.text, line))

    def _entry(self, type_: str, key: str, values: list[tuple[str, list[str]]]) -> Entry:
        fields: dict[str, str] = {}
        for name, parts in values:
            fields.setdefault(name.lower(), " ".join("".join(parts).split()))
        places = {name: self.source.at(start) for name, start in self.starts.items()}
        return Entry(type=type_, key=key, fields=fields, where=self.source.at(self.command_start), places=places)

    def parse_command(self) -> Any:  # noqa: ANN401 - pybtex has no types
        command, value = super().parse_command()
        if (self.current_entry_key or "").startswith("@"):  # it swallowed the beginning of the next entry
            self.current_entry_key = None
            raise PybtexSyntaxError("entry key expected", self)
        if _COMMA.match(self.text, self.pos):  # fields go on behind what closed the entry
            raise PybtexSyntaxError("unbalanced braces", self)
        return command, value

    def parse_field(self) -> None:
        space = _SPACE.match(self.text, self.pos)
        start = space.end() if space else self.pos
        super().parse_field()
        name = (self.current_field_name or "").lower()
        if name in self.starts:
            self.problems.append(
                Problem(
                    code=Code.DUPLICATE_KEY,
                    where=self.source.at(start),
                    path=f"{self.current_entry_key}.{name}",
                    message=f'"{name}" is given twice; the first is on line {self.source.at(self.starts[name]).line}',
                    hint="keep one of the two",
                )
            )
        elif name:
            self.starts[name] = start

    def parse_string(self, string_end: Any, level: int = 0, max_level: int = _MOST_NESTED) -> Iterator[Token]:  # noqa: ANN401
        """Yield the parts of a text up to its end, without calling itself and without looking beyond the next sign."""
        start, depth = self.pos, level
        signs = _BRACE if string_end is self.RBRACE else _BRACE_OR_QUOTE
        while sign := signs.search(self.text, self.pos):
            self.pos = sign.end()
            if sign[0] == "{":
                depth += 1
                if depth > max_level:
                    raise PybtexSyntaxError("too many nested braces", self)
            elif depth == level and sign[0] == ("}" if string_end is self.RBRACE else '"'):
                yield Token(self.text[start : self.pos], string_end)
                return
            elif sign[0] == "}":
                if depth == level:
                    self.pos = start - 1
                    raise PybtexSyntaxError("quotation mark not closed", self)
                depth -= 1
        self.pos = self.end_pos
        raise PrematureEOF(self)

    def parse_string_body(self, body_end: Any) -> None:  # noqa: ANN401 - pybtex has no types
        super().parse_string_body(body_end)
        name = str(self.current_field_name)
        self.macros[name.lower()] = self.macros.pop(name)

    def substitute_macro(self, name: str) -> str:
        """Return what an abbreviation stands for; capitals do not matter, as in BibTeX."""
        text = str(super().substitute_macro(name.lower() if name.lower() in self.macros else name))
        self.expanded += len(text)
        if self.expanded > len(self.text) + _SPARE_EXPANSION:
            raise PybtexSyntaxError("the abbreviations stand for too much text", self)
        return text

    def handle_error(self, error: PybtexSyntaxError) -> None:
        if not isinstance(error, UndefinedMacro):
            raise error
        name = str(error.args[0]) if error.args else ""
        start = self.text.rfind(name, self.command_start, self.pos)
        near = nearest(name, self.macros)
        self.problems.append(
            Problem(
                code=Code.UNDEFINED_STRING,
                where=self.source.at(max(start, self.command_start)),
                path=self.current_entry_key or "",
                message=f'the abbreviation "{name}" is not defined; it was left empty',
                hint=f'did you mean "{near}"?' if near else "put the text between braces, or define it with @string",
            )
        )

    def _report(self, error: PybtexSyntaxError) -> None:
        key = self.current_entry_key or ""
        reason = str(error.args[0]) if error.args else "it cannot be read"
        reason = _REASONS.get(reason, reason)
        at = self.command_start if self.pos >= self.end_pos - 1 else self.pos
        if not self.starts and _EQUALS.match(self.text, at):
            key, reason = "", _REASONS["entry key expected"]
        elif (self.current_field_name or "").startswith("@"):
            at, reason = (
                self.text.rfind("@", at - len(self.current_field_name or "") - 1, at),
                "its closing brace is missing",
            )
        self.problems.append(
            Problem(
                code=Code.BROKEN_ENTRY,
                where=self.source.at(max(at, self.command_start)),
                path=key,
                message=f'entry "{key}" is skipped: {reason}' if key else f"an entry is skipped: {reason}",
                hint="look for a missing comma or an unclosed brace or quotation mark in this entry"
                if "brace" in reason or "closed" in reason
                else "an entry is @type{key, field = {value}, …}",
            )
        )

    def _resume(self) -> None:
        following = _NEXT_ENTRY.search(self.text, self.command_start + 1)
        self.pos = following.end() - 1 if following else self.end_pos
