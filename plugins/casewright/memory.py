"""What pure functions gave before: asked again for the very same value, they need not work again.

Values of the model never change, so the key is the value itself and not what it says. While a site is served, a memory
lasts from build to build, and one edited record is one value that is new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from functools import update_wrapper
from threading import RLock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
Result = TypeVar("Result")
Rest = ParamSpec("Rest")
_Key = tuple[Any, int, tuple[Hashable, ...]]


class Same(Generic[Value]):
    """A value that is equal to nothing but itself, whatever it says."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        """Hold a value, so that no other can be taken for it."""
        self.value = value

    def __hash__(self) -> int:
        """Return a number for the value itself."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the very same value."""
        return isinstance(other, Same) and other.value is self.value


@dataclass(slots=True)
class Memory:
    """Results by function and value; those that nobody asked for since the last `age` are forgotten at the next."""

    _now: dict[_Key, tuple[object, Any]] = field(default_factory=dict)
    """Each with the value that it follows from, so that no other can have its identity."""
    _before: dict[_Key, tuple[object, Any]] = field(default_factory=dict)

    def recall(self, function: Callable[..., Any], value: object, rest: tuple[Hashable, ...]) -> Any:  # noqa: ANN401 - of any function
        """Return what a function gives for a value; it is called where that is not known."""
        key = (function, id(value), rest)
        found = self._now.get(key)
        if found is None:
            found = self._now[key] = self._before.get(key) or (value, function(value, *rest))
        return found[1]

    def steady(self, name: str, value: Value) -> Value:
        """Return the equal value that stood under a name before, so that results which follow from it are known."""
        key = (name, 0, ())
        _, before = self._now.get(key) or self._before.get(key) or (None, value)
        self._now[key] = (None, before if before == value else value)
        found: Value = self._now[key][1]
        return found

    def age(self) -> None:
        """Forget what was not asked for since this was last done."""
        self._before, self._now = self._now, {}


class Later(Mapping[Key, Value]):
    """A table that is made when somebody first looks into it, with the memory that was there when it was promised."""

    def __init__(self, make: Callable[[], Mapping[Key, Value]]) -> None:
        """Promise a table."""
        self._make, self._context, self._lock = make, copy_context(), RLock()
        self._made: Mapping[Key, Value] | None = None

    def _table(self) -> Mapping[Key, Value]:
        with self._lock:
            if self._made is None:
                self._made = self._context.run(self._make)
            return self._made

    def __getitem__(self, key: Key) -> Value:
        """Return what stands under a key."""
        return self._table()[key]

    def __iter__(self) -> Iterator[Key]:
        """Go through the keys."""
        return iter(self._table())

    def __len__(self) -> int:
        """Count them."""
        return len(self._table())


class EachLater(Later[Key, Value]):
    """A table of which each value is worked out when somebody first asks for it."""

    def __init__(self, keys: Mapping[Key, Any], work_out: Callable[[Key], Value]) -> None:
        """Promise a value for each of some keys."""
        super().__init__(dict)
        self._keys, self._work_out, self._found = keys, work_out, dict[Key, Value]()

    def __getitem__(self, key: Key) -> Value:
        """Return what stands under a key."""
        with self._lock:
            if key not in self._found and key in self._keys:
                self._found[key] = self._context.run(self._work_out, key)
            return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        """Go through the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Count them."""
        return len(self._keys)


_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: Memory | None = None) -> Iterator[None]:
    """Have functions remember in a memory; without one in that which is there already, or one for as long as this."""
    token = _memory.set(memory or _memory.get() or Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(
    function: Callable[Concatenate[Value, Rest], Result],
) -> Callable[Concatenate[Value, Rest], Result]:
    """Have a function remember what it gives: a pure one, of a value that never changes and others with a hash."""

    def recalled(value: Value, /, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        memory = _memory.get()
        if memory is None:
            return function(value, *rest, **named)
        found: Result = memory.recall(function, value, rest)
        return found

    update_wrapper(recalled, function)
    return recalled


def steady(name: str, value: Value) -> Value:
    """Return the equal value that stood under a name in the last build, if there is one."""
    memory = _memory.get()
    return memory.steady(name, value) if memory else value
