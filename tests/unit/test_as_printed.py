"""Citing sentences as they read on their pages."""

from __future__ import annotations

import pytest
from markdown import Markdown

from casewright.edges.markdown_citations import CitationFinder
from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, citation_mark, marked_clusters
from casewright.read.citation import parse_field
from casewright.read.citing_sentences import LONGEST_SENTENCE
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.render.as_printed import as_printed, labels, labels_of
from casewright.render.citeproc.result import NOTE, FormattedCluster, PageResult
from casewright.render.marked_html import marked_page
from casewright.render.styles import Style

TABLE = "| place | share | who |\n|---|---|---|\n| Lisbon | 12 % [@a] | |\n| Porto | 9 % | [@b] |\n"


def known(citations: tuple[Citation, ...]) -> dict[str, str]:
    """Return what stands for the engine's work: names in capitals, and whether brackets are around them."""
    found = {}
    for items, is_in_text in (citation.cluster for citation in citations):
        names = "; ".join(f"{item.prefix} {item.key.upper()}".strip() + item.suffix for item in items)
        found[citation_mark((items, is_in_text))] = names if is_in_text else f"({names})"
    return found


def both(written: str) -> list[tuple[Citation, ...]]:
    """Return what a record and another page cite."""
    prose, _ = read_prose(SourceText("x", written), written, 0, len(written), is_block=True)
    finder = CitationFinder("en")
    page = marked_page(Markdown(extensions=["tables", finder]).convert(written), finder.take())
    return [prose.citations, page.citations]


SENTENCES = [
    ("It is so [@a].", ["It is so (A)."]),
    ("@a says *so*, and @b [@c] too.", ["A says so, and B; C too."] * 2),
    ("It failed [@a]. @b denies it. See [@c].", ["It failed (A).", "B denies it.", "See (C)."]),
    ("It failed ([@a]), or not.", ["It failed ((A)), or not."]),
    ("It failed. [@a] Then it did not.", ["It failed. (A)"]),
    ("It failed. [@a]", ["It failed. (A)"]),
    ("It failed so. [@a; see also @b, and a note]", ["It failed so. (A; see also B, and a note)"]),
    ("[@a]", ["(A)"]),
    ("According to [@a] and [@b], it is so.", ["According to (A) and (B), it is so."] * 2),
    ("First line\nand second [@a] \nend.", ["First line and second (A) end."]),
    (TABLE, ["Lisbon · 12 % (A)", "Porto · 9 % · (B)"]),
    ("| x |\n|---|\n| [@a] |\n", ["(A)"]),
]


@pytest.mark.parametrize(("written", "listed"), SENTENCES)
def test_in_records_and_on_other_pages(written: str, listed: list[str]) -> None:
    for citations in both(written):
        printed = known(citations)
        assert [as_printed(one.as_printed, one.sentence, printed) for one in citations] == listed


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("It was quick indeed. See [@a].", ["It was quick indeed. See …."]),
        ("@a says so.", ["… says so."]),
        (TABLE, ["12 %", "Porto · 9 %"]),
    ],
)
def test_without_labels_citations_leave_their_places(written: str, listed: list[str]) -> None:
    for citations in both(written):
        assert [as_printed(one.as_printed, one.sentence, {}) for one in citations] == listed


def test_a_field_that_holds_nothing_but_its_citation_has_the_words_of_what_it_bears() -> None:
    assert as_printed("", "Waiting time: 45 minutes", {}) == "Waiting time: 45 minutes"


@pytest.mark.parametrize("before", [0, 200, 290, 310, 700])
def test_a_long_sentence_is_shown_around_its_citation(before: int) -> None:
    for citations in both(f"{'a' * before} @b [p. 3] says {'c' * LONGEST_SENTENCE} [@d]."):
        first = as_printed(citations[0].as_printed, "", known(citations))
        assert " B " in first
        assert len(first) < LONGEST_SENTENCE + 10
        assert first.startswith("… ")
        assert first.endswith(" …")


@pytest.mark.parametrize("text", ["a", "see @a, pp. 3-5, and a *note*; b", "-@{https://a.org/}{§ 3}", "@a; -@b"])
def test_a_mark_tells_what_it_stands_for(text: str) -> None:
    citation = parse_field(text)
    assert citation
    for cluster in ((citation.items, False), (citation.items, True)):
        assert list(marked_clusters(f"x {citation_mark(cluster)}.")) == [cluster]


@pytest.mark.parametrize("text", ["\ue00a\ue00ca\ue00b", "\ue00a@\ue00c\ue00d\ue00d\ue00b"])
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert list(marked_clusters(text)) == []
    assert as_printed(text, "said", {}) == "said"


def test_numbers_are_those_of_the_page() -> None:
    (citation,) = both("It is so [@a].")[0]
    style = Style(name="numbers", text="", kind="numeric")
    pages = [
        (address, (citation.cluster,), PageResult(clusters=(FormattedCluster(html=html),)))
        for address, html in (("x/", '[<a href="#ref-a">3</a>]'), ("y/", '<sup><a href="#ref-a">12</a></sup>'))
    ]
    known = labels_of(pages, {SourceKey("a"): 1}, style)
    said = [as_printed(citation.as_printed, citation.sentence, known, page) for page in ("x/", "y/", "z/")]
    assert said == ["It is so [3].", "It is so ¹².", "It is so."]


def test_where_notes_are_called_authors_in_the_text_and_what_stands_in_footnotes_are_printed() -> None:
    """A call of a note is nothing to quote; a citation that is a call in one place is none in words in the other."""
    written = "As @a says, it works [@b]. It was told in the book of [@c]. It failed at last [@b]. @a denies it."
    names = {SourceKey(key): key.upper() for key in "abc"}
    for citations in both(written):
        prints = (f"A{NOTE}", NOTE, "C, <i>Book</i>", "B, <i>Book</i>", f"Mr A{NOTE}")
        result = PageResult(
            clusters=tuple(FormattedCluster(html=html, notes=(html,) * (NOTE in html)) for html in prints)
        )
        asked = [("x/", tuple(one.cluster for one in citations), result)]
        known = labels_of(asked, names, Style(name="notes", text="", kind="note"))
        assert [as_printed(one.as_printed, one.sentence, known, "x/") for one in citations] == [
            "As A says, it works.",
            "As A says, it works.",
            "It was told in the book of C, Book.",
            "It failed at last.",
            "A denies it.",
        ]


def test_labels_are_what_pages_print_as_plain_text() -> None:
    clusters = tuple(citation.cluster for text in ("a", "b", "a; no", "none") if (citation := parse_field(text)))
    first = FormattedCluster(html='(<a href="#ref-a">Doe &amp; <i>Roe</i>, 2013a</a>)')
    note = FormattedCluster(html=NOTE, notes=("Roe, Book.",))
    printed = [
        (clusters[:1], None),
        (clusters, PageResult(clusters=(first, note, first, None))),
    ]
    found = labels(printed, {SourceKey("a"): 1, SourceKey("b"): 1})
    assert [found[citation_mark(cluster)] for cluster in clusters] == [
        "(Doe & Roe, 2013a)",
        "",
        "(Doe & Roe, 2013a) (no)",
        "(none)",
    ]
