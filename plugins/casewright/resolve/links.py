"""Links between records: every one must lead somewhere, and every record knows who mentions it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from casewright.model.fields import Leaf, ProseText, RecordRef, leaves
from casewright.model.ids import Ref
from casewright.model.library import Library
from casewright.model.prose import Link, Prose
from casewright.model.record import Record
from casewright.problems import Code, Location, Problem, did_you_mean, quoted

MUTUAL = frozenset({"parallel-to"})
"""Relation types that two cases may claim of each other."""

_FORMS = "write [[case-id]], [[lesson:id]], [[module:id]], [[thesis:id]] or [[pathway:id]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where one record links to another in its text."""

    by: Ref
    sentence: str


def texts(record: Record) -> Iterator[tuple[str, Prose]]:
    """Yield every text of a record with its key path, the body last."""
    for leaf in leaves(record):
        if isinstance(leaf.type, ProseText):
            yield leaf.path, leaf.value
    yield "body", record.body


class Identified(Protocol):
    """Whatever tells what a record is called now and was called before."""

    @property
    def ref(self) -> Ref:
        """Return its identity."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return its former ids."""


def targets(records: Iterable[Identified]) -> Mapping[Ref, Ref]:
    """Return every record's identity, and every former one with the present it stands for."""
    present: dict[Ref, Ref] = {}
    former: dict[Ref, Ref] = {}
    for record in records:
        ref = present[record.ref] = record.ref
        former |= {Ref(ref.kind, alias): ref for alias in record.aliases}
    return {**former, **present}


def link_problems(library: Library, known: Mapping[Ref, Ref]) -> Iterator[Problem]:
    """Yield a problem for every link and reference that leads to no record, and for every alias that is taken."""
    addressed = {*known, *(Ref(item.kind.value, item.id) for item in library.broken)}
    for record in library.records():
        yield from _alias_problems(library, record)
    for written, values in library.written():
        for leaf in values:
            if isinstance(leaf.type, RecordRef):
                yield from _reference_problem(written.at(leaf.path), leaf, leaf.type, addressed)
            elif isinstance(leaf.type, ProseText):
                for link in leaf.value.links:
                    if link.ref not in addressed:
                        yield _dangling(link, "" if leaf.path == "body" else leaf.path, addressed)


def mentions(library: Library, known: Mapping[Ref, Ref]) -> Mapping[Ref, tuple[Mention, ...]]:
    """Return for each record where the texts of other records link to it, by record and then by place."""
    found: dict[Ref, dict[Mention, None]] = {}
    for record in library.records():
        for _, prose in texts(record):
            for link in prose.links:
                target = known.get(link.ref)
                if target and target != record.ref:
                    found.setdefault(target, {})[Mention(by=record.ref, sentence=link.sentence)] = None
    return {ref: tuple(found[ref]) for ref in sorted(found)}


def succession_problems(library: Library, known: Mapping[Ref, Ref]) -> Iterator[Problem]:
    """Yield a problem for every tie of a case to itself, and one for every circle of cases."""
    cases = {case.ref: case for case in library.cases}
    ties: dict[Ref, list[Ref]] = {}
    for case in library.cases:
        for index, relation in enumerate(case.relations):
            target = known.get(Ref("case", relation.case))
            if target == case.ref:
                path = f"relations[{index}].case"
                yield Problem(
                    code=Code.SELF_LINK,
                    where=case.at(path),
                    path=path,
                    message="the case is related to itself",
                    hint="name the other case, or remove the relation",
                )
            elif target and relation.type not in MUTUAL:
                ties.setdefault(case.ref, []).append(target)
    for circle in circles(ties):
        case = cases[circle[0]]
        yield Problem(
            code=Code.CYCLE,
            where=case.at("relations"),
            path="relations",
            message="these cases follow from each other in a circle: " + " → ".join(ref.id for ref in circle),
            hint="a relation leads from the later case to the earlier, larger or original one; turn one round",
        )


def _reference_problem(where: Location, leaf: Leaf, type_: RecordRef, addressed: set[Ref]) -> Iterator[Problem]:
    ref = Ref(type_.kind.value, leaf.value)
    if ref in addressed:
        return
    ids = [other.id for other in addressed if other.kind == ref.kind]
    yield Problem(
        code=Code.DANGLING_LINK,
        where=where,
        path=leaf.path,
        message=f'there is no {ref.kind} "{ref.id}"',
        hint=did_you_mean(ref.id, ids, f"write the id of a file in {type_.kind.folder}/"),
    )


def _dangling(link: Link, path: str, addressed: set[Ref]) -> Problem:
    if not link.ref.kind:
        return Problem(
            code=Code.BAD_LINK,
            where=link.where,
            path=path,
            message=_misread(link.ref.id),
            hint="a citation has single brackets: [@key]" if link.ref.id.startswith("@") else _FORMS,
        )
    choices = [str(ref) for ref in addressed]
    return Problem(
        code=Code.DANGLING_LINK,
        where=link.where,
        path=path,
        message=f'there is no {link.ref.kind} "{link.ref.id}"',
        hint=did_you_mean(str(link.ref), choices, _FORMS),
    )


def _misread(text: str) -> str:
    if text.startswith("[["):
        return f"the link {quoted(text)} is not closed"
    return f"[[{quoted(text)[1:-1]}]] is not a link to a record"


def _alias_problems(library: Library, record: Record) -> Iterator[Problem]:
    for index, alias in enumerate(record.aliases):
        for other in library.records():
            is_taken = other.id == alias or (other is not record and alias in other.aliases)
            if other.kind is record.kind and is_taken:
                path = f"aliases[{index}]"
                yield Problem(
                    code=Code.ALIAS_TAKEN,
                    where=record.at(path),
                    path=path,
                    message=f'the former id "{alias}" belongs to {other.file}',
                    hint="ids are never used twice: remove it here",
                )


def circles(ties: Mapping[Ref, list[Ref]]) -> Iterator[list[Ref]]:
    """Yield the circles in which records lead to each other, each with its first record at the end again."""
    done: set[Ref] = set()
    for start in sorted(ties):
        trail: list[Ref] = []
        stack = [(start, iter(ties.get(start, ())))]
        while stack:
            ref, rest = stack[-1]
            if ref not in trail:
                trail.append(ref)
            following = next(rest, None)
            if following is None:
                stack.pop()
                trail.pop()
                done.add(ref)
            elif following in trail:
                yield [*trail[trail.index(following) :], following]
            elif following not in done:
                stack.append((following, iter(ties.get(following, ()))))
