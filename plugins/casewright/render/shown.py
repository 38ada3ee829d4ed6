"""What a page shows → a digest: the same for equal values in every process, and another one for others.

Views are plain values, so they are gone through as they are. Values of the model stand on many pages and are gone
through once. A value that is not known to be plain has no digest: nothing is kept that follows from it.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

_SHARED = ("casewright.model.", "casewright.resolve.")
"""Where the classes are whose values many pages share."""
_FORM = 2
"""Of marshal: the last in which a value is written alike whether or not it is the same object as another one."""
_BYTES = 20

Plain = Any
"""What marshal can write. A value of several parts is a tuple that begins with its kind; only tuples are lists."""


class UnknownValueError(Exception):
    """A value may be more than its parts."""


class Digests:
    """Digests values that do not change while it is in use: those of the model are remembered."""

    def __init__(self) -> None:
        """Begin without any."""
        self._plain: dict[type, Callable[[Any], Plain]] = {
            **dict.fromkeys((str, int, float, bool, type(None)), _itself),
            tuple: lambda value: [self._of(part) for part in value],
            list: lambda value: ("list", *map(self._of, value)),
            dict: self._of_pairs,
            MappingProxyType: self._of_pairs,
            frozenset: lambda value: ("set", *sorted(map(self._written, value))),
            bytes: lambda value: ("bytes", value),
            Markup: lambda value: ("markup", str(value)),
            date: lambda value: ("date", value.toordinal()),
            Decimal: lambda value: ("decimal", str(value)),
        }
        self._known: dict[int, tuple[object, bytes]] = {}
        """By the identity of a value, which is held here so that no other one can have it."""

    def of(self, *values: object) -> str:
        """Return the digest of values. Raises UnknownValueError."""
        return self.bytes_of(*values).hex()

    def bytes_of(self, *values: object) -> bytes:
        """Return the digest of values as bytes. Raises UnknownValueError."""
        try:
            return hashlib.blake2b(self._written(values), digest_size=_BYTES).digest()
        except (RecursionError, ValueError) as error:  # it holds itself, or nearly
            raise UnknownValueError(str(error)) from error

    def _written(self, value: object) -> bytes:
        return marshal.dumps(self._of(value), _FORM)

    def _of(self, value: object) -> Plain:
        kind = type(value)
        if kind is str or value is None:
            return value
        plain = self._plain.get(kind)
        if plain is None:
            plain = self._plain[kind] = self._way(kind)
        return plain(value)

    def _of_pairs(self, value: Any) -> Plain:  # noqa: ANN401 - a mapping of some kind
        return ("dict", *((self._of(key), self._of(one)) for key, one in value.items()))

    def _way(self, kind: type) -> Callable[[Any], Plain]:
        """Return how values of a class are made plain."""
        name = f"{kind.__module__}.{kind.__qualname__}"
        if issubclass(kind, Enum):
            return lambda value: (name, value.name)
        if not is_dataclass(kind) or not all(base is object or is_dataclass(base) for base in kind.__mro__):
            raise UnknownValueError(name)
        parts = self._parts(name, [field.name for field in fields(kind)])
        return self._once(parts) if name.startswith(_SHARED) else parts

    def _parts(self, name: str, names: list[str]) -> Callable[[Any], Plain]:
        if len(names) < 2:  # noqa: PLR2004 - of one, attrgetter makes no tuple
            return lambda value: (name, *(self._of(getattr(value, field)) for field in names))
        get = attrgetter(*names)
        return lambda value: (name, *map(self._of, get(value)))

    def _once(self, parts: Callable[[Any], Plain]) -> Callable[[Any], Plain]:
        def known(value: object) -> bytes:
            found = self._known.get(id(value))
            if found is None:
                digest = hashlib.blake2b(marshal.dumps(parts(value), _FORM), digest_size=_BYTES).digest()
                found = self._known[id(value)] = (value, digest)
            return found[1]

        return known


def _itself(value: object) -> Plain:
    return value
