"""The history of a record's file: who changed it, when, and in which words they said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change, as its author recorded it."""

    commit: str
    day: date
    """The author's day, in the author's time zone, so that it is the same wherever it is asked for."""
    subject: str
    authors: tuple[str, ...]
    """Who made it: the author, then those who are named as co-authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHistory:
    """The changes of one record, the newest first."""

    changes: tuple[Change, ...]
    more: int = 0
    """How many older ones there are that are known and not shown."""
    authors: tuple[str, ...] = ()
    """Everybody who changed it, the first author first."""
    is_whole: bool = True
    """Whether the beginning is known; it is not in a copy that holds only the last changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The histories of records by file; none where there is no git to ask, or nobody asked."""

    records: Mapping[str, RecordHistory] = field(default_factory=dict)
