"""Citation styles: which there are, what is wrong with one, and what the engine is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.render.styles import Style, load_style, shipped_styles

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title>'


def style(name: str) -> Style:
    found, problems = load_style(name)
    assert found, problems
    return found


def said(name: str, root: Path = Path()) -> str:
    found, problems = load_style(name, root)
    assert found is None
    (problem,) = problems
    assert problem.code.number == "CW509"
    return f"{problem.message} | {problem.hint}"


def test_the_styles_that_were_promised_are_shipped_and_known_for_what_they_are() -> None:
    kinds = {name: (style(name).kind, style(name).is_free_of_context) for name in shipped_styles()}
    assert kinds == {
        "american-political-science-association": ("author-date", True),
        "apa": ("author-date", True),
        "chicago-author-date": ("author-date", False),
        "chicago-notes-bibliography": ("note", False),
        "harvard-cite-them-right": ("author-date", True),
    }


def test_a_misspelt_style_gets_a_suggestion() -> None:
    assert said("chicago-author-dates") == (
        'there is no citation style "chicago-author-dates" | did you mean "chicago-author-date"?'
    )
    assert said("zzz").endswith(
        "| use one of american-political-science-association, apa, chicago-author-date, chicago-notes-bibliography, "
        "harvard-cite-them-right, or the path of a .csl file"
    )


def test_a_style_that_calls_a_macro_it_lacks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lost.csl").write_text(
        f'{HEAD}</info><macro name="year"><text value="x"/></macro><citation><layout><text macro="author"/>'
        '<text macro="year"/></layout></citation></style>'
    )
    assert said("lost.csl", tmp_path).startswith(
        'the citation style "lost" calls macros that it does not define: "author" | '
    )


def test_a_style_has_the_short_name_that_people_know() -> None:
    assert style("apsa") == style("american-political-science-association")
    assert style("Harvard") == style("harvard-cite-them-right")


@pytest.mark.parametrize(
    ("cited", "kind"),
    [
        ('<text variable="citation-number"/>', "numeric"),
        ('<text macro="mark"/>', "numeric"),
        ('<text variable="citation-label"/>', "label"),
        ('<names variable="author"/>', "author-date"),
    ],
)
def test_a_style_that_does_not_name_its_kind_is_known_by_what_it_prints(tmp_path: Path, cited: str, kind: str) -> None:
    numbered = '<macro name="mark"><number variable="citation-number"/></macro>'
    listed = '<bibliography><layout><text variable="citation-number"/></layout></bibliography>'
    text = f"{HEAD}</info>{numbered}<citation><layout>{cited}</layout></citation>{listed}</style>"
    (tmp_path / "own.csl").write_text(text, encoding="utf-8")
    found, _ = load_style("own.csl", tmp_path)
    assert found
    assert found.kind == kind


def test_a_style_may_be_a_file_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "own.csl").write_text(style("apa").text, encoding="utf-8")
    found, problems = load_style("styles/own.csl", tmp_path)
    assert problems == ()
    assert found
    assert found.text == style("apa").text


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert said("styles/none.csl", tmp_path).startswith('there is no citation style "styles/none.csl" | no file ')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"<style", 'the citation style "own.csl" cannot be read: '),
        (b"\xff\xfe\x00", 'the citation style "own.csl" cannot be read: '),
        (b"<html/>", '"own" is not a CSL style'),
        (
            f'{HEAD}<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>'.encode(),
            'the citation style "own" only points to another | use apa',
        ),
        (b" " * 2_000_001, 'the citation style "own.csl" is too large'),
    ],
)
def test_a_file_that_is_no_style_is_refused(tmp_path: Path, text: bytes, message: str) -> None:
    (tmp_path / "own.csl").write_bytes(text)
    assert said("own.csl", tmp_path).startswith(message)


def test_a_style_for_citations_alone_keeps_the_order_and_the_letters() -> None:
    short = style("apa").for_citations()
    assert "<sort>" in short.text[short.text.index("<bibliography") :]
    assert short.text.count("<layout") == 2
    assert short.has_letters
    assert not style("apa").for_order().has_letters


def test_the_text_of_a_shipped_style_is_never_changed() -> None:
    before = style("apa").text
    style("apa").without_letters()
    style("apa").for_citations()
    assert style("apa").text == before
