"""Names in texts that stand for a record, and are not linked: suggestions, once per record and target.

A name stands for a case where it is the case's title, or the label of a place or an organisation that only this case
carries. (People are named in titles and labels only as far as their public role requires, and so only there.) A record
that links to the case anywhere, or names it in a field, needs no reminder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.model.case import Case
from casewright.model.fields import RecordRef, leaves
from casewright.model.ids import Ref
from casewright.model.library import Library
from casewright.model.prose import Prose
from casewright.model.record import Record
from casewright.problems import Code, Location, Problem
from casewright.resolve.links import texts

NAMING = ("places", "organisations")
"""Vocabularies whose labels are names."""

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_NOT_READ = re.compile(
    r"\[\[[^\[\]]{0,300}\]\]|\]\([^()]{0,500}\)|`[^`]{0,500}`|@[\w:.#$%&+?<>~/-]{1,200}|https?://\S{1,500}"
)
"""Links, code, citations and addresses."""

Names = Mapping[str, tuple[tuple[tuple[str, ...], Ref], ...]]
"""By the first word of a name: its words and the case that it stands for, the longest first."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in a text: its words as they stand there, where it begins, and the case."""

    words: str
    start: int
    target: Ref


def unlinked_problems(
    library: Library, known: Mapping[Ref, Ref], carriers: Mapping[str, Mapping[str, tuple[Case, ...]]]
) -> Iterator[Problem]:
    """Yield a suggestion for every case that a record names and does not link to."""
    names = _names(library, carriers)
    titles = {case.ref: case.title for case in library.cases}
    for record in library.records():
        done = _linked(record, known)
        for path, prose in texts(record):
            for found in _found(prose.text, names):
                if found.target not in done:
                    done.add(found.target)
                    yield _suggestion(record, path, prose, found, titles[found.target])


def _names(library: Library, carriers: Mapping[str, Mapping[str, tuple[Case, ...]]]) -> Names:
    found = {_words(case.title): case.ref for case in library.cases}
    for name in NAMING:
        vocabulary = library.vocabularies.get(name)
        for term in vocabulary.terms if vocabulary else ():
            cases = carriers.get(name, {}).get(term.id, ())
            if len(cases) == 1:
                found.setdefault(_words(term.label), cases[0].ref)
    by_first: dict[str, list[tuple[tuple[str, ...], Ref]]] = {}
    for words, ref in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        if words:
            by_first.setdefault(words[0], []).append((words, ref))
    return {first: tuple(items) for first, items in by_first.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def _linked(record: Record, known: Mapping[Ref, Ref]) -> set[Ref]:
    """Return the record itself, and all that it links to or names in a field."""
    named = {Ref(leaf.type.kind.value, leaf.value) for leaf in leaves(record) if isinstance(leaf.type, RecordRef)}
    links = {link.ref for _, prose in texts(record) for link in prose.links}
    return {record.ref, *(known.get(ref, ref) for ref in named | links)}


def _found(text: str, names: Names) -> Iterator[_Found]:
    shown = _NOT_READ.sub(lambda mark: " " * len(mark[0]), text)
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(shown)]
    index = 0
    while index < len(words):
        step = 1
        for name, target in names.get(words[index][0], ()):
            here = words[index : index + len(name)]
            if tuple(word for word, _, _ in here) == name:
                start, end = here[0][1], here[-1][2]
                yield _Found(" ".join(text[start:end].split()), start, target)
                step = len(name)
                break
        index += step


def _suggestion(record: Record, path: str, prose: Prose, found: _Found, title: str) -> Problem:
    is_body = path == "body"
    called = "" if found.words == title else f' ("{title}")'
    return Problem(
        code=Code.UNLINKED,
        where=_place(prose, found.start) if is_body else record.at(path),
        path="" if is_body else path,
        message=f'"{found.words}" is named, and the case "{found.target.id}"{called} is not linked',
        hint=f"where that case is meant, write [[{found.target.id}]] or [[{found.target.id}|{found.words}]]",
    )


def _place(body: Prose, start: int) -> Location:
    """Return where in its file an offset of a body stands."""
    before = body.text[:start]
    line = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Location(body.where.path, body.where.line + line, column if line else body.where.column + column - 1)
