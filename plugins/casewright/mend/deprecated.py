"""A deprecated term → the term that takes its place, at the very spot where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casewright.memory import remembered
from casewright.mend.edits import Edit, replacement
from casewright.model.fields import Leaf, TermText, leaves
from casewright.model.library import Fragment, Library
from casewright.model.record import Record
from casewright.problems import Problem
from casewright.read.text import SourceText
from casewright.resolve.terms import INSIDERS, READ_LEVELS

_ITEM = re.compile(r"(.*)\[\d+\]\Z")
_PART_OF_WORD = re.compile(r"[\w-]")


@dataclass(frozen=True, slots=True)
class Use:
    """A deprecated term as a record uses it, and the active term that takes its place; nothing where none does."""

    term: str
    meant: str = ""
    is_there: bool = False
    """Whether the list that it stands in names that one already, or will do so by then."""


def mended_deprecated(problem: Problem, source: SourceText, library: Library) -> Edit | None:
    """Return the edit for a deprecated term, or None where nothing takes its place or the list has it already."""
    use = use_at(problem, library)
    if use is None or not use.meant or use.is_there:
        return None
    written, meant = use.term, use.meant
    start = source.offset(problem.where)
    start += source.text[start : start + 1] in ('"', "'")
    end = start + len(written)
    if source.text.startswith(written, start) and not _PART_OF_WORD.match(source.text[end : end + 1]):
        return Edit(start, end, meant)
    return replacement(source, problem.where, written, meant)


def use_at(problem: Problem, library: Library) -> Use | None:
    """Return the deprecated term at a problem, or None where it is not to be found."""
    holder = _by_file(library).get(problem.where.path)
    if holder is None:
        return next(_of_source(problem, library), None)
    values = tuple(leaves(holder)) if isinstance(holder, Record) else holder.leaves
    for number, leaf in enumerate(values):
        if leaf.path == problem.path and isinstance(leaf.type, TermText):
            meant = _meant(leaf, library)
            return Use(leaf.value, meant, is_there=bool(meant) and _is_there(number, meant, values, library))
    return None


def _is_there(number: int, meant: str, values: tuple[Leaf, ...], library: Library) -> bool:
    """Return whether the list of a term holds its replacement, or gets it in the place of an earlier item."""
    list_ = _list_of(values[number])
    return bool(list_) and any(
        other.value == meant or (at < number and _meant(other, library) == meant)
        for at, other in enumerate(values)
        if at != number and _list_of(other) == list_
    )


def _list_of(leaf: Leaf) -> str:
    found = _ITEM.match(leaf.path)
    return found[1] if found else ""


def _meant(leaf: Leaf, library: Library) -> str:
    return _term_for(leaf.type.vocabulary, leaf.value, library) if isinstance(leaf.type, TermText) else ""


def _term_for(vocabulary: str, term: str, library: Library) -> str:
    """Return the active term that takes the place of a deprecated one, or nothing."""
    known = library.vocabularies.get(vocabulary)
    found = known.get(term) if known else None
    meant = known.get(found.replaced_by) if known and found and found.is_deprecated and found.replaced_by else None
    return meant.id if meant and not meant.is_deprecated else ""


def _of_source(problem: Problem, library: Library) -> Iterator[Use]:
    """Yield the term of a bibliography entry at a problem."""
    for source in library.sources.values():
        if source.where.path != problem.where.path:
            continue
        if source.read and problem.path == f"{source.key}.read":
            yield Use(source.read, _term_for(READ_LEVELS, source.read, library))
        elif problem.path == f"{source.key}.insider":
            named = (body for body in source.insiders if problem.message.startswith(f'"{body}"'))
            for body in named:
                meant = _term_for(INSIDERS, body, library)
                yield Use(body, meant, is_there=bool(meant) and meant in source.insiders)


@remembered
def _by_file(library: Library) -> Mapping[str, Record | Fragment]:
    found: dict[str, Record | Fragment] = {record.file: record for record in library.records()}
    return {item.file: item.fragment for item in library.broken} | found
