"""A proposed case → the files that it becomes: the record, and a bibliography with the sources it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from casewright.export.bibtex import bibtex_entry
from casewright.export.front_matter import write_document
from casewright.model.case import Case
from casewright.model.fields import fields_of
from casewright.model.ids import SourceKey
from casewright.model.record import written_order
from casewright.model.source import Source
from casewright.problems import Location
from casewright.read.proposal import Proposal, ProposedSource, cited, cited_text

REST = "Not sorted in yet"
"""The heading below which stands what has no field."""

_FENCE = re.compile(r"`{3,}")


def proposal_files(proposal: Proposal, id_: str, today: date) -> Mapping[str, str]:
    """Return the files of a proposed case by their paths: a draft that the check will have something to say about."""
    keys = {source.number: f"{id_}-{source.number}" for source in proposal.sources}
    known = {"id": id_, "review": {"state": "draft"}, "published": today.isoformat()}
    written = {**proposal.values, **known}
    table = fields_of(Case)
    values = {name: cited(written[name], keys, table[name].type) for name in written_order(Case) if name in written}
    body = cited_text(proposal.body, keys)
    if proposal.rest:
        body = f"{body}\n\n## {REST}\n\n" + "\n\n".join(map(_verbatim, proposal.rest))
    files = {f"cases/{id_}.md": write_document(values, body)}
    if proposal.sources:
        files[f"bibliography/{id_}.bib"] = "\n".join(_entry(source, keys) for source in proposal.sources)
    return files


def _entry(source: ProposedSource, keys: Mapping[int, str]) -> str:
    """Return the entry of a source: its whole line is the title until somebody sorts out what is what."""
    item: dict[str, Any] = {"id": keys[source.number], "type": "document", "title": source.text}
    if source.address:
        item["URL"] = source.address
    where = Location("")
    key = SourceKey(keys[source.number])
    return bibtex_entry(Source(key=key, type="misc", item=item, fields={}, read=None, where=where))


def _verbatim(text: str) -> str:
    """Return text as a block in which nothing is markup, whatever stands in it."""
    fence = "`" * max(3, *(len(found) + 1 for found in _FENCE.findall(text)), 3)
    return f"{fence}text\n{text}\n{fence}"
