"""Whatever a source says, the files of references hold one entry for each, and its page one span."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from casewright.export.bibtex import bibtex
from casewright.export.csl_json import csl_json
from casewright.export.ris import ris
from casewright.model.ids import SourceKey
from casewright.model.rich_text import literal
from casewright.model.source import Source
from casewright.problems import Location
from casewright.read.bibliography import read_bibliography
from casewright.render.coins import coins
from tests.support.zotero import from_coins

SIGNS = "{}\\\"%&$#_~^<>@=,'-–\n\r\t ;/éß€ABab12"
TEXT = st.text(alphabet=SIGNS, max_size=30) | st.text(max_size=15)
NAMES = st.lists(
    st.fixed_dictionaries({"family": TEXT, "given": TEXT}) | st.fixed_dictionaries({"literal": TEXT}), max_size=3
)
ITEMS = st.fixed_dictionaries(
    {"type": st.sampled_from(["report", "article-journal", "webpage", "chapter", "thesis"]), "title": TEXT},
    optional={
        "author": NAMES, "container-title": TEXT, "publisher": TEXT, "page": TEXT, "URL": TEXT, "DOI": TEXT,
        "note": TEXT, "issued": st.fixed_dictionaries({"date-parts": st.just([[2013, 5]])}),
    },
)  # fmt: skip


def sources(items: list[dict[str, object]]) -> list[Source]:
    """Return sources of which none came from a .bib file."""
    return [
        Source(
            key=SourceKey(f"k{index}"), type="report", item=escaped({"id": f"k{index}", **item}), fields={}, read=None,
            note=str(item.get("note", "")), where=Location("x.json"),
        )
        for index, item in enumerate(items)
    ]  # fmt: skip


def escaped(value: Any) -> Any:
    """Return an item in which nothing that was written is a tag, as the readers make it."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, dict):
        return {name: escaped(part) for name, part in value.items()}
    return [escaped(part) for part in value] if isinstance(value, list) else value


@given(st.lists(ITEMS, min_size=1, max_size=3))
def test_a_bib_file_holds_every_entry_and_no_more(items: list[dict[str, object]]) -> None:
    written = sources(items)
    read, problems = read_bibliography([("x.bib", bibtex(written).encode("utf-8", "ignore"))])
    assert [problem for problem in problems if problem.code.number == "CW504"] == []
    assert list(read) == [source.key for source in written]


@given(st.lists(ITEMS, min_size=1, max_size=3))
def test_a_ris_file_holds_every_entry_and_no_more(items: list[dict[str, object]]) -> None:
    written = sources(items)
    text = ris(written)
    assert [line for line in text.split("\n") if line and line[2:6] != "  - "] == []
    read, _ = read_bibliography([("x.ris", text.encode("utf-8", "ignore"))])
    assert list(read) == [source.key for source in written]


@given(st.lists(ITEMS, min_size=1, max_size=3))
def test_a_json_file_holds_every_entry_and_no_more(items: list[dict[str, object]]) -> None:
    written = sources(items)
    assert [item["id"] for item in json.loads(csl_json(written))] == [source.key for source in written]


@given(ITEMS)
def test_a_span_says_the_title_whatever_it_is(item: dict[str, object]) -> None:
    (source,) = sources([item])
    span = html.fragment_fromstring(str(coins(source.item)))
    assert (span.tag, len(span), span.text) == ("span", 0, None)
    title = " ".join(str(item["title"]).encode("utf-8", "ignore").decode().split())
    assert from_coins(span.get("title") or "").title == title
