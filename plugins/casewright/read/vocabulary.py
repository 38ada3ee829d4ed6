"""Vocabulary files (`vocabularies/ID.yml`) → vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casewright.model.vocabulary import Vocabulary
from casewright.problems import Code, Problem, did_you_mean, quoted
from casewright.read.record import FieldReader
from casewright.read.text import SourceText
from casewright.read.yaml import parse_yaml


def read_vocabulary(source: SourceText) -> tuple[Vocabulary | None, tuple[Problem, ...]]:
    """Return the vocabulary written in a file, or None where it cannot be built, and the problems of its form."""
    fields, problems = parse_yaml(source, 0, len(source.text))
    if fields is None:
        return None, problems
    reader = FieldReader(source, list(problems))
    values = reader.group(Vocabulary, fields, "")
    name = source.path.rsplit("/", 1)[-1].removesuffix(".yml")
    if values is None:
        return None, tuple(reader.problems)
    vocabulary = Vocabulary(**values, file=source.path, places=reader.places)
    if vocabulary.id != name:
        reader.problems.append(
            Problem(
                code=Code.ID_NOT_FILE_NAME,
                where=reader.places["id"],
                path="id",
                message=f'the id is "{vocabulary.id}", the file is called {quoted(f"{name}.yml")}',
                hint=f"rename the file to {vocabulary.id}.yml, or write id: {name}",
            )
        )
    if not reader.has_gaps:  # a broader term may be one of those left out
        reader.problems += _broader_problems(vocabulary)
    return vocabulary, tuple(reader.problems)


def _broader_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    broader = {term.id: term.broader for term in vocabulary.terms}
    circles = _in_circles(broader)
    for index, term in enumerate(vocabulary.terms):
        if term.broader and (term.broader not in broader or term.id in circles):
            path = f"terms[{index}].broader"
            why = "it leads back to it" if term.id in circles else "there is no such term in this file"
            yield Problem(
                code=Code.BROADER_TERM,
                where=vocabulary.places[path],
                path=path,
                message=f'"{term.broader}" is no broader term of "{term.id}": {why}',
                hint="name another term of this file, or leave the field out"
                if term.id in circles
                else did_you_mean(term.broader, broader, "add it to this file, or leave the field out"),
            )


def _in_circles(broader: Mapping[str, str | None]) -> set[str]:
    """Return the terms that are their own broader term, in one step or several."""
    circles: set[str] = set()
    done: set[str] = set()
    for start in broader:
        trail: list[str] = []
        seen: set[str] = set()
        term: str | None = start
        while term is not None and term in broader and term not in done and term not in seen:
            trail.append(term)
            seen.add(term)
            term = broader[term]
        if term in seen:
            circles.update(trail[trail.index(str(term)) :])
        done |= seen
    return circles
