"""Styles that cite in notes: citations and a page's own footnotes are one sequence, as pandoc prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from markdown import markdown

from casewright.build import build
from casewright.model.prose import Citation, Link
from casewright.read.folder import read_bibliography_files
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.render.cited import REFERENCES, Citations, fill
from casewright.render.cited_pages import Titles
from casewright.render.citeproc.engine import Engine
from casewright.render.citeproc.pandoc import find_pandoc
from casewright.render.citing import CitationSettings
from casewright.render.own_notes import place_notes, reading_order
from casewright.render.page import Publication
from casewright.render.prose import prose_html
from casewright.render.references import Formatter, PageRequest
from casewright.render.styles import STYLES, shipped_style
from casewright.render.templates import environment
from tests.support.builds import ENGINES, SITES, SMALL_ADDRESS, build_site, copy_small
from tests.support.html import Pages, content, select, text

STYLE = "chicago-notes-bibliography"
PAGE = """
First [@lipsky2010street, p. 3]. A remark of one's own.[^remark] Then [@doe2013a]; and @lipsky2010street says so, as
@doe2013a [p. 14], does.

One more [@doe2013b], and [@lipsky2010street, chap. 2].[^long] In its own words.[^only]

- a list [@doe2013a] that cites

[^only]: [@doe2013b, p. 33]. The rest is only here.

[^remark]: A remark, see [@doe2013b, p. 31] and @lipsky2010street [p. 9]. More (in brackets [@{oecd:2019/x}]).

[^long]: Without any citation, and @doe2013a

    In a second paragraph [@lipsky2010street].
"""
"""The footnotes are written in another order than that in which they are called."""
AGAIN = f"The remark comes first.[^remark]\n{PAGE}"
"""Pandoc prints a footnote that is called twice twice; either converter of Markdown, and we, print it once."""


def test_both_dialects_read_as_pandoc_prints_it() -> None:
    body, notes = pandoc()
    for page in (by_python_markdown(PAGE), by_markdown_it(PAGE)):
        assert [text(node) for node in select(page, "./p | ./ul[not(@class)]")] == body
        assert [said(node) for node in select(page, './section[@class="cw-notes"]/ol/li')] == notes
        assert not select(page, './/*[contains(@class, "footnote")]'), "there is one list"


@pytest.mark.parametrize("convert", ["python-markdown", "markdown-it"])
def test_every_number_leads_to_its_note_and_back(convert: str) -> None:
    page = by_python_markdown(AGAIN) if convert == "python-markdown" else by_markdown_it(AGAIN)
    calls = select(page, './/a[@role="doc-noteref"]')
    assert [text(call) for call in calls] == ["1", "2", "1", "3", "4", "5", "6", "7", "8", "9", "10"]
    ids = {str(node.get("id")): node for node in select(page, ".//*[@id]")}
    assert len(ids) == len(select(page, ".//*[@id]"))
    for call in calls:
        note = ids[str(call.get("href")).removeprefix("#")]
        assert note.tag == "li"
        backs = [str(back.get("href")).removeprefix("#") for back in select(note, './/a[@role="doc-backlink"]')]
        parent = call.getparent()
        assert parent is not None
        assert parent.get("id") in backs
        assert all(text(ids[back]) == text(call) for back in backs)


@pytest.mark.build
@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_of_a_plain_site(engine: str, tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = site / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace("bibliography: refs", f"style: {STYLE}\n      bibliography: refs"), "utf-8")
    (site / "docs" / "guide" / "first.md").write_text(f"# Notes\n{PAGE}", encoding="utf-8")
    pages = Pages(build_site(engine, site, tmp_path / "site", "--strict", address="https://plain.example/sub/"))
    assert pages.build.status == 0, pages.build.output
    page = content(pages.all["guide/first/index.html"])
    body, notes = pandoc()
    assert [text(node) for node in select(page, "./p[not(@class)] | ./ul[not(@class)]")] == body
    assert [said(node) for node in select(page, './section[@class="cw-notes"]/ol/li')] == notes
    for link in select(page, './/a[starts-with(@href, "#")]'):
        assert not pages.fault("guide/first/index.html", str(link.get("href")))
    tags = [node.get("id") or node.get("class") for node in page][-4:]
    assert tags == ["cw-notes", "references", "cw-references", "cw-downloads"], "the references follow the notes"


def test_a_page_of_a_casebook(tmp_path: Path) -> None:
    casebook = build(
        copy_small(tmp_path / "casebook"),
        Publication(name="Casebook", address=SMALL_ADDRESS),
        citing=CitationSettings(style=STYLE),
    )
    page = next(page for page in casebook.site.pages if page.address == "cases/springfield-desk/")
    shown = html.fromstring(f"<div>{casebook.rendered(page).html}</div>")
    casebook.close()
    numbers = [text(call) for call in select(shown, './/a[@role="doc-noteref"]')]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    notes = select(shown, './/section[@class="cw-notes"]/ol/li')
    assert len(notes) == len(numbers)
    (own,) = (note for note in notes if said(note).startswith("A footnote with a source ("))
    assert not select(own, './/a[@role="doc-noteref"]'), "a note has no note"
    assert not select(shown, './/*[@class="footnotes"]')


def by_python_markdown(written: str) -> html.HtmlElement:
    options = {"root": str(SITES / "plain"), "bibliography": "refs/*.bib", "style": STYLE}
    page = markdown(
        written, extensions=["footnotes", "casewright-citations"], extension_configs={"casewright-citations": options}
    )
    return html.fromstring(f"<div>{page}</div>")


def by_markdown_it(written: str) -> html.HtmlElement:
    """Return the page as the body of a record is printed."""
    prose, problems = read_prose(SourceText("cases/a.md", written), written, 0, len(written), is_block=True)
    assert not problems
    writer = Writer()
    draft = f"{prose_html(prose, writer)}{REFERENCES}"
    read, _ = read_bibliography_files(SITES / "plain", ("refs/*.bib",))
    with Formatter(sources=read.sources, style=shipped_style(STYLE), engine=Engine()) as formatter:
        (result,), _ = formatter.pages(
            [PageRequest(name="a", clusters=writer.citations.clusters, reading=reading_order(draft))]
        )
    filled = fill(draft, writer.citations, result, read.sources)
    notes = environment().get_template("_page_notes.html").render(notes=filled.notes, titles=Titles())
    return html.fromstring(f"<div>{place_notes(filled.html, '').replace(REFERENCES, notes)}</div>")


class Writer:
    """Writes what a page contributes to a text, on a page of nothing else."""

    def __init__(self) -> None:
        self.citations = Citations()

    def cite(self, citation: Citation) -> str:
        return self.citations.mark(citation.cluster)

    def link(self, link: Link) -> str:
        return link.words

    def heading_id(self, slug: str) -> str:
        return slug


@cache
def pandoc() -> tuple[list[str], list[str]]:
    """Return the paragraphs and the notes that pandoc prints, with full stops in quotation marks (`repairs.py`)."""
    program = find_pandoc()
    assert program
    command = [program.path, "--citeproc", "--from=markdown-smart", "--to=html", "--wrap=none"]
    command += [f"--csl={STYLES / STYLE}.csl", "--metadata=link-citations"]
    command += [f"--bibliography={path}" for path in sorted((SITES / "plain" / "refs").glob("*.bib"))]
    done = subprocess.run(command, input=PAGE, capture_output=True, encoding="utf-8", check=True)
    page = html.fromstring(f"<div>{done.stdout}</div>")
    notes = select(page, './section[@id="footnotes"]/ol/li')
    return [text(node) for node in select(page, "./p | ./ul")], [
        re.sub("”[.](?= |$)", ".”", said(note)) for note in notes
    ]


def said(note: html.HtmlElement) -> str:
    """Return the text of a note without the links back."""
    for back in select(note, './/a[@role="doc-backlink"]'):
        back.drop_tree()
    return text(note)
