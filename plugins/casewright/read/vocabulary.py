"""Vocabulary files (`vocabularies/ID.yml`) → vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casewright.model.vocabulary import Term, Vocabulary
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
        reader.problems += _replacement_problems(vocabulary)
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


def _replacement_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield a problem for each replacement that cannot take a term's place: one step has to lead to an active term."""
    circles = _in_circles({term.id: term.replaced_by for term in vocabulary.terms})
    active = [term.id for term in vocabulary.terms if not term.is_deprecated]
    for index, term in enumerate(vocabulary.terms):
        if not term.replaced_by:
            continue
        path = f"terms[{index}].replaced_by"
        if why := _why_not(term.replaced_by, vocabulary, is_circle=term.id in circles):
            yield Problem(
                code=Code.REPLACED_BY,
                where=vocabulary.places[path],
                path=path,
                message=f'"{term.replaced_by}" cannot take the place of "{term.id}": {why}',
                hint=_active_after(term, vocabulary)
                or did_you_mean(term.replaced_by, active, "name an active term of this file, or leave the field out"),
            )
        elif not term.is_deprecated:
            yield Problem(
                code=Code.REPLACED_ACTIVE,
                where=vocabulary.places[path],
                path=path,
                message=f'"{term.replaced_by}" takes the place of "{term.id}", which is not deprecated',
                hint="add `status: deprecated` to the term, or remove the field",
            )


def _why_not(replacement: str, vocabulary: Vocabulary, *, is_circle: bool) -> str:
    found = vocabulary.get(replacement)
    if found is None:
        return "there is no such term in this file"
    if is_circle:
        return "it leads back to it"
    return "it is deprecated itself" if found.is_deprecated else ""


def _active_after(term: Term, vocabulary: Vocabulary) -> str:
    """Return a hint that names the active term to which replacements lead in the end, or nothing."""
    met: set[str] = set()
    found: Term | None = term
    while found and found.is_deprecated and found.id not in met:
        met.add(found.id)
        found = vocabulary.get(found.replaced_by) if found.replaced_by else None
    return f'write "{found.id}", where the replacements lead' if found and not found.is_deprecated and met else ""


def _in_circles(leading: Mapping[str, str | None]) -> set[str]:
    """Return the terms that lead back to themselves, in one step or several."""
    circles: set[str] = set()
    done: set[str] = set()
    for start in leading:
        trail: list[str] = []
        seen: set[str] = set()
        term: str | None = start
        while term is not None and term in leading and term not in done and term not in seen:
            trail.append(term)
            seen.add(term)
            term = leading[term]
        if term in seen:
            circles.update(trail[trail.index(str(term)) :])
        done |= seen
    return circles
