"""What evidence must be able to bear: rules about claims, their reporters and sources, and about lessons.

- A reporter who is unknown is a statement of its own, and needs a note that says so.
- From level 3 on, a claim says that a cause was shown. Then its reporter may not be the body itself, a partner of it or
  unknown, and one of its sources at least must be written by and for somebody else: its authors and its institution are
  compared with the organisations of the case, the bodies that these belong to, and the case's own title. A person who
  writes, or whose account it is, belongs to the body that the source names as theirs (``insider``).
- From level 4 on, a claim says that somebody independent confirmed it. Then two such sources without a common author
  are needed.
- A forecast or a target tells of no effect, whoever made it: it has no level of evidence.
- A figure that stands only in what the bodies of the case wrote or tell themselves is reported by nobody outside them.
- A bearing of which every source is the account of somebody from the bodies of the case (``insider``) is weak evidence.
- A figure about somebody else needs words that say about whom.
- A figure of which every source was read only through another work, or only by its title page, needs a note.
- A note that excuses something says it in words.
- A lesson all of whose bearings come from one case is named; in a casebook of one or two cases that would say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from casewright.model.case import Case, Claim
from casewright.model.library import Library
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.problems import Code, Problem
from casewright.resolve.disagreements import NOT_AN_EFFECT
from casewright.resolve.evidence import Evidence
from casewright.resolve.topics import INSIDE, UNKNOWN
from casewright.resolve.words import has_words

CAUSE_SHOWN = frozenset({"nesta-3", "nesta-4", "nesta-5"})
CONFIRMED = frozenset({"nesta-4", "nesta-5"})
_OUTSIDERS = frozenset({"independent", "peer-reviewed"})
"""Reporters who are no body of a case. An auditor or inspector may be one: part of a city, and yet independent."""
_STRENGTHS_OF_ACCOUNTS = frozenset({"weak", "unrated"})
SHALLOW = frozenset({"frontmatter", "secondary"})
"""How much was read of a source that cannot carry a figure without a word about it."""

LEAST_CASES = 3


def integrity_problems(library: Library, evidence: Mapping[str, Evidence]) -> Iterator[Problem]:
    """Yield a problem for every claim that says more than its sources can bear, and every lesson from one case."""
    for case in library.cases:
        own, bodies = _own_names(case, library), _own_bodies(case, library)
        for index, claim in enumerate(case.claims):
            sources = [library.sources[item.key] for item in claim.source.items if item.key in library.sources]
            is_known = len(sources) == len(claim.source.items)  # else the key is reported already
            yield from _reporter(case, claim, index)
            yield from _projection(case, claim, index)
            yield from _others(case, claim, index)
            if is_known:
                outside = [
                    source
                    for source in sources
                    if not _bodies(source) & own and not _employers(source, library) & bodies
                ]
                yield from _independence(case, claim, index, outside)
                yield from _outsiders(case, claim, index, outside)
                yield from _reading(case, claim, index, sources)
        yield from _accounts(case, bodies, library)
    if len(library.cases) >= LEAST_CASES and not library.broken:  # a broken case may well bear on it
        yield from _lessons(library, evidence)


def is_outside(source: Source, case: Case, library: Library) -> bool:
    """Return whether a source is neither by the bodies of a case nor the account of somebody from them."""
    return not _bodies(source) & _own_names(case, library) and not _employers(source, library) & _own_bodies(
        case, library
    )


def _reporter(case: Case, claim: Claim, index: int) -> Iterator[Problem]:
    if claim.reported_by == UNKNOWN and not has_words(claim.note):
        path = f"claims[{index}].reported_by"
        yield Problem(
            code=Code.REPORTER_UNKNOWN,
            where=case.at(path),
            path=path,
            message="nobody is known to stand behind the figure, and the claim does not tell the reader so",
            hint="add a note that says where the figure stands and what is not known about it",
        )


def _projection(case: Case, claim: Claim, index: int) -> Iterator[Problem]:
    if claim.projection and claim.evidence != NOT_AN_EFFECT:
        path = f"claims[{index}].evidence"
        yield Problem(
            code=Code.PROJECTED_EFFECT,
            where=case.at(path),
            path=path,
            message=f'the figure is a {claim.projection}, and "{claim.evidence}" says that it shows an effect',
            hint=f'write "{NOT_AN_EFFECT}"; give what came of it as a claim of its own, without projection',
        )


def _others(case: Case, claim: Claim, index: int) -> Iterator[Problem]:
    if claim.about_others and not has_words(claim.note):
        path = f"claims[{index}].about_others"
        yield Problem(
            code=Code.ABOUT_OTHERS,
            where=case.at(path),
            path=path,
            message="the figure is not about the case, and nothing says what it is about",
            hint="add a note that says whose figure it is and why it stands here",
        )


def _independence(case: Case, claim: Claim, index: int, outside: list[Source]) -> Iterator[Problem]:
    if claim.evidence not in CAUSE_SHOWN:
        return
    path = f"claims[{index}].evidence"
    has_part = claim.reported_by in {*INSIDE, UNKNOWN}
    if has_part or not outside:
        whose = (
            f'is reported by "{claim.reported_by}"'
            if has_part
            else "rests only on what the bodies of the case wrote themselves"
        )
        yield Problem(
            code=Code.NOT_INDEPENDENT,
            where=case.at(path),
            path=path,
            message=f'"{claim.evidence}" says that a cause was shown, but the figure {whose}',
            hint="give a source and a reporter outside the organisations of the case, or a lower level",
        )
    elif claim.evidence in CONFIRMED and not any(
        _names(one).isdisjoint(_names(other)) for one, other in combinations(outside, 2)
    ):
        yield Problem(
            code=Code.NOT_CONFIRMED,
            where=case.at(path),
            path=path,
            message=f'"{claim.evidence}" says that others confirmed it, but no two of its sources differ in authors',
            hint="add the source of those who confirmed it, or give a lower level",
        )


def _outsiders(case: Case, claim: Claim, index: int, outside: list[Source]) -> Iterator[Problem]:
    if outside or claim.about_others or claim.reported_by not in _OUTSIDERS or claim.evidence in CAUSE_SHOWN:
        return
    path = f"claims[{index}].reported_by"
    yield Problem(
        code=Code.INSIDE_REPORTER,
        where=case.at(path),
        path=path,
        message=f'the figure is given to "{claim.reported_by}", but all its sources are of the bodies of the case',
        hint='write "self", or cite the source of whoever found the figure out',
    )


def _accounts(case: Case, bodies: set[str], library: Library) -> Iterator[Problem]:
    for index, bearing in enumerate(case.bearings):
        sources = [library.sources.get(item.key) for item in bearing.source.items]
        told_inside = all(source and _employers(source, library) & bodies for source in sources)
        if sources and told_inside and bearing.strength not in _STRENGTHS_OF_ACCOUNTS:
            path = f"bearings[{index}].strength"
            yield Problem(
                code=Code.OWN_ACCOUNT,
                where=case.at(path),
                path=path,
                message=f'the evidence is rated "{bearing.strength}", and those who took part are all its sources',
                hint='write "weak", or cite somebody who had no part in it',
            )


def _reading(case: Case, claim: Claim, index: int, sources: list[Source]) -> Iterator[Problem]:
    if has_words(claim.note) or not sources or any(source.read not in SHALLOW for source in sources):
        return
    yield Problem(
        code=Code.SHALLOW_SOURCE,
        where=case.at(f"claims[{index}].source"),
        path=f"claims[{index}].source",
        message=f'"{sources[0].key}" was read as "{sources[0].read}", and the figure has no note about that',
        hint="add a note that says how the figure is known, or cite a source that was read",
    )


def _lessons(library: Library, evidence: Mapping[str, Evidence]) -> Iterator[Problem]:
    for lesson in library.lessons:
        witnesses = evidence[lesson.id].witnesses
        cases = {witness.case.id for witness in witnesses}
        if len(cases) == 1:
            many = "the only bearing" if len(witnesses) == 1 else f"all {len(witnesses)} bearings"
            yield Problem(
                code=Code.ONE_CASE,
                where=lesson.at("id"),
                path="id",
                message=f'{many} on the lesson "{lesson.id}" {"comes" if len(witnesses) == 1 else "come"} from the '
                f'case "{witnesses[0].case.id}"',
                hint="look for another case that bears on it; until then its page says that there is only one",
            )


def _own_names(case: Case, library: Library) -> set[str]:
    """Return what the bodies of a case are called as authors: their labels, those they belong to, the case's title."""
    vocabulary = library.vocabularies.get("organisations")
    labels = (term.label for id_ in case.organisations for term in (vocabulary.lineage(id_) if vocabulary else ()))
    return {name.casefold() for name in (case.title, *labels)}


def _own_bodies(case: Case, library: Library) -> set[str]:
    """Return the bodies of a case and those that they belong to."""
    vocabulary = library.vocabularies.get("organisations")
    return {term.id for id_ in case.organisations for term in (vocabulary.lineage(id_) if vocabulary else ())}


def _employers(source: Source, library: Library) -> set[str]:
    """Return the bodies that the authors of a source belong to as persons, and those of which these are a part."""
    vocabulary = library.vocabularies.get("organisations")
    return {term.id for id_ in source.insiders for term in (vocabulary.lineage(id_) if vocabulary else ())}


def _bodies(source: Source) -> set[str]:
    """Return who stands behind a source: its authors, and the body that a report was written for."""
    written_for = source.item.get("publisher") if source.type in _FOR_A_BODY else None
    return _names(source) | ({_plain(written_for)} if written_for else set())


def _names(source: Source) -> set[str]:
    """Return who wrote a source, in small letters: people by their full names, of a body each part between commas.

    A source without an author is written by whoever published it, and where that is not said, by nobody else.
    """
    found: set[str] = set()
    for name in source.item.get("author") or source.item.get("editor") or ():
        if name.get("literal"):
            found.update(_plain(part) for part in name["literal"].split(","))
        else:
            found.add(_plain(f"{name.get('family', '')}, {name.get('given', '')}"))
    publisher = next((source.item[field] for field in _PUBLISHERS if source.item.get(field)), source.key)
    return found or {_plain(publisher)}


def _plain(text: str) -> str:
    return plain(text).strip().casefold()


_FOR_A_BODY = frozenset({"report", "techreport", "thesis", "manual"})
"""Types of entries whose publisher is the body that they were written for."""

_PUBLISHERS = ("publisher", "container-title")
