"""What was read before: the same bytes in the same place, read by the same program, give the same values.

What is kept is a pickle, and a folder of results may come from anywhere; so nothing is made from it but values of the
model.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from casewright.cache import Cache, digest, program

_MODEL = "casewright.model."
_OURS = (_MODEL, "casewright.problems.")
_OTHERS = frozenset(
    {
        *(("casewright.problems", name) for name in ("Code", "Location", "Problem", "Severity")),
        *(("datetime", "date"), ("decimal", "Decimal")),
    }
)
"""``Severity`` is part of how Python writes a ``Code`` down."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Values kept in a folder of results, and those of this process as they are."""

    cache: Cache = field(default_factory=Cache)
    here: dict[tuple[str, str], Any] = field(default_factory=dict)
    """By kind and name."""

    def get(self, kind: str, name: str) -> Any:  # noqa: ANN401 - whoever reads it looks what it is
        """Return a value read before, or None."""
        found = self.here.get((kind, name))
        if found is None and (data := self.cache.get_bytes(kind, name)) is not None:
            found = self.here[kind, name] = loaded(data)
        return found

    def put(self, kind: str, name: str, value: object) -> None:
        """Keep a value."""
        self.here[kind, name] = value
        self.cache.put_bytes(kind, name, written(value))

    def put_written(self, kind: str, name: str, data: bytes) -> Any:  # noqa: ANN401 - as above
        """Keep a value that another process has written down, and return it."""
        value = self.here[kind, name] = loaded(data)
        self.cache.put_bytes(kind, name, data)
        return value

    def forget_others(self, kind: str, names: Iterable[str]) -> None:
        """Keep only these of a kind in this process."""
        used = {(kind, name) for name in names}
        for key in [key for key in self.here if key[0] == kind and key not in used]:
            del self.here[key]


def name_of(files: Iterable[tuple[str, bytes]], lang: str = "") -> str:
    """Return what the values written in files (bytes by path), in a language, are kept under."""
    return digest(program(), [[path, hashlib.sha256(data).hexdigest()] for path, data in files], lang)


def written(value: object) -> bytes:
    """Return a value of the model written down."""
    data = io.BytesIO()
    _Written(data, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return data.getvalue()


def loaded(data: bytes) -> Any:  # noqa: ANN401 - as above
    """Return the value that is written down in bytes, or None where they hold none of the model."""
    try:
        return _Values(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - a pickle that is none fails in any way
        return None


class _Written(pickle.Pickler):
    """Writes frozen values by their parts alone: what Python does by itself asks each one for its table of fields."""

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - any value, and what pickle takes
        """Return how to make a value anew, or that Python knows."""
        kind: type = type(value)
        names = _names(kind)
        parts = tuple(getattr(value, name) for name in names)
        if not names:
            return NotImplemented
        return (kind, parts) if _is_called(kind) else (_made, (kind, *parts))


@cache
def _names(type_: type) -> tuple[str, ...]:
    """Return the names of the parts of a frozen value; none where it is no such value."""
    if not is_dataclass(type_) or not hasattr(type_, "__slots__") or not f"{type_.__module__}.".startswith(_OURS):
        return ()
    return tuple(item.name for item in fields(type_))


@cache
def _is_called(type_: type) -> bool:
    """Return whether a value is made by calling its type with its parts in order, which is quickest."""
    return not hasattr(type_, "__post_init__") and all(item.init and not item.kw_only for item in fields(type_))


@cache
def _puts(type_: type) -> tuple[Callable[[Any, Any], None], ...]:
    """Return what sets each part of a value that was just made."""
    return tuple(getattr(type_, name).__set__ for name in _names(type_))


def _made(type_: type, *parts: object) -> Any:  # noqa: ANN401 - a value of that type
    """Return a value of the model with the parts that it had."""
    value: Any = object.__new__(type_)
    for put, part in zip(_puts(type_), parts, strict=True):
        put(value, part)
    return value


class _Values(pickle.Unpickler):
    """Makes values of the model, and nothing else."""

    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        """Return a class of the model, or what makes a value of one."""
        if (module, name) == (__name__, _made.__name__):
            return _made
        if (module, name) in _OTHERS or (module.startswith(_MODEL) and name.isidentifier()):
            found = super().find_class(module, name)
            if isinstance(found, type) and (found.__module__ == module or (module, name) in _OTHERS):
                return found
        msg = f"{module}.{name} is no value of the model"
        raise pickle.UnpicklingError(msg)
