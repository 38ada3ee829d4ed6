"""What an import wrote last, row by row: so the next one can tell changes of the table from those of people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from casewright.model.ids import is_id

VERSION = "1.0"


class LedgerFaultError(ValueError):
    """The file is no ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """The case that a row became, and the marks of its fields as they were written."""

    id: str
    marks: Mapping[str, str]


def mark_of(value: Any) -> str:  # noqa: ANN401 - nested plain values
    """Return a mark of a value as it stands in a file: two values with the same mark are the same."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:16]


def read_ledger(data: bytes) -> dict[str, WrittenRow]:
    """Return what was written last, by the keys of rows.

    :raises LedgerFaultError: where the file does not say it.
    """
    try:
        value = json.loads(data)
        rows = value["rows"]
        if str(value["schema_version"]) != VERSION:
            raise LedgerFaultError(f"its version is not {VERSION}")
        read = {
            str(key): WrittenRow(
                id=str(row["id"]), marks={str(name): str(mark) for name, mark in row["fields"].items()}
            )
            for key, row in rows.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LedgerFaultError("it does not hold what an import writes") from error
    if not all(is_id(row.id) for row in read.values()):
        raise LedgerFaultError("an id in it is none")
    return read


def ledger_text(rows: Mapping[str, WrittenRow]) -> str:
    """Return the file that says what was written, in the order of keys, so that its changes can be read."""
    values = {key: {"id": rows[key].id, "fields": dict(sorted(rows[key].marks.items()))} for key in sorted(rows)}
    return json.dumps({"schema_version": VERSION, "rows": values}, ensure_ascii=False, indent=1) + "\n"
