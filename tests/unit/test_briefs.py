"""One-page briefs as PDF: what is in them beside what can be seen, and what they do with words of any kind."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from casewright.build import Casebook, build
from casewright.problems import Code
from casewright.render.brief_orders import brief_orders
from casewright.render.page import Publication, Renderer
from casewright.render.press import Press
from casewright.render.typesetting import BriefOrder, Typesetter
from casewright.workshop import Workshop

ROOT = Path(__file__).parents[2]
ADDRESS = "https://casebook.example/"


@pytest.fixture(scope="module")
def casebook() -> Iterator[Casebook]:
    publication = Publication(name="Springfield casebook", address=ADDRESS, has_briefs=True)
    found = build(ROOT, publication, workshop=Workshop())
    yield found
    found.close()


@pytest.fixture(scope="module")
def orders(casebook: Casebook) -> dict[str, BriefOrder]:
    return {order.address: order for order in orders_of(casebook)}


@pytest.fixture(scope="module")
def briefs(orders: dict[str, BriefOrder]) -> dict[str, bytes]:
    found = {brief.address: brief for brief in Typesetter(processes=2).all(orders.values())}
    assert not [problem for brief in found.values() for problem in brief.problems]
    return {address: brief.data for address, brief in found.items()}


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\u200b", "")


def elements(data: bytes) -> list[dict[str, str]]:
    """Return kind and alternative text of the elements of the structure, in the order in which they are read."""
    found: list[dict[str, str]] = []

    def visit(item: Any) -> None:
        for child in item if isinstance(item, pikepdf.Array) else [item]:
            if isinstance(child, pikepdf.Dictionary):
                found.append({name: str(child[name]) for name in ("/S", "/Alt") if name in child})
                if "/K" in child:
                    visit(child.K)

    with pikepdf.open(BytesIO(data)) as pdf:
        visit(pdf.Root.StructTreeRoot.K)
    return found


def test_each_case_and_lesson_has_one_page(casebook: Casebook, briefs: dict[str, bytes]) -> None:
    library = casebook.site.linked.library
    assert len(briefs) == len(library.cases) + len(library.lessons)
    assert {len(pypdfium2.PdfDocument(data)) for data in briefs.values()} == {1}


def test_all_are_tagged_and_say_that_they_are(casebook: Casebook, briefs: dict[str, bytes]) -> None:
    titles = {f"cases/{case.id}/brief.pdf": case.title for case in casebook.site.linked.library.cases}
    for address, title in titles.items():
        with pikepdf.open(BytesIO(briefs[address])) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang) == "en"
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            with pdf.open_metadata() as told:
                assert told["pdfuaid:part"] == "1"
                assert told["dc:title"] == title


def test_headings_table_and_code_are_in_the_structure(briefs: dict[str, bytes]) -> None:
    found = elements(briefs["cases/denver-peak-academy/brief.pdf"])
    kinds = [item.get("/S", "") for item in found]
    headings = [kind for kind in kinds if kind in ("/H1", "/H2")]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert "/TH" in kinds
    assert "QR code: the address of the page" in [item["/Alt"] for item in found if "/Alt" in item]


def test_its_text_reads_in_the_order_of_a_busy_reader(briefs: dict[str, bytes]) -> None:
    text = text_of(briefs["cases/denver-peak-academy/brief.pdf"])
    expected = (
        *("Denver Peak Academy", "Last known state", "What was tried, and by whom", "Does it work, and who says so?"),
        *("What it teaches", "Looked for and not found", "References", "On the page and not here:"),
        *("Published 23 November 2026", f"{ADDRESS}cases/denver-peak-academy/"),
    )
    places = [text.find(words) for words in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_stance_and_evidence_stand_in_words(briefs: dict[str, bytes]) -> None:
    assert "Level 1" in text_of(briefs["cases/denver-peak-academy/brief.pdf"])
    lesson = text_of(briefs["lessons/staff-led-improvement/brief.pdf"])
    assert "Supports" in lesson
    assert "Qualifies" in lesson


def test_it_leads_to_its_page(briefs: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(briefs["lessons/staff-led-improvement/brief.pdf"])) as pdf:
        links = [str(item.A.URI) for item in pdf.pages[0].Annots if "/A" in item]
    assert f"{ADDRESS}lessons/staff-led-improvement/" in links


def test_the_same_gives_the_same_bytes(orders: dict[str, BriefOrder], briefs: dict[str, bytes]) -> None:
    for address in ("cases/denver-peak-academy/brief.pdf", "lessons/staff-led-improvement/brief.pdf"):
        again = Typesetter().one(orders[address])
        assert hashlib.sha256(again.data).digest() == hashlib.sha256(briefs[address]).digest()


MARKUP = '#image("x") $x^2$ *bold* _it_ @key <label> = head `raw` #panic() \\ ~ // none'


def changed(order: BriefOrder, text: str) -> BriefOrder:
    """Return an order in which every statement says a text."""
    said = {"runs": [{"text": text}], "keys": [], "cut": False}
    sections = [
        {**section, "items": [{**item, "said": said, "head": text, "word": text} for item in section["items"]]}
        for section in order.values()["sections"]
    ]
    values = {**order.values(), "title": text, "status": text, "sections": sections}
    return replace(order, values=lambda: values)


def test_what_people_wrote_is_never_markup(orders: dict[str, BriefOrder]) -> None:
    found = Typesetter().one(changed(orders["cases/denver-peak-academy/brief.pdf"], MARKUP))
    assert not found.problems
    assert "".join(MARKUP.split()) in "".join(text_of(found.data).split())


@pytest.mark.parametrize("text", ["W" * 160, "word " * 52, "漢字 العربية Ω д", "\u0301\u200f\ufeff x"])
def test_any_words_fit_the_page(orders: dict[str, BriefOrder], text: str) -> None:
    found = Typesetter().one(changed(orders["cases/denver-peak-academy/brief.pdf"], text))
    assert {problem.code for problem in found.problems} <= {Code.BRIEF_SIGNS}
    assert len(pypdfium2.PdfDocument(found.data)) == 1


def test_one_that_fails_names_its_record_and_harms_no_other(orders: dict[str, BriefOrder]) -> None:
    good = orders["cases/denver-peak-academy/brief.pdf"]
    values = {name: value for name, value in good.values().items() if name != "lead"}
    bad = BriefOrder(address="cases/bad/brief.pdf", file="cases/bad.md", day=date(2026, 1, 1), values=lambda: values)
    first, second = Typesetter(processes=2).all([bad, good])
    assert first.data == b""
    assert [(problem.code, problem.where.path) for problem in first.problems] == [(Code.BRIEF, "cases/bad.md")]
    assert second.data.startswith(b"%PDF-")


def test_it_is_taken_from_the_cache(orders: dict[str, BriefOrder], tmp_path: Path) -> None:
    order = orders["lessons/staff-led-improvement/brief.pdf"]
    cache = Workshop.of(tmp_path).cache
    first = Typesetter(cache=cache).one(order)
    assert [item.kind for item in cache.kept()] == ["briefs"]
    assert Typesetter(cache=cache).one(order) == first


def test_without_a_public_address_it_has_no_code(casebook: Casebook) -> None:
    here = replace(casebook.renderer.publication, address="http://127.0.0.1:8000/")
    order = next(orders_of(casebook, replace(casebook.renderer, publication=here)))
    data = Typesetter().one(order).data
    assert "no public address yet" in " ".join(text_of(data).split())
    assert not [item for item in elements(data) if "/Alt" in item]


def orders_of(casebook: Casebook, renderer: Renderer | None = None) -> Iterator[BriefOrder]:
    assert isinstance(casebook.press, Press)
    printed = casebook.renderer.printed.pages
    return brief_orders(casebook.site.pages, renderer or casebook.renderer, casebook.press.cited, printed)


def test_signs_that_the_fonts_lack_are_told(orders: dict[str, BriefOrder]) -> None:
    found = Typesetter().one(changed(orders["cases/denver-peak-academy/brief.pdf"], "Ω 漢字 العربية"))
    (problem,) = found.problems
    assert (problem.code, problem.where.path) == (Code.BRIEF_SIGNS, "cases/denver-peak-academy.md")
    assert "字 (U+5B57)" in problem.message
    assert "Ω" not in problem.message
    assert "■ stands for a sign that the fonts of this brief lack" in " ".join(text_of(found.data).split())


def test_signs_that_have_no_shape_are_left_out(orders: dict[str, BriefOrder]) -> None:
    found = Typesetter().one(changed(orders["cases/denver-peak-academy/brief.pdf"], "right\u200fto\u2011left\ufeff"))
    assert not found.problems
    assert "rightto-left" in text_of(found.data)
