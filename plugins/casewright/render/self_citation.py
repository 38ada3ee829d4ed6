"""How to cite a record of the casebook itself."""

from __future__ import annotations

from casewright.model.ids import Ref, SourceKey
from casewright.model.record import Record
from casewright.model.rich_text import literal
from casewright.model.source import Source
from casewright.problems import Location


def self_key(ref: Ref) -> SourceKey:
    """Return the key under which a record is cited."""
    return SourceKey(f"{ref.kind}-{ref.id}")


def self_source(record: Record, *, site_name: str, address: str) -> Source:
    """Return a record as a source: its contributors, the day of its last change, its full address if it has one."""
    day = record.last_change.first
    item = {
        "id": self_key(record.ref),
        "type": "webpage",
        "title": literal(record.title),
        "author": [_name(person.name) for person in record.contributors],
        "container-title": literal(site_name),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": address,
        "language": "en",
    }
    return Source(
        key=self_key(record.ref),
        type="online",
        item={name: value for name, value in item.items() if value},
        fields={},
        read=None,
        where=Location(record.file),
    )


def self_bibtex(record: Record, *, site_name: str, address: str) -> str:
    """Return the BibTeX entry of a record."""
    authors = " and ".join(
        f"{{{_safe(person.name)}}}" if "," not in person.name else _safe(person.name) for person in record.contributors
    )
    day = record.last_change.first
    fields = {
        "author": authors,
        "title": f"{{{_safe(record.title)}}}",
        "howpublished": _safe(site_name),
        "year": str(day.year),
        "date": day.isoformat(),
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{self_key(record.ref)},\n{lines}}}"


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma:
        return {"literal": literal(name)}
    return {"family": literal(family.strip()), "given": literal(given.strip())}


def _safe(text: str) -> str:
    for char in "\\{}":
        text = text.replace(char, "")
    for char in "&%$#_":
        text = text.replace(char, f"\\{char}")
    return text
