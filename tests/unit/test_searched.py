"""What a page is found by, from its front matter."""

from __future__ import annotations

import pytest

from casewright.render.searched import Searched, search_document, searched


@pytest.mark.parametrize("setting", ["exclude", {"exclude": True}, {"exclude": True, "kind": "guide"}])
def test_pages_that_ask_not_to_be_found(setting: object) -> None:
    assert searched(setting) is None


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (None, Searched()),
        ("yes", Searched()),
        (["exclude"], Searched()),
        ({"exclude": False, "boost": 2}, Searched()),
        ({"kind": "guide", "filters": {"topic": ["a", 2]}}, Searched(kind="guide", filters={"topic": ("a", "2")})),
        ({"filters": {"topic": "trees"}}, Searched(filters={"topic": ("trees",)})),
        ({"kind": 'x" onload="', "filters": {"a:b": "c", "kind": "d"}}, Searched()),
        ({"filters": "topic"}, Searched()),
    ],
)
def test_what_has_another_form_says_nothing(setting: object, expected: Searched) -> None:
    assert searched(setting) == expected


def test_values_are_escaped_and_the_title_stands_where_there_is_no_heading() -> None:
    found_by = Searched(filters={"topic": ('"><script>',)})
    page = search_document("<p>Text</p>", title="A &amp; B < C", language="de", found_by=found_by)
    assert '<html lang="de">' in page
    assert "<h1 data-pagefind-ignore>A &amp; B &lt; C</h1><p>Text</p>" in page
    assert "<script>" not in page
    assert search_document("<h1 id='a'>B</h1>", title="C", language="de", found_by=found_by).count("<h1") == 1
