"""Digests of what a page shows: equal values have one, different values never do, and what is not plain has none."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from casewright.model.ids import Kind, Ref
from casewright.render.lookups import Answers, Trace, Traced
from casewright.render.shown import Digests, UnknownValueError


@dataclass(frozen=True)
class One:
    part: object
    more: object = None


@dataclass(frozen=True)
class Other:
    part: object
    more: object = None


class Colour(Enum):
    RED = "red"


PARTS = st.none() | st.booleans() | st.integers(-2, 2) | st.text("ab", max_size=2) | st.binary(max_size=2)
VALUES = st.recursive(
    PARTS | st.sampled_from([1.0, Decimal(1), Decimal("1.0"), date(1, 1, 1), Markup("a"), Colour.RED, Kind.CASE]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(st.text("ab", max_size=1), inner, max_size=2)
        | st.builds(One, inner, inner)
        | st.builds(Other, inner)
        | st.builds(Ref, st.text("ab", max_size=1), st.text("ab", max_size=1))
    ),
    max_leaves=4,
)


def form(value: object) -> str:
    """Return a value with the classes of its parts."""
    return f"{type(value).__qualname__}:{value!r}"


@given(VALUES, VALUES)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    digests = Digests()
    assert (digests.of(one) == digests.of(other)) == (form(one) == form(other))


@given(VALUES)
def test_a_value_has_one_digest(value: object) -> None:
    digests = Digests()
    assert digests.of(value) == digests.of(value) == Digests().of(value)


def test_which_object_a_text_is_makes_no_difference() -> None:
    text, again = "ab" * 5, "".join(["ab"] * 5)
    assert text is not again
    assert Digests().of(One(text, text)) == Digests().of(One(text, again))


def test_another_process_finds_the_same() -> None:
    code = (
        "from casewright.render.shown import Digests as D; print(D().of({'b': 1, 'a': (2.5, None)}, frozenset('abc')))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in "123"
    }
    assert found == {Digests().of({"b": 1, "a": (2.5, None)}, frozenset("abc")) + "\n"}


class Bare:
    pass


class Words(str):
    __slots__ = ()


@dataclass
class Listed(list[int]):
    part: int = 0


LOOP: list[object] = []
LOOP.append(LOOP)


@pytest.mark.parametrize("value", [Bare(), Words("a"), Listed(), partial(print), print, {1}, LOOP, object, len])
def test_what_may_be_more_than_its_parts_has_none(value: object) -> None:
    with pytest.raises(UnknownValueError):
        Digests().of((1, value))


def test_the_order_of_a_mapping_counts() -> None:
    assert Digests().of({"a": 1, "b": 2}) != Digests().of({"b": 2, "a": 1})
    assert Digests().of({"a": 1}) == Digests().of(MappingProxyType({"a": 1}))


def test_what_is_looked_up_is_noted_and_what_is_not_there_too() -> None:
    trace = Trace()
    table = Traced("table", {"a": 1, "b": 2}, trace)
    assert (table["a"], table.get("c"), "d" in table, trace.is_whole) == (1, None, False, False)
    assert trace.looked_up() == {"table": ("a", "c", "d")}


@pytest.mark.parametrize("look", [list, len, dict, lambda t: t == {}, bool, lambda t: 1 in t])
def test_who_goes_through_a_table_is_told_of(look: object) -> None:
    trace = Trace()
    look(Traced("table", {"a": 1}, trace))  # type: ignore[operator]
    assert trace.is_whole


def test_answers_differ_where_anything_is_found_that_was_not() -> None:
    def digest(table: dict[str, object]) -> str:
        return Answers({"table": table}, Digests()).digest({"table": ("a", "b")})

    tables: list[dict[str, object]] = [{}, {"a": 1}, {"b": 1}, {"a": None}, {"a": ""}, {"a": b""}, {"a": 1, "b": 1}]
    found = list(map(digest, tables))
    assert len(set(found)) == len(found)
    assert digest({"a": 1, "c": 2}) == digest({"a": 1})
