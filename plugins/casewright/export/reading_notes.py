"""What a casebook knows of a source beyond the work itself, for which formats of references have no fields."""

from __future__ import annotations

from casewright.model.source import Source


def notes(source: Source) -> dict[str, str]:
    """Return how much of a source was read and the like, under the names of the fields in .bib files."""
    values = {
        "read": str(source.read or ""),
        "note_read": source.note,
        "read_copy": source.copied,
        "insider": ", ".join(source.insiders),
        "archiveurl": source.archive,
        "retracted": source.retraction,
    }
    return {name: value for name, value in values.items() if value}
