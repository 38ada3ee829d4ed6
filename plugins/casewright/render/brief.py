"""What a brief says → plain values for its template. Whatever people wrote is in strings, and never in the template."""

from __future__ import annotations

from typing import Any

import segno

from casewright.model.prose import Cluster
from casewright.render.citeproc.result import PageResult
from casewright.render.lookups import Around
from casewright.render.page import Publication
from casewright.render.paper import PaperWriter, printed_clusters, references_of, runs_of, short, wrapped
from casewright.views.brief import BriefItem, BriefSection, BriefView, ranks

MOST_LETTERS, MOST_OF_FACT, MOST_OF_LEAD, MOST_OF_HEAD = 260, 150, 700, 160
"""How long a statement, a fact, the summary and a head may be; longer ones end in ``…``."""


def brief_values(
    view: BriefView,
    *,
    address: str,
    publication: Publication,
    around: Around,
    clusters: tuple[Cluster, ...],
    result: PageResult | None,
) -> dict[str, Any]:
    """Return what the template prints. ``clusters`` and ``result`` are what the page of the record cites, and how.

    What the brief looks up is ``around`` it.
    """
    writer = PaperWriter(around=around, printed=printed_clusters(clusters, result))
    lead = writer.statement(view.lead, None, MOST_OF_LEAD)
    sections = [
        _section(section, own, writer) for section, own in zip(view.sections, ranks(view.sections), strict=True)
    ]
    public = publication.cited(address)
    return {
        "site": wrapped(publication.name),
        "kind": view.kind,
        "kicker": short(view.kicker, MOST_OF_HEAD),
        "title": short(view.title, MOST_OF_HEAD),
        "status": wrapped(view.status),
        "lead": lead,
        "outcome": _outcome(view.outcome, writer),
        "warnings": [wrapped(warning) for warning in view.warnings],
        "sections": sections,
        "references": references_of(result, around),
        "notes": [runs_of(note) for note in writer.notes],
        "dates": view.dates,
        "address": public,
        "qr": segno.make_qr(public, error="m").svg_inline(border=0) if public else "",
        "items": sum(len(section.items) for section in view.sections),
    }


def _outcome(item: BriefItem | None, writer: PaperWriter) -> dict[str, Any] | None:
    return {"head": item.head, "said": writer.statement(item.text, item.source, MOST_OF_LEAD)} if item else None


def _section(section: BriefSection, own: tuple[int, ...], writer: PaperWriter) -> dict[str, Any]:
    most = MOST_OF_FACT if section.is_facts and section.one == "fact" else MOST_LETTERS
    return {
        "title": section.title,
        "one": section.one,
        "many": section.many,
        "total": section.total,
        "empty": section.empty,
        "note": section.note,
        "kind": "facts" if section.is_facts else "figures" if section.one == "figure" else "statements",
        "items": [_item(item, rank, writer, most) for item, rank in zip(section.items, own, strict=True)],
    }


def _item(item: BriefItem, rank: int, writer: PaperWriter, most: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "sign": item.sign,
        "word": item.word,
        "head": short(item.head, MOST_OF_HEAD),
        "meta": wrapped(item.meta),
        "said": writer.statement(item.text, item.source, most),
    }
