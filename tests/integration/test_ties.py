"""Works that a style has no order for: their letters are the same on every page, whatever is cited there first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem
from casewright.model.source import Source
from casewright.problems import Location
from casewright.render.citeproc.engine import Engine
from casewright.render.references import Formatter, PageRequest
from casewright.render.styles import shipped_style, shipped_styles

LETTERED = [name for name in shipped_styles() if shipped_style(name).has_letters]
CITY = {"author": [{"literal": "City of X"}]}
BUDGET = {"type": "webpage", "language": "en", "title": "Budget", "issued": {"date-parts": [[2014]]}}
LIBRARY: Mapping[str, Mapping[str, Any]] = {
    "y9": {**BUDGET, **CITY, "URL": "https://example.org/1"},
    "y10": {**BUDGET, **CITY, "URL": "https://example.org/2"},
    "y1": {**BUDGET, **CITY, "URL": "https://example.org/3"},
    "t1": {**BUDGET, "URL": "https://example.org/4"},
    "t2": {**BUDGET, "URL": "https://example.org/5"},
}
SOURCES = {
    SourceKey(key): Source(
        key=SourceKey(key), type="", item={**item, "id": key}, fields={}, read=None, where=Location("x.bib")
    )
    for key, item in LIBRARY.items()
}
PAGES = st.lists(st.sampled_from(sorted(LIBRARY)), min_size=1, max_size=5, unique=True)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.stop()


@pytest.mark.parametrize("name", LETTERED)
def test_a_work_has_one_label_whatever_a_page_cites_in_which_order(engine: Engine, name: str) -> None:
    labels: dict[str, str] = {}

    @settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(PAGES, min_size=2, max_size=4))
    def holds(pages: list[list[str]]) -> None:
        asked = [
            PageRequest(name=" ".join(keys), clusters=tuple(((CitedItem(key=SourceKey(key)),), False) for key in keys))
            for keys in pages
        ]
        results, problems = Formatter(sources=SOURCES, style=shipped_style(name), engine=engine).pages(asked)
        assert problems == ()
        for keys, result in zip(pages, results, strict=True):
            assert result
            for key, cluster in zip(keys, result.clusters, strict=True):
                assert cluster
                assert labels.setdefault(key, cluster.html) == cluster.html

    holds()
    assert len(set(labels.values())) == len(labels) > 1
