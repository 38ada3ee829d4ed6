"""What rules about one record ask of all the others: little of each, so that it can be kept for a whole library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.ids import Ref
from casewright.model.record import Record
from casewright.model.vocabulary import Vocabulary
from casewright.resolve.links import MUTUAL, targets
from casewright.resolve.terms import named, with_broader
from casewright.resolve.unlinked import Names, names_of_cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules about other records ask of one."""

    ref: Ref
    title: str
    aliases: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    """The cases that it says it comes after, as they are written."""
    lessons: tuple[str, ...] = ()
    """The lessons on which it bears, as they are written."""
    named: tuple[tuple[str, str], ...] = ()
    """Its places and organisations, as (vocabulary, term) pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What rules about one record ask of all records together."""

    targets: Mapping[Ref, Ref]
    """Present and former identities, each with the present one."""
    titles: Mapping[Ref, str]
    names: Names
    """What cases are called."""


def facts_of(record: Record) -> Facts:
    """Return what rules about other records ask of this one."""
    if not isinstance(record, Case):
        return Facts(ref=record.ref, title=record.title, aliases=record.aliases)
    return Facts(
        ref=record.ref,
        title=record.title,
        aliases=record.aliases,
        also_called=record.also_called,
        follows=tuple(relation.case for relation in record.relations if relation.type not in MUTUAL),
        lessons=tuple(dict.fromkeys(bearing.lesson for bearing in record.bearings)),
        named=named(record),
    )


def surroundings(facts: Iterable[Facts], vocabularies: Mapping[str, Vocabulary]) -> Surroundings:
    """Return what rules ask of all records, whose facts come in the order of a library."""
    known = tuple(facts)
    titles = {item.ref: item.title for item in known}
    carriers: dict[tuple[str, str], list[Ref]] = {}
    for item in known:
        for pair in with_broader(item.named, vocabularies):
            carriers.setdefault(pair, []).append(item.ref)
    also_called = ((item.ref, name) for item in known for name in item.also_called)
    names = names_of_cases(titles, also_called, vocabularies, carriers)
    return Surroundings(targets=targets(known), titles=titles, names=names)
