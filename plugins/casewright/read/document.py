"""A record's file → its front matter's fields and its body."""

from __future__ import annotations

from dataclasses import dataclass

from frontmatter.default_handlers import YAMLHandler

from casewright.problems import Code, Location, Problem
from casewright.read.text import SourceText
from casewright.read.yaml import Mapping, parse_yaml

_HANDLER = YAMLHandler()
_BOUNDARY = _HANDLER.FM_BOUNDARY


@dataclass(frozen=True, slots=True)
class Document:
    """The fields of the front matter, and where the body begins."""

    source: SourceText
    fields: Mapping
    fields_end: int
    body_start: int

    @property
    def body(self) -> str:
        """Return the text below the front matter."""
        return self.source.text[self.body_start :]


def read_document(source: SourceText) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the parts of a record's file and the problems of its form."""
    if not _HANDLER.detect(source.text):
        return None, (
            Problem(
                code=Code.NO_FRONT_MATTER,
                where=Location(source.path),
                message="the file does not begin with front matter",
                hint="begin with a line `---`, then the fields, then a line `---`; `casewright new` writes them",
            ),
        )
    opening = _BOUNDARY.match(source.text)
    closing = _BOUNDARY.search(source.text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None, (
            Problem(
                code=Code.UNCLOSED_FRONT_MATTER,
                where=Location(source.path),
                message="the front matter has no end",
                hint="put a line `---` between the fields and the text",
            ),
        )
    fields, problems = parse_yaml(source, opening.end(), closing.start())
    return (Document(source, fields, closing.start(), closing.end()) if fields else None), problems
