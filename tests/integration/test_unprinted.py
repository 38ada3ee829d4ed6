"""What a style prints nothing for: told where the entry stands, and in plain words in the list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem
from casewright.read.bibliography import read_bibliography
from casewright.render.citeproc.engine import Engine
from casewright.render.references import Formatter, PageRequest
from casewright.render.styles import Style, shipped_style, shipped_styles

BIB = """@misc{leaflet, author = {Anon, Ann}, title = {Dated leaflet}, year = {2001}}
@letter{letter, author = {Doe, Jane and Roe, Rita}, title = {A <letter>}, date = {2001-02-03}}
"""
SOURCES, _ = read_bibliography([("refs.bib", BIB.encode())])
LETTER, LEAFLET = SourceKey("letter"), SourceKey("leaflet")
MUTE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title></info>
<citation><layout prefix="(" suffix=")"><text variable="publisher"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.stop()


def page(key: SourceKey) -> PageRequest:
    return PageRequest(name="p", clusters=(((CitedItem(key=key),), False),))


@pytest.mark.parametrize("name", shipped_styles())
def test_a_work_of_no_known_kind_is_listed_by_each_style(engine: Engine, name: str) -> None:
    formatter = Formatter(sources=SOURCES, style=shipped_style(name), engine=engine)
    (result,), problems = formatter.pages([page(LEAFLET)])
    alone, _ = formatter.alone([LEAFLET])
    assert problems == ()
    assert result
    assert "dated leaflet" in result.references[0].html.lower()
    assert "dated leaflet" in alone[LEAFLET].lower()


@pytest.mark.parametrize("name", ["apa", "chicago-author-date", "chicago-notes-bibliography"])
def test_what_a_style_does_not_list_is_told_once_and_stands_in_plain_words(engine: Engine, name: str) -> None:
    formatter = Formatter(sources=SOURCES, style=shipped_style(name), engine=engine)
    (result, _), (problem,) = formatter.pages([page(LETTER), page(LETTER)])
    alone, also = formatter.alone([LETTER])
    assert result
    assert result.references[0].html == "Doe, Jane; Roe, Rita. A &lt;letter&gt;. 2001."
    assert alone[LETTER] == result.references[0].html
    assert (problem.code.number, str(problem.where)) == ("CW525", "refs.bib:2:1")
    assert also == (problem,)


def test_citations_that_say_nothing_are_told(engine: Engine) -> None:
    formatter = Formatter(sources=SOURCES, style=Style(name="mute", text=MUTE, kind="author-date"), engine=engine)
    _, (problem,) = formatter.pages([page(LETTER)])
    assert problem.code.number == "CW526"
    assert problem.message == 'the style prints nothing where p cites "letter"'
