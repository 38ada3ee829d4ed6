"""How far a long piece of work has come, for whoever wants to know it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told of each stage when it begins, which ends the one before, and of each step that is done."""

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a stage of so many steps; 0 where nobody knows how many.

        The name of the stage that is going on says that it goes on, with so many steps from here.
        """

    def step(self, count: int = 1) -> None:
        """Say that some steps of the stage are done."""


class Silent:
    """Tells nobody."""

    def stage(self, name: str, total: int = 0) -> None:
        """Pass over the beginning of a stage."""

    def step(self, count: int = 1) -> None:
        """Pass over a step."""


SILENT: Progress = Silent()
