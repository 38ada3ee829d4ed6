"""Where web addresses stand in Markdown, and which pages say that they are gone."""

from __future__ import annotations

from datetime import date

import pytest

from casewright.model.ids import SourceKey
from casewright.model.source import Source
from casewright.model.web import Answer, ArchivedCopy, State, Use, WrittenAddress
from casewright.problems import Location
from casewright.read.gone_pages import leads_to_front_page, says_it_is_gone, title_of
from casewright.read.text import SourceText
from casewright.read.web_addresses import web_addresses
from casewright.resolve.web import addresses_of_sources, is_lost, web_problems


def found(text: str) -> list[str]:
    return [address for address, _ in web_addresses(SourceText("a.md", text))]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See [the desk](https://a.org/desk).", "https://a.org/desk"),
        ('See [the desk](https://a.org/desk "The desk"),', "https://a.org/desk"),
        ("See [it](https://a.org/x_(y)), too", "https://a.org/x_(y)"),
        ("[a]( <https://a.org/b> )", "https://a.org/b"),
        ("See https://a.org/desk?a=1&amp;b=2#c.", "https://a.org/desk?a=1&b=2#c"),
        (r"See https://a.org/my\_desk!", "https://a.org/my_desk"),
        ("**https://a.org/desk**", "https://a.org/desk"),
        ("[desk]: https://a.org/desk", "https://a.org/desk"),
        ("---\nnote: Moved to https://a.org/desk, they say.\n---\n", "https://a.org/desk"),
    ],
)
def test_an_address_is_found_without_what_surrounds_it(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "`https://a.org/desk`",
        "```\nhttps://a.org/desk\n```\n",
        "<!-- https://a.org/desk -->",
        "---\n# yaml-language-server: $schema=https://a.org/case.json\nid: a\n---\n",
        "git+https://a.org/desk",
        "https://",
        "mailto:a@a.org",
    ],
)
def test_what_leads_nobody_there_is_none(text: str) -> None:
    assert found(text) == []


def test_two_addresses_side_by_side_are_two_each_with_its_place() -> None:
    text = "One.\n\n- [a](https://a.org/a)[b](https://a.org/b)\n"
    assert list(web_addresses(SourceText("a.md", text))) == [
        ("https://a.org/a", Location("a.md", 3, 7)),
        ("https://a.org/b", Location("a.md", 3, 27)),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404",
        "404 - Page Not Found | The City",
        "Page not found – The City",
        "The City: Not Found",
        "Sorry, the page could not be found. | The City",
        "Seite nicht gefunden | Die Stadt",
        "Page introuvable",
        "example.org is for sale",
        "This domain may be for sale!",
    ],
)
def test_a_title_says_that_there_is_no_page(title: str) -> None:
    assert says_it_is_gone(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Area code 404",
        "404 desks for Springfield",
        "How the city found its 404 pages",
        "Why a page not found matters | The City",
        "Lost and found | The City",
        "City hall is for sale, says mayor",
        "The missing page: a history of archives",
    ],
)
def test_a_title_that_speaks_of_such_pages_does_not(title: str) -> None:
    assert not says_it_is_gone(title)


@pytest.mark.parametrize(
    ("asked", "answered", "is_it"),
    [
        ("https://a.org/desk", "https://a.org/", True),
        ("https://a.org/desk/", "https://www.a.org", True),
        ("https://a.org/desk", "https://a.org/index.html", True),
        ("https://a.org/desk", "https://a.org/en/", True),
        ("https://a.org/?id=3", "https://a.org/", True),
        ("https://a.org/", "https://www.a.org/", False),
        ("https://a.org/index.php", "https://a.org/", False),
        ("https://a.org/desk", "https://a.org/new/desk", False),
        ("https://a.org/desk", "https://a.org/?page=desk", False),
    ],
)
def test_the_front_page_in_place_of_a_deep_one_is_a_sign(asked: str, answered: str, *, is_it: bool) -> None:
    assert leads_to_front_page(asked, answered) is is_it


def test_a_title_is_plain_text() -> None:
    assert title_of("<head>\n<TITLE lang=en>The desk &amp;\n its city</TITLE>") == "The desk & its city"
    assert title_of("<p>none</p>") == ""


def test_a_source_leads_to_its_page_its_doi_and_its_copy() -> None:
    source = Source(
        key=SourceKey("doe2013desk"),
        type="online",
        item={"URL": "https://a.org/desk", "DOI": "10.1000/a<b", "accessed": {"date-parts": [[2013, 4, 5]]}},
        fields={},
        read=None,
        archive="https://web.archive.org/web/2013/https://a.org/desk",
        where=Location("casebook.bib", 1),
        places={"url": Location("casebook.bib", 3)},
    )
    page, doi, copy = addresses_of_sources([source])
    assert (page.address, page.use, page.read_on, page.where.line) == (
        "https://a.org/desk",
        Use.SOURCE,
        "2013-04-05",
        3,
    )
    assert page.copy == copy.address
    assert doi.address == "https://doi.org/10.1000/a%3Cb"
    assert (copy.use, copy.copy, copy.where.line) == (Use.COPY, "", 1)


@pytest.mark.parametrize("use", [Use.SOURCE, Use.TEXT])
def test_a_copy_that_an_archive_has_is_proposed(use: Use) -> None:
    page, day = "https://a.org/desk", date(2013, 4, 6)
    item = WrittenAddress(address=f"{page}#top", of="a", use=use, where=Location("a.md", 3))
    answers = {page: Answer(state=State.GONE, says="404 Not Found", day=day)}
    copy = ArchivedCopy(address="https://web.archive.org/web/2013/https://a.org/desk", day=day)
    (unasked,), (none,), (one,) = (web_problems([item], answers, copies) for copies in ({}, {page: None}, {page: copy}))
    assert "--archive looks for one" in unasked.hint
    assert none.hint.endswith("the Wayback Machine has no copy")
    assert one.hint.startswith("the Wayback Machine has a copy of 2013-04-06; look at it, then ")
    assert one.hint.endswith(f": {copy.address}")
    assert ("`archiveurl`" in one.hint) is (use is Use.SOURCE)
    assert is_lost(item, answers)
