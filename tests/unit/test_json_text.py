"""Our JSON is the text that Python's own module writes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from casewright.export.json_text import json_text

PARTS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    PARTS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(VALUES)
def test_it_is_what_the_module_writes(values: object) -> None:
    written = json.dumps(values, ensure_ascii=False, indent=1)
    assert json_text(values) == written
    assert json_text(values, "  ") == written.replace("\n", "\n  ")
