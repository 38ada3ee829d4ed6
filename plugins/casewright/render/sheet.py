"""The sheets of a module → plain values for their template. Whatever people wrote is in strings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casewright.model.prose import Citation, Cluster
from casewright.render.citeproc.result import PageResult
from casewright.render.lookups import Around
from casewright.render.page import Publication
from casewright.render.paper import PaperWriter, printed_clusters, references_of, runs_of, wrapped
from casewright.views.sheets import Chapter, SheetItem, SheetSection, SheetTable, Words

_ALL = 100_000
"""Nothing is cut on these sheets; so many letters no text of a record has."""

CitedChapter = tuple[Chapter, tuple[Cluster, ...], PageResult | None]
"""A chapter, with what its page cites and how that was printed."""


def sheet_values(
    chapters: Sequence[CitedChapter],
    *,
    kind: str,
    title: str,
    dates: str,
    publication: Publication,
    around: Around,
) -> dict[str, Any]:
    """Return what the template prints."""
    return {
        "site": wrapped(publication.name),
        "kind": kind,
        "title": wrapped(title),
        "dates": dates,
        "warning": "For instructors only." if publication.is_for_instructors else "",
        "chapters": [_chapter(*cited, around) for cited in chapters],
    }


def _chapter(
    chapter: Chapter, clusters: tuple[Cluster, ...], result: PageResult | None, around: Around
) -> dict[str, Any]:
    writer = _Writer(
        PaperWriter(around=around, printed=printed_clusters(clusters, result), withheld=frozenset(chapter.withheld))
    )
    lead = writer.runs(chapter.lead)
    sections = [_section(section, writer) for section in chapter.sections]
    named = writer.keys - set(chapter.withheld)
    return {
        "kicker": wrapped(chapter.kicker),
        "title": wrapped(chapter.title),
        "status": wrapped(chapter.status),
        "lead": lead,
        "sections": sections,
        "references": [entry for entry in references_of(result, around) if entry["key"] in named],
        "notes": [runs_of(note) for note in writer.paper.notes],
    }


class _Writer:
    """Writes the texts of one chapter, and keeps the keys that they cite."""

    def __init__(self, paper: PaperWriter) -> None:
        self.paper = paper
        self.keys: set[str] = set()

    def runs(self, said: Words | Citation) -> list[dict[str, str]]:
        """Return a text as it is printed."""
        text, source = ("", said) if isinstance(said, Citation) else (said, None)
        found = self.paper.statement(text, source, _ALL)
        self.keys |= set(found["keys"])
        runs: list[dict[str, str]] = found["runs"]
        return runs


def _section(section: SheetSection, writer: _Writer) -> dict[str, Any]:
    return {
        "title": section.title,
        "paragraphs": [writer.runs(text) for text in section.paragraphs],
        "items": [_item(item, writer) for item in section.items],
        "numbered": section.is_numbered,
        "table": _table(section.table, writer) if section.table else None,
        "lines": section.lines,
        "instructors": section.is_for_instructors,
    }


def _item(item: SheetItem, writer: _Writer) -> dict[str, Any]:
    return {
        "head": wrapped(item.head),
        "meta": wrapped(item.meta),
        "runs": writer.runs(item.text),
        "notes": [{"label": note.label, "runs": writer.runs(note.text)} for note in item.notes],
        "lines": item.lines,
    }


def _table(table: SheetTable, writer: _Writer) -> dict[str, Any]:
    return {
        "header": list(table.header),
        "rows": [[writer.runs(cell) for cell in row] for row in table.rows],
    }
