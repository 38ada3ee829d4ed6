"""BibTeX files → sources. Every fault is found and placed, and a broken entry does not take its neighbours along.

pybtex reads the language; its parser is told here to remember where entries and fields stand, and to go on at the next
line that begins with ``@`` after an entry that it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, UndefinedMacro, month_names
from pybtex.errors import capture
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token

from casewright.model.ids import SourceKey, TermId
from casewright.model.source import Name, Source
from casewright.problems import Code, Problem, nearest, quoted
from casewright.read.text import SourceText

PEOPLE = ("author", "editor")
_NEXT_ENTRY = re.compile(r"^[ \t]*@", re.MULTILINE)
_BRACE, _BRACE_OR_QUOTE = re.compile(r"[{}]"), re.compile(r'[{}"]')
_SPACE = re.compile(r"\s*")
_COMMA, _EQUALS = re.compile(r"\s*,"), re.compile(r"\s*=")
_MOST_NESTED = 100
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
    source: SourceText, macros: dict[str, str] | None = None
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the entries of a .bib file in its order, and all problems of their form.

    ``macros`` are the @string abbreviations known so far; those that the file defines are added to them.
    """
    parser = _Parser(source, {**month_names} if macros is None else macros)
    sources = [_source(source, entry, parser.problems) for entry in parser.entries()]
    return tuple(sources), tuple(parser.problems)


@dataclass(slots=True)
class _Entry:
    type: str
    key: str
    start: int
    values: list[tuple[str, str]]
    starts: dict[str, int] = field(default_factory=dict)


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

    def entries(self) -> Iterator[_Entry]:
        while self.skip_to([self.AT]):
            self.command_start = self.pos - 1
            if self.text[self.command_start - 1 : self.command_start].isalnum():
                continue  # a mail address between the entries
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
                values = [(name.lower(), " ".join("".join(parts).split())) for name, parts in value[1]]
                yield _Entry(command.lower(), value[0], self.command_start, values, self.starts)

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


def _source(text: SourceText, entry: _Entry, problems: list[Problem]) -> Source:
    fields: dict[str, str] = {}
    for name, value in entry.values:
        fields.setdefault(name, value)
    names = {role: _names(text, entry, role, fields.pop(role), problems) for role in PEOPLE if role in fields}
    read = fields.pop("read", None)
    return Source(
        key=SourceKey(entry.key),
        type=entry.type,
        fields=fields,
        names=names,
        read=TermId(read) if read else None,
        where=text.at(entry.start),
        places={name: text.at(start) for name, start in entry.starts.items()},
    )


def _names(text: SourceText, entry: _Entry, role: str, value: str, problems: list[Problem]) -> tuple[Name, ...]:
    names = []
    for part in split_name_list(value):
        with capture() as errors:
            names.append(_name(part))
        if errors:
            problems.append(
                Problem(
                    code=Code.BROKEN_ENTRY,
                    where=text.at(entry.starts.get(role, entry.start)),
                    path=entry.key,
                    message=f"{role} {quoted(part)} has too many commas",
                    hint='write "Family, Given and Family, Given", or {{Name of the organisation}}',
                )
            )
    return tuple(names)


def _name(text: str) -> Name:
    if _is_one_group(text):
        return Name(literal=text)
    person = Person(text)
    return Name(
        family=" ".join(person.last_names),
        given=" ".join(person.first_names + person.middle_names),
        particle=" ".join(person.prelast_names),
        suffix=" ".join(person.lineage_names),
    )


def _is_one_group(text: str) -> bool:
    """Return whether the brace that begins a text is closed by the one that ends it."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth <= 0:
            return 0 < index == len(text) - 1
    return False
