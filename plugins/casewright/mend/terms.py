"""A term with a slip → the term that was meant, where only one is near."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from casewright.mend.edits import Edit, replacement
from casewright.model.fields import TermText
from casewright.model.library import Library
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Problem
from casewright.read.text import SourceText
from casewright.resolve.terms import READ_LEVELS

_LIKE, _APART = 80.0, 10.0
"""How like the term must be (0-100), and how much less like the next one."""


def mended_term(problem: Problem, source: SourceText, library: Library) -> Edit | None:
    """Return the edit for a term that is in no vocabulary."""
    for name, written in _written(problem, library):
        vocabulary = library.vocabularies.get(name)
        meant = certain_term(written, vocabulary) if vocabulary else None
        if meant:
            return replacement(source, problem.where, written, meant)
    return None


def certain_term(written: str, vocabulary: Vocabulary) -> str | None:
    """Return the term that is meant by a word, or None where it is none or may be another as well."""
    called = [term.id for term in vocabulary.terms if term.label.casefold() == written.casefold()]
    if len(called) == 1:
        return called[0]
    form = written.strip().lower().replace(" ", "-").replace("_", "-")
    likeness = sorted(((fuzz.ratio(form, term.id), term.id) for term in vocabulary.terms), reverse=True)
    if not likeness or likeness[0][0] < _LIKE:
        return None
    second = likeness[1][0] if len(likeness) > 1 else 0.0
    return likeness[0][1] if likeness[0][0] - second >= _APART or likeness[0][0] == 100 else None  # noqa: PLR2004 - equal


def _written(problem: Problem, library: Library) -> Iterator[tuple[str, str]]:
    """Yield the vocabulary and the word where the problem stands."""
    for holder, values in library.written():
        for leaf in values:
            if leaf.path == problem.path and isinstance(leaf.type, TermText) and holder.at(leaf.path) == problem.where:
                yield leaf.type.vocabulary, leaf.value
    for source in library.sources.values():
        if source.read and problem.path == f"{source.key}.read" and source.places.get("read") == problem.where:
            yield READ_LEVELS, source.read
