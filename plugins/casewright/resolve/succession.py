"""Who came after whom, and who learned from whom: the ties between cases as one graph.

A tie runs from the earlier, larger or original one to the later. An end of a tie is a case, or a body that a dated
state names as successor and that has no case of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casewright.model.case import Case, Relation, State
from casewright.model.ids import Ref, TermId
from casewright.model.library import Library
from casewright.resolve.links import MUTUAL

CASE, BODY = "case", "body"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class End:
    """One end of a tie: a case by its id, or a body by its term."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One tie, and who tells of it: the relation or the dated state of ``teller``."""

    earlier: End
    later: End
    teller: Case
    relation: Relation | None = None
    state: State | None = None

    @property
    def is_mutual(self) -> bool:
        """Return whether neither comes before the other."""
        return self.relation is not None and self.relation.type in MUTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Ends that are tied together, sorted, and their ties in the order in which the cases tell of them."""

    ends: tuple[End, ...]
    ties: tuple[Succession, ...]


def successions(library: Library, known: Mapping[Ref, Ref]) -> tuple[Succession, ...]:
    """Return all ties of the library; of two cases that run parallel, only one has to say so."""
    found: list[Succession] = []
    parallel: set[frozenset[End]] = set()
    for case in library.cases:
        for tie in _told_by(case, known):
            pair = frozenset((tie.earlier, tie.later))
            if tie.earlier == tie.later or (tie.is_mutual and pair in parallel):
                continue
            if tie.is_mutual:
                parallel.add(pair)
            found.append(tie)
    return tuple(found)


def webs(ties: Iterable[Succession]) -> tuple[Web, ...]:
    """Return the ties in groups that hang together: the largest first, then by the first end."""
    leaders: dict[End, End] = {}
    groups: dict[End, list[Succession]] = {}
    for tie in ties:
        first, second = (_leader(end, leaders) for end in (tie.earlier, tie.later))
        if first != second:
            leaders[second] = first
            groups.setdefault(first, []).extend(groups.pop(second, ()))
        groups.setdefault(first, []).append(tie)
    found = [
        Web(
            ends=tuple(sorted({end for tie in members for end in (tie.earlier, tie.later)})),
            ties=tuple(sorted(members, key=lambda tie: (tie.teller.id, tie.later, tie.earlier))),
        )
        for members in groups.values()
    ]
    return tuple(sorted(found, key=lambda web: (-len(web.ends), web.ends)))


def around(end: End, web: Web, most: int) -> Web | None:
    """Return the web of an end; where it has more ends than ``most``, only the nearest; None where they are more."""
    if len(web.ends) <= most:
        return web
    ties = tuple(tie for tie in web.ties if end in (tie.earlier, tie.later))
    ends = {each for tie in ties for each in (tie.earlier, tie.later)}
    return Web(ends=tuple(sorted(ends)), ties=ties) if len(ends) <= most else None


def _told_by(case: Case, known: Mapping[Ref, Ref]) -> Iterator[Succession]:
    here = End(kind=CASE, id=case.id)
    for relation in case.relations:
        target = known.get(Ref("case", relation.case))
        if target:
            yield Succession(earlier=End(kind=CASE, id=target.id), later=here, teller=case, relation=relation)
    seen: set[TermId] = set()
    for state in case.status:
        if state.successor and state.successor not in seen:
            seen.add(state.successor)
            yield Succession(earlier=here, later=End(kind=BODY, id=state.successor), teller=case, state=state)


def _leader(end: End, leaders: dict[End, End]) -> End:
    """Return the end that stands for a group, and shorten the way to it."""
    way = [end]
    while (above := leaders.get(way[-1], way[-1])) != way[-1]:
        way.append(above)
    leaders.update(dict.fromkeys(way, way[-1]))
    return way[-1]
