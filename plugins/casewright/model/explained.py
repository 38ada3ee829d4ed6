"""What is said of a kind of problem: why it matters, how to mend it, and an example that the tests run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Absent(Enum):
    """In which half of an example the file is not there at all."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Text of one file, wrong and right: of a file of the starter or one beside it a part, else all of it."""

    file: str
    right: str
    wrong: str
    instead_of: str
    """The text that is replaced, in a file that is there."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Other files that the example needs, by path."""
    absent: Absent | None = None
    not_run: str = ""
    """Why the tests cannot run the example, if they cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is said of one kind of problem."""

    number: str
    why: str
    fix: str
    example: Example


Explanations = Mapping[str, Explanation]
"""By number."""
