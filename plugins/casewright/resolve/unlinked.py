"""Names in texts that stand for a record, and are not linked: suggestions, once per record and name.

A name stands for a case where it is the case's title, or one that the case gives as ``also_called``, or the label of a
place or an organisation that the case carries. Where a few cases share a label it stands for one of them; a label that
many share, such as that of a country, tells nobody which, and is left alone. (People are no records; they are named in
titles and labels only as far as their public role requires, and so only there.) A record that is one of the cases,
links to one anywhere, or names one in a field, needs no reminder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casewright.memory import Same, remembered, steady
from casewright.model.fields import ProseText, RecordRef, leaves
from casewright.model.ids import Kind, Ref
from casewright.model.library import Library
from casewright.model.prose import Prose
from casewright.model.record import Record
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Code, Location, Problem
from casewright.resolve.links import texts

NAMING = ("places", "organisations")
"""Vocabularies whose labels are names."""

MOST_SHARING = 3
"""How many cases may share a name for it to be worth a reminder."""

_WORD = re.compile(r"[^\W_]+(?:['’.&-](?!s\b)[^\W_]+)*")
_NOT_READ = re.compile(
    r"\[\[[^\[\]]{0,300}\]\]|\]\([^()]{0,500}\)|`[^`]{0,500}`|@[\w:.#$%&+?<>~/-]{1,200}|https?://\S{1,500}"
)
"""Links, code, citations and addresses."""

Targets = tuple[Ref, ...]
"""The cases that a name stands for; of several, one is meant."""

Names = Mapping[str, tuple[tuple[tuple[str, ...], Targets], ...]]
"""By the first word of a name: its words and the cases that it stands for, the longest first."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in a text: its words as they stand there, where it begins, and the cases that it can stand for."""

    words: str
    start: int
    targets: Targets


def unlinked_problems(
    library: Library, known: Mapping[Ref, Ref], titles: Mapping[Ref, str], names: Names
) -> Iterator[Problem]:
    """Yield a suggestion for every case that a record names and does not link to."""
    same = Same(steady("names of cases", names))
    for record in library.records():
        done = _linked(record, known)
        for path, prose, found in _named(record, same):
            if done.isdisjoint(found.targets):
                done.update(found.targets)
                yield _suggestion(record, path, prose, found, titles)


@remembered
def _named(record: Record, names: Same[Names]) -> tuple[tuple[str, Prose, _Found], ...]:
    """Return every name in the texts of a record: its key path, the text, and what was found there."""
    own = ((path, prose) for path, prose in texts(record) if path not in _quoted(record))
    return tuple((path, prose, found) for path, prose in own for found in _found(prose.text, names.value))


@remembered
def _quoted(record: Record) -> frozenset[str]:
    """Return the key paths of texts in somebody else's words, in which nobody is to set links."""
    return frozenset(leaf.path for leaf in leaves(record) if isinstance(leaf.type, ProseText) and leaf.type.is_quoted)


def names_of_cases(
    titles: Mapping[Ref, str],
    also_called: Iterable[tuple[Ref, str]],
    vocabularies: Mapping[str, Vocabulary],
    carriers: Mapping[tuple[str, str], Sequence[Ref]],
) -> Names:
    """Return what cases are called, by the titles of records, by other names, and by the terms that cases carry.

    ``carriers`` are the cases by vocabulary and term.
    """
    found: dict[tuple[str, ...], Targets] = {
        _words(title): (ref,) for ref, title in titles.items() if ref.kind == Kind.CASE.value
    }
    called: dict[tuple[str, ...], set[Ref]] = {}
    for ref, other in also_called:
        called.setdefault(_words(other), set()).add(ref)
    for words, cases_called in called.items():
        found.setdefault(words, tuple(sorted(cases_called)))
    for name in NAMING:
        vocabulary = vocabularies.get(name)
        for term in vocabulary.terms if vocabulary else ():
            cases = carriers.get((name, term.id), ())
            if 0 < len(cases) <= MOST_SHARING:
                found.setdefault(_words(term.label), tuple(sorted(cases)))
    by_first: dict[str, list[tuple[tuple[str, ...], Targets]]] = {}
    for words, refs in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        if words:
            by_first.setdefault(words[0], []).append((words, refs))
    return {first: tuple(items) for first, items in by_first.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def _linked(record: Record, known: Mapping[Ref, Ref]) -> set[Ref]:
    """Return the record itself, and all that it links to or names in a field."""
    named = {Ref(leaf.type.kind.value, leaf.value) for leaf in leaves(record) if isinstance(leaf.type, RecordRef)}
    links = {link.ref for _, prose in texts(record) for link in prose.links}
    return {record.ref, *(known.get(ref, ref) for ref in named | links)}


def _found(text: str, names: Names) -> Iterator[_Found]:
    if not _may_name(_words(text), names):
        return
    shown = _NOT_READ.sub(lambda mark: " " * len(mark[0]), text)
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(shown)]
    index = 0
    while index < len(words):
        step = 1
        for name, targets in names.get(words[index][0], ()):
            here = words[index : index + len(name)]
            if tuple(word for word, _, _ in here) == name:
                start, end = here[0][1], here[-1][2]
                yield _Found(" ".join(text[start:end].split()), start, targets)
                step = len(name)
                break
        index += step


def _may_name(words: tuple[str, ...], names: Names) -> bool:
    """Return whether any name stands in a text, be it in a link or in code; most texts hold none, and this is quick."""
    return any(
        words[index : index + len(name)] == name
        for index, word in enumerate(words)
        if word in names
        for name, _ in names[word]
    )


def _suggestion(record: Record, path: str, prose: Prose, found: _Found, titles: Mapping[Ref, str]) -> Problem:
    is_body = path == "body"
    message, hint = _one(found, titles) if len(found.targets) == 1 else _several(found)
    return Problem(
        code=Code.UNLINKED,
        where=placed(prose, found.start) if is_body else record.at(path),
        path="" if is_body else path,
        message=message,
        hint=hint,
    )


def _one(found: _Found, titles: Mapping[Ref, str]) -> tuple[str, str]:
    case = found.targets[0]
    called = "" if found.words == titles[case] else f' ("{titles[case]}")'
    return (
        f'"{found.words}" is named, and the case "{case.id}"{called} is not linked',
        f"where that case is meant, write [[{case.id}]] or [[{case.id}|{found.words}]]",
    )


def _several(found: _Found) -> tuple[str, str]:
    links = ", ".join(f"[[{case.id}]]" for case in found.targets)
    return (
        f'"{found.words}" is named, and none of the {len(found.targets)} cases that it can stand for is linked',
        f"where one of them is meant, write one of {links}; [[{found.targets[0].id}|{found.words}]] keeps the words",
    )


def placed(body: Prose, start: int) -> Location:
    """Return where in its file an offset of a body stands."""
    before = body.text[:start]
    line = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Location(body.where.path, body.where.line + line, column if line else body.where.column + column - 1)
