"""Results kept between builds: the same value comes back, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.cache import Cache, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=8
)


def test_what_was_kept_comes_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))

    @given(VALUES)
    def holds(value: object) -> None:
        cache.put("kind", digest(value), value)
        assert cache.get("kind", digest(value)) == value

    holds()


def test_without_a_folder_nothing_is_kept() -> None:
    Cache().put("kind", digest(1), 1)
    assert Cache().get("kind", digest(1)) is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put("kind", digest(1), 1)
    assert cache.get("kind", digest(1)) is None


@given(VALUES, VALUES)
def test_different_values_have_different_names(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))


def test_what_was_kept_under_another_name_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    names = [("kind", digest(1)), ("kind", digest(2)), ("other", digest(1))]
    for number, (kind, name) in enumerate(names):
        cache.put(kind, name, number)
    first, *others = (tmp_path / kind / name[:2] / name[2:] for kind, name in names)
    for path in others:
        path.write_bytes(first.read_bytes())
    assert [cache.get(kind, name) for kind, name in names] == [0, None, None]
