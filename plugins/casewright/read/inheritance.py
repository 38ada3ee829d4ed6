"""Entries that take fields from others: ``crossref``, ``xdata`` and ``@set``.

The rules are those of BibLaTeX (manual 3.19, sections 2.4.1, 3.13.6 and appendix B), with two liberties: any entry that
is part of a book may name any kind of book, and the date, the place and the like are taken or left as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from casewright.problems import Code, Problem, did_you_mean, quoted
from casewright.read.entry import Entry

MOST_INHERITED = 5_000_000
"""How many characters all entries together may take from others."""

MOST_HINTS = 200
"""For how many missing entries the nearest is sought; each time all keys are gone through."""

_MULTI_VOLUME = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
_VOLUMES = frozenset({"book", "collection", "manual", "proceedings", "reference", "report", "booklet"})
_PARTS_OF_BOOKS = frozenset({"inbook", "bookinbook", "suppbook"})
_PARTS = _PARTS_OF_BOOKS | {"incollection", "inproceedings", "conference", "inreference", "suppcollection"}
_TITLES = ("title", "subtitle", "titleaddon")
_NEVER = frozenset(
    {
        "crossref", "entryset", "entrysubtype", "execute", "ids", "key", "keywords", "label", "options", "presort",
        "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey",
        "xdata", "xref",
    }
)  # fmt: skip
_NOT_TO_PARTS = frozenset({"indexsorttitle", "indextitle", "shorttitle", "sorttitle"})
_AS_ONE = (
    frozenset({"date", "year", "month", "day"}),
    frozenset({"journal", "journaltitle"}),
    frozenset({"address", "location"}),
    frozenset({"institution", "school"}),
)
"""Fields that say the same: whoever has one of them takes none of the others."""


def inherit(entries: Mapping[str, Entry], unread: Collection[str] = ()) -> tuple[dict[str, Entry], tuple[Problem, ...]]:
    """Return all entries with the fields that they take from others, and what stands in the way of it.

    ``unread`` are the keys of entries that could not be read, whose fault is their own. Entries of the type ``xdata``,
    which only lend their fields, are left out.
    """
    family = _Family(entries, unread)
    for key in entries:
        family.complete(key)
    done = {key: family.done[key] for key in entries if entries[key].type != "xdata"}
    return done, tuple(family.problems)


class _Family:
    """All entries; parents are completed before their children, without recursion, as chains may be long."""

    def __init__(self, entries: Mapping[str, Entry], unread: Collection[str]) -> None:
        self.entries = entries
        self.unread = unread
        self.done: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        self.left = MOST_INHERITED
        self.hints = MOST_HINTS

    def complete(self, key: str) -> None:
        path = {key: iter(_parents(self.entries[key]))}
        while path:
            child = next(reversed(path))
            parent = next((key for _, key in path[child] if self._is_next(key, path)), None)
            if parent is None:
                del path[child]
                if child not in self.done:
                    self.done[child] = self._completed(self.entries[child])
            else:
                path[parent] = iter(_parents(self.entries[parent]))

    def _is_next(self, key: str, path: Mapping[str, object]) -> bool:
        return key in self.entries and key not in self.done and key not in path

    def _completed(self, entry: Entry) -> Entry:
        for name, key in _parents(entry):
            parent = self.done.get(key)
            if parent is None:
                if key not in self.unread:
                    self.problems.append(self._dangling(entry, name, key))
            elif name == "entryset":
                self.problems.append(_set_problem(entry, key))
                entry = replace(self._taken(entry, name, parent), type=parent.type)
            else:
                entry = self._taken(entry, name, parent)
        return entry

    def _taken(self, entry: Entry, name: str, parent: Entry) -> Entry:
        own = {other for group in _AS_ONE if group & entry.fields.keys() for other in group} | entry.fields.keys()
        fields, places = {**entry.fields}, {**entry.places}
        for theirs, ours in _lent(entry, name, parent):
            if ours in own or ours in fields:
                continue
            self.left -= len(parent.fields[theirs])
            if self.left < 0:
                self.problems.append(_too_much(entry, name))
                break
            fields[ours] = parent.fields[theirs]
            places[ours] = parent.at(theirs)
        return replace(entry, fields=fields, places=places)

    def _dangling(self, entry: Entry, name: str, key: str) -> Problem:
        if key in self.entries:
            return entry.problem(
                Code.CROSSREF,
                name,
                f"{name} {quoted(key)} leads back to this entry; nothing is inherited here",
                f"remove {name} from one of the entries in the circle",
            )
        return entry.problem(
            Code.CROSSREF,
            name,
            f"{name} {quoted(key)} is no entry of any bibliography",
            self._hint(key, f"add that entry, or remove {name}"),
        )

    def _hint(self, key: str, otherwise: str) -> str:
        self.hints -= 1
        return did_you_mean(key, self.entries, otherwise) if self.hints >= 0 else otherwise


def _parents(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (field, key) of every entry that one takes fields from, the nearest first."""
    for key in dict.fromkeys(_keys(entry, "xdata")):
        yield "xdata", key
    if crossref := entry.fields.get("crossref", "").strip():
        yield "crossref", crossref
    if entry.type == "set":
        yield from (("entryset", key) for key in _keys(entry, "entryset")[:1])


def _keys(entry: Entry, name: str) -> list[str]:
    return [key.strip() for key in entry.fields.get(name, "").split(",") if key.strip()]


def _lent(child: Entry, name: str, parent: Entry) -> Iterator[tuple[str, str]]:
    """Yield (field of the parent, field of the child) of all that the parent has to give."""
    names = [field for field in parent.fields if field not in _NEVER]
    prefix = _prefix(child, parent) if name == "crossref" else ""
    for field in names:
        if prefix and (field in _TITLES or field in _NOT_TO_PARTS):
            continue
        yield field, field
        if prefix and field == "author" and child.type in _PARTS_OF_BOOKS:
            yield field, "bookauthor"
    if prefix:
        yield from ((field, f"{prefix}{field}") for field in _TITLES if field in parent.fields)


def _prefix(child: Entry, parent: Entry) -> str:
    """Return what the title of the parent is to the child: ``main`` title, ``book`` title, ``journal`` title."""
    if parent.type in _MULTI_VOLUME:
        return "main"
    if parent.type in _VOLUMES and child.type in _PARTS:
        return "book"
    return "journal" if parent.type == "periodical" else ""


def _set_problem(entry: Entry, first: str) -> Problem:
    return entry.problem(
        Code.CROSSREF,
        "entryset",
        f"a set is cited as one in BibLaTeX only; here {quoted(entry.key)} stands for its first entry, {quoted(first)}",
        f"cite the entries of the set together: [{'; '.join(f'@{key}' for key in _keys(entry, 'entryset')[:3])}]",
    )


def _too_much(entry: Entry, name: str) -> Problem:
    return entry.problem(
        Code.CROSSREF,
        name,
        f"the entries inherit more than {MOST_INHERITED:,} characters; what is left is not inherited",
        "let fewer entries inherit long fields",
    )
