"""Which works can be mistaken for each other in a citation, so that one may change how the other is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from casewright.model.ids import SourceKey

Item = Mapping[str, Any]
_CREATORS = ("author", "editor", "translator", "composer", "director", "collection-editor", "container-author")
_LONGEST_TITLE = 40


def mates(
    items: Mapping[SourceKey, Item], *, compares_all_names: bool = False
) -> Mapping[SourceKey, tuple[SourceKey, ...]]:
    """Return for each work all that must be known to print it as it is printed everywhere, itself included, by key.

    Letters (2013a) depend on works of the same year by the same first author. Whether the author's initials or given
    name are added (J. Smith) depends on whether there are others of the family name, and others with the same initials:
    one work of each is enough. Styles that compare all names of a work need all works that have any name in common,
    and those that these have one in common with. To know too many costs time; one too few, a letter.
    """
    found: dict[SourceKey, tuple[SourceKey, ...]] = {}
    for group in _groups(items, compares_all_names=compares_all_names):
        by_year: dict[str, list[SourceKey]] = {}
        by_family: dict[str, dict[str, SourceKey]] = {}
        for key in group:
            family, given = _person(items[key])
            by_year.setdefault(_year(items[key]), []).append(key)
            by_family.setdefault(family, {}).setdefault(given, key)
        namesakes = {family: _namesakes(people) for family, people in by_family.items() if family}
        for key in group:
            family, given = _person(items[key])
            alike = namesakes[family][given] if family else ()
            near = group if compares_all_names else {key, *alike, *by_year[_year(items[key])]}
            found[key] = tuple(sorted(near))
    return found


def _namesakes(people: Mapping[str, SourceKey]) -> Mapping[str, tuple[SourceKey, ...]]:
    """Return for each given name of a family name a work by another with the same initials, and one with others.

    ``people`` holds the first work of each. A library can have thousands of one name, so none is compared with all.
    """
    by_initials: dict[str, dict[str, SourceKey]] = {}
    for given, key in people.items():
        by_initials.setdefault(_initials(given), {})[given] = key

    def found(given: str) -> Iterator[SourceKey]:
        own = _initials(given)
        yield from islice((key for other, key in by_initials[own].items() if other != given), 1)
        yield from islice((next(iter(group.values())) for kind, group in by_initials.items() if kind != own), 1)

    return {given: tuple(found(given)) for given in people}


def lettered(
    items: Mapping[SourceKey, Item], known: Mapping[SourceKey, tuple[SourceKey, ...]]
) -> Mapping[SourceKey, tuple[SourceKey, ...]]:
    """Return for each work that may need a letter its mates of the same year, itself included: they decide on it."""
    years = {key: _year(item) for key, item in items.items()}
    found = {key: tuple(mate for mate in group if years[mate] == years[key]) for key, group in known.items()}
    return {key: group for key, group in found.items() if len(group) > 1}


def alone_with_title(
    items: Mapping[SourceKey, Item], groups: Mapping[SourceKey, tuple[SourceKey, ...]]
) -> frozenset[SourceKey]:
    """Return the works that have a title which no other of their group has."""
    titles = {key: _plain(str(items[key].get("title", ""))) for key in groups}
    counts = {group: Counter(titles[key] for key in group) for group in set(groups.values())}
    return frozenset(key for key, group in groups.items() if titles[key] and counts[group][titles[key]] == 1)


def _groups(items: Mapping[SourceKey, Item], *, compares_all_names: bool) -> Iterator[Sequence[SourceKey]]:
    """Yield the works that have a trait in common, directly or through others; each group and all groups sorted."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    for key, item in items.items():
        for trait in _traits(item, compares_all_names=compares_all_names):
            above[top(f"work {key}")] = top(trait)
    found: dict[str, list[SourceKey]] = {}
    for key in sorted(items):
        found.setdefault(top(f"work {key}"), []).append(key)
    yield from found.values()


def _traits(item: Item, *, compares_all_names: bool) -> Iterator[str]:
    year = _year(item)
    yield f"title {_plain(str(item.get('title', '')))[:_LONGEST_TITLE]} {year}"
    names = _names(item)
    if not names and (short := _plain(str(item.get("title-short", "")))):  # cited by it
        yield f"title {short[:_LONGEST_TITLE]} {year}"
    for name in names if compares_all_names else names[:1]:
        family = _plain(name.get("family", ""))
        yield f"person {family}" if family else f"organisation {_plain(name.get('literal', ''))} {year}"


def _names(item: Item) -> Sequence[Mapping[str, str]]:
    return next((item[role] for role in _CREATORS if item.get(role)), ())


def _person(item: Item) -> tuple[str, str]:
    """Return family and given name of a work's first author; nothing where it is no person."""
    first = next(iter(_names(item)), {})
    return (_plain(first["family"]), first.get("given", "")) if "family" in first else ("", "")


def _initials(given: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s.-]+", given.casefold()) if part)


def _year(item: Item) -> str:
    parts = (item.get("issued") or {}).get("date-parts") or [[""]]
    return str(parts[0][0]) if parts[0] else ""


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
