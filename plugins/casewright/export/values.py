"""Records as plain values, with the names of their fields in the front matter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from casewright.model.dates import Date
from casewright.model.fields import CiteText, FieldType, Group, ListOf, ProseText, fields_of
from casewright.model.prose import Prose
from casewright.model.record import Record
from casewright.read.citation import write_field


def front_matter_values(record: object) -> dict[str, Any]:
    """Return the fields of a record or group as text, lists and mappings: what one would write as front matter."""
    values = {}
    for name, row in fields_of(type(record)).items():
        value = getattr(record, name)
        if value is not None and value != ():
            values[name] = _value(row.type, value)
    return values


def record_values(record: Record) -> dict[str, Any]:
    """Return a record as it is published: its kind, its fields, its text."""
    return {"kind": record.kind.value, **front_matter_values(record), "body": record.body.text}


def _value(type_: FieldType, value: Any) -> Any:  # noqa: ANN401 - a value of the given type
    if isinstance(type_, ListOf):
        return [_value(type_.item, item) for item in value]
    if isinstance(type_, Group):
        return front_matter_values(value)
    if isinstance(type_, ProseText):
        return value.text if isinstance(value, Prose) else str(value)
    if isinstance(type_, CiteText):
        return write_field(value)
    if isinstance(value, bool):
        return value
    return str(value) if isinstance(value, Date) else _number(value) if isinstance(value, Decimal) else str(value)


def _number(value: Decimal) -> int | float | str:
    """Return a whole number as one; any other keeps the digits that were written."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(str(float(value))) == value.normalize() else str(value)
