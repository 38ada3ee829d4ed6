"""Vocabulary files (`vocabularies/ID.yml`) → vocabularies."""

from __future__ import annotations

from casewright.model.vocabulary import Vocabulary
from casewright.problems import Code, Problem
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
                message=f'the id is "{vocabulary.id}", the file is called "{name}.yml"',
                hint=f"write id: {name}",
            )
        )
    reader.problems += _broader_problems(vocabulary)
    return vocabulary, tuple(reader.problems)


def _broader_problems(vocabulary: Vocabulary) -> list[Problem]:
    problems = []
    for index, term in enumerate(vocabulary.terms):
        if not term.broader:
            continue
        above = list(vocabulary.lineage(term.broader))
        if above and not any(item.id == term.id for item in above):
            continue
        path = f"terms[{index}].broader"
        problems.append(
            Problem(
                code=Code.BROADER_TERM,
                where=vocabulary.places[path],
                path=path,
                message=f'"{term.broader}" is no broader term of "{term.id}"'
                + (", because it leads back to it" if above else ": there is no such term in this file"),
                hint="name another term of this file, or leave the field out",
            )
        )
    return problems
