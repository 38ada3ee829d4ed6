"""What a change does to a casebook: it is laid beside itself as it was, and what a reviewer has to know is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from casewright.model.ids import Kind, Ref
from casewright.model.record import Record
from casewright.problems import Problem
from casewright.resolve.evidence import STANCES, Balance
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.near import Near, near_cases, near_sources
from casewright.resolve.periods import with_periods
from casewright.views.addresses import FACETS
from casewright.views.record_changes import RecordChange, changed, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A casebook at one time: what is linked, and every problem of it."""

    linked: LinkedLibrary
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceChange:
    """A lesson whose evidence weighs something else now; of a lesson that is new or gone, one side is empty."""

    lesson: str
    title: str
    before: str
    after: str
    weights: tuple[tuple[str, str, str], ...]
    """For each stance that moved: its name, the weight before, the weight now."""
    cases: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementChange:
    """Figures of a case that began or ceased to contradict each other."""

    case: str
    claims: tuple[str, ...]
    conflict: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """A page of an index on which cases come or go."""

    vocabulary: str
    term: str
    label: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A module, thesis or lesson that rests on something that changed, and what that is."""

    ref: str
    title: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A record that has another id now, under which its former address leads on."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """All that a change does. Lists are in the order of ids or keys."""

    added: tuple[RecordChange, ...]
    changed: tuple[RecordChange, ...]
    removed: tuple[RecordChange, ...]
    renamed: tuple[Renamed, ...]
    unreadable: tuple[str, ...]
    """Files of records that could be read before and cannot be read now."""
    lost_ids: tuple[str, ...]
    """Ids, present or former, that lead nowhere now: the change is refused because of them."""
    lost_claims: tuple[str, ...]
    """Claims that had an address of their own and are gone from a case that stays."""
    balances: tuple[BalanceChange, ...]
    disagreements: tuple[DisagreementChange, ...]
    terms: tuple[TermChange, ...]
    reread: tuple[Reread, ...]
    sources_added: tuple[str, ...]
    sources_changed: tuple[str, ...]
    sources_removed: tuple[str, ...]
    unused_sources: tuple[str, ...]
    """Sources that something cited before, and nothing does now."""
    near_cases: tuple[Near, ...]
    near_sources: tuple[Near, ...]
    new_problems: tuple[Problem, ...]
    mended_problems: tuple[Problem, ...]

    @property
    def is_refused(self) -> bool:
        """Return whether the change breaks what was promised to hold for ever."""
        return bool(self.lost_ids)


def impact(before: Side, after: Side) -> Impact:
    """Return what happened between two states of a casebook."""
    was, its = before.linked, after.linked
    renamed = tuple(_renamed(was, its))
    both = [(record, its.records[ref]) for ref, record in was.records.items() if ref in its.records]
    changes = tuple(change for pair in both if (change := changed(*pair)))
    added = [record for ref, record in its.records.items() if ref not in was.records]
    gone = [record for ref, record in was.records.items() if ref not in its.records]
    unreadable = {Ref(item.kind.value, item.id): item.file for item in its.library.broken}
    balances = tuple(_balances(was, its))
    sources = _Sources(was, its)
    touched = {change.ref for change in changes} | {str(record.ref) for record in gone}
    new_cases = {record.id for record in added if record.kind is Kind.CASE} - {item.after for item in renamed}
    return Impact(
        added=tuple(map(whole, added)),
        changed=changes,
        removed=tuple(whole(record) for record in gone if record.ref not in unreadable),
        renamed=renamed,
        unreadable=tuple(file for ref, file in sorted(unreadable.items()) if ref in was.records),
        lost_ids=tuple(str(ref) for ref in sorted(was.targets.keys() - its.targets.keys() - unreadable.keys())),
        lost_claims=tuple(_lost_claims(both)),
        balances=balances,
        disagreements=tuple(_disagreements(was, its)),
        terms=tuple(_terms(with_periods(was), with_periods(its))),
        reread=tuple(_reread(its, touched, {item.lesson for item in balances if item.before != item.after})),
        sources_added=sources.added,
        sources_changed=sources.changed,
        sources_removed=sources.removed,
        unused_sources=sources.unused,
        near_cases=tuple(near_cases(its, new_cases)),
        near_sources=tuple(near_sources(its.library.sources, sources.new)),
        new_problems=_only(after.problems, before.problems),
        mended_problems=_only(before.problems, after.problems),
    )


def _renamed(was: LinkedLibrary, its: LinkedLibrary) -> Iterator[Renamed]:
    for ref in was.records:
        present = its.targets.get(ref)
        if present and ref not in its.records:
            yield Renamed(before=str(ref), after=str(present))


def _lost_claims(both: Iterable[tuple[Record, Record]]) -> Iterator[str]:
    for before, after in both:
        present = {claim.id for claim in getattr(after, "claims", ())}
        yield from (f"{before.ref}#{item.id}" for item in getattr(before, "claims", ()) if item.id not in present)


def _balances(was: LinkedLibrary, its: LinkedLibrary) -> Iterator[BalanceChange]:
    for id_ in sorted({*was.evidence, *its.evidence}):
        before = was.evidence[id_].balance if id_ in was.evidence else None
        after = its.evidence[id_].balance if id_ in its.evidence else None
        weights = tuple(_weights(before, after))
        cases = (before.cases if before else 0, after.cases if after else 0)
        words = (before.verdict.words if before else "", after.verdict.words if after else "")
        if weights or words[0] != words[1] or cases[0] != cases[1]:
            ref = Ref(Kind.LESSON.value, id_)
            title = (its.records.get(ref) or was.records[ref]).title
            yield BalanceChange(lesson=id_, title=title, before=words[0], after=words[1], weights=weights, cases=cases)


def _weights(before: Balance | None, after: Balance | None) -> Iterator[tuple[str, str, str]]:
    for stance in STANCES:
        was, its = (str(item.weights.get(stance, 0)) if item else "0" for item in (before, after))
        if was != its:
            yield stance, was, its


def _disagreements(was: LinkedLibrary, its: LinkedLibrary) -> Iterator[DisagreementChange]:
    before, after = _conflicts(was), _conflicts(its)
    for case, claims, conflict in sorted(before ^ after):
        is_new = (case, claims, conflict) in after
        yield DisagreementChange(case=case, claims=claims, conflict=conflict, is_new=is_new)


def _conflicts(linked: LinkedLibrary) -> set[tuple[str, tuple[str, ...], str]]:
    return {
        (case, tuple(claim.id for claim in item.claims), item.conflict.value)
        for case, found in linked.disagreements.items()
        for item in found
    }


def _terms(was: LinkedLibrary, its: LinkedLibrary) -> Iterator[TermChange]:
    for name in FACETS:
        before, after = _carriers(was, name), _carriers(its, name)
        for term in sorted({*before, *after}):
            gained, lost = (
                after.get(term, set()) - before.get(term, set()),
                before.get(term, set()) - after.get(term, set()),
            )
            if gained or lost:
                vocabulary = its.library.vocabularies.get(name) or was.library.vocabularies.get(name)
                known = vocabulary.get(term) if vocabulary else None
                yield TermChange(
                    vocabulary=name,
                    term=term,
                    label=known.label if known else term,
                    gained=tuple(sorted(gained)),
                    lost=tuple(sorted(lost)),
                )


def _carriers(linked: LinkedLibrary, name: str) -> Mapping[str, set[str]]:
    return {term: {case.id for case in cases} for term, cases in linked.carriers.get(name, {}).items()}


def _reread(linked: LinkedLibrary, touched: Collection[str], moved: Collection[str]) -> Iterator[Reread]:
    """Yield the modules and theses that use a record that changed, or a lesson whose verdict did."""
    for module in linked.library.modules:
        used = [Ref(Kind.CASE.value, item.case) for item in module.cases]
        yield from _reread_one(
            module, [*used, *(Ref(Kind.LESSON.value, id_) for id_ in module.lessons)], touched, moved
        )
    for thesis in linked.library.theses:
        lessons = [Ref(Kind.LESSON.value, tie.lesson) for claim in thesis.claims for tie in claim.lessons]
        yield from _reread_one(thesis, lessons, touched, moved)


def _reread_one(
    record: Record, used: Iterable[Ref], touched: Collection[str], moved: Collection[str]
) -> Iterator[Reread]:
    found: dict[str, None] = {}
    for ref in used:
        if str(ref) in touched:
            found[str(ref)] = None
        if ref.kind == Kind.LESSON.value and ref.id in moved:
            found[f"{ref} (another verdict)"] = None
    if found:
        yield Reread(ref=str(record.ref), title=record.title, because=tuple(found))


class _Sources:
    """What happened to the sources."""

    def __init__(self, was: LinkedLibrary, its: LinkedLibrary) -> None:
        before, after = was.library.sources, its.library.sources
        unread = its.library.unread_sources
        self.new = after.keys() - before.keys()
        self.added = tuple(sorted(self.new))
        self.removed = tuple(sorted(before.keys() - after.keys() - unread))
        self.changed = tuple(sorted(key for key in before.keys() & after.keys() if before[key] != after[key]))
        self.unused = tuple(sorted(key for key in after.keys() & was.citing.keys() if key not in its.citing))


def _only(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are not among others; a line that moved is no difference."""
    known = {_identity(problem) for problem in others}
    return tuple(problem for problem in problems if _identity(problem) not in known)


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code.number, problem.where.path, problem.path, problem.message
