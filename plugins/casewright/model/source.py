"""A source: one entry of a bibliography, as written, as CSL-JSON, and as far as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casewright.model.ids import SourceKey, TermId
from casewright.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One bibliography entry."""

    key: SourceKey
    type: str
    """The type of the entry in lower case; of RIS and CSL-JSON the BibLaTeX type that it corresponds to."""
    item: Mapping[str, Any]
    """The CSL-JSON item (CSL data schema 1.0); its ``id`` is the key. Text is Unicode, with the tags of `rich_text`."""
    fields: Mapping[str, str]
    """BibLaTeX fields by lower-case name, as written (LaTeX and all), with those inherited from other entries; of RIS
    and CSL-JSON the fields that correspond, in plain text."""
    read: TermId | None
    """How much of it was read: a term of the vocabulary ``read-levels``."""
    note: str = ""
    """What a reader must know about how it was read; plain text."""
    copied: str = ""
    """Where the copy stood that was read, if nothing else was: ``document-sharing host``; plain text."""
    insiders: tuple[TermId, ...] = ()
    """The organisations of those who write as persons, or whose account it gives, as in an interview: they belonged to
    them, worked for them or took part in them. Terms of ``organisations``."""
    archive: str = ""
    """The web address of an archived copy."""
    retraction: str = ""
    """That the source was withdrawn, and why; plain text."""
    where: Location = field(compare=False)
    places: Mapping[str, Location] = field(compare=False, repr=False, default_factory=dict)
