"""Ties between cases, and where the parts of their graph stand."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.model.case import Case, Relation
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.resolve.succession import End, Succession, Web, around, webs
from casewright.views.drawing import Arrow, Box, Drawing, DrawnBox, draw
from casewright.views.lineage import MOST_DRAWN, MOST_ON_PAGE, MOST_TIES, lineage_view, relations_views
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
CITED = CASE.bearings[0]
BODY = LIBRARY.vocabularies["organisations"].terms[0].id


def relation(type_: str, other: str, **texts: str) -> Relation:
    said = {name: replace(CITED.because, text=text, plain=text) for name, text in texts.items()}
    return Relation(type=TermId(type_), case=other, because=CITED.because, source=CITED.source, **said)


def case(id_: str, *relations: Relation, successor: str = "") -> Case:
    state = replace(CASE.status[0], successor=TermId(successor) if successor else None)
    return replace(CASE, id=id_, title=id_.title(), relations=relations, status=(state, state), file=f"cases/{id_}.md")


def linked(*cases: Case) -> LinkedLibrary:
    return resolve(replace(LIBRARY, cases=tuple(sorted(cases, key=lambda item: item.id))))[0]


def told(web: Web) -> list[tuple[str, str]]:
    return [(tie.earlier.id, tie.later.id) for tie in web.ties]


def test_a_tie_runs_from_the_earlier_to_the_later() -> None:
    found = linked(
        case("council"),
        case("fund", relation("continues", "council")),
        case("academy", relation("funded-by", "fund"), relation("learned-from", "team")),
        case("team"),
        case("office", successor=BODY),
        case("alone"),
    ).webs
    assert [[end.id for end in web.ends] for web in found] == [["academy", "council", "fund", "team"], [BODY, "office"]]
    assert told(found[0]) == [("fund", "academy"), ("team", "academy"), ("council", "fund")]
    assert told(found[1]) == [("office", BODY)], "a successor named in two states is one tie"


def test_parallel_cases_are_tied_once() -> None:
    (web,) = linked(case("one", relation("parallel-to", "two")), case("two", relation("parallel-to", "one"))).webs
    assert told(web) == [("two", "one")]


def test_ties_that_lead_nowhere_or_back_are_left_out() -> None:
    assert linked(case("one", relation("continues", "one"), relation("continues", "nobody"))).webs == ()


def test_only_the_nearest_of_a_large_web() -> None:
    hub = End(kind="case", id="hub")
    chain = [End(kind="case", id=f"c{number}") for number in range(4)]
    ties = tuple(
        Succession(earlier=one, later=other, teller=CASE) for one, other in [*pairwise(chain), (chain[3], hub)]
    )
    (web,) = webs(ties)
    assert around(hub, web, 5) == web
    assert around(hub, web, 4) == Web(ends=(chain[3], hub), ties=ties[-1:])
    assert around(hub, web, 1) is None


def test_the_list_says_what_the_graph_shows() -> None:
    library = linked(
        case("boston"),
        case("philadelphia", relation("adapted-from", "boston", kept="The name."), successor=BODY),
        case("third", relation("adapted-from", "boston")),
    )
    terms = Terms(library.library.vocabularies)
    here = lineage_view(library.library.cases[0], library, terms)
    assert here.graph
    assert [(tie.here.title, tie.words, tie.other.title) for tie in here.ties] == [
        ("Boston", "Adapted in", "Philadelphia"),
        ("Boston", "Adapted in", "Third"),
    ]
    body = terms.view("organisations", BODY).label
    assert [(tie.here.title, tie.words, tie.other.title) for tie in here.further] == [
        (body, "Named as successor of", "Philadelphia")
    ]
    assert [(word, bool(text)) for word, text in here.ties[0].details] == [
        ("Kept", True), ("Changed", False), ("Dropped", False), ("What came of it", False),
    ]  # fmt: skip
    assert here.ties[1].is_bare
    assert len(here.graph.sentences) == len(here.graph.drawing.arrows) == len(here.ties) + len(here.further)
    own = [item.box for item in here.graph.drawing.boxes if item.box.is_here]
    assert [(box.title, box.address) for box in own] == [("Boston", "")], "the case that one reads is no link"


def test_what_is_too_large_to_draw_is_a_list() -> None:
    spokes = [case(f"c{number}", relation("part-of", "hub")) for number in range(MOST_DRAWN)]
    library = linked(case("hub"), *spokes)
    terms = Terms(library.library.vocabularies)
    ((_, page),) = relations_views(library, terms)
    (web,) = page.webs
    assert web.graph is None
    assert len(web.ties) == MOST_DRAWN
    hub = library.library.cases[-1]
    assert lineage_view(hub, library, terms).graph is None
    assert len(lineage_view(hub, library, terms).ties) == MOST_DRAWN


def test_long_lists_of_ties_are_split_and_no_page_grows() -> None:
    pieces, rest = 3, 13
    assert pieces * MOST_TIES < MOST_ON_PAGE
    many = pieces * MOST_TIES + rest
    spokes = [case(f"c{number:04}", relation("part-of", "hub")) for number in range(many)]
    library = linked(case("hub"), *spokes)
    terms = Terms(library.library.vocabularies)
    pages = dict(relations_views(library, terms))
    assert list(pages) == ["relations/", "relations/page/2/"]
    first, second = pages.values()
    assert [len(web.ties) for web in first.webs] == [MOST_TIES] * pieces
    assert first.webs[0].part == f"part 1 of {pieces + 1}"
    assert [len(web.ties) for web in second.webs] == [rest]
    told = [tie.here.title for page in pages.values() for web in page.webs for tie in web.ties]
    assert len(set(told)) == many, "every tie once"
    hub = next(each for each in library.library.cases if each.id == "hub")
    lineage = lineage_view(hub, library, terms)
    assert (len(lineage.ties), lineage.more) == (MOST_TIES, many - MOST_TIES)


def test_a_box_tells_the_last_known_state_as_such() -> None:
    library = linked(case("hub"), case("spoke", relation("part-of", "hub")))
    ((_, page),) = relations_views(library, Terms(library.library.vocabularies))
    graph = page.webs[0].graph
    assert graph
    assert all(node.box.note.startswith("last known: ") for node in graph.drawing.boxes)


def test_the_list_tells_the_states_that_the_boxes_tell() -> None:
    library = linked(case("hub", successor=BODY), case("spoke", relation("part-of", "hub")))
    terms = Terms(library.library.vocabularies)
    ((_, page),) = relations_views(library, terms)
    lineage = lineage_view(library.library.cases[0], library, terms)
    for graph, states in ((page.webs[0].graph, page.webs[0].states), (lineage.graph, lineage.states)):
        assert graph
        boxes = {node.box.title: node.box.note.removeprefix("last known: ") for node in graph.drawing.boxes}
        assert {state.end.title: state.words for state in states} == boxes
        assert len(states) == len(boxes) == 3


def test_a_note_is_never_cut() -> None:
    note = "last known: uncertain, February 2014 or later, as nobody has read"
    (drawn,) = draw([Box(key="k", title="Team", note=note, address="")], []).boxes
    assert " ".join(line.text for line in drawn.lines if line.is_note) == note
    assert drawn.lines[-1].y < drawn.y + drawn.height, "the box grows with it"


def boxes(*keys: str) -> list[Box]:
    return [Box(key=key, title=key, note="", address="") for key in keys]


def at(drawing: Drawing, key: str) -> DrawnBox:
    (found,) = [item for item in drawing.boxes if item.box.key == key]
    return found


def test_the_earlier_stands_above_the_later() -> None:
    pairs = [("council", "fund"), ("fund", "academy"), ("team", "academy"), ("council", "academy")]
    drawing = draw(boxes("academy", "council", "fund", "team"), [Arrow(start=a, end=b, label="x") for a, b in pairs])
    for earlier, later in pairs:
        assert at(drawing, earlier).y + at(drawing, earlier).height < at(drawing, later).y
    assert at(drawing, "team").y == at(drawing, "fund").y, "what nothing comes before stands right above what follows"


def test_a_long_title_is_cut_and_a_long_word_is_broken() -> None:
    (drawn,) = draw([Box(key="k", title="word " * 40 + "x" * 60, note="", address="")], []).boxes
    assert len(drawn.lines) == 4
    assert drawn.lines[-1].text.endswith("…")
    assert all(len(line.text) <= 21 for line in drawn.lines)


KEYS = "abcdefg"
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] != pair[1]))


@given(PAIRS, st.randoms(use_true_random=False))
def test_drawings_are_whole_and_the_same_in_any_order(pairs: list[tuple[str, str]], random: Random) -> None:
    """Circles too: the gate refuses them, but the page is still built."""
    arrows = [Arrow(start=one, end=other, label="tie") for one, other in dict.fromkeys(pairs)]
    drawing = draw(boxes(*KEYS), arrows)
    shuffled = [*boxes(*KEYS)], [*arrows]
    for items in shuffled:
        random.shuffle(items)
    assert draw(*shuffled) == drawing
    assert {item.box.key for item in drawing.boxes} == {*KEYS}
    assert len(drawing.arrows) == len(arrows)
    for item in drawing.boxes:
        assert 0 <= item.x <= item.x + item.width <= drawing.width
        assert 0 <= item.y <= item.y + item.height <= drawing.height
    for one, other in combinations(drawing.boxes, 2):
        is_beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        is_above = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert is_beside or is_above, "two boxes lie on each other"


@pytest.mark.parametrize("label", ["continued by", ""])
def test_paths_are_whole_pixels(label: str) -> None:
    drawing = draw(boxes("a", "b", "c"), [Arrow(start="a", end="b", label=label), Arrow(start="b", end="c", label="")])
    for arrow in drawing.arrows:
        assert re.fullmatch(r"M\d+ \d+(C\d+ \d+ \d+ \d+ \d+ \d+(V\d+)?)+", arrow.path)
        assert re.fullmatch(r"M\d+ \d+l-5 -9h10z", arrow.head)
