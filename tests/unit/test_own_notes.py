"""The footnotes of a page, taken out of what either converter of Markdown printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from casewright.render.citeproc.reading import InNote, indexes
from casewright.render.own_notes import MARK as FOUND
from casewright.render.own_notes import own_notes, place_notes, reading_order

MARK = "\ue002{}\ue003"
WRITTEN = f"""One {MARK.format(0)}.[^b] Two {MARK.format(1)}.[^a]

[^a]: {MARK.format(2)}. More {MARK.format(3)}, and {MARK.format(4)}

[^b]: Only text, and a list:

    1. one
    2. two [^a]

    <div markdown="1"><div>{MARK.format(5)}</div></div>

[^c]: Called nowhere {MARK.format(6)}.
"""


def printed(written: str) -> str:
    return markdown(written, extensions=["footnotes", "md_in_html"])


def test_citations_of_a_footnote_are_read_where_it_is_called_first() -> None:
    order = reading_order(printed(WRITTEN))
    assert list(indexes(order)) == [0, 5, 2, 3, 4, 1, 6]
    assert order[2] == (
        InNote(index=2, is_first=True, ends_sentence=False),
        InNote(index=3, is_first=False, ends_sentence=False),
        InNote(index=4, is_first=False, ends_sentence=True),
    )


def test_footnotes_are_taken_out_with_all_that_leads_to_them() -> None:
    own = own_notes(printed(WRITTEN))
    assert "fn" not in own.html
    assert len(own.texts) == 3
    assert not [text for text in own.texts if "footnote-backref" in text or text.endswith("<p></p>")]
    assert "<li>two \ue007" in "".join(own.texts), "a list within a footnote stays whole"
    assert place_notes(own.html, "HERE").rstrip().endswith("HERE")


@pytest.mark.parametrize(
    "written",
    ["No footnote.", "`[^a]` and <sup><a href='#fn:a'>1</a></sup>", '<div class="footnote">Never closed', "[^a] [^b]"],
)
def test_a_page_without_footnotes_stays_as_it_is(written: str) -> None:
    html = printed(written)
    assert own_notes(html).html == html
    assert own_notes(html).texts == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=MARK.format(0) + "[^ab]: \n<div>/li class=footnote\"fn'#", max_size=200))
def test_any_text(text: str) -> None:
    """No citation is lost, however a page is nested."""
    html = printed(f"{text} {MARK.format(1)} [^z]\n\n[^z]: {MARK.format(2)}\n")
    assert sorted(indexes(reading_order(html))) == sorted(int(found["index"]) for found in FOUND.finditer(html))
