"""Names of CSL-JSON, as far as they have a form that CSL knows; what has another is kept in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

PARTS = frozenset({"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"})
_SWITCHES = ("comma-suffix", "static-ordering")
_OTHER = ("name", "lastName", "last", "full")
"""What other programs call a name, or the part of it without which it is none."""


def read_names(value: Any, clean: Callable[[str], str]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:  # noqa: ANN401 - anything that JSON can hold
    """Return the names that a variable holds, and those of them, in words, that are not written as CSL has them.

    The words stand as the whole name then: ``"Doe, Jane"`` is printed as it stands. What holds no words at all is
    ``?`` among the second and not among the first.
    """
    names: list[dict[str, Any]] = []
    doubtful: list[str] = []
    for person in value if isinstance(value, list) else [value]:
        name = _name(person, clean)
        words = "" if name else clean(_words(person))
        if words:
            names.append({"literal": words})
        elif name:
            names.append(name)
        if not name and person not in ({}, "", None):
            doubtful.append(words or "?")
    return names, tuple(doubtful)


def _name(value: Any, clean: Callable[[str], str]) -> dict[str, Any]:  # noqa: ANN401 - likewise
    if not isinstance(value, dict):
        return {}
    parts: dict[str, Any] = {
        part: text for part in value if part in PARTS and isinstance(value[part], str) and (text := clean(value[part]))
    }
    return {**parts, **{part: True for part in _SWITCHES if parts and value.get(part) is True}}


def _words(value: Any) -> str:  # noqa: ANN401 - likewise
    if isinstance(value, str):
        return value
    found: Iterable[Any] = map(value.get, _OTHER) if isinstance(value, Mapping) else ()
    return next((word for word in found if isinstance(word, str)), "")
