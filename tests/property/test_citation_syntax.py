"""Citations: reading never raises, and what is read is the same when written and read again."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from casewright.model.prose import Citation
from casewright.read.citation import parse_field, parse_group, parse_in_text, write_field
from casewright.read.doubtful_locators import doubtful_locators
from casewright.read.locators import known_locales, locator_term, split_locator

PIECES = st.sampled_from(
    ["@", "@a", "-@b", "@{c d}", "@{c/d}", "[", "]", "{", "}", "{}", ";", ",", ", ", " ", "\n", "p. 3", "pp. 3-5", "iv",
     "12", "chap. 2", "§ 4", "S. 3", "pgs. 3", "see ", " and *so*", "\\", "\\@", "\\;", "`@a`", "&amp;", "&", "<b>",
     "https://e.org/@a;b", "x", "(1)", "é", "\u0301", "\ue140", "\xa0", "*", "_"]
)  # fmt: skip
TEXTS = st.text(max_size=30) | st.lists(PIECES, max_size=14).map("".join)
LANGUAGES = st.sampled_from(known_locales()) | st.just("xx-XX")


@given(TEXTS, LANGUAGES)
@example("[" * 3_000 + "@a" + "]" * 3_000, "en")
@example("[@a" * 1_000, "en")
@example("@a [" * 1_000, "en")
def test_reading_never_raises(text: str, lang: str) -> None:
    for start in range(min(len(text), 40)):
        for found in (parse_group(text, start, lang), parse_in_text(text, start, lang)):
            assert not found or start < found[1] <= len(text)
            list(doubtful_locators(found[0].items, lang) if found else ())
    label, locator, suffix = split_locator(text, lang)
    assert suffix in text
    assert bool(label) == bool(locator)


def again(citation: Citation) -> Citation | None:
    return parse_field(write_field(citation))


@given(TEXTS, TEXTS)
@example("", "{p. \\}}")
@example("", ":x")
@example("see", ", https://example.org/\\@a\\;b")
@example("", ", \\{}")
@example("", "{} 3")
@example("a\\", "")
def test_written_and_read_again(before: str, behind: str) -> None:
    for text in (f"[{before}@a{behind}]", f"[{before} -@{{b/c}}, {behind}]"):
        found = parse_group(text, 0)
        if found:
            assert again(found[0]) == found[0]
    field = parse_field(behind)
    if field:
        assert again(field) == field


@given(LANGUAGES, st.sampled_from(["page", "chapter", "section"]), st.sampled_from(["3", "3-5"]))
def test_terms_are_read_as_what_they_are(lang: str, label: str, locator: str) -> None:
    assert split_locator(f", {locator_term(label, locator, lang)} {locator}", lang) == (label, locator, "")
