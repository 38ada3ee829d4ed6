"""Sentences from which citations were taken out, as they are listed."""

from __future__ import annotations

import pytest
from markdown import Markdown

from casewright.edges.markdown_citations import CitationFinder
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.render.marked_html import marked_page

SENTENCES = [
    ("It is so [@a].", "It is so."),
    ("It is so [@a], and so [@b; @c] it was.", "It is so, and so it was."),
    ("It is so [@a] [@b], [@c].", "It is so."),
    ("It is so [@a] and [@b].", "It is so."),
    ("It is so ([@a]), or not.", "It is so, or not."),
    ("It is so ([@a], [@b]).", "It is so."),
    ("It is so (see [@a]).", "It is so (see …)."),
    ("It is so (as told in [@a] and [@b]).", "It is so (as told in …)."),
    ("It is so, as shown in [@a] and by [@b].", "It is so, as shown in … and by …."),
    ("According to [@a], it is so.", "According to …, it is so."),
    ("Between [@a] and @b lies much.", "Between … and … lies much."),
    ("It is true of both [@a].", "It is true of both."),
    ("It is so for all to see [@a]; see also [@b].", "It is so for all to see; see also …."),
    ("[@a] and [@b] doubt it.", "… doubt it."),
    ("[@a] doubts it.", "… doubts it."),
    ("[@a] It is so.", "It is so."),
    ("“It is so [@a]” was said.", "“It is so” was said."),
    ("The sun came in [@a].", "The sun came in."),
    ("Lipsky [-@a] doubts `main()` [@a].", "Lipsky doubts main()."),
    ("They were on a par [@a].", "They were on a par."),
    ("Laut [@a] ist es so, wie in [@b] und [@c] gezeigt.", "Laut … ist es so, wie in … gezeigt."),
    ("Selon [@a], c'est dans [@b] et d'après [@c].", "Selon …, c'est dans … et d'après …."),
    ("Según [@a] es así, y en [@b] no.", "Según … es así, y en … no."),
    ("As @a says, C'est vrai : oui [@b] !", "As … says, C'est vrai : oui!"),
]


@pytest.mark.parametrize(("written", "listed"), SENTENCES)
def test_in_records_and_on_other_pages(written: str, listed: str) -> None:
    prose, _ = read_prose(SourceText("x", written), written, 0, len(written), is_block=True)
    assert {citation.sentence for citation in prose.citations} == {listed}
    assert prose.plain == listed
    finder = CitationFinder("en")
    page = marked_page(Markdown(extensions=[finder]).convert(written), finder.take())
    assert {citation.sentence for citation in page.citations} == {listed}


@pytest.mark.parametrize("between", [" [@a] ", " [@a]\n"])
def test_a_citation_behind_a_full_stop_belongs_to_the_sentence_before(between: str) -> None:
    written = f"One of them is so.{between}Two is not. Three of them may be [@b]."
    prose, _ = read_prose(SourceText("x", written), written, 0, len(written), is_block=True)
    assert [citation.sentence for citation in prose.citations] == ["One of them is so.", "Three of them may be."]


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("The desk was quick indeed. See [@a] and [@b].", "The desk was quick indeed. See …."),
        ("The desk was quick indeed. (See also [@a].) Others were not.", "The desk was quick indeed. (See also ….)"),
        ("The desk was quick indeed. [@a]", "The desk was quick indeed."),
        ("The desk was quick indeed. [@a; @b]. Others were not.", "The desk was quick indeed."),
        ("The desk was quick indeed. @a.", "The desk was quick indeed. …."),
        ("Compare [@a]. The desk was quick indeed.", "Compare …. The desk was quick indeed."),
        ("The desk was quick indeed. So? See [@a].", "The desk was quick indeed. So? See …."),
        ("Die Zahlen sind bekannt. Siehe auch [@a].", "Die Zahlen sind bekannt. Siehe auch …."),
        ("It failed [@a]. The desk was quick indeed.", "It failed."),
        ("See [@a].", "See …."),
        ("The desk was quick indeed.\n\nSee [@a].", "See …."),
        ("Others were not so. The desk was quick indeed [@a]. So?", "The desk was quick indeed."),
    ],
)
def test_a_sentence_that_says_little_by_itself_takes_its_neighbour_along(written: str, listed: str) -> None:
    prose, _ = read_prose(SourceText("x", written), written, 0, len(written), is_block=True)
    assert {citation.sentence for citation in prose.citations} == {listed}
    finder = CitationFinder("en")
    page = marked_page(Markdown(extensions=[finder]).convert(written), finder.take())
    assert {citation.sentence for citation in page.citations} == {listed}
