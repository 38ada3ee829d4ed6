"""How to cite a record of the casebook itself."""

from __future__ import annotations

from typing import Any

from casewright.memory import remembered
from casewright.model.ids import Ref, SourceKey
from casewright.model.record import Record
from casewright.model.rich_text import literal
from casewright.model.source import Source
from casewright.problems import Location

OWN_STYLES = {"apa": "APA", "chicago-author-date": "Chicago (author-date)"}
"""The styles in which a page says how to cite it, and what readers call them."""


def self_key(ref: Ref) -> SourceKey:
    """Return the key under which a record is cited."""
    return SourceKey(f"{ref.kind}-{ref.id}")


@remembered
def self_source(record: Record, site_name: str, address: str) -> Source:
    """Return a record as a source: its contributors, the day of its last change, its full address if it has one."""
    day = record.last_change.first
    item: dict[str, Any] = {
        "id": self_key(record.ref),
        "type": "webpage",
        "title": literal(record.title),
        "author": [_name(person.name) for person in record.contributors],
        "container-title": literal(site_name),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": "en",
        **({"URL": address} if address else {}),
    }
    return Source(key=self_key(record.ref), type="online", item=item, fields={}, read=None, where=Location(record.file))


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma:
        return {"literal": literal(name.strip())}
    return {part: literal(text.strip()) for part, text in (("family", family), ("given", given)) if text.strip()}
