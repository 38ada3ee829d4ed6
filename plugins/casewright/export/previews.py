"""What a page asks for when a reader rests on a link: a small file beside the page that the link leads to.

The data of a record (``api/v1/``) are some hundred times as long and name terms by their ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields

from casewright.read.words import Words
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.periods import with_periods
from casewright.views.addresses import FACETS, preview_file, record_address, term_address
from casewright.views.preview import PreviewView, record_preview, term_preview
from casewright.views.terms import terms_of


def preview_files(linked: LinkedLibrary, words: Words | None = None) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the preview of every record and of every term that has a page."""
    linked = with_periods(linked)
    terms = terms_of(linked.library.vocabularies, words)
    for record in linked.library.records():
        yield preview_file(record_address(record.ref)), _json(record_preview(record, linked, terms))
    for facet in FACETS:
        for term in terms.ids(facet):
            yield preview_file(term_address(facet, term)), _json(term_preview(facet, term, linked, terms))


def _json(view: PreviewView) -> str:
    """Return what is not empty."""
    values = {field.name: value for field in fields(view) if (value := getattr(view, field.name))}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
