"""Whatever a .bib file holds: twice put in order is once, it says the same, and no comment is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from casewright.mend.tidy_bib import LeftAsItIs, tidied
from casewright.read.bibliography import read_bibliography

KEYS = st.sampled_from(["a", "B", "b", "c1", "roe:2014"])
COMMENTS = st.sampled_from(
    ["% one", "  % @book{x, title = {y}}", "words", "@comment{a {b}\n\n\nc}", "@comment(z)", "%"]
)
BLANKS = st.sampled_from(["", " ", "\n", "\n\n", "\n \n\n", "\t\n"])
VALUES = st.sampled_from(["{A {B} \\& c}", '"d {\\"e} f"', "12", 'jms # " x"', "{two\n  lines}", "jan", "{}"])
NAMES = st.sampled_from(["title", "Author", "note", "odd", "crossref", "year"])


@st.composite
def entries(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.tuples(NAMES, VALUES | KEYS.map("{{{}}}".format)), max_size=5))
    written = ",\n".join(f"{name}={value}" for name, value in fields)
    opening, closing = draw(st.sampled_from([("{", "}"), ("(", ")")]))
    comma = draw(st.sampled_from(["", ","])) if fields else ""
    return f"@{draw(st.sampled_from(['book', 'Article']))}{opening}{draw(KEYS)},{written}{comma}{closing}"


STRINGS = st.sampled_from(['@string{jms = "J"}', "@String(jms = {K})", '@preamble{"p"}'])
FILES = st.lists(st.tuples(st.one_of(entries(), COMMENTS, STRINGS), BLANKS), max_size=9).map(
    lambda parts: "".join(f"{part}{blank}" for part, blank in parts)
)
NOISE = st.text(alphabet='@bo{}()",=#% \n\\a1', max_size=40).map(lambda text: f"@book{{z, note = {{1}}}}{text}")


@given(FILES | NOISE)
@example("@book{b,}\n% of a\n\n% and\n@book{a,}\n")
@example("@book{b,} @string{x = {1}} % c\n\n@book{a, note = x}")
@example("@book{B,}@book{d,\ncrossref={a}}@book{a,crossref={d}}")
@example("% one% one\n@book{B,}@comment{a {b}\n\n\nc}@book{a,}")
@example('@string{x = "1"}% c\n% d\n@book{a,}')
def test_order_is_kept_and_nothing_is_lost(text: str) -> None:
    data = text.encode()
    once = tidied("a.bib", data)
    if isinstance(once, LeftAsItIs):
        return
    assert tidied("a.bib", once) == once
    before, after = (read_bibliography([("a.bib", content)])[0] for content in (data, once))
    assert {key: (source.item, source.type, dict(source.fields)) for key, source in before.items()} == {
        key: (source.item, source.type, dict(source.fields)) for key, source in after.items()
    }
    assert signs(once) == signs(data)


def signs(data: bytes) -> Counter[str]:
    """Return how often each sign stands in a file, without those that the form of entries adds or takes away."""
    return Counter(sign for sign in data.decode().casefold() if not sign.isspace() and sign not in ",{}()")


@given(st.lists(KEYS, min_size=1, max_size=5, unique=True), st.data())
def test_each_comment_stays_above_its_entry(keys: list[str], data: st.DataObject) -> None:
    blank = data.draw(st.sampled_from(["\n", "\n\n"]))
    text = "% head\n\n" + blank.join(f"% of {key}\n@book{{{key},}}\n" for key in keys)
    after = tidied("a.bib", text.encode())
    assert isinstance(after, bytes)
    assert after.decode().split("\n\n")[1:] == [
        f"% of {key}\n@book{{{key},\n}}{chr(10) if key == max(keys, key=order) else ''}"
        for key in sorted(keys, key=order)
    ]


def order(key: str) -> tuple[str, str]:
    return key.casefold(), key
