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
from pybtex.database import InvalidNameString, Person
from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, UndefinedMacro, month_names
from pybtex.errors import capture
from pybtex.scanner import PybtexSyntaxError

from casewright.model.ids import SourceKey, TermId
from casewright.model.source import Name, Source
from casewright.problems import Code, Problem, nearest
from casewright.read.text import SourceText

PEOPLE = ("author", "editor")
_NEXT_ENTRY = re.compile(r"^[ \t]*@", re.MULTILINE)
_SPACE = re.compile(r"\s*")
_LITERAL = re.compile(r"\{.*\}\Z", re.DOTALL)


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
        self.problems: list[Problem] = []
        self.starts: dict[str, int] = {}

    def entries(self) -> Iterator[_Entry]:
        while self.skip_to([self.AT]):
            self.command_start = self.pos - 1
            self.starts = {}
            try:
                command, value = self.parse_command()
            except SkipEntry:
                continue
            except PybtexSyntaxError as error:
                self._report(error)
                self._resume()
                continue
            if command.lower() in ("string", "preamble"):
                continue
            if value[0].startswith("@"):  # an entry without a key or an end swallowed the beginning of the next
                self._report(PybtexSyntaxError("a key is missing", self))
                self._resume()
            else:
                values = [(name.lower(), " ".join("".join(parts).split())) for name, parts in value[1]]
                yield _Entry(command.lower(), value[0], self.command_start, values, self.starts)

    def parse_command(self) -> Any:  # noqa: ANN401 - pybtex has no types
        command, value = super().parse_command()
        return command, value

    def parse_field(self) -> None:
        space = _SPACE.match(self.text, self.pos)
        start = space.end() if space else self.pos
        super().parse_field()
        if self.current_field_name:
            self.starts.setdefault(self.current_field_name.lower(), start)

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
        reason = str(error.args[0]) if error.args else "the entry cannot be read"
        at_end = self.pos >= self.end_pos - 1
        self.problems.append(
            Problem(
                code=Code.BROKEN_ENTRY,
                where=self.source.at(self.command_start if at_end else min(self.pos, self.end_pos)),
                path=key,
                message=f'entry "{key}" is skipped: {reason}' if key else f"an entry is skipped: {reason}",
                hint="look for a missing comma or an unclosed brace or quotation mark in this entry"
                if at_end or "brace" in reason or "'}'" in reason
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
    with capture() as errors:
        names = [_name(part) for part in split_name_list(value)]
    for error in errors:
        reason = str(error) if isinstance(error, InvalidNameString) else "the name cannot be read"
        problems.append(
            Problem(
                code=Code.BROKEN_ENTRY,
                where=text.at(entry.starts.get(role, entry.start)),
                path=entry.key,
                message=f'"{entry.key}": {role}: {reason}',
                hint='write "Family, Given and Family, Given", or {{Name of the organisation}}',
            )
        )
    return tuple(names)


def _name(text: str) -> Name:
    if _LITERAL.match(text) and text.count("{") == text.count("}"):
        return Name(literal=text)
    person = Person(text)
    return Name(
        family=" ".join(person.last_names),
        given=" ".join(person.first_names + person.middle_names),
        particle=" ".join(person.prelast_names),
        suffix=" ".join(person.lineage_names),
    )
