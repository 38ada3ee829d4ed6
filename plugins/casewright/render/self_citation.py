"""How to cite a record of the casebook itself."""

from __future__ import annotations

from casewright.model.ids import Ref, SourceKey
from casewright.model.record import Record
from casewright.model.source import Name, Source
from casewright.problems import Location


def self_key(ref: Ref) -> SourceKey:
    """Return the key under which a record is cited."""
    return SourceKey(f"{ref.kind}-{ref.id}")


def self_source(record: Record, *, site_name: str, address: str) -> Source:
    """Return a record as a source: its contributors, the day of its last change, its full address if it has one."""
    day = record.last_change.first
    fields = {
        "title": f"{{{_safe(record.title)}}}",
        "howpublished": f"{{{_safe(site_name)}}}",
        "date": day.isoformat(),
        "url": address,
    }
    return Source(
        key=self_key(record.ref),
        type="online",
        fields={name: value for name, value in fields.items() if value},
        names={"author": tuple(_name(person.name) for person in record.contributors)},
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


def _name(name: str) -> Name:
    family, comma, given = name.partition(",")
    return (
        Name(family=_safe(family.strip()), given=_safe(given.strip())) if comma else Name(literal=f"{{{_safe(name)}}}")
    )


def _safe(text: str) -> str:
    for char in "\\{}":
        text = text.replace(char, "")
    for char in "&%$#_":
        text = text.replace(char, f"\\{char}")
    return text
