"""A source: one entry of a bibliography, as written and as far as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casewright.model.ids import SourceKey, TermId
from casewright.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name in parts, or in ``literal`` the name of an organisation."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One bibliography entry. Field names are lower case, values are as in the file (LaTeX and all)."""

    key: SourceKey
    type: str
    fields: Mapping[str, str]
    names: Mapping[str, tuple[Name, ...]]
    """People by role: ``author``, ``editor``."""
    read: TermId | None
    """How much of it was read: a term of the vocabulary ``read-levels``."""
    where: Location = field(compare=False)
    places: Mapping[str, Location] = field(compare=False, repr=False, default_factory=dict)
