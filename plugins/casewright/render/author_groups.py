"""Which works can be mistaken for each other in a citation, so that one may change how the other is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casewright.model.ids import SourceKey

Item = Mapping[str, Any]
_CREATORS = ("author", "editor", "translator", "composer", "director", "collection-editor", "container-author")
_LONGEST_TITLE = 40


def groups(
    items: Mapping[SourceKey, Item], *, compares_all_names: bool = False
) -> Mapping[SourceKey, tuple[SourceKey, ...]]:
    """Return for each work the group it belongs to, itself included, by key.

    Works belong together when their first names are alike (a person's family name in any year, since a style may add
    initials to tell two Smiths apart; an organisation's name, or a title, in one year), and when
    a third belongs to both. To have too many in a group costs time; to have too few would cost a letter.
    """
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
    return {key: group for members in found.values() for group in [tuple(members)] for key in members}


def _traits(item: Item, *, compares_all_names: bool) -> Iterator[str]:
    year = _year(item)
    yield f"title {_plain(str(item.get('title', '')))[:_LONGEST_TITLE]} {year}"
    names = next((item[role] for role in _CREATORS if item.get(role)), ())
    for name in names if compares_all_names else names[:1]:
        family = _plain(name.get("family", ""))
        yield f"person {family}" if family else f"organisation {_plain(name.get('literal', ''))} {year}"


def _year(item: Item) -> str:
    parts = (item.get("issued") or {}).get("date-parts") or [[""]]
    return str(parts[0][0]) if parts[0] else ""


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
