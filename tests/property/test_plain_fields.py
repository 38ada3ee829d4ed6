"""Text without syntax is read and shown without the parser, as the parser would."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from casewright.model.prose import Citation, Link
from casewright.read.markdown import has_no_syntax
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.render.prose import prose_html

SIGNS = st.sampled_from(
    [*"abZé漢٣7 -–—.,;()'’“”/%…", "  ", "(c)", "...", "--", "1. ", "- ", "www.example.org", "a@b", "\xa0"]
)
TEXTS = st.lists(SIGNS | st.characters(), max_size=12).map("".join)


class Writer:
    """Writes what no text here holds."""

    def cite(self, citation: Citation) -> str:
        return f"?{citation}"

    def link(self, link: Link) -> str:
        return f"?{link}"

    def heading_id(self, slug: str) -> str:
        return slug


@given(TEXTS)
def test_both_ways_are_one(text: str) -> None:
    source = SourceText("cases/a.md", text)
    prose, problems = read_prose(source, text, 0, len(text), is_block=False)
    html = prose_html(prose, Writer())
    with (
        patch("casewright.read.prose.has_no_syntax", return_value=False),
        patch("casewright.render.prose.has_no_syntax", return_value=False),
    ):
        assert read_prose(source, text, 0, len(text), is_block=False) == (prose, problems)
        assert prose_html(prose, Writer()) == html


def test_what_has_syntax_is_known() -> None:
    assert has_no_syntax("Residents waited 7 days (about a week), the city's report says…")
    for text in (
        "*a*",
        "a_b",
        "[a]",
        "a & b",
        "1 < 2",
        "a@b",
        "a\\b",
        "`a`",
        "a\nb",
        " a",
        "a ",
        '"a"',
        "a: b",
        "a!",
        "a ~ b",
        "",
    ):
        assert not has_no_syntax(text), text
