"""Cases from a table, written into a casebook: what is new, what has changed, and all that did not map."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from casewright.edges.written_files import write_in_place
from casewright.mend.imported import NotUpdatedError, Updated, new_file, updated
from casewright.mend.ledger import LedgerFaultError, WrittenRow, ledger_text, read_ledger
from casewright.model.ids import Kind
from casewright.read.rows import Mapped, MappedRow
from casewright.read.table import MOST_TABLE_BYTES, Table, TableFaultError, read_csv, read_json
from casewright.read.text import decode

SUFFIXES = (".csv", ".tsv", ".xlsx", ".json")
_FOLDER = Kind.CASE.folder
_MOST_ROWS_SHOWN = 5


def read_table(file: Path, sheet: str) -> Table:
    """Return the table in a file; the end of its name tells what is written in it."""
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        msg = f"the name of the file has to end in {', '.join(SUFFIXES)}, which tells what is written in it"
        raise click.UsageError(msg)
    with file.open("rb") as opened:
        data = opened.read(MOST_TABLE_BYTES + 1)
    try:
        if suffix == ".xlsx":
            from casewright.edges.spreadsheet import read_xlsx

            return read_xlsx(data, sheet)
        return read_json(data) if suffix == ".json" else read_csv(data)
    except TableFaultError as error:
        msg = f"{file}: {error}; nothing was written"
        raise click.ClickException(msg) from error


def ledger_of(mapping: Path) -> Path:
    """Return where it stands what was written last: beside the mapping, to be kept with it."""
    return mapping.with_name(f"{mapping.stem}.imported.json")


@dataclass(slots=True, kw_only=True)
class Import:
    """Writes the cases of a table, or only says what it would write."""

    folder: Path
    ledger: Path
    today: date
    is_dry: bool
    lines: list[str] = field(default_factory=list)
    """What became of each row that is not as it was."""
    new: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0
    _written: dict[str, WrittenRow] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def run(self, found: Mapped) -> None:
        """Write every row of a table that is new or has changed."""
        before = self._read_ledger()
        self._written = dict(before)
        self._taken = {row.id for row in before.values()}
        try:
            for row in found.rows:
                if row.key in before:
                    self._update(row, before[row.key])
                else:
                    self._add(row)
        finally:  # whatever stops it: what was written is known to the next run
            if not self.is_dry and self._written != before:
                self.ledger.write_text(ledger_text(self._written), encoding="utf-8", newline="\n")
        gone = sorted(set(before) - {row.key for row in found.rows})
        self.lines += [
            f"- {_path(before[key].id)}: its row ({key}) is no longer in the table; the file stays" for key in gone
        ]

    def _add(self, row: MappedRow) -> None:
        id_ = self._free_id(row.suggested_id)
        if not id_:
            self._leave(row, "no id can be made from it; name a column for it with `id:` in the mapping")
            return
        path = self.folder / _path(id_)
        if path.exists() or path.is_symlink():
            self._leave(
                row, f"{_path(id_)} is there already and no import wrote it; give the row another id, or remove it"
            )
            return
        try:
            made = new_file(_path(id_), id_, row.values, row.body, self.today)
        except NotUpdatedError as error:
            self._leave(row, f"it cannot be written as a case: {error}")
            return
        if not self.is_dry:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made.text, encoding="utf-8", newline="\n")
        self._taken.add(id_)
        self._written[row.key] = WrittenRow(id=id_, marks=made.marks)
        self.new += 1
        self.lines.append(f"+ {_path(id_)}")

    def _update(self, row: MappedRow, before: WrittenRow) -> None:
        path = self.folder / _path(before.id)
        if not path.is_file():
            self._leave(
                row,
                f"{_path(before.id)} was removed or renamed; take its row out of {self.ledger.name} to make it anew",
            )
            return
        data = path.read_bytes()
        try:
            done = _updated(_path(before.id), data, before, row)
        except NotUpdatedError as error:
            self._leave(row, f"{_path(before.id)} was left as it is: {error}")
            return
        if done.changed and not self.is_dry:
            after = done.text.encode()
            reason = write_in_place(path, data, after.replace(b"\n", b"\r\n") if b"\r\n" in data else after)
            if reason:
                self._leave(row, f"{_path(before.id)} was left as it is: {reason}")
                return
        self._written[row.key] = WrittenRow(id=before.id, marks=done.marks)
        self.changed += bool(done.changed)
        self.same += not done.changed
        if done.changed:
            self.lines.append(f"~ {_path(before.id)}: {', '.join(done.changed)}")
        if done.kept:
            self.lines.append(
                f"! {_path(before.id)}: {', '.join(done.kept)} changed in the table, and in the file by hand; the file "
                "stays as it is there"
            )

    def _free_id(self, suggested: str) -> str:
        """Return an id that no other row of the table has."""
        if not suggested or suggested not in self._taken:
            return suggested
        number = 2
        while f"{suggested}-{number}" in self._taken:
            number += 1
        return f"{suggested}-{number}"

    def _leave(self, row: MappedRow, why: str) -> None:
        self.left += 1
        self.lines.append(f"! row {row.number} ({row.key}): {why}")

    def _read_ledger(self) -> dict[str, WrittenRow]:
        if not self.ledger.exists():
            return {}
        try:
            return read_ledger(self.ledger.read_bytes())
        except LedgerFaultError as error:
            msg = f"{self.ledger} cannot be used: {error}; nothing was written"
            raise click.ClickException(msg) from error


def unmapped(table: Table, found: Mapped) -> Iterator[str]:
    """Yield what did not map, a line each: columns, rows, values, and what no row could hold."""
    for name, count in found.columns:
        rows = "1 row has" if count == 1 else f"{count} rows have"
        yield f'column "{name}": no field takes it, {rows} something in it'
    yield from (f"row {number}: {why}; it was left out" for number, why in found.left_out)
    alike: dict[tuple[str, str, str], list[int]] = {}
    for stray in found.strays:
        alike.setdefault((stray.column, stray.value, stray.why), []).append(stray.row)
    for (column, value, why), numbers in alike.items():
        shown = json.dumps(value, ensure_ascii=False)
        yield f"{_rows(numbers)}, {column}: {shown}: {why}; it is written as it stands"
    yield from table.remarks


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    more = f" and {len(numbers) - _MOST_ROWS_SHOWN} more" if len(numbers) > _MOST_ROWS_SHOWN else ""
    return f"rows {', '.join(map(str, numbers[:_MOST_ROWS_SHOWN]))}{more}"


def _updated(name: str, data: bytes, before: WrittenRow, row: MappedRow) -> Updated:
    source, _ = decode(name, data)
    if source is None:
        raise NotUpdatedError("it is no text that can be read")
    if (
        data.startswith(b"\xef\xbb\xbf")
        or data.count(b"\r") != data.count(b"\r\n")
        or 0 < data.count(b"\r") < data.count(b"\n")
    ):
        raise NotUpdatedError("its line ends or its first bytes are unusual; run: casewright check --fix")
    return updated(source, before.marks, row.values, row.body)


def _path(id_: str) -> str:
    return f"{_FOLDER}/{id_}.md"
