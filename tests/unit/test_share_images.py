"""Pictures of pages for those who share links: their size, that they are the same each time, when there are none."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casewright.build import Casebook, build, check
from casewright.problems import Code
from casewright.render.metadata import HEIGHT, WIDTH, share_tags
from casewright.render.page import Publication
from casewright.render.share_images import image_orders
from casewright.render.typesetting import IMAGE, BriefFile, BriefOrder, Typesetter
from casewright.workshop import Workshop

ROOT = Path(__file__).parents[2]
PUBLIC = Publication(name="Springfield", address="https://casebook.example/", description="Of desks", has_images=True)
CASE = "cases/denver-peak-academy/share.png"


@pytest.fixture(scope="module")
def orders() -> dict[str, BriefOrder]:
    linked, _ = check(ROOT, is_noted=False)
    return {order.address: order for order in image_orders(linked, PUBLIC)}


def drawn(order: BriefOrder, **words: str) -> BriefFile:
    return Typesetter(form=IMAGE).one(replace(order, values=lambda: {**order.values(), **words}))


def test_there_is_one_for_the_site_and_one_for_each_record(orders: dict[str, BriefOrder]) -> None:
    assert {"share.png", CASE, "lessons/lead-from-the-top/share.png", "theses/idea-to-retire/share.png"} <= set(orders)
    assert orders["share.png"].values()["title"] == "Springfield"
    assert orders[CASE].values()["kind"] == "Case · Denver, Colorado, United States"


@pytest.mark.parametrize(
    "words", [{}, {"title": "word " * 60}, {"title": "x" * 200}, {"kind": "x " * 90, "text": "y " * 400}]
)
def test_each_is_one_picture_of_the_size_that_pages_tell(orders: dict[str, BriefOrder], words: dict[str, str]) -> None:
    found = drawn(orders[CASE], **words)
    assert found.problems == ()
    assert found.data.startswith(b"\x89PNG")
    assert struct.unpack(">II", found.data[16:24]) == (WIDTH, HEIGHT)


def test_the_same_words_give_the_same_bytes_and_others_give_others(orders: dict[str, BriefOrder]) -> None:
    assert drawn(orders[CASE]).data == drawn(orders[CASE]).data
    assert drawn(orders[CASE]).data != drawn(orders[CASE], title="Another").data


def test_what_is_markup_for_the_template_is_drawn_as_text(orders: dict[str, BriefOrder]) -> None:
    assert drawn(orders[CASE], title='#image("x") $x^2$ *bold* = head ]').problems == ()


def test_no_sentence_is_cut(orders: dict[str, BriefOrder]) -> None:
    assert orders[CASE].values()["text"].endswith("under the budget director.")


@pytest.fixture(scope="module")
def local() -> Iterator[Casebook]:
    found = build(ROOT, replace(PUBLIC, address="http://127.0.0.1:8000/"), workshop=Workshop())
    yield found
    found.close()


def test_a_site_that_is_not_public_has_none(local: Casebook) -> None:
    assert not local.images.addresses
    assert local.image_of(local.site.pages[0]) == ""


def test_tags_say_only_what_is_known() -> None:
    bare = share_tags(title='A "b" <c>', description="", site_name="S", address="", image="")
    assert 'property="og:title" content="A &quot;b&quot; &lt;c&gt;"' in bare
    assert "og:url" not in bare
    assert "og:image" not in bare
    assert "og:description" not in bare
    assert '<meta name="twitter:card" content="summary">' in bare
    whole = share_tags(title="T", description="D", site_name="S", address="https://a.b/", image="https://a.b/x.png")
    assert 'property="og:image" content="https://a.b/x.png"' in whole
    assert 'property="og:image:alt" content="T: D"' in whole
    assert "summary_large_image" in whole


def test_without_typst_one_warning_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise ImportError("no module here")

    monkeypatch.setattr("casewright.render.typesetting._typst", absent)
    found = build(ROOT, PUBLIC, workshop=Workshop())
    found.close()
    assert [problem.path for problem in found.problems if problem.code is Code.SHARE_IMAGE] == ["share_images"]
