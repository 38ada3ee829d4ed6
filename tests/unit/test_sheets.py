"""The sheets of modules as PDF: what each says, what none says, and what they do with words of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from casewright.build import build
from casewright.model.edition import Edition
from casewright.render.brief_orders import sheet_orders
from casewright.render.page import Publication
from casewright.render.press import Press
from casewright.render.typesetting import SHEET, BriefOrder, Typesetter
from casewright.workshop import Workshop

ROOT = Path(__file__).parents[2]
MODULE = "modules/readiness-before-systems/"
MARKUP = '#image("x") $x^2$ *bold* @key `raw` = head'


def orders_of(edition: Edition) -> Mapping[str, BriefOrder]:
    """Return the orders of the sheets of all modules; citations are printed by their keys."""
    made = build(ROOT, Publication(name="Casebook", edition=edition), workshop=Workshop(processes=1))
    try:
        assert isinstance(made.press, Press)
        pages, press = made.site.pages, made.press
        asked = sheet_orders(pages, pages, made.renderer, press.cited, press.renderer.printed.pages)
        return {order.address: order for order in asked}
    finally:
        made.close()


@pytest.fixture(scope="module")
def learners() -> Mapping[str, BriefOrder]:
    return orders_of(Edition.LEARNER)


@pytest.fixture(scope="module")
def instructors() -> Mapping[str, BriefOrder]:
    return orders_of(Edition.INSTRUCTOR)


def printed(order: BriefOrder) -> bytes:
    sheet = Typesetter(form=SHEET).one(order)
    assert sheet.problems == ()
    return sheet.data


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\u200b", "").replace("\ufffe", "").split())


def test_each_edition_has_its_own(learners: Mapping[str, BriefOrder], instructors: Mapping[str, BriefOrder]) -> None:
    assert {address.rsplit("/", 1)[1] for address in learners} == {"handout.pdf", "booklet.pdf"}
    assert {address.rsplit("/", 1)[1] for address in instructors} == {"guide.pdf"}
    assert len(instructors) == 5


@pytest.mark.parametrize("name", ["handout.pdf", "booklet.pdf"])
def test_they_are_tagged(learners: Mapping[str, BriefOrder], name: str) -> None:
    with pikepdf.open(BytesIO(printed(learners[MODULE + name]))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert "Readiness" in told["dc:title"]


def test_the_handout_has_the_session_and_no_answers(learners: Mapping[str, BriefOrder]) -> None:
    text = text_of(printed(learners[f"{MODULE}handout.pdf"]))
    for words in ("What you will be able to do", "The last launch (30 minutes)", "Who was not in the room"):
        assert words in text
    for words in ("A good answer", "How to lead it", "For instructors"):
        assert words not in text


def test_the_booklet_stops_at_the_decision(learners: Mapping[str, BriefOrder]) -> None:
    text = text_of(printed(learners[f"{MODULE}booklet.pdf"]))
    assert "It is December 2015" in text
    assert "Start as planned." in text
    assert "[later source]" in text
    for words in ("incomprehensible", "633,000", "2016", "2018", "spec2018audit", "How it went on"):
        assert words not in text.lower()
    assert "2016" not in str(learners[f"{MODULE}booklet.pdf"].values()["chapters"])


def test_works_that_had_appeared_are_named(learners: Mapping[str, BriefOrder]) -> None:
    text = text_of(printed(learners["modules/who-should-lead/booklet.pdf"]))
    assert "References" in text
    assert "innovation team look like" in text
    assert "[later source]" not in text


def test_the_guide_has_all(instructors: Mapping[str, BriefOrder]) -> None:
    data = printed(instructors[f"{MODULE}guide.pdf"])
    text = text_of(data)
    for words in ("A good answer:", "How to lead it:", "Point:", "the board at the end", "how it went on", "633,000"):
        assert words in text
    assert text.count("For instructors only.") == len(pypdfium2.PdfDocument(data)), "it stands on each page"


def test_what_people_wrote_is_never_markup(learners: Mapping[str, BriefOrder]) -> None:
    order = learners[f"{MODULE}handout.pdf"]
    values = {**order.values(), "title": MARKUP, "site": MARKUP}
    first = {**values["chapters"][0], "title": MARKUP, "kicker": MARKUP, "lead": [{"text": MARKUP}]}
    changed = replace(order, values=lambda: {**values, "chapters": [first]})
    assert text_of(printed(changed)).count(MARKUP) == 5, "below both pages, and as title, kicker and lead"


def test_the_same_gives_the_same_bytes(learners: Mapping[str, BriefOrder]) -> None:
    order = learners[f"{MODULE}booklet.pdf"]
    assert printed(order) == printed(order)
