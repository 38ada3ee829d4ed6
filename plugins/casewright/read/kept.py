"""Records read before: the same bytes in the same place, read by the same program, give the same record.

What is kept is a pickle, and a folder of results may come from anywhere; so nothing is made from it but values of the
model.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from casewright.cache import Cache, digest, program
from casewright.model.library import Fragment
from casewright.model.record import Record
from casewright.problems import Problem

Reading = tuple[Record | Fragment, tuple[Problem, ...]]
"""A record, or what could be read of it, and all problems of its form."""

KIND = "records"
_MODEL = "casewright.model."
_OTHERS = frozenset({("casewright.problems", "Location"), ("casewright.problems", "Problem")})
_OTHERS |= {("casewright.problems", "Code"), ("datetime", "date"), ("decimal", "Decimal")}


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """Records kept in a folder of results, and those of this process as they are."""

    cache: Cache = field(default_factory=Cache)
    here: dict[str, Reading] = field(default_factory=dict)

    def name(self, path: str, data: bytes, lang: str) -> str:
        """Return what the record in a file is kept under."""
        return digest(program(), path, hashlib.sha256(data).hexdigest(), lang)

    def get(self, name: str) -> Reading | None:
        """Return a record read before, or None."""
        found = self.here.get(name)
        if found is None and (data := self.cache.get_bytes(KIND, name)) is not None:
            found = loaded(data)
            if found:
                self.here[name] = found
        return found

    def put(self, name: str, reading: Reading) -> None:
        """Keep a record. What could not be read whole is read anew each time: somebody is mending it."""
        if isinstance(reading[0], Record):
            self.here[name] = reading
            self.cache.put_bytes(KIND, name, pickle.dumps(reading, protocol=pickle.HIGHEST_PROTOCOL))

    def put_written(self, name: str, data: bytes) -> Reading | None:
        """Keep a record that another process has read and written down, and return it."""
        reading = loaded(data)
        if reading:
            self.here[name] = reading
            self.cache.put_bytes(KIND, name, data)
        return reading

    def forget(self, names: set[str]) -> None:
        """Keep only these in this process."""
        for name in self.here.keys() - names:
            del self.here[name]


def loaded(data: bytes) -> Reading | None:
    """Return the record that is written down in bytes, or None where they hold anything else."""
    try:
        reading = _Values(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - a pickle that is none fails in any way
        return None
    is_one = isinstance(reading, tuple) and len(reading) == 2 and isinstance(reading[0], Record)  # noqa: PLR2004
    return reading if is_one else None


class _Values(pickle.Unpickler):
    """Makes values of the model, and nothing else."""

    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        """Return a class of the model."""
        if (module, name) in _OTHERS or (module.startswith(_MODEL) and name.isidentifier()):
            found = super().find_class(module, name)
            if isinstance(found, type) and (found.__module__ == module or (module, name) in _OTHERS):
                return found
        msg = f"{module}.{name} is no value of the model"
        raise pickle.UnpicklingError(msg)
