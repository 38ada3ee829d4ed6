"""Which works can be mistaken for each other, worked out by hand."""

from __future__ import annotations

from typing import Any

from casewright.model.ids import SourceKey
from casewright.render.mates import lettered, mates


def work(year: int, *names: str, title: str = "") -> dict[str, Any]:
    people = [
        {"family": name.split(", ")[0], "given": name.split(", ")[1]} if "," in name else {"literal": name}
        for name in names
    ]
    return {"author": people, "title": title or f"{names} {year}", "issued": {"date-parts": [[year]]}}


LIBRARY = {
    SourceKey(key): item
    for key, item in {
        "a1": work(2010, "Smith, John"),
        "a2": work(2011, "Smith, John"),
        "b": work(2015, "Smith, Mary"),
        "d": work(2016, "Smith, Jane"),
        "e": work(2017, "Smith, Nora"),
        "c": work(2010, "Lee, Pat", "Smith, Zoe"),
        "o1": work(2017, "OECD", title="One"),
        "o2": work(2017, "OECD", title="Two"),
        "o3": work(2018, "OECD", title="Three"),
        "t1": work(2015, title="A page"),
        "t2": work(2015, title="A page"),
    }.items()
}


def test_one_work_stands_for_those_with_the_same_initials_and_one_for_those_with_others() -> None:
    found = mates(LIBRARY)
    assert found[SourceKey("a1")] == ("a1", "b", "d")  # Mary and Nora are both others; Jane is a J. too
    assert found[SourceKey("a2")] == ("a2", "b", "d")
    assert found[SourceKey("b")] == ("a1", "b")
    assert found[SourceKey("d")] == ("a1", "b", "d")


def test_second_names_matter_only_to_styles_that_compare_all() -> None:
    assert mates(LIBRARY)[SourceKey("c")] == ("c",)
    assert mates(LIBRARY, compares_all_names=True)[SourceKey("c")] == ("a1", "a2", "b", "c", "d", "e")


def test_organisations_and_titles_belong_together_within_a_year() -> None:
    found = mates(LIBRARY)
    assert found[SourceKey("o1")] == ("o1", "o2")
    assert found[SourceKey("o3")] == ("o3",)
    assert found[SourceKey("t1")] == ("t1", "t2")


def test_works_without_authors_belong_together_by_the_titles_that_citations_print() -> None:
    works = {"t1": work(2015, title="A page"), "t2": {**work(2015, title="A page: Of ours"), "title-short": "A page"}}
    assert mates({SourceKey(key): item for key, item in works.items()})[SourceKey("t1")] == ("t1", "t2")


def test_letters_may_be_needed_within_a_year() -> None:
    assert set(lettered(LIBRARY, mates(LIBRARY))) == {"o1", "o2", "t1", "t2"}


def test_a_work_without_anything_is_its_own_mate() -> None:
    assert mates({SourceKey("x"): {}}) == {"x": ("x",)}
