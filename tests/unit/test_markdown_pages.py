"""The pages of records as Markdown: nothing that people wrote becomes more than text where such a file is shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casewright.render.markdown_pages import escaped, harmless

BAD = "javascript:alert(1)"
PIECES = st.sampled_from(
    [
        *("<", ">", "<b>", "<img src=x onerror=y>", "<!--", "<a href='x'>", f"<{BAD}>", "<https://a.example/>", "&lt;"),
        *(
            "[",
            "]",
            "(",
            ")",
            "](",
            "]: ",
            f"]({BAD})",
            f"](<{BAD}>)",
            f"[x]: {BAD}",
            f"![x]({BAD})",
            "![",
            "](https://a.b/)",
        ),
        *(
            "\\",
            "`",
            "``",
            "```\n",
            "*",
            "_",
            "|",
            "~~",
            "#",
            "- ",
            "> ",
            "1. ",
            "    ",
            "\n",
            "\n\n",
            " ",
            "&#106;",
            "&colon;",
        ),
        *("[^1]: ", "[^1]", "[[x]]", "[@key]", "]]:", "x", "word word", BAD, "data:text/html,x", "//a.b/", "/a"),
    ]
)
TEXT = st.lists(PIECES, max_size=14).map("".join)
FINE = re.compile(r"https?://|mailto:|#")


class Shown(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(markdown: str) -> Shown:
    """Return what a renderer shows that trusts what it is given: HTML is on, and any address is a link."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda _: True  # type: ignore[assignment, method-assign]  # to trust
    return Shown(parser.render(markdown))


WRITTEN = {
    *("p", "em", "strong", "s", "code", "pre", "a", "br", "hr", "ul", "ol", "li", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


@given(TEXT)
def test_what_people_wrote_holds_no_html_no_picture_and_no_link_but_to_the_web(text: str) -> None:
    found = shown(harmless(text))
    assert set(found.tags) <= WRITTEN
    assert [link for link in found.links if not FINE.match(link)] == []


@given(TEXT)
def test_an_escaped_text_shows_itself_and_nothing_else(text: str) -> None:
    found = shown(f"Title: {escaped(text)}")
    assert set(found.tags) == {"p"}
    assert found.text.split() == f"Title: {text}".split()


@given(TEXT)
def test_it_does_so_at_the_beginning_of_a_line_too(text: str) -> None:
    assert set(shown(f"- {escaped(text)}").tags) <= {"ul", "li", "p"}


@pytest.mark.parametrize(
    "text",
    [
        "See [the report](https://a.example/x), <https://a.example/y> and [@doe2013, p. 3]: it says *why*.",
        "It rests on [[springfield-desk]]: one case.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two",
        "Told twice.[^1]\n\n[^1]: See the minutes of 2013.",
    ],
)
def test_what_is_fine_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
