"""What records pass over: a warning or a note, named in their field ``ignore`` with a reason.

Errors cannot be passed over. They say that something cannot be read, leads nowhere or would mislead readers, and pages
and data rely on that they are mended. What the build alone meets is not told of records, so that they cannot pass it
over either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from casewright.model.record import Record
from casewright.problems import Code, Family, Problem, Severity, did_you_mean, quoted

_CODES = {code.number: code for code in Code}


def passed_over(problems: Iterable[Problem], records: Iterable[Record]) -> Iterator[Problem]:
    """Yield problems, those that their record passes over with its reason, and one for each wish that is in vain."""
    wishes = {record.file: record for record in records if record.ignore}
    used: set[tuple[str, str]] = set()
    for problem in problems:
        record = wishes.get(problem.where.path)
        reason = _reason(record, problem.code) if record else ""
        if reason:
            used.add((problem.where.path, problem.code.number))
        yield replace(problem, ignored=reason) if reason else problem
    for record in wishes.values():
        yield from _in_vain(record, used)


def _reason(record: Record, code: Code) -> str:
    found = (item.because for item in record.ignore if item.code == code.number and _may_be_ignored(code))
    return next(found, "")


def _may_be_ignored(code: Code) -> bool:
    return code.severity is not Severity.ERROR and code.family not in (Family.SITE, Family.GATE)


def _is_told_by_check(code: Code) -> bool:
    """Return whether a check would find it: what became of web addresses, ``casewright links`` alone tells."""
    return code.family is not Family.WEB


def _in_vain(record: Record, used: set[tuple[str, str]]) -> Iterator[Problem]:
    met: set[str] = set()
    for index, item in enumerate(record.ignore):
        path = f"ignore[{index}].code"
        code = _CODES.get(item.code)
        if code is None or not _may_be_ignored(code):
            yield _cannot(record, path, item.code, code)
        elif ((record.file, item.code) not in used and _is_told_by_check(code)) or item.code in met:
            yield Problem(
                code=Code.IGNORED_IN_VAIN,
                where=record.at(path),
                path=path,
                message=f"{item.code} is passed over, and " + ("is so already" if item.code in met else "is not found"),
                hint="remove it, so that it does not hide a later one",
            )
        met.add(item.code)


def _cannot(record: Record, path: str, written: str, code: Code | None) -> Problem:
    known = [number for number, item in _CODES.items() if _may_be_ignored(item)]
    otherwise = "write the number of a warning or a note, such as CW616"
    return Problem(
        code=Code.CANNOT_IGNORE,
        where=record.at(path),
        path=path,
        message=f"{quoted(written)} is no kind of problem"
        if code is None
        else f'{code.number} ("{code.title}") cannot be passed over',
        hint=did_you_mean(written, known, otherwise) if code is None else f"mend it; {otherwise}",
    )
