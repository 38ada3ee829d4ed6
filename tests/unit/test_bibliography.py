"""The bibliography's lists: what is in which, in which order, on pages of a bounded size."""

from __future__ import annotations

from typing import Any

import pytest

from casewright.model.ids import SourceKey, TermId
from casewright.model.source import Source
from casewright.model.vocabulary import Term, Vocabulary
from casewright.problems import Location
from casewright.render.styles import shipped_style
from casewright.views.bibliography import BibliographyView, bibliography_views
from casewright.views.paging import MOST_ITEMS
from casewright.views.source_words import decade, doi_address, letter, web_address
from casewright.views.sources import SourceView
from casewright.views.terms import Terms

LEVELS = Vocabulary(
    id="read-levels",
    title="How much was read",
    definition="",
    terms=(Term(id="full", label="Full", definition="All of it."), Term(id="opening", label="Opening", definition="")),
)
TERMS = Terms({"read-levels": LEVELS})


def source(
    key: str, family: str = "", year: int | None = None, type_: str = "report", read: str | None = None
) -> Source:
    item: dict[str, Any] = {"id": key, "type": type_, "title": f"Title {key}"}
    if family:
        item["author"] = [{"family": family}]
    if year is not None:
        item["issued"] = {"date-parts": [[year]]}
    level = TermId(read) if read else None
    return Source(key=SourceKey(key), type="misc", item=item, fields={}, read=level, where=Location("b.bib"))


def lists(*sources: Source, has_particles: bool = False) -> dict[str, BibliographyView]:
    """Return the pages of the bibliography by address."""
    views = {
        one.key: SourceView(
            key=one.key, title="", kind="", address="", links=(), accessed="", read=None, read_words="", copied="",
            insiders="", note="", retraction="", places=0, places_words="",
        )
        for one in sources
    }  # fmt: skip
    return dict(bibliography_views({one.key: one for one in sources}, views, TERMS, has_particles=has_particles))


def keys(view: BibliographyView) -> list[str]:
    return [one.key for group in view.groups for one in group.sources]


def test_by_author_then_year_then_title() -> None:
    found = lists(
        source("c", "Zoe", 2000), source("b", "Älva", 2011), source("a", "Alva", 2010), source("n", "Alva"),
        source("x", "Ωmega", 1990), source("t"),
    )  # fmt: skip
    assert keys(found["bibliography/"]) == ["a", "b", "n", "t", "c", "x"]
    assert [group.label for group in found["bibliography/"].groups] == ["A", "T", "Z", "Other signs"]
    assert keys(found["bibliography/author/a/"]) == ["a", "b", "n"]
    assert keys(found["bibliography/author/other/"]) == ["x"]


def test_by_year_the_newest_first() -> None:
    found = lists(source("a", "A", 2011), source("b", "B", 2019), source("c", "C", 2019), source("d", "D"))
    assert keys(found["bibliography/year/2010s/"]) == ["b", "c", "a"]
    assert [group.label for group in found["bibliography/year/2010s/"].groups] == ["2019", "2011"]
    assert keys(found["bibliography/year/undated/"]) == ["d"]


def test_every_source_is_in_one_list_of_each_filter() -> None:
    sources = [
        source("a", "A", 2011, "book", "full"), source("b", "B", None, "report", "opening"),
        source("c", "C", -44, "no-such-type", "no-such-level/../x"), source("d", "D", 999999, "book"),
    ]  # fmt: skip
    found = lists(*sources)
    for item in found["bibliography/"].filters:
        inside = [key for value in item.values for key in keys(found[value.address])]
        assert sorted(inside) == ["a", "b", "c", "d"], item.facet
        assert [value.count for value in item.values] == [len(keys(found[value.address])) for value in item.values]
    assert keys(found["bibliography/read/unknown/"]) == ["c", "d"]
    assert keys(found["bibliography/type/document/"]) == ["c"]
    assert keys(found["bibliography/year/bce/"]) == ["c"]
    assert all(part.replace("-", "").isalnum() for address in found for part in address.strip("/").split("/"))


def test_a_list_says_which_of_its_values_is_shown() -> None:
    found = lists(source("a", "A", 2011, "book", "full"), source("b", "B", 2012, "report"))
    page = found["bibliography/type/book/"]
    assert page.title == "Bibliography by type: Book"
    assert [value.id for item in page.filters for value in item.values if value.is_current] == ["book"]
    assert not any(value.is_current for item in found["bibliography/"].filters for value in item.values)


def test_no_page_grows_with_the_library() -> None:
    many = lists(*(source(f"k{index}", f"{chr(97 + index % 26)}x{index}", 1900 + index % 130) for index in range(3000)))
    more = lists(*(source(f"k{index}", f"{chr(97 + index % 26)}x{index}", 1900 + index % 130) for index in range(6000)))
    for found in (many, more):
        assert max(len(keys(view)) for view in found.values()) == MOST_ITEMS
    assert many["bibliography/"].filters[0].values[0].count * 2 == pytest.approx(
        more["bibliography/"].filters[0].values[0].count, abs=2
    )
    assert [len(item.values) for item in many["bibliography/"].filters] == [
        len(item.values) for item in more["bibliography/"].filters
    ]
    whole = (view for address, view in more.items() if address.split("/")[1] in ("", "page"))
    shown = [key for view in whole for key in keys(view)]
    assert len(set(shown)) == len(shown) == 6000


@pytest.mark.parametrize(
    ("name", "found"), [("apa", ["g: h", "v: gogh", "v: vance"]), ("apsa", ["g: gogh", "g: h", "v: vance"])]
)
def test_particles_stand_where_lists_on_pages_have_them(name: str, found: list[str]) -> None:
    gogh, *others = source("gogh", "Gogh"), source("vance", "Vance"), source("h", "Gould")
    gogh.item["author"][0]["non-dropping-particle"] = "van"
    whole = lists(gogh, *others, has_particles=shipped_style(name).sorts_by_particles)["bibliography/"]
    shown = [f"{group.label.lower()}: {one.key}" for group in whole.groups for one in group.sources]
    assert shown == found


def test_an_empty_bibliography_has_one_page() -> None:
    found = lists()
    assert list(found) == ["bibliography/"]
    assert found["bibliography/"].total == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ömer", "o"), ("'t Hooft", "t"), ("2020 Group", "other"), ("Москва", "other"), ("ßmann", "s"), ("", "other")],
)
def test_letters(name: str, expected: str) -> None:
    assert letter({"id": "?", "author": [{"family": name}]}) == expected


@pytest.mark.parametrize(("year", "expected"), [(2013, "2010s"), (1999, "1990s"), (7, "00s"), (-1, "bce")])
def test_decades(year: int, expected: str) -> None:
    assert decade({"issued": {"date-parts": [[year]]}}) == expected


def test_addresses_cannot_do_harm() -> None:
    assert web_address("javascript:alert(1)") == ""
    assert web_address('https://e.org/"><script>') == "https://e.org/%22%3E%3Cscript%3E"
    assert web_address("https://e.org/a%20b?c=d&e=f#g") == "https://e.org/a%20b?c=d&e=f#g"
    assert doi_address({"DOI": '10.1/a<b>"c'}) == "https://doi.org/10.1/a%3Cb%3E%22c"
    assert doi_address({"DOI": "x"}) == ""


def test_where_nobody_says_how_much_was_read_there_is_no_list_of_that() -> None:
    found = lists(source("a", "Roe", 2010), source("b", "Doe"))
    assert [item.facet for item in found["bibliography/"].filters] == ["author", "type", "year"]
    assert not [address for address in found if "/read/" in address]
    found = lists(source("a", "Roe", 2010, read="full"), source("b", "Doe"))
    assert [value.id for item in found["bibliography/"].filters for value in item.values][-2:] == ["full", "unknown"]
