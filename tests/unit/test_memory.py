"""A memory gives what the function would, and forgets what nobody asks for."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.memory import EachLater, Later, Memory, Same, remembered, remembering, steady


@dataclass(frozen=True)
class Value:
    words: str


calls: list[tuple[str, object]] = []


@remembered
def length(value: Value, more: int) -> int:
    calls.append((value.words, more))
    return len(value.words) + more


def asked(value: Value, more: int = 0) -> bool:
    """Return whether the function had to work."""
    before = len(calls)
    assert length(value, more) == len(value.words) + more
    return len(calls) > before


def test_without_a_memory_nothing_is_remembered() -> None:
    value = Value("abc")
    assert asked(value)
    assert asked(value)


def test_the_very_same_value_is_remembered_and_an_equal_one_is_not() -> None:
    value = Value("abc")
    with remembering():
        assert asked(value)
        assert not asked(value)
        assert asked(Value("abc"))
        assert asked(value, 1), "what else it follows from counts too"


def test_a_result_that_is_nothing_is_remembered() -> None:
    empty = Value("")
    with remembering():
        assert asked(empty)
        assert not asked(empty)


def test_what_one_build_does_not_ask_for_is_forgotten() -> None:
    memory, value, other = Memory(), Value("abc"), Value("defg")
    with remembering(memory):
        assert asked(value)
        assert asked(other)
    memory.age()
    with remembering(memory):
        assert not asked(value)
    memory.age()
    with remembering(memory):
        assert not asked(value)
        assert asked(other)


def test_a_memory_within_a_memory_is_the_same() -> None:
    value = Value("abc")
    with remembering(Memory()):
        assert asked(value)
        with remembering():
            assert not asked(value)


def test_no_other_value_can_be_taken_for_one_that_is_gone() -> None:
    with remembering():
        for number in range(1000):
            assert asked(Value("x" * (number % 7)))


def test_an_equal_value_is_steady_and_another_takes_its_place() -> None:
    memory, first = Memory(), {"a": 1}
    assert steady("names", first) is first, "without a memory"
    with remembering(memory):
        assert steady("names", first) is first
        assert steady("names", {"a": 1}) is first
        second = {"a": 2}
        assert steady("names", second) is second
    memory.age()
    with remembering(memory):
        assert steady("names", {"a": 2}) is second


def test_the_same_is_nothing_but_the_same() -> None:
    value = [1]
    assert Same(value) == Same(value)
    assert hash(Same(value)) == hash(Same(value))
    assert Same(value) != Same([1])


def test_a_table_is_made_when_somebody_looks_into_it_and_remembers() -> None:
    made: list[str] = []

    @remembered
    def length(word: str) -> int:
        made.append(word)
        return len(word)

    words = {"one": "one", "three": "three"}
    with remembering():
        length(words["one"])
        whole = Later(lambda: {key: length(word) for key, word in words.items()})
        each = EachLater(words, lambda key: length(words[key]))
    assert made == ["one"]
    assert each["three"] == 5
    assert made == ["one", "three"]
    assert (dict(whole), dict(each)) == ({"one": 3, "three": 5},) * 2
    assert made == ["one", "three"], "it has the memory of when it was promised"
    assert each.get("two") is None
    assert "two" not in whole
