"""A bibliography entry as it was read from a file, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casewright.problems import Code, Location, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Type, key and fields as written, by BibLaTeX's names in lower case, and where they stand."""

    type: str
    key: str
    fields: Mapping[str, str]
    where: Location = field(compare=False)
    places: Mapping[str, Location] = field(compare=False, repr=False)
    is_latex: bool = True
    """Whether the values are LaTeX, whose braces say what keeps its capitals; else they are plain text."""

    def at(self, name: str) -> Location:
        """Return where a field stands, or else the entry."""
        return self.places.get(name, self.where)

    def problem(self, code: Code, name: str, message: str, hint: str) -> Problem:
        """Return a problem of a field; of the whole entry where ``name`` is empty."""
        path = f"{self.key}.{name}" if name else self.key
        return Problem(code=code, where=self.at(name), path=path, message=message, hint=hint)
