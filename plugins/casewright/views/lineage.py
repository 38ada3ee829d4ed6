"""Succession and transfer as readers see them: a graph, and the same ties as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.ids import Ref
from casewright.model.prose import Citation, Prose
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.succession import BODY, CASE, End, Succession, Web, around
from casewright.views.addresses import RELATIONS, record_address, term_address
from casewright.views.drawing import Arrow, Box, Drawing, draw
from casewright.views.paging import Paging, packed, pages_of
from casewright.views.shared import beyond
from casewright.views.terms import Terms

MOST_DRAWN = 24
"""How many ends one graph shows; what is larger is told as a list only."""
MOST_NEAR = 12
"""How many the graph on the page of a case shows."""
MOST_TIES = 24
"""How many ties stand in one list; a longer one goes on in the next piece, and on the page of a case it is cut off."""
MOST_ON_PAGE = 100
"""How many ties the page on the whole casebook holds, where a list takes as much room as a few ties more."""
_ROOM_OF_A_LIST = 4

_DETAILS = (
    ("lineage.kept", "kept"),
    ("lineage.changed", "changed"),
    ("lineage.dropped", "dropped"),
    ("lineage.outcome", "outcome"),
)
_TRANSFER = "adapted-from"
_FORWARD = {
    "continues": "lineage.continued_by",
    "part-of": "lineage.includes",
    "adapted-from": "lineage.adapted_in",
    "funded-by": "lineage.paid_for",
    "learned-from": "lineage.taught",
    "parallel-to": "lineage.parallel_to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EndView:
    """One end of a tie: its name and its page (or nothing)."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastKnownView:
    """One end, and what its box in the graph says below its name, for the list."""

    end: EndView
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieView:
    """A tie in words: what it is seen from ``here``, the other end, how that is known, what was kept and changed."""

    here: EndView
    words: str
    other: EndView
    date: str
    because: Prose | None
    details: tuple[tuple[str, Prose | None], ...]
    """What was kept, changed, dropped and came of it; None where no source read says."""
    is_bare: bool
    """Whether it is a transfer of which no source read says what was kept, changed or dropped."""
    source: Citation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A graph, with an id that no other on the page has, a title and all its ties in one sentence each."""

    id: str
    title: str
    sentences: tuple[str, ...]
    drawing: Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageView:
    """The ties of one case: a graph of its neighbourhood (or None), its own ties, and the others in the graph."""

    graph: GraphView | None
    ties: tuple[TieView, ...]
    more: int
    """How many more ties of the case only the page on the whole casebook tells."""
    further: tuple[TieView, ...]
    states: tuple[LastKnownView, ...] = ()
    """The last known state of each end that the ties name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebView:
    """Cases that hang together: the graph (None where it would be too large) and the ties, or a piece of them."""

    id: str
    title: str
    graph: GraphView | None
    part: str
    """Which piece of the list it is, ``part 2 of 3``, or nothing where it is whole."""
    ties: tuple[TieView, ...]
    states: tuple[LastKnownView, ...]
    """The last known state of each end that these ties name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A piece of the list of a web: its ties, and the ends of the web in order."""

    web: Web
    order: tuple[End, ...]
    ties: tuple[Succession, ...]
    part: str
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsView:
    """One page of the succession and transfer of the whole casebook."""

    webs: tuple[WebView, ...]
    cases: int
    tied: int
    """How many cases are tied to another case."""
    passed_on: int
    """How many more name only a body without a case as the one to go on with their work."""
    paging: Paging


def lineage_view(case: Case, linked: LinkedLibrary, terms: Terms) -> LineageView:
    """Return the ties of one case, those that it tells of first."""
    here = End(kind=CASE, id=case.id)
    web = linked.web_by_case.get(case.id)
    if web is None:
        return LineageView(graph=None, ties=(), more=0, further=())
    near = around(here, web, MOST_NEAR)
    own = sorted(
        (tie for tie in web.ties if here in (tie.earlier, tie.later)), key=lambda tie: tie.teller.id != case.id
    )
    shown = near.ties if near else ()
    further = tuple(tie for tie in shown if tie not in own)
    return LineageView(
        graph=_graph("relations", terms.say("lineage.title", case=case.title), near, linked, terms, here)
        if near
        else None,
        ties=tuple(_tie(tie, linked, terms, here) for tie in own[:MOST_TIES]),
        more=max(0, len(own) - MOST_TIES),
        further=tuple(_tie(tie, linked, terms, tie.later) for tie in further),
        states=tuple(_states((*own[:MOST_TIES], *further), linked, terms)),
    )


def relations_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, RelationsView]]:
    """Yield (address, view) of each page of the relations of the whole casebook."""
    ends = {end for web in linked.webs for end in web.ends if end.kind == CASE}
    between = [tie for web in linked.webs for tie in web.ties if tie.earlier.kind == tie.later.kind == CASE]
    tied = {end for tie in between for end in (tie.earlier, tie.later)}
    pieces = [piece for web in linked.webs for piece in _pieces(web, terms)]
    parts = packed(pieces, lambda piece: _ROOM_OF_A_LIST + len(piece.ties), MOST_ON_PAGE)
    for address, paging, items in pages_of(parts, RELATIONS):
        views = tuple(_web(piece, number, linked, terms) for number, piece in enumerate(items, start=1))
        yield (
            address,
            RelationsView(
                webs=views,
                cases=len(linked.library.cases),
                tied=len(tied),
                passed_on=len(ends - tied),
                paging=paging,
            ),
        )


def _pieces(web: Web, terms: Terms) -> Iterator[_Piece]:
    """Yield the ties of a web from top to bottom, in pieces that a page can hold."""
    order = _in_order(web)
    ranks = {end: rank for rank, end in enumerate(order)}
    ties = sorted(web.ties, key=lambda tie: (ranks[tie.later], ranks[tie.earlier]))
    count = -(-len(ties) // MOST_TIES)
    for number in range(count):
        yield _Piece(
            web=web,
            order=order,
            ties=tuple(ties[number * MOST_TIES : (number + 1) * MOST_TIES]),
            part=terms.say("lineage.part", number=number + 1, parts=count) if count > 1 else "",
            is_first=number == 0,
        )


def _web(piece: _Piece, number: int, linked: LinkedLibrary, terms: Terms) -> WebView:
    order = piece.order
    first, last = (_end(end, linked, terms).title for end in (order[0], order[-1]))
    title = terms.say("lineage.from_to", first=first, last=last)
    id_ = f"web-{number}"
    is_drawn = piece.is_first and len(order) <= MOST_DRAWN
    return WebView(
        id=id_,
        title=title,
        graph=_graph(f"{id_}-graph", title, piece.web, linked, terms) if is_drawn else None,
        part=piece.part,
        ties=tuple(_tie(tie, linked, terms, tie.later) for tie in piece.ties),
        states=tuple(_states(piece.ties, linked, terms)),
    )


def _in_order(web: Web) -> tuple[End, ...]:
    """Return the ends of a web from top to bottom and from left to right."""
    by_key = {_key(end): end for end in web.ends}
    boxes = [Box(key=key, title="", note="", address="") for key in by_key]
    arrows = [Arrow(start=_key(tie.earlier), end=_key(tie.later), label="") for tie in web.ties]
    return tuple(by_key[item.box.key] for item in draw(boxes, arrows).boxes)


def _graph(id_: str, title: str, web: Web, linked: LinkedLibrary, terms: Terms, here: End | None = None) -> GraphView:
    boxes = [_box(end, linked, terms, is_here=end == here) for end in web.ends]
    arrows = [
        Arrow(start=_key(tie.earlier), end=_key(tie.later), label=_forward(tie, terms), is_mutual=tie.is_mutual)
        for tie in web.ties
    ]
    sentences = (
        terms.say(
            "lineage.sentence",
            earlier=_end(tie.earlier, linked, terms).title,
            tie=_forward(tie, terms),
            later=_end(tie.later, linked, terms).title,
        )
        for tie in web.ties
    )
    return GraphView(id=id_, title=title, sentences=tuple(sentences), drawing=draw(boxes, arrows))


def _box(end: End, linked: LinkedLibrary, terms: Terms, *, is_here: bool) -> Box:
    shown = _end(end, linked, terms)
    state = _state(end, linked, terms)
    return Box(
        key=_key(end),
        title=shown.title,
        note=state if end.kind == BODY else terms.say("lineage.last_known", state=state),
        address="" if is_here else shown.address,
        is_body=end.kind == BODY,
        is_here=is_here,
    )


def _state(end: End, linked: LinkedLibrary, terms: Terms) -> str:
    """Return the last known state of a case in words, and of a body that it has no case."""
    if end.kind == BODY:
        return terms.say("lineage.no_case")
    state = _case(end, linked).state
    return f"{terms.view('status', state.state).label.lower()}, {state.date.moment_words}"


def _states(ties: Sequence[Succession], linked: LinkedLibrary, terms: Terms) -> Iterator[LastKnownView]:
    for end in dict.fromkeys(end for tie in ties for end in (tie.later, tie.earlier)):
        yield LastKnownView(end=_end(end, linked, terms), words=_state(end, linked, terms))


def _tie(tie: Succession, linked: LinkedLibrary, terms: Terms, here: End) -> TieView:
    other = tie.earlier if here == tie.later else tie.later
    relation, state = tie.relation, tie.state
    because = relation.because if relation else state.note if state else None
    source = relation.source if relation else state.source if state else None
    words = _backward(tie, terms) if here == tie.later else _forward(tie, terms)
    return TieView(
        here=_end(here, linked, terms),
        words=words[:1].upper() + words[1:],
        other=_end(other, linked, terms),
        date=state.date.moment_words if state else "",
        because=because,
        details=(details := _details(tie, terms)),
        is_bare=relation is not None and relation.type == _TRANSFER and not details,
        source=beyond(source, because) if source else None,
    )


def _details(tie: Succession, terms: Terms) -> tuple[tuple[str, Prose | None], ...]:
    """Return what was kept and changed; of a transfer of which something is said, what is not said too."""
    relation = tie.relation
    if relation is None:
        return ()
    found = tuple((terms.say(key), getattr(relation, name)) for key, name in _DETAILS)
    if relation.type == _TRANSFER and any(text for _, text in found):
        return found
    return tuple((word, text) for word, text in found if text)


def _forward(tie: Succession, terms: Terms) -> str:
    """Return a tie in words, seen from the earlier end."""
    if tie.relation is None:
        return terms.say("lineage.successor")
    key = _FORWARD.get(tie.relation.type)
    return terms.say(key) if key else terms.view("relation-types", tie.relation.type).label.lower()


def _backward(tie: Succession, terms: Terms) -> str:
    """Return a tie in words, seen from the later end."""
    return terms.view("relation-types", tie.relation.type).label if tie.relation else terms.say("lineage.successor_of")


def _end(end: End, linked: LinkedLibrary, terms: Terms) -> EndView:
    if end.kind == CASE:
        case = _case(end, linked)
        return EndView(title=case.title, address=record_address(case.ref))
    term = terms.view("organisations", end.id)
    return EndView(title=term.label, address=term_address("organisations", term.id) if term.address else "")


def _case(end: End, linked: LinkedLibrary) -> Case:
    found = linked.records[Ref(CASE, end.id)]
    assert isinstance(found, Case)  # noqa: S101 - by its kind
    return found


def _key(end: End) -> str:
    return f"{end.kind}:{end.id}"
