"""Identities: which kind of record, and which one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NewType

SourceKey = NewType("SourceKey", str)
"""Key of a bibliography entry, as written in the .bib file."""

TermId = NewType("TermId", str)
"""Id of a vocabulary term."""

ID_PATTERN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
ID_LENGTH = 64


class Kind(Enum):
    """The kinds of record that have files of their own. The value is the word used in links."""

    CASE = "case"
    LESSON = "lesson"
    MODULE = "module"
    THESIS = "thesis"
    PATHWAY = "pathway"

    @property
    def folder(self) -> str:
        """Return the folder of the repository and of the site that holds records of this kind."""
        return "theses" if self is Kind.THESIS else f"{self.value}s"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The identity of one record: its kind's word and its id."""

    kind: str
    id: str

    def __str__(self) -> str:
        return self.id if self.kind == Kind.CASE.value else f"{self.kind}:{self.id}"


def is_id(text: str) -> bool:
    """Return whether ``text`` can be an id: lower-case words of letters and digits joined by single hyphens."""
    return len(text) <= ID_LENGTH and ID_PATTERN.match(text) is not None
