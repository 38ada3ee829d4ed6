"""Terms: every one used must be in its vocabulary, and every one knows the cases that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casewright.model.case import Case
from casewright.model.fields import TermText
from casewright.model.library import Library
from casewright.model.source import Source
from casewright.model.vocabulary import Term, Vocabulary
from casewright.problems import Code, Location, Problem, did_you_mean, quoted

READ_LEVELS = "read-levels"
INSIDERS = "organisations"
"""The vocabularies of which entries of the bibliography name terms."""

MOST_SHOWN = 12


def term_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every value in a record that is not a term of the vocabulary it should come from.

    That a vocabulary is missing is told where the first record should use it.
    """
    yield from _problems(library, _used(library))


def source_term_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every source that says in no known term how much of it was read."""
    yield from _problems(library, _levels(library.sources.values()))


def _problems(library: Library, used: Iterable[tuple[str, str, Location, str]]) -> Iterator[Problem]:
    absent: set[str] = set()
    for name, term, where, path in used:
        if name in library.doubtful:
            continue
        vocabulary = library.vocabularies.get(name)
        if vocabulary is None:
            if name not in absent:
                yield _absent(name, where, path)
            absent.add(name)
        elif (known := vocabulary.get(term)) is None:
            yield _unknown(vocabulary, term, where, path)
        elif known.is_deprecated:
            yield _deprecated(vocabulary, known, where, path)


def cases_by_term(library: Library) -> Mapping[str, Mapping[str, tuple[Case, ...]]]:
    """Return for each vocabulary and each of its terms the cases that carry it or a narrower one, by id."""
    found: dict[str, dict[str, list[Case]]] = {}
    for case in library.cases:
        for vocabulary, term in sorted(carried(case, library.vocabularies)):
            found.setdefault(vocabulary, {}).setdefault(term, []).append(case)
    return {name: {term: tuple(cases) for term, cases in terms.items()} for name, terms in found.items()}


def carried(case: Case, vocabularies: Mapping[str, Vocabulary]) -> set[tuple[str, str]]:
    """Return the (vocabulary, term) pairs that a case carries, broader terms included.

    A case's status is its last one; its evidence is every level among the figures about itself; its organisations
    include those named as its successors.
    """
    own = [
        *named(case),
        ("levels", case.level),
        ("governance", case.governance.model),
        ("it-roles", case.governance.it_role),
        ("status", case.state.state),
        *(("policy-areas", term) for term in case.policy_areas),
        *(("methods", term) for term in case.methods),
        *(("evidence", claim.evidence) for claim in case.own_claims),
    ]
    return with_broader(own, vocabularies)


def named(case: Case) -> tuple[tuple[str, str], ...]:
    """Return the places and bodies of a case, as (vocabulary, term) pairs: those whose labels are names."""
    return (
        ("places", case.place),
        *(("organisations", term) for term in case.organisations),
        *(("organisations", state.successor) for state in case.status if state.successor),
    )


def with_broader(own: Iterable[tuple[str, str]], vocabularies: Mapping[str, Vocabulary]) -> set[tuple[str, str]]:
    """Return (vocabulary, term) pairs with those of the broader terms."""
    pairs: set[tuple[str, str]] = set()
    for name, term in own:
        vocabulary = vocabularies.get(name)
        lineage = [item.id for item in vocabulary.lineage(term)] if vocabulary else []
        pairs |= {(name, item) for item in (lineage or [str(term)])}
    return pairs


def _used(library: Library) -> Iterator[tuple[str, str, Location, str]]:
    for record, values in library.written():
        for leaf in values:
            if isinstance(leaf.type, TermText):
                yield leaf.type.vocabulary, leaf.value, record.at(leaf.path), leaf.path


def _levels(sources: Iterable[Source]) -> Iterator[tuple[str, str, Location, str]]:
    for source in sources:
        if source.read:
            yield READ_LEVELS, source.read, source.places.get("read", source.where), f"{source.key}.read"
        for body in source.insiders:
            yield INSIDERS, body, source.places.get("insider", source.where), f"{source.key}.insider"


def _absent(name: str, where: Location, path: str) -> Problem:
    return Problem(
        code=Code.NO_VOCABULARY,
        where=where,
        path=path,
        message=f'there is no vocabulary "{name}", so its terms cannot be checked',
        hint=f"add vocabularies/{name}.yml; `casewright new site` makes a complete set in an empty folder",
    )


def _unknown(vocabulary: Vocabulary, term: str, where: Location, path: str) -> Problem:
    ids = [item.id for item in vocabulary.terms if not item.is_deprecated]
    shown = ", ".join(ids[:MOST_SHOWN]) + (" …" if len(ids) > MOST_SHOWN else "")
    called = next((item.id for item in vocabulary.terms if item.label.casefold() == term.casefold()), None)
    return Problem(
        code=Code.UNKNOWN_TERM,
        where=where,
        path=path,
        message=f'{quoted(term)} is not a term of the vocabulary "{vocabulary.id}"',
        hint=did_you_mean(called or term, ids, f"the terms are in {vocabulary.file}: {shown}"),
    )


def _deprecated(vocabulary: Vocabulary, term: Term, where: Location, path: str) -> Problem:
    """Return what is said where a deprecated term is used."""
    return Problem(
        code=Code.DEPRECATED_TERM,
        where=where,
        path=path,
        message=f'"{term.id}" is a deprecated term of the vocabulary "{vocabulary.id}"',
        hint=f'write "{term.replaced_by}", which takes its place; `casewright migrate` does so everywhere'
        if term.replaced_by
        else f"no term takes its place: choose another one of {vocabulary.file}",
    )
