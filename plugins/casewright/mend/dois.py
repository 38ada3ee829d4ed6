"""A DOI that is written as an address → the DOI."""

from __future__ import annotations

import re

from casewright.mend.edits import Edit, replacement
from casewright.model.library import Library
from casewright.problems import Problem
from casewright.read.addresses import doi_of
from casewright.read.text import SourceText

_ADDRESS = re.compile(r"https?://[^\s{}\"<>|\\]{1,300}|(?:dx\.|www\.)?doi\.org/[^\s{}\"<>|\\]{1,300}", re.IGNORECASE)


def mended_doi(problem: Problem, source: SourceText, _library: Library) -> Edit | None:
    """Return the edit for a DOI that stands as an address on the line of the problem."""
    start = source.offset(problem.where)
    end = source.text.find("\n", start)
    found = _ADDRESS.findall(source.text[start : len(source.text) if end < 0 else end])
    if len(found) != 1:
        return None
    written = found[0].rstrip(",;")
    doi, is_address = doi_of(written)
    return replacement(source, problem.where, written, doi) if doi and is_address else None
