"""Whether a source is in a bibliography already, under whatever key: by DOI, by title, or by all that it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casewright.model.rich_text import plain
from casewright.model.source import Source

_WORD = re.compile(r"[^\W_]+")
_LEAST_OF_TITLE = 15
"""Letters; shorter titles, such as "Annual report", are those of many works."""


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a bibliography, which can be added to."""

    dois: dict[str, Source] = field(default_factory=dict)
    titles: dict[tuple[str, str], list[Source]] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Works:
        """Return the works of some sources."""
        works = cls()
        for source in sources:
            works.add(source)
        return works

    def add(self, source: Source) -> None:
        """Note one more; of two with the same DOI the first counts."""
        if doi := _doi(source):
            self.dois.setdefault(doi, source)
        self.titles.setdefault((_title(source), _year(source)), []).append(source)

    def same(self, source: Source) -> tuple[Source, str] | None:
        """Return a source that is the same work, and what it has in common with this one.

        Two works with a title in common have different authors, years or DOIs; what has no title at all is the same
        only where everything else is.
        """
        doi = _doi(source)
        if doi and doi in self.dois:
            return self.dois[doi], "DOI"
        for other in self.titles.get((_title(source), _year(source)), ()):
            authors = {_author(source), _author(other)}
            if doi and _doi(other):
                continue
            if _title(source) and len(authors) == 1 and "" not in authors:
                return other, "title, year and first author"
            if "" in authors and len(_title(source)) >= _LEAST_OF_TITLE:
                return other, "title and year"
            if _bare(source) == _bare(other):
                return other, "everything"
        return None


def _doi(source: Source) -> str:
    return str(source.item.get("DOI", "")).casefold()


def _title(source: Source) -> str:
    return " ".join(_WORD.findall(plain(str(source.item.get("title", ""))).casefold()))


def _author(source: Source) -> str:
    names = source.item.get("author") or source.item.get("editor") or [{}]
    initial = str(names[0].get("given", ""))[:1]
    return f"{names[0].get('family') or names[0].get('literal') or ''} {initial}".strip().casefold()


def _year(source: Source) -> str:
    parts = source.item.get("issued", {}).get("date-parts") or [[""]]
    return "".join(str(part) for part in parts[0][:1])


def _bare(source: Source) -> dict[str, object]:
    return {name: value for name, value in source.item.items() if name != "id"}
