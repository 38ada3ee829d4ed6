"""No page grows with the casebook, nor does a file of the data that lists it: shown where everything hangs on one."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest
from lxml.html import fromstring
from markupsafe import Markup

from casewright.export.api import MOST_LISTED, api_files
from casewright.export.formats import WRITERS
from casewright.read.library import read_library
from casewright.render.page import Draft, Printed, Publication, Renderer
from casewright.render.page_environment import page_environment
from casewright.render.press import Press
from casewright.render.self_citation import self_source
from casewright.render.templates import environment
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.views.lesson_evidence import MOST_BEARINGS, EvidencePage
from casewright.views.paging import packed, paged, pages_of
from casewright.views.site import Site, build_site
from tests.support.crowded import HUB, crowded_files
from tests.support.html import select

LESSON = "lessons/staff-led-improvement/"
MANY = 220
"""More of everything than any list or table shows at once, even halved."""
MOST_CHARACTERS = 250_000
"""Of a page's content; the theme's frame comes to it, and a page is to have no more than 300 KB."""
A_REFERENCE = 1_500
"""Characters that a cited source adds to a page: the citation, the reference and its ways to take it away."""
KINDS = {
    *("bibliography", "case", "cases", "claims", "compare", "explore", "facet", "leadership", "lesson"),
    *("lesson_evidence", "lessons"),
    *("mentions", "module", "modules", "relations", "source", "term", "theses", "thesis", "weighing"),
}


@cache
def casebook(count: int) -> tuple[LinkedLibrary, Site]:
    library, unread = read_library(crowded_files(count))
    linked, problems = resolve(library)
    assert [str(problem) for problem in (*unread, *problems) if problem.fails] == []
    return linked, build_site(linked)


def renderer(count: int) -> Renderer:
    linked, site = casebook(count)
    return Renderer(
        env=page_environment(environment()),
        linked=linked,
        publication=Publication(name="Crowded"),
        sources=site.sources,
        spans=dict.fromkeys(linked.library.sources, Markup()),
        own={record.ref: self_source(record, "Crowded", "") for record in linked.library.records()},
        writers=WRITERS,
    )


@cache
def drafts(count: int) -> dict[str, Draft]:
    """All pages by address, with marks for citations."""
    writer = renderer(count)
    return {page.address: writer.draft(page) for page in casebook(count)[1].pages}


def largest(count: int) -> dict[str, int]:
    """The size of the largest page of each kind, as far as it can be known before citations are formatted."""
    found = Counter[str]()
    for page in casebook(count)[1].pages:
        draft = drafts(count)[page.address]
        cited = {item.key for items, _ in draft.citations.clusters for item in items}
        found[page.template] = max(found[page.template], len(draft.html) + A_REFERENCE * len(cited))
    return dict(found)


@pytest.mark.parametrize("count", [30, MANY])
def test_no_page_is_large(count: int) -> None:
    found = largest(count)
    assert KINDS - set(found) <= ({"lesson_evidence", "mentions"} if count < MOST_BEARINGS else set())
    assert {kind: size for kind, size in found.items() if size > MOST_CHARACTERS} == {}


def test_no_page_grows() -> None:
    """With twice as many of everything numbers get longer, and the last page of a list may get fuller."""
    smaller, larger = largest(MANY // 2), largest(MANY)
    assert {kind: (smaller[kind], size) for kind, size in larger.items() if size > 1.1 * smaller[kind]} == {}


def test_every_page_of_a_list_leads_to_pages_that_exist() -> None:
    html = {address: draft.html for address, draft in drafts(MANY).items()}
    for address, content in html.items():
        here = address.split("/")[:-1]
        for link in select(
            fromstring(f"<div>{content}</div>"), '//nav[@class="cw-pager"]//a | //*[@id="mentioned-in"]/..//a'
        ):
            href, _, anchor = (link.get("href") or "").partition("#")
            parts = [*here, *href.split("/")]
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            target = "/".join(parts)
            assert target in html, f"{address} leads to {target}"
            assert not anchor or f'id="{anchor}"' in html[target], f"{address} leads to {target}#{anchor}"


def test_all_bearings_are_told_once_and_the_first_page_has_the_strongest_of_each_stance() -> None:
    linked, site = casebook(MANY)
    views = [page.shown() for page in site.pages if page.address.startswith(LESSON)]
    evidence = [view if isinstance(view, EvidencePage) else getattr(view, "evidence", None) for view in views]
    parts = [part for part in evidence if isinstance(part, EvidencePage)]
    assert len(parts) == -(-len(linked.evidence["staff-led-improvement"].witnesses) // MOST_BEARINGS)
    told = [item.address for part in parts for group in part.groups for item in group.witnesses]
    reckoned = [item.address for part in parts for total in part.sums for item in total.bearings]
    assert len(told) == len(set(told)) == MANY + 1
    assert sorted(reckoned) == sorted(told)
    strengths = [
        {group.stance.id: {item.strength.id for item in group.witnesses} for group in part.groups} for part in parts
    ]
    assert strengths[0] == {"supports": {"medium"}, "qualifies": {"medium"}, "contradicts": {"medium"}}
    assert strengths[-1] == {"supports": {"weak"}, "qualifies": {"weak"}, "contradicts": {"weak"}}
    weights = linked.evidence["staff-led-improvement"].balance.weights
    for part in parts:
        assert {total.stance.id: total.weight for total in part.sums} == {
            stance: weight for stance, weight in weights.items() if weight
        }, "each page says the whole sum"


def test_the_few_bearings_of_a_stance_are_on_the_first_page() -> None:
    files = crowded_files(60)
    alone = "cases/case-00050.md"
    for path, text in files.items():
        if path.startswith("cases/case-"):
            stance = b"stance: contradicts" if path == alone else b"stance: supports"
            for other in (b"stance: supports", b"stance: qualifies", b"stance: contradicts"):
                text = text.replace(other, stance, 1) if other in text else text  # noqa: PLW2901 - the same text
            files[path] = text
    linked, _ = resolve(read_library(files)[0])
    first = next(page.shown() for page in build_site(linked).pages if page.address == LESSON)
    against = [group for group in first.evidence.groups if group.stance.id == "contradicts"]
    assert [item.case.ref.id for group in against for item in group.witnesses] == ["case-00050"]


def test_references_of_a_lesson_are_those_of_all_its_pages() -> None:
    press = Press(renderer=renderer(60), pages=casebook(60)[1].pages)
    press.draft(Printed())
    press.close()
    (keys,) = [keys for ref, keys in press.cited_by_record().items() if str(ref) == "lesson:staff-led-improvement"]
    assert set(keys) == {"doe2013desk", *(f"work{number}" for number in range(1, 61))}


def test_lists_of_the_data_go_on_in_further_files() -> None:
    linked, _ = casebook(MANY)
    files = {address.removeprefix("api/v1/"): text for address, text in api_files(linked)}
    index = json.loads(files["index.json"])
    more = MANY + 1  # those of the starter
    assert index["totals"] == {
        "cases": more,
        "lessons": more,
        "modules": more,
        "theses": MANY,
        "sources": more,
        "pathways": 0,
    }
    for name, total in index["totals"].items():
        items: list[dict[str, str]] = index[name]
        following = index["next"].get(name)
        while following:
            page = json.loads(files[following])
            assert len(items) % MOST_LISTED == 0
            assert page["total"] == total
            items += page[name]
            following = page.get("next")
        assert len(items) == len({item.get("id") or item["key"] for item in items}) == total
        assert {item["data"] for item in items} <= set(files)
    claims = json.loads(files["claims.json"])
    assert (len(claims["claims"]), claims["total"], claims["next"]) == (MOST_LISTED, more, "claims/page/2.json")
    assert files["claims.csv"].count("\n") == more + 1
    assert HUB in files["cases.csv"]


def test_lists_of_things_of_different_size_are_packed() -> None:
    assert packed([60, 30, 20, 300, 5], lambda size: size, 100) == [(60, 30), (20,), (300,), (5,)]
    assert packed([], len) == []
    ((address, paging, items),) = pages_of(list[tuple[int, ...]](), "list/")
    assert (address, paging.count, paging.total, items) == ("list/", 1, 0, ())
    found = list(paged(range(5), "list/", 2, first="other/#here"))
    assert [address for address, _, _ in found] == ["other/#here", "list/page/2/", "list/page/3/"]
    assert [paging.previous for _, paging, _ in found] == ["", "other/#here", "list/page/2/"]
