"""What a check tells: its problems, the lines they stand in, and where each kind is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casewright.problems import Code, Problem
from casewright.views.addresses import problem_address

LineOf = Callable[[str, int], str | None]
"""Returns the line of a file of the casebook with a number counted from 1, or None where it cannot be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The problems of one check, and what writers need beside them."""

    found: tuple[Problem, ...]
    line: LineOf = lambda _path, _line: None
    site: str = ""
    """The full address of the site, if it is known where others find it; it ends in ``/``."""
    when: datetime | None = None
    """When the check was made, for formats that cannot do without."""
    version: str = ""
    has_colour: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is to be mended, or looked at."""
        return tuple(problem for problem in self.found if not problem.ignored)

    @property
    def ignored(self) -> tuple[Problem, ...]:
        """Return what records pass over, with a reason."""
        return tuple(problem for problem in self.found if problem.ignored)

    def help_address(self, code: Code) -> str:
        """Return the full address of the page that explains a kind of problem; nothing where there is no site."""
        return f"{self.site}{problem_address(code.number)}" if self.site else ""
