"""An edition of the casebook: a state of it with a name, and what changed since the one before, field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewright.model.ids import Ref

TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z")
"""What an edition can be called: part of the name of its file and of its address."""

MOST_LETTERS, MOST_CHANGES = 400, 60
"""How much of a value is kept on each side, and how many changes of one record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that is another one now, each side cut to the part that differs; one that was not there is empty."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record that came, went or changed."""

    ref: Ref
    title: str
    changes: tuple[Change, ...] = ()
    more: int = 0
    """How many further changes of it are not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One edition. Entries are in the order of kinds and ids."""

    tag: str
    date: str
    """The day of its revision, ``2026-11-25``."""
    revision: str
    """The commit in which it stands."""
    previous: str
    """The edition before it, or nothing."""
    records: tuple[tuple[str, int], ...]
    """How many records of each kind it holds."""
    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
