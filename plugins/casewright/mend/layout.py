"""A record's text → the same without unseen blanks, and with its fields in the usual order."""

from __future__ import annotations

import re

from casewright.mend.edits import Edit, edited
from casewright.model.record import Record, written_order
from casewright.read.document import Document, read_document
from casewright.read.text import SourceText
from casewright.read.tidy import unseen_blanks

_COMMENTED_OUT = re.compile(r"^#[ #]*[a-z_]+:", re.MULTILINE)
_COMMENT = re.compile(r"#")


def without_blanks(source: SourceText) -> str:
    """Return the text of a record without blanks that mean nothing."""
    document, _ = read_document(source)
    if document is None:
        return source.text
    return edited(source.text, (Edit(start, end, "") for start, end in unseen_blanks(document)))


def in_usual_order(type_: type[Record], source: SourceText) -> str:
    """Return the text of a record with its fields in the usual order, each with the comments above it.

    Where a comment may belong to more than the field below it (one that is commented out, one at the end), or a field
    is not known, the text is returned as it is.
    """
    document, problems = read_document(source)
    if document is None or problems:
        return source.text
    blocks = _blocks(document)
    ranks = {name: rank for rank, name in enumerate(written_order(type_))}
    if blocks is None or any(name not in ranks for name, _, _ in blocks):
        return source.text
    ordered = sorted(blocks, key=lambda block: ranks[block[0]])
    first, last = blocks[0][1], blocks[-1][2]
    return source.text[:first] + "".join(source.text[start:end] for _, start, end in ordered) + source.text[last:]


def _blocks(document: Document) -> list[tuple[str, int, int]] | None:
    """Return the name of each field, and between which offsets it stands with the comments above it."""
    text, end = document.source.text, document.fields_end
    starts = [(name, with_comments(text, key.start)) for name, (key, _) in document.fields.entries.items()]
    if not starts:
        return None
    header = text[: starts[0][1]]
    front = text[starts[0][1] : end]
    is_flow = text[document.fields.start] == "{"
    tail = text[starts[-1][1] : end].rstrip("\n").rsplit("\n", 1)[-1]
    if is_flow or _COMMENTED_OUT.search(front) or _COMMENT.match(tail) or "#" in header:
        return None
    stops = [start for _, start in starts[1:]] + [end]
    return [(name, start, stop) for (name, start), stop in zip(starts, stops, strict=True)]


def with_comments(text: str, start: int) -> int:
    """Return where the comments begin that stand right above a field."""
    start = text.rfind("\n", 0, start) + 1
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text.startswith("#", above):
            return start
        start = above
    return start
