"""COinS: what Zotero makes of a work."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from casewright.render.coins import coins
from tests.support.zotero import Saved, from_coins

DOE = [{"family": "Doe", "given": "Jane"}]
DATE = {"date-parts": [[2013, 5]]}


def saved(item: dict[str, Any]) -> Saved:
    """Return what Zotero saves of an item's span."""
    span = html.fragment_fromstring(str(coins({"id": "k", **item})))
    assert (span.tag, span.get("class"), span.text) == ("span", "Z3988", None)
    return from_coins(span.get("title") or "")


@pytest.mark.parametrize(
    ("type_", "zotero", "container", "publisher"),
    [
        ("article-journal", "journalArticle", "Whole", ""),
        ("article-newspaper", "newspaperArticle", "Whole", "House"),
        ("book", "book", "", "House"),
        ("chapter", "bookSection", "Whole", "House"),
        ("paper-conference", "conferencePaper", "Whole", "House"),
        ("report", "report", "", "House"),
        ("thesis", "thesis", "", "House"),
        ("webpage", "webpage", "Whole", "House"),
        ("legislation", "statute", "Whole", "House"),
        ("no such type", "document", "Whole", "House"),
    ],
)
def test_types(type_: str, zotero: str, container: str, publisher: str) -> None:
    item = {"type": type_, "title": "Part", "container-title": "Whole", "publisher": "House", "author": DOE}
    found = saved({**item, "issued": DATE, "DOI": "10.1/x", "URL": "https://example.org/?a=1&b=2"})
    assert found == Saved(
        type=zotero,
        title="Part",
        date="2013-05",
        url="https://example.org/?a=1&b=2",
        doi="10.1/x",
        container=container,
        publisher=publisher,
        authors=[("Doe", "Jane")],
    )


def test_people_and_organisations() -> None:
    authors = [
        {"family": "Berg", "non-dropping-particle": "van den", "given": "Anna"},
        {"literal": "City and County, Office of X"},
        {"family": "Plato"},
    ]
    assert saved({"type": "book", "author": authors}).authors == [
        ("van den Berg", "Anna"),
        ("City and County, Office of X", ""),
        ("Plato", ""),
    ]


def test_signs_cannot_end_the_attribute_or_a_value() -> None:
    title = 'A "B" & <b>C</b> = 100% <span class="nocase">D</span>; #é'
    span = str(coins({"id": "k", "type": "webpage", "title": title, "URL": "javascript:alert(1)"}))
    assert span.count('"') == 4
    assert "javascript" not in span
    assert saved({"type": "webpage", "title": title}).title == 'A "B" & C = 100% D; #é'


@pytest.mark.parametrize("issued", [{}, {"literal": "n.d."}, {"date-parts": [[]]}, {"date-parts": [["x"]]}])
def test_no_date_is_no_date(issued: dict[str, Any]) -> None:
    assert saved({"type": "webpage", "title": "T", "issued": issued}).date == ""


def test_a_period_begins_with_its_first_year() -> None:
    assert saved({"type": "webpage", "title": "T", "issued": {"date-parts": [[2011, 5], [2018]]}}).date == "2011"


def test_some_year_of_a_decade_is_no_date() -> None:
    span = str(
        coins({"id": "k", "type": "book", "title": "T", "issued": {"date-parts": [[1990], [1999]], "circa": True}})
    )
    assert "rft.date" not in span
