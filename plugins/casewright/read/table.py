"""A table from elsewhere (CSV or JSON) → columns, and rows of text with the numbers that its owner knows them by."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_TABLE_BYTES = 20_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 500, 100_000
_DEEPEST = 4
_DELIMITERS = (",", ";", "\t", "|")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

Cell = str | tuple[str, ...]
"""Text as it stands in a cell, or the items of a list, which JSON can hold."""


class TableFaultError(ValueError):
    """The file holds no table that can be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in a row, by column, without empty cells."""

    number: int
    """In a CSV file the line, in a spreadsheet the row, in JSON the place in the list, from 1."""
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The columns in their order, the rows, and what was seen that no row can hold."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


def read_csv(data: bytes) -> Table:
    """Return the table of a CSV file: UTF-8, with a row of names; commas, semicolons, tabs or bars between cells.

    :raises TableFaultError: where it is none.
    """
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda sign: _outside_quotes(first).count(sign))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return table_of(_with_lines(reader))
    except csv.Error as error:
        raise TableFaultError(f"line {reader.line_num} is not CSV: {error}") from error


def read_json(data: bytes) -> Table:
    """Return the table of a JSON file: a list of objects; what is nested has names such as ``place.city``.

    :raises TableFaultError: where it is none.
    """
    try:
        values = json.loads(_decoded(data), parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise TableFaultError(f"the file is not JSON: {error}") from error
    if not isinstance(values, list) or not all(isinstance(item, dict) for item in values):
        raise TableFaultError("the file is not a list of objects, [{…}, {…}]")
    _bounded(len(values), 0)
    flat = [dict(_flat(item, "", 1)) for item in values]
    columns = tuple(dict.fromkeys(name for item in flat for name in item))
    _bounded(0, len(columns))
    noted: list[str] = []
    rows = tuple(
        Row(number=number, cells={name: cell for name in item if (cell := _cell(item[name], noted, number, name))})
        for number, item in enumerate(flat, 1)
    )
    return Table(columns=columns, rows=rows, remarks=tuple(noted))


def table_of(lines: Iterable[tuple[int, Sequence[str]]], remarks: Iterable[str] = ()) -> Table:
    """Return a table of numbered lines, the first of which names the columns. Empty lines are passed over.

    :raises TableFaultError: where it has no names, or is too large.
    """
    filled = ((number, line) for number, line in lines if any(cell.strip() for cell in line))
    _, header = next(filled, (0, ()))
    if not header:
        raise TableFaultError("the table is empty; its first row has to name the columns")
    noted = list(remarks)
    columns = tuple(_named(header, noted))
    _bounded(0, len(columns))
    rows: list[Row] = []
    for number, line in filled:
        _bounded(len(rows) + 1, 0)
        beyond = [cell for cell in line[len(columns) :] if cell.strip()]
        if beyond:
            noted.append(f"row {number} has {len(beyond)} cells more than there are columns: {'; '.join(beyond)}")
        cells = {name: _cell(text, noted, number, name) for name, text in zip(columns, line, strict=False)}
        rows.append(Row(number=number, cells={name: cell for name, cell in cells.items() if cell}))
    return Table(columns=columns, rows=tuple(rows), remarks=tuple(noted))


def _decoded(data: bytes) -> str:
    if len(data) > MOST_TABLE_BYTES:
        raise TableFaultError(f"the file has more than {MOST_TABLE_BYTES:,} bytes; split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableFaultError(
            f"byte {error.start} is not UTF-8; save the table as CSV UTF-8, which spreadsheet programs offer"
        ) from error


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"?', "", line)


def _with_lines(reader: Any) -> Iterator[tuple[int, Sequence[str]]]:  # noqa: ANN401 - csv's reader has no public type
    """Yield each row with the line on which it begins."""
    begin = 1
    for row in reader:
        yield begin, row
        begin = reader.line_num + 1


def _named(header: Sequence[str], noted: list[str]) -> Iterator[str]:
    """Yield a name for each column: its own, with a number where it has none or another has it too."""
    taken: set[str] = set()
    for number, written in enumerate(header, 1):
        name = " ".join(_CONTROL.sub(" ", written).split())
        if not name:
            name = f"column {number}"
            if number <= len(header):
                noted.append(f'column {number} has no name; it is called "{name}" here')
        elif name in taken:
            noted.append(f'two columns are called "{name}"; the later is called "{name} ({number})" here')
            name = f"{name} ({number})"
        taken.add(name)
        yield name


def _flat(item: Mapping[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if isinstance(value, dict) and value:
            if depth == _DEEPEST:
                raise TableFaultError(f'"{prefix}{name}" is nested more than {_DEEPEST} levels deep')
            yield from _flat(value, f"{prefix}{name}.", depth + 1)
        else:
            yield f"{prefix}{name}", value


def _cell(value: Any, noted: list[str], number: int, name: str) -> Cell:  # noqa: ANN401 - a value of JSON
    if isinstance(value, list):
        return tuple(filter(None, (str(_cell(item, noted, number, name)) for item in value)))
    if value is None or value == {}:
        return ""
    text = value if isinstance(value, str) else ("yes" if value else "no") if isinstance(value, bool) else str(value)
    if isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False)
    if len(text) > LONGEST_CELL:
        raise TableFaultError(f'row {number}, "{name}": the cell has more than {LONGEST_CELL:,} characters')
    if _CONTROL.search(text):
        noted.append(f'row {number}, "{name}": control characters were left out')
        text = _CONTROL.sub(" ", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _bounded(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise TableFaultError(f"the table has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; split it")
