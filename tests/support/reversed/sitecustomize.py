"""Turns round the order in which folders are listed, for builds that must not depend on it.

Python imports this module at its start when its folder is on PYTHONPATH. Which order a file system gives is not for a
test to choose, so the functions that ask for it are wrapped.
"""

import os
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

_scandir, _listdir = os.scandir, os.listdir


class _Entries:
    """What ``os.scandir`` returns, the last name first."""

    def __init__(self, *arguments: Any) -> None:
        with _scandir(*arguments) as found:
            self._entries = iter(sorted(found, key=lambda entry: str(entry.name), reverse=True))

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def _reversed_names(*arguments: Any) -> list[Any]:
    return sorted(_listdir(*arguments), reverse=True)


os.scandir = _Entries  # type: ignore[assignment]  # the part of it that folders are listed with
os.listdir = _reversed_names  # type: ignore[assignment]  # likewise
