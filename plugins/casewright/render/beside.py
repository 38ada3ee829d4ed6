"""What of a work can matter for how others are cited: all else can change without a page that cites only those.

Whether a work needs a letter (2013a), or its author a given name, follows from what citations of it and its mates would
print, and which of them comes first in a list. So a style is read as far as these two go for a work of its type, with
its variables: what is printed there matters, of what is only asked for it matters that it is there, nothing else does.
Where a condition cannot be known before the engine runs (a position, a locator), all that may follow counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from casewright.render.mates import Item
from casewright.render.styles import Style

_CSL = "{http://purl.org/net/xbiblio/csl}"
_SORT_KEYS = f"{_CSL}bibliography/{_CSL}sort/{_CSL}key"
_ALWAYS = frozenset({"id", "type", "language"})
_OF_CITATIONS = frozenset({"citation-number", "first-reference-note-number", "locator", "year-suffix"})
_TOLD_BY = {
    "container-title": ("journalAbbreviation",),
    "editor-translator": ("editor", "translator", "editortranslator"),
    "event": ("event-title",),
    "event-title": ("event",),
    "page-first": ("page",),
    "title": ("shortTitle",),
    "title-short": ("shortTitle", "title"),
    "container-title-short": ("journalAbbreviation", "container-title"),
}
"""Variables that the engine may print for another."""


def of_its_year(item: Item, style: Style, *, has_own_title: bool = False) -> dict[str, Any]:
    """Return what of a work can matter for one of the same year, which may need a letter because of it.

    Where no other of them has its title, the order is found once titles are compared.
    """
    return _seen(item, style, _Sight.TITLES if has_own_title else _Sight.ORDER)


def of_another_year(item: Item, style: Style) -> dict[str, Any]:
    """Return what of a work can matter for one of another year: they get no letters, so that order has no say."""
    return _seen(item, style, _Sight.LABEL)


class _Sight(Enum):
    """How far a work is looked at."""

    LABEL = "citations"
    TITLES = "citations, and the order of the list up to the title"
    ORDER = "citations, and the order of the list"


def _seen(item: Item, style: Style, sight: _Sight) -> dict[str, Any]:
    if "citation-label" in style.text or ":" in str(item.get("note", "")):
        return dict(item)  # the engine makes labels of many things, and reads variables in notes (``edition: 2``)
    printed, asked = _variables(style, sight, str(item.get("type", "")), frozenset(filter(item.get, item)))
    return {
        name: value if name in printed else _anything(value) for name, value in item.items() if name in printed | asked
    }


def _anything(value: object) -> object:
    """Return what says that a variable is there, and nothing else."""
    if isinstance(value, list):
        return [{"literal": "x"}]
    return {"date-parts": [[1]]} if isinstance(value, dict) else "x"


@cache
def _variables(style: Style, sight: _Sight, kind: str, there: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the variables that a style may print of a work, as far as it is looked at, and those it only asks for."""
    root, macros = _tree(style)
    reader = _Reader(macros=macros, kind=kind, there=there)
    for citation in root.iterfind(f"{_CSL}citation"):
        reader.read(citation)
    for key in root.iterfind(_SORT_KEYS) if sight is not _Sight.LABEL else ():
        by_key = _Reader(macros=macros, kind=kind, there=there)
        by_key.read(key)
        reader.printed |= by_key.printed
        reader.asked |= by_key.asked
        if by_key.has_title and sight is _Sight.TITLES:
            break
    return frozenset(_ALWAYS | reader.printed), frozenset(reader.asked - reader.printed)


@cache
def _tree(style: Style) -> tuple[ET.Element, Mapping[str, ET.Element]]:
    """Return a style, and its macros by name."""
    root = ET.fromstring(style.text)  # noqa: S314 - read once already, when the style was loaded
    return root, {macro.get("name", ""): macro for macro in root.iterfind(f"{_CSL}macro")}


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Reads a style for a work of a type, with the variables that are there."""

    macros: Mapping[str, ET.Element]
    kind: str
    there: frozenset[str]
    printed: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    has_title: bool = False
    """Whether the title is certain to be printed, all of it."""
    unsure: int = 0
    """Within how many conditions it reads that may not hold."""

    def read(self, element: ET.Element) -> None:
        """Note the variables that an element may print or ask for."""
        match element.tag:
            case "{http://purl.org/net/xbiblio/csl}choose":
                self._choose(element)
            case "{http://purl.org/net/xbiblio/csl}substitute":
                self._substitute(element)
            case _:
                self.printed.update(_told(element.get("variable", "").split()))
                is_title = element.get("variable") == "title" and element.get("form") != "short"
                self.has_title |= is_title and self._is_there(element) and not self.unsure
                self._macro(element.get("macro", ""))
                is_told = element.tag == f"{_CSL}names" and self._is_there(element)
                for child in element:
                    if not (is_told and child.tag == f"{_CSL}substitute"):
                        self.read(child)

    def _macro(self, name: str) -> None:
        if name in self.macros and name not in self.met:
            self.met.add(name)
            self.read(self.macros[name])

    def _choose(self, element: ET.Element) -> None:
        before = self.unsure
        for branch in element:
            holds = self._holds(branch)
            if holds is False:
                continue
            self.unsure += holds is None
            for child in branch:
                self.read(child)
            if holds:
                break
        self.unsure = before

    def _substitute(self, element: ET.Element) -> None:
        self.unsure += 1
        for child in element:
            self.read(child)
            if self._is_there(child):
                break
        self.unsure -= 1

    def _is_there(self, element: ET.Element) -> bool:
        return any(name in self.there for name in element.get("variable", "").split())

    def _holds(self, branch: ET.Element) -> bool | None:
        """Return whether a branch is taken, None where that cannot be known."""
        told = list(self._conditions(branch))
        matching = branch.get("match", "all")
        if matching == "all":
            return False if False in told else None if None in told else True
        is_any = True if True in told else None if None in told else False
        return is_any if matching == "any" or is_any is None else not is_any

    def _conditions(self, branch: ET.Element) -> Iterator[bool | None]:
        for name, value in branch.items():
            values = value.split()
            if name == "type":
                is_sure = len(values) == 1 or branch.get("match", "all") != "all"
                yield from ((self.kind == one) if is_sure else None for one in values)
            elif name == "variable":
                self.asked.update(_told(values))
                yield from map(self._has, values)
            elif name != "match":
                self.printed.update(_told(values) if name in ("is-numeric", "is-uncertain-date") else ())
                yield None

    def _has(self, name: str) -> bool | None:
        if name in self.there:
            return True
        return None if name in _OF_CITATIONS or not self.there.isdisjoint(_told([name])) else False


def _told(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (name, f"{name}-short", *_TOLD_BY.get(name, ()))
