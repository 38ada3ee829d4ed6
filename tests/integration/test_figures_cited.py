"""On the page of every case, each number of the summary, headings, claims, timeline and tables carries its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from lxml import html

from casewright.read.citing_sentences import sentences
from tests.support.html import Pages, content, select, text

pytestmark = pytest.mark.build

NUMBER = re.compile(r"(?<![\w:])\d[\d.,]*(?:bn|m|k)?(?!\w)")
"""Digits that stand for a number; not those within a name, such as 18F or BOS:311."""

WORDS = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen"
    r"|(twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?|(m|b|tr)illions?|half|thirds?|quarters?"
    r"|twice|doubled|tripled|percent)\b",
    re.IGNORECASE,
)
CITED = "⟦cited⟧"
CITATION = './/*[contains(concat(" ", @class, " "), " cw-cite ")]'


def test_no_number_of_a_summary_stands_without_a_citation_in_its_sentence(repository_pages: Pages) -> None:
    found = list(cases(repository_pages))
    assert len(found) >= 20
    bare = [
        (path, sentence) for path, page in found for sentence in bare_sentences(one(page, "cw-summary"), words=True)
    ]
    assert bare == []


def test_no_number_of_a_claim_a_state_or_a_table_stands_without_a_citation_in_its_row(repository_pages: Pages) -> None:
    rows = [
        (path, row)
        for path, page in cases(repository_pages)
        for row in select(
            page, './/section[@aria-labelledby="claims" or @aria-labelledby="timeline"]//li | .//tbody/tr'
        )
        if not select(row, "./ancestor::figure")  # the drawing of figures that stand in the rows beside it
    ]
    assert len(rows) >= 200
    assert [(path, text(row)) for path, row in rows if NUMBER.search(text(row)) and not select(row, CITATION)] == []


def test_no_number_beside_the_rows_of_claims_stands_without_a_citation_in_its_sentence(repository_pages: Pages) -> None:
    beside = [
        (path, block)
        for path, page in cases(repository_pages)
        for block in select(page, './/section[@aria-labelledby="claims"]//p')
        if not select(block, "./ancestor::li | ./ancestor::tr | ./ancestor::figure")
    ]
    assert beside
    assert [(path, bare) for path, block in beside for bare in bare_sentences(block)] == []


def test_a_number_in_a_heading_names_the_rows_below_it_and_each_of_these_has_a_citation(
    repository_pages: Pages,
) -> None:
    """A heading has no room for a citation; what it says in numbers is what its table measures, and rows are cited."""
    told = 0
    for path, page in cases(repository_pages):
        for heading in select(page, ".//h2 | .//h3 | .//h4"):
            if NUMBER.search(text(heading)) or WORDS.search(text(heading)):
                tables = select(heading, "./following-sibling::*[self::h2 or self::h3 or self::table][1][self::table]")
                assert heading.tag == "h3", (path, text(heading))
                assert len(tables) == 1, (path, text(heading))
                rows = select(tables[0], "./tbody/tr")
                assert rows, (path, text(heading))
                assert [text(row) for row in rows if not select(row, CITATION)] == [], (path, text(heading))
                told += 1
    assert told >= 10


@pytest.mark.parametrize(
    ("markup", "bare"),
    [
        ("<p>It cost 5 dollars.</p>", ["It cost 5 dollars."]),
        ('<p>It cost 5 dollars <span class="cw-cite">(Doe, 2013)</span>.</p>', []),
        ('<p>It cost 5 dollars. It works <span class="cw-cite">(Doe)</span>.</p>', ["It cost 5 dollars."]),
        ("<p>Since 2011 it has worked.</p>", ["Since 2011 it has worked."]),
        ("<p>BOS:311 and 18F belong to a city.</p>", []),
        ("<p>Three of them, about a third, saved millions.</p>", ["Three of them, about a third, saved millions."]),
        ('<p>As <span class="cw-cite">Doe (2013)</span> says, 5 did.</p>', []),
    ],
)
def test_what_is_bare(markup: str, bare: list[str]) -> None:
    assert list(bare_sentences(html.fromstring(markup), words=True)) == bare


def cases(pages: Pages) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the path of every case of the casebook, and what its page says."""
    for path, page in pages.read.items():
        if select(page, '//div[contains(concat(" ", @class, " "), " cw-case ")]'):
            yield path, content(page)


def one(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = select(page, f'.//*[contains(concat(" ", @class, " "), " {name} ")]')
    return found


def bare_sentences(block: html.HtmlElement, *, words: bool = False) -> Iterator[str]:
    """Yield every sentence of a block that has a number (in ``words`` too, where asked for) and no citation."""
    shown = deepcopy(block)
    for citation in select(shown, CITATION):
        for child in list(citation):
            citation.remove(child)
        citation.text = CITED
    line = text(shown)
    for start, end in sentences(line):
        sentence = line[start:end]
        has_number = NUMBER.search(sentence) or (words and WORDS.search(sentence))
        if has_number and CITED not in sentence:
            yield sentence
