"""The extension of Python-Markdown by itself."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown, markdown

from casewright.edges.markdown_citations import CitationFinder
from casewright.render.marked_html import marked_page
from tests.support.builds import SITES
from tests.support.html import select, text

PLAIN = SITES / "plain"
NAME = "casewright-citations"


def convert(written: str, *others: str, **options: Any) -> html.HtmlElement:
    page = markdown(
        written,
        extensions=[NAME, *others],
        extension_configs={NAME: {"root": str(PLAIN), "bibliography": "refs/*.bib", **options}},
    )
    return html.fromstring(f"<div>{page}</div>")


def test_citations_and_references() -> None:
    page = convert("So it is [see @doe2013b, pp. 3-5, and note; @lipsky2010street]. But @doe2013b [p. 9] doubts it.")
    assert text(select(page, "//p")[0]) == (
        "So it is (see Doe, 2013b, pp. 3–5, and note; Lipsky, 2010). But Doe (2013b, p. 9) doubts it."
    )
    assert [text(node) for node in select(page, "//h2")] == ["References"]
    assert [node.get("id") for node in select(page, "//li")] == ["ref-doe2013b", "ref-lipsky2010street"]
    ids = {node.get("id") for node in select(page, "//*[@id]")}
    for link in select(page, '//a[starts-with(@href, "#")]'):
        assert (link.get("href") or "")[1:] in ids
    backs = select(page, '//li[@id="ref-doe2013b"]//a[@role="doc-backlink"]')
    assert [node.get("href") for node in backs] == ["#cite-1", "#cite-2"]


def test_a_text_that_cites_nothing_is_left_alone() -> None:
    written = "# One\n\nTwo `[@a]` and <me@example.org>.\n\n    [@b]\n\n[x](https://e.org/@c) [@d](https://e.org)\n"
    assert markdown(written, extensions=[NAME], extension_configs={NAME: {"bibliography": "none"}}) == markdown(written)


def test_the_list_stands_where_the_writer_puts_it() -> None:
    page = convert("## Sources\n\n[bibliography]\n\n## Text\n\nSo [@doe2013b].")
    assert [node.tag for node in page] == ["h2", "ul", "h2", "p"]
    assert [text(node) for node in select(page, "//h2")] == ["Sources", "Text"]


def test_headings_are_told_by_their_words() -> None:
    md = Markdown(
        extensions=["toc", NAME], extension_configs={NAME: {"root": str(PLAIN), "bibliography": "refs/*.bib"}}
    )
    page = md.convert("# Desks [@doe2013b]\n\n[TOC]\n\nText.")
    assert [(token["id"], token["name"]) for token in md.toc_tokens] == [("desks", "Desks")]  # type: ignore[attr-defined]
    assert [child["id"] for child in md.toc_tokens[0]["children"]] == ["references"]  # type: ignore[attr-defined]
    assert page.count("(<a href=") == 1


def test_notes_are_numbered_in_the_order_of_the_page() -> None:
    written = "- one\n    - two [@doe2013b, 12].\n- three [@lipsky2010street, chap. 2], four.\n"
    page = convert(written, style="chicago-notes-bibliography")
    assert text(select(page, "//ul")[0]) == "one two.1 three,2 four."
    notes = [text(node) for node in select(page, '//section[@class="cw-notes"]//li')]
    assert [note[:12] for note in notes] == ["Jane Doe, “T", "Michael Lips"]
    assert [node.tag for node in page][-3:] == ["section", "h2", "ul"], "the notes stand before the references"


def test_words_of_the_language() -> None:
    page = convert("So [@doe2013b, S. 3-5].", language="de-DE", references_title="Quellen")
    assert text(select(page, "//p")[0]) == "So (Doe, 2013b, S. 3–5)."
    assert [text(node) for node in select(page, "//h2")] == ["Quellen"]


def test_signs_in_what_stands_around_are_shown_as_written() -> None:
    page = convert(r"So [see `@code` & <b>x</b> @doe2013b, R&amp;D \[x\]\; \@y and **no**].")
    assert text(select(page, "//p")[0]) == "So (see @code & x Doe, 2013b, R&D [x]; @y and no)."
    assert not select(page, "//p//b")


def test_problems_are_logged_with_their_lines(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        page = convert(
            "One `[@nobody]`.\n\n```\n[@nobody]\n```\n\nTwo [@nobody], @lipsky2010stret, [@doe2013b, pgs. 3].\n"
        )
    assert [record.getMessage().split("\n")[0] for record in caplog.records] == [
        'text:7:6: CW501: the source "nobody" is in no bibliography',
        'text:7:16: CW501: the source "lipsky2010stret" is in no bibliography',
        'text:7:35: CW520: the locator "pgs. 3" is not known; it is printed as text',
    ]
    assert 'did you mean "lipsky2010street"?' in caplog.text
    assert "(nobody)" in text(page)


@pytest.mark.parametrize(
    ("before", "column"),
    [
        ("\\@nobody and ", 14),
        ("me@nobody and ", 15),
        ("<https://e.org/@nobody> and ", 29),
        ("https://e.org/?by=@nobody and ", 31),
        ("[x](https://e.org/@nobody) and ", 32),
        ("`@nobody` and ", 15),
        ("<!-- @nobody --> and ", 22),
    ],
)
def test_what_is_no_citation_does_not_mislead_about_the_place_of_one(
    before: str, column: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        convert(f"{before}@nobody says.")
    (problem,) = (record.getMessage() for record in caplog.records)
    assert problem.startswith(f"text:1:{column}: CW501")


@pytest.mark.parametrize("element", ["code", "kbd", "samp", "tt"])
def test_raw_html_that_is_read_as_it_stands_holds_no_citation(element: str) -> None:
    page = convert(f"Type <{element}>@doe2013b [x]</{element}>, says @doe2013b.")
    assert [text(node) for node in select(page, f"//{element}")] == ["@doe2013b [x]"]
    assert text(select(page, "//p")[0]).endswith(", says Doe (2013b).")


def test_a_link_in_raw_html_keeps_its_words(caplog: pytest.LogCaptureFixture) -> None:
    page = convert('See <a href="https://a.example/">@doe2013b and <b>more</b></a>, and [@doe2013b].')
    assert [text(node) for node in select(page, '//a[@href="https://a.example/"]')] == ["@doe2013b and more"]
    assert text(select(page, "//p")[0]).endswith("and (Doe, 2013b).")
    assert "CW533" in caplog.text


def test_brackets_that_nobody_closed_and_citations_in_links(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        page = convert(
            "So [see @doe2013b, p. 3 and [more](x.md).\n\n[@doe2013b](x.md) and *[its [@doe2013b, *p. 3*]](y.md)*, "
            "[@doe2013b].\n\n## By [@doe2013b](z.md)\n",
            "toc",
        )
    assert [record.getMessage().split("\n")[0] for record in caplog.records] == [
        'text:1:4: CW532: the brackets before "doe2013b" are never closed, so they are printed as they stand',
        *(
            f'text:{place}: CW533: "doe2013b" is cited in the words of a link, which can hold no link, so it stays '
            "as written"
            for place in ("3:2", "3:30", "5:8")
        ),
    ]
    assert [text(node) for node in select(page, '//a[contains(@href, ".md")]')] == [
        "more", "@doe2013b", "its [@doe2013b, p. 3]", "@doe2013b",
    ]  # fmt: skip
    assert text(select(page, "//p")[1]) == "@doe2013b and its [@doe2013b, p. 3], (Doe, 2013b)."
    assert select(page, "//h2")[0].get("id") == "by-doe2013b"


@pytest.mark.parametrize("after", ["", "\n\nSo [@doe2013b]."])
def test_keys_with_a_space(after: str, caplog: pytest.LogCaptureFixture) -> None:
    no_key = "is no key, since a space is in it, so it is printed as it stands"
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        convert(f"So [@{{doe 2013}}, p. 3] and\n@{{a b}}. Not `@{{c d}}`, \\@{{e f}}, @{{ }}, x@{{g h}}.{after}")
    assert [record.getMessage().split("\n")[0] for record in caplog.records] == [
        f'text:1:5: CW534: "doe 2013" {no_key}',
        f'text:2:1: CW534: "a b" {no_key}',
    ]


def test_keys_in_brackets_without_an_at_sign(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        convert(
            "So [doe2013b] and [@ doe2013b, p. 3] and [@doe2013b].\n\n"
            "Not `[doe2013b]`, \\[doe2013b], [other2013], [lipsky2010street], [doe2013b](x.md), [x][doe2013b].\n\n"
            "[lipsky2010street]: x.md\n"
        )
    told = '"doe2013b" is a source, but without an at-sign right before it, it is printed as it stands'
    assert [record.getMessage().split("\n")[0] for record in caplog.records] == [
        f"text:1:{column}: CW531: {told}" for column in (4, 19)
    ]


def test_commas_between_sources(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        convert(
            "So [@doe2013b, lipsky2010street] and [@doe2013b, p. 3, @lipsky2010street].\n\n"
            "But [@doe2013b and @lipsky2010street doubt it], [@doe2013b, p. 3, as @lipsky2010street says]."
        )
    assert [record.getMessage().split("\n")[0] for record in caplog.records] == [
        'text:1:5: CW530: "lipsky2010street" is a source, but after the comma it is read as a page of "doe2013b"',
        (
            'text:1:39: CW530: a comma stands between "doe2013b" and another source, so the brackets are printed '
            "as they stand"
        ),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "[@handle](https://example.org/@handle) and [ask @handle](https://example.org).",
        "[1] and \\[@doe2013b](x.md) and `[@doe2013b`, and in [0, 1) as @doe2013b says.",
        "[] [x] ![@doe2013b",
        "A [note that ends long before. But then @doe2013b says it.",
        "Mail [me@example.org and `x`](mailto:me@example.org), [https://example.org/@doe2013b](x.md).",
    ],
)
def test_what_is_no_citation_in_brackets_or_links(written: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        convert(written)
    assert "CW53" not in caplog.text


def test_a_bibliography_that_is_not_there_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        page = convert("So [@a], [@b; @c] and @d.", bibliography="nowhere/*.bib")
    assert [text(node) for node in select(page, '//span[@class="cw-missing"]')] == ["a", "b", "c", "d"]
    assert [record.getMessage().split("\n")[0] for record in caplog.records] == [
        'mkdocs.yml:1:1: CW116 bibliography: there is no file "nowhere/*.bib"',
        "text:1:5: CW501: no bibliography could be read, so 3 citations lead to no source",
    ]


def test_a_language_and_a_style_that_are_not_known_are_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        page = convert("So [@doe2013b, p. 3].", language="enn", style="apaa")
    assert 'no words for citations in the language "enn"' in caplog.text
    assert 'there is no citation style "apaa"' in caplog.text
    assert "(Doe, 2013b, p. 3)" in text(page), "the defaults stand in"
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        convert("So [@doe2013b].", language="French")
    assert 'did you mean "fr"?' in caplog.text


def test_a_broken_entry_is_not_called_unknown_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.bib").write_text(
        "@book{late, title = {A B}, year = {2014}, author = {Doe, Jane and}, publisher = {P}, date = {x}}\n"
        "@book{broken, title = {One\n\n@book{good, title = {Two}, author = {Doe, Jane}, year = 2013}\n",
        encoding="utf-8",
    )
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        page = markdown(
            "[@broken], [@good], [@nobody]",
            extensions=[NAME],
            extension_configs={NAME: {"root": str(tmp_path), "bibliography": "a.bib"}},
        )
    assert '<span class="cw-missing">broken</span>' in page
    told = [record.getMessage().split("\n")[0] for record in caplog.records]
    assert [line for line in told if "CW501" in line] == ['text:1:22: CW501: the source "nobody" is in no bibliography']
    lines = [int(line.split(":")[1]) for line in told if line.startswith("a.bib")]
    assert lines == sorted(lines)
    assert 1 in lines
    assert any("CW504" in line for line in told)


def test_faults_of_options_are_told_where_the_site_sets_them(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"markdown_extensions:\n  - {NAME}:\n      style: apaa\n", encoding="utf-8")
    (tmp_path / "a.bib").write_text("@book{a, title = {One}, author = {Doe, Jane}, year = 2013, publisher = {P}}\n")
    with caplog.at_level(logging.WARNING, logger="MARKDOWN"):
        markdown(
            "[@a]",
            extensions=[NAME],
            extension_configs={NAME: {"root": str(tmp_path), "bibliography": "a.bib", "style": "apaa"}},
        )
    assert (
        caplog.records[0]
        .getMessage()
        .startswith('mkdocs.yml:3:14: CW509 style: there is no citation style "apaa"; APA is used instead')
    )


def test_a_changed_bibliography_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    entry = "@book{a, author = {Doe, Jane}, title = {One}, year = {%s}, publisher = {Two}}"
    for year in ("2013", "2014"):
        file.write_text(entry % year + "\n" * int(year), encoding="utf-8")
        page = markdown(
            "[@a]",
            extensions=[NAME],
            extension_configs={NAME: {"root": str(tmp_path), "bibliography": ["a.bib"]}},
        )
        assert f"Doe, {year}" in page


PIECES = st.sampled_from(
    ["@a", "[@a]", "[@a, p. 3; see @b]", "-@a", "`", "```\n", "\n\n", "    ", "[", "]", "(", ")", "{", "}", "*", "_",
     "\\", "&amp;", "<b>", "<span title='@a'>", "<!--", "[^1]", "[^1]: ", "- ", "# ", "![", "\x02", "\x03",
     "\ue0020\ue003", "<casewright-citation data-index='0'></casewright-citation>", "[bibliography]", " ", "x", "](x)"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=40))
def test_any_text(written: str) -> None:
    """Finding citations never raises, and each mark stands for a citation that was found."""
    finder = CitationFinder("en")
    page = marked_page(Markdown(extensions=[finder, "footnotes", "toc", "md_in_html"]).convert(written), finder.take())
    assert len(page.citations) == len(page.marks.found) == len([one for one, _ in page.written if not one.is_in_link])
    assert len({citation.anchor for citation in page.citations}) == len(page.citations)
