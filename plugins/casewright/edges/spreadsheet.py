"""A spreadsheet (.xlsx) → the table on one of its sheets. What its formulas came to is read, nothing is computed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from casewright.read.table import MOST_TABLE_BYTES, Table, TableFaultError, table_of

MOST_UNPACKED = 200_000_000
"""Bytes of all parts of the file once they are unpacked: a small archive can hold very much."""
_MOST_PARTS = 5_000


def read_xlsx(data: bytes, sheet: str) -> Table:
    """Return the table on the named sheet, or on the first where none is named.

    :raises TableFaultError: where it cannot be read, or is too large.
    """
    try:
        import defusedxml  # noqa: F401 - openpyxl reads with it where it is there
        import openpyxl
    except ImportError as error:
        raise TableFaultError('spreadsheets take a further package: pip install "casewright[xlsx]"') from error
    _bounded(data)
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        try:
            name = _sheet(values.sheetnames, sheet)
            remarks: list[str] = []
            lines = list(_lines(values[name], formulas[name], remarks))
            others = [other for other in values.sheetnames if other != name]
            if others and not sheet:
                remarks.append(
                    f'only the sheet "{name}" was read, and not: {", ".join(others)}; see sheet: in the mapping'
                )
            return table_of(lines, remarks)
        finally:
            values.close()
            formulas.close()
    except TableFaultError:
        raise
    except Exception as error:
        # Whatever is wrong within an archive shows as an error of any kind, from four libraries.
        raise TableFaultError(f"the file is no spreadsheet that can be read ({type(error).__name__})") from error


def _bounded(data: bytes) -> None:
    if len(data) > MOST_TABLE_BYTES:
        raise TableFaultError(f"the file has more than {MOST_TABLE_BYTES:,} bytes; split it")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise TableFaultError("the file is no .xlsx file; an older .xls has to be saved anew") from error
    # A part never yields more than it says here: zipfile stops there.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TableFaultError(f"the file unpacks to more than {MOST_UNPACKED:,} bytes")


def _sheet(names: Sequence[str], wanted: str) -> str:
    if not names or (wanted and wanted not in names):
        raise TableFaultError(f'there is no sheet "{wanted}", but: {", ".join(names)}')
    return wanted or names[0]


def _lines(values: Any, formulas: Any, remarks: list[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows in which something stands, as text."""
    pairs = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
    for number, (row, written) in enumerate(pairs, 1):
        if not any(value is not None for value in written):
            continue
        for place, (value, formula) in enumerate(zip(row, written, strict=False), 1):
            if value is None and formula is not None:
                remarks.append(
                    f"row {number}, column {place} holds a formula without a result; open and save the file in a "
                    "spreadsheet program"
                )
        yield number, [_text(value) for value in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
