"""Records that use deprecated terms → the same with the terms that replace them, and a report of what was not moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casewright.mend.deprecated import Use, mended_deprecated, use_at
from casewright.mend.mending import Mended, mended
from casewright.model.library import Library
from casewright.problems import Code, Location, Problem
from casewright.read.text import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A deprecated term that gives way to another."""

    where: Location
    path: str
    term: str
    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A deprecated term that stays, and why."""

    where: Location
    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What is to be written, what moves by it, and what stays."""

    files: tuple[Mended, ...]
    moves: tuple[Move, ...]
    stays: tuple[Stay, ...]


def migration(files: Mapping[str, bytes], problems: Iterable[Problem], library: Library) -> Migration:
    """Return how the deprecated terms of a library give way, read from ``files``; ``problems`` are those of it."""
    asked = tuple(problem for problem in problems if problem.code is Code.DEPRECATED_TERM)
    done = tuple(mended(files, asked, library))
    written = {item.path for item in done}
    moves: list[Move] = []
    stays: list[Stay] = []
    for problem in asked:
        use = use_at(problem, library)
        reason = _reason(problem, use, files, library)
        if not reason and problem.where.path not in written:
            reason = "the file ends its lines in more than one way"
        if reason or use is None:
            stays.append(Stay(where=problem.where, path=problem.path, reason=reason))
        else:
            moves.append(Move(where=problem.where, path=problem.path, term=use.term, meant=use.meant))
    return Migration(files=done, moves=tuple(moves), stays=tuple(stays))


def _reason(problem: Problem, use: Use | None, files: Mapping[str, bytes], library: Library) -> str:
    """Return why a term stays, or nothing where it moves."""
    data = files.get(problem.where.path)
    source = decode(problem.where.path, data, most=len(data))[0] if data is not None else None
    if source is None or use is None:
        return "the term cannot be found in the file"
    if problem.ignored:
        return f'"{use.term}" is passed over: {problem.ignored}'
    if not use.meant:
        return f'no term takes the place of "{use.term}"'
    if use.is_there:
        return f'the list names "{use.meant}" already: remove "{use.term}"'
    return "" if mended_deprecated(problem, source, library) else f'"{use.term}" does not stand there alone'
