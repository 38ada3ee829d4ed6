"""The library as learners get it: without all that is declared to be for instructors.

The text is taken away before anything is made of it, so that no page, list, file, reference or index can hold it. A
field says itself whom it is for (`model.fields`); nothing here knows one by its name. Words of a problem may quote a
field, so that pages of learners show those problems only which quote none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from casewright.memory import remembered
from casewright.model.edition import Edition
from casewright.model.fields import Field, FieldType, Group, ListOf, fields_of
from casewright.model.library import RECORD_TYPES, BrokenRecord, Fragment, Library
from casewright.model.record import Record
from casewright.problems import Code, Problem

AnyRecord = TypeVar("AnyRecord", bound=Record)

_QUOTING = frozenset(
    {Code.YAML_SYNTAX, Code.TAB, Code.DUPLICATE_KEY, Code.YAML_FEATURE, Code.TOO_DEEP, Code.NOT_A_MAPPING}
)
"""Faults of front matter that could not be read: nobody can tell whose words they quote."""
_QUOTED = re.compile(r'"[^"]*\w{3}[^"]*"')
_NAME = re.compile(r"[a-z_]+")


def in_edition(library: Library, edition: Edition) -> Library:
    """Return the library of an edition."""
    if edition is Edition.INSTRUCTOR:
        return library
    return replace(
        library,
        cases=_all(library.cases),
        lessons=_all(library.lessons),
        modules=_all(library.modules),
        theses=_all(library.theses),
        pathways=_all(library.pathways),
        broken=tuple(_broken(item) for item in library.broken),
    )


def shown_to_learners(type_: type, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of a record of some type that its page may show to everybody."""
    return tuple(
        replace(problem, message=problem.code.title, hint="the command `casewright check` says what is wrong")
        if problem.code in _QUOTING and _QUOTED.search(problem.message)
        else problem
        for problem in problems
        if not _is_for_instructors(type_, problem.path)
    )


def _all(records: tuple[AnyRecord, ...]) -> tuple[AnyRecord, ...]:
    return tuple(for_learners(record) for record in records)


@remembered
def for_learners(record: AnyRecord) -> AnyRecord:
    """Return a record without what is for instructors; the record itself where nothing is."""
    shown: AnyRecord = _group(record)
    return shown


def _group(value: Any) -> Any:  # noqa: ANN401 - a record or a group, and the same again
    changes = {}
    kind: type = type(value)
    for name, row in _leading(kind).items():
        old = getattr(value, name)
        if row.for_instructors:
            new: Any = () if isinstance(row.type, ListOf) else None
        else:
            new = _value(row.type, old)
        if new != old:
            changes[name] = new
    return replace(value, **changes) if changes else value


@cache
def _leading(type_: type) -> Mapping[str, Field]:
    """Return the fields of a type that are for instructors, or hold any that are."""
    found = {}
    for name, row in fields_of(type_).items():
        inner = _inner(row.type)
        if row.for_instructors or (inner and _leading(inner)):
            found[name] = row
    return found


def _inner(type_: FieldType) -> type | None:
    """Return the type of the group that a field holds, or of those in its list."""
    form = type_.item if isinstance(type_, ListOf) else type_
    return form.type if isinstance(form, Group) else None


def _value(type_: FieldType, value: Any) -> Any:  # noqa: ANN401 - a value of the given type, and the same again
    if isinstance(type_, ListOf) and isinstance(type_.item, Group):
        return tuple(_group(item) for item in value)
    return _group(value) if isinstance(type_, Group) and value is not None else value


def _broken(item: BrokenRecord) -> BrokenRecord:
    shown = shown_to_learners(RECORD_TYPES[item.kind], item.problems)
    return replace(item, problems=shown, fragment=Fragment())


def _is_for_instructors(type_: type, path: str) -> bool:
    """Return whether a key path leads into a field for instructors."""
    inner: type | None = type_
    for name in _NAME.findall(path):
        row = fields_of(inner).get(name) if inner else None
        if row is None:
            return False
        if row.for_instructors:
            return True
        inner = _inner(row.type)
    return False
