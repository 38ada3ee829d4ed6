"""What a page looks up while it is written, and a note of it: a page follows from what it shows and what it found.

A page that is written again from the same beginnings looks up the same things, as long as it finds the same: what it
looks up first follows from its beginnings alone, what it looks up next from these and from what it found, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from casewright.model.ids import Ref, SourceKey
from casewright.model.source import Source
from casewright.render.shown import Digests
from casewright.views.sources import SourceView

Key = TypeVar("Key")
Value = TypeVar("Value")
Tables = Mapping[str, Mapping[Any, Any]]
"""All that can be looked up, by the name of the table."""
LookedUp = Mapping[str, tuple[Ref | str, ...]]
"""What was looked up, by the name of the table."""


def asked_values(asked: LookedUp) -> dict[str, list[str | list[str]]]:
    """Return what was looked up as plain values, to be kept."""
    return {name: [[key.kind, key.id] if isinstance(key, Ref) else key for key in keys] for name, keys in asked.items()}


def asked_of(values: Mapping[str, list[Any]]) -> LookedUp:
    """Return what was looked up from plain values. Raises TypeError or ValueError where these are something else."""
    return {name: tuple(key if isinstance(key, str) else Ref(*key) for key in keys) for name, keys in values.items()}


@dataclass(slots=True)
class Trace:
    """Notes what is looked up."""

    found: dict[str, dict[Ref | str, None]] = field(default_factory=dict)
    is_whole: bool = False
    """Whether somebody went through a table, which cannot be told by what was looked up."""

    def note(self, table: str, key: object) -> None:
        """Note that something was looked up, whether it is there or not."""
        if type(key) is str or type(key) is Ref:
            self.found.setdefault(table, {})[key] = None
        else:
            self.is_whole = True

    def looked_up(self) -> LookedUp:
        """Return all that was noted."""
        return {table: tuple(keys) for table, keys in self.found.items()}


class Traced(Mapping[Key, Value], Generic[Key, Value]):
    """A table of which it is noted what is looked up in it."""

    __slots__ = ("_name", "_table", "_trace")

    def __init__(self, name: str, table: Mapping[Key, Value], trace: Trace) -> None:
        """Stand for a table."""
        self._name, self._table, self._trace = name, table, trace

    def __getitem__(self, key: Key) -> Value:
        """Look something up."""
        self._trace.note(self._name, key)
        return self._table[key]

    def __iter__(self) -> Iterator[Key]:
        """Go through all of it."""
        self._trace.is_whole = True
        return iter(self._table)

    def __len__(self) -> int:
        """Count all of it."""
        self._trace.is_whole = True
        return len(self._table)


class Mapped(Mapping[Key, Value], Generic[Key, Value]):
    """A table of something about the values of another one."""

    __slots__ = ("_of", "_table")

    def __init__(self, table: Mapping[Key, Any], of: Callable[[Any], Value]) -> None:
        """Say what of each value is found."""
        self._table, self._of = table, of

    def __getitem__(self, key: Key) -> Value:
        """Find what it is of a value."""
        return self._of(self._table[key])

    def __iter__(self) -> Iterator[Key]:
        """Go through the keys."""
        return iter(self._table)

    def __len__(self) -> int:
        """Count them."""
        return len(self._table)


@dataclass(slots=True)
class Answers:
    """What would be found now: a digest of it for all that a page once looked up."""

    tables: Tables
    digests: Digests
    _known: dict[str, dict[Ref | str, bytes]] = field(default_factory=dict)

    def digest(self, asked: LookedUp) -> str:
        """Return a digest of what is found; not one that another answer could have. Raises UnknownValueError."""
        return self.digests.of(tuple((name, tuple(self._found(name, keys))) for name, keys in asked.items()))

    def _found(self, name: str, keys: tuple[Ref | str, ...]) -> Iterator[object]:
        table, known = self.tables.get(name, {}), self._known.setdefault(name, {})
        for key in keys:
            if key not in known:
                try:
                    known[key] = self.digests.bytes_of(table[key])
                except KeyError:
                    known[key] = b""
            yield from (key, known[key])


_RECORDS = "records "
"""How the names of the tables begin that tell how to cite records, each in one style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """All that a page can look up while it is written: nothing else of the casebook is in its reach."""

    targets: Mapping[Ref, Ref]
    """Present and former identities, each with the present one."""
    titles: Mapping[Ref, str]
    """Those of records."""
    works: Mapping[SourceKey, Source]
    sources: Mapping[SourceKey, SourceView]
    spans: Mapping[SourceKey, Markup]
    own: Mapping[Ref, Source]
    """The records as sources."""
    alone: Mapping[SourceKey, str]
    """References that stand by themselves."""
    briefs: Mapping[Ref, tuple[str, ...]]
    """The addresses of the briefs and sheets that there are."""
    labels: Mapping[str, str]
    """What pages print for their citations, by the marks of these."""
    records: Mapping[str, Mapping[str, str]]
    """How to cite the records, by style and key."""


def tables_of(around: Around) -> Tables:
    """Return all that can be looked up as tables."""
    plain = {name: getattr(around, name) for name in Around.__slots__ if name != "records"}
    return {**plain, **{_RECORDS + style: table for style, table in around.records.items()}}


def traced(tables: Tables, trace: Trace) -> Around:
    """Return what can be looked up in tables, of which is noted what is."""
    parts = {name: Traced(name, table, trace) for name, table in tables.items()}
    styles = [name for name in tables if name.startswith(_RECORDS)]
    records = {name.removeprefix(_RECORDS): parts.pop(name) for name in styles}
    return Around(**parts, records=records)
