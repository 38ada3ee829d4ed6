"""Which problems a check is asked for: numbers, beginnings of numbers, families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import click

from casewright.problems import Code, Family, Problem, did_you_mean

_FAMILIES = {family.label: family for family in Family}
_OF_FAMILY = 2.5
"""A family says less than a hundred of numbers (CW5) and more than all of them (CW)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to tell and what to leave out; the more exact word wins, and to leave out wins where both are alike."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def holds(self, problem: Problem) -> bool:
        """Return whether a problem is to be told."""
        wanted = _exactness(self.select, problem.code) if self.select else 0
        return wanted is not None and wanted > (_exactness(self.ignore, problem.code) or -1)


def words(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an option that may be given several times, and may hold several with commas between."""
    found = tuple(word.strip() for part in given for word in part.split(",") if word.strip())
    known = [*_FAMILIES, *(code.number for code in Code)]
    for word in found:
        if word not in _FAMILIES and not any(code.number.startswith(word.upper()) for code in Code):
            hint = did_you_mean(
                word, known, f"give numbers such as CW112, beginnings such as CW5, or {', '.join(_FAMILIES)}"
            )
            msg = f'no problem has the number or the family "{word}": {hint}'
            raise click.BadParameter(msg)
    return found


def _exactness(given: Iterable[str], code: Code) -> float | None:
    """Return how exactly any of some words fits a kind of problem, or None where none does."""
    fits = [_OF_FAMILY if word in _FAMILIES else float(len(word)) for word in given if _fits(word, code)]
    return max(fits, default=None)


def _fits(word: str, code: Code) -> bool:
    return _FAMILIES[word] is code.family if word in _FAMILIES else code.number.startswith(word.upper())
