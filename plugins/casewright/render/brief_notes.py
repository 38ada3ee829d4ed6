"""What is known of the briefs of the last build: one that would be set from the same is taken without working it out.

To know what a brief prints takes as long as much of a page. It follows from what its page shows and cites, and from
what was looked up for it, as pages do (`past`); so that is noted, and under which name its file is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casewright.cache import Cache, digest
from casewright.render.citeproc.result import PageResult
from casewright.render.lookups import Answers, LookedUp, Tables, Trace, asked_of, asked_values
from casewright.render.past import request_values
from casewright.render.references import PageRequest
from casewright.render.shown import Digests, UnknownValueError

_KIND = "brief-notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Where a brief is kept, and what it follows from beside what it shows."""

    name: str
    lacking: tuple[str, ...]
    """The signs that its fonts lack."""
    asked: LookedUp
    """What was looked up for it."""
    found: str
    """A digest of what was found."""


@dataclass(slots=True, kw_only=True)
class BriefNotes:
    """The notes of the last build, and those that take their place. Without a cache, nothing is known."""

    cache: Cache = field(default_factory=Cache)
    site: str = ""
    """A digest of what tells the site from others that are made of the same records."""
    made_with: str = ""
    """A digest of what sets the briefs."""
    tables: Tables = field(default_factory=dict)
    """All that can be looked up."""
    _digests: Digests = field(default_factory=Digests)
    _answers: Answers = field(init=False)
    _past: Mapping[str, Noted] = field(init=False)
    _now: dict[str, Noted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what was noted."""
        self._answers = Answers(self.tables, self._digests)
        self._past = _read(self.cache.get(_KIND, digest(self.site)))

    def name(self, shown: str, request: PageRequest | None, result: PageResult | None) -> str:
        """Return a name for the brief of a page that shows and cites something; nothing where it cannot be told.

        ``shown`` is a digest of what the page shows, in which site and by which program, if there is one.
        """
        try:
            cited = request_values(request) if request else None
            return self._digests.of(self.made_with, shown, cited, result) if shown and self.cache.folder else ""
        except UnknownValueError:
            return ""

    def known(self, name: str) -> Noted | None:
        """Return what is known of a brief, if all that was looked up for it is found as it was."""
        noted = self._past.get(name)
        return noted if noted and self._digest(noted.asked) == noted.found else None

    def note(self, name: str, kept_as: str, lacking: tuple[str, ...], trace: Trace) -> None:
        """Note a brief that was worked out, unless it cannot be told what it follows from."""
        asked = trace.looked_up()
        found = "" if trace.is_whole or not name else self._digest(asked)
        if found:
            self._now[name] = Noted(name=kept_as, lacking=lacking, asked=asked, found=found)

    def go_on(self, name: str, noted: Noted) -> None:
        """Keep a note for the next build."""
        self._now[name] = noted

    def keep(self) -> None:
        """Put the notes of this build in the place of the last one's."""
        if self.cache.folder and self._now != self._past:
            self.cache.put(_KIND, digest(self.site), {name: _values(noted) for name, noted in self._now.items()})

    def _digest(self, asked: LookedUp) -> str:
        try:
            return self._answers.digest(asked)
        except (TypeError, UnknownValueError):
            return ""


def _values(noted: Noted) -> list[Any]:
    return [noted.name, noted.lacking, asked_values(noted.asked), noted.found]


def _read(kept: Any) -> Mapping[str, Noted]:  # noqa: ANN401 - whatever stands there
    try:
        return {str(name): _noted(*values) for name, values in (kept or {}).items()}
    except (AttributeError, TypeError, ValueError):
        return {}


def _noted(name: str, lacking: list[str], asked: Mapping[str, list[Any]], found: str) -> Noted:
    return Noted(name=str(name), lacking=tuple(map(str, lacking)), asked=asked_of(asked), found=str(found))
