"""Progress for people: a bar with what is left on a terminal, a line for each long stage elsewhere."""

from __future__ import annotations

import sys
from typing import Any

import click

from casewright.edges.stages import BAR, LINES, Display, Stage

_LEAST_SECONDS = 1.0
"""A stage that takes less time is not worth a line."""
_REDRAWN = 200
"""How often a bar is drawn anew at the most."""
_CLEAR = "\r\033[K\033[?25h"
"""Empties the line, and shows the cursor, which a bar hides."""


def display_of(name: str) -> Display | None:
    """Return what shows stages in the way that is called so, or None."""
    return Bar() if name == BAR else Lines() if name == LINES else None


class Lines:
    """Prints a line for each stage that has taken a while."""

    def begin(self, name: str, total: int) -> None:
        """Wait: a short stage is not worth a line."""

    def step(self, count: int) -> None:
        """Wait likewise."""

    def end(self, stage: Stage) -> None:
        """Tell how long it took."""
        if stage.seconds >= _LEAST_SECONDS:
            count = f", {stage.count:,}" if stage.count else ""
            click.echo(f"{stage.name}{count}: {stage.seconds:.1f} s", err=True)

    def clear(self) -> None:
        """Leave the lines as they are."""


class Bar:
    """Draws one bar for the stage that goes on, and nothing once all is done."""

    def __init__(self) -> None:
        self._bar: Any = None

    def begin(self, name: str, total: int) -> None:
        """Draw an empty bar; of a stage whose length is not known, its name."""
        if total:
            self._bar = click.progressbar(
                length=total,
                label=name,
                show_pos=True,
                update_min_steps=max(1, total // _REDRAWN),
                file=sys.stderr,
            )
            self._bar.render_progress()
        else:
            click.echo(f"{_CLEAR}{name} ...", nl=False, err=True)

    def step(self, count: int) -> None:
        """Draw it longer."""
        if self._bar:
            self._bar.update(count)

    def end(self, stage: Stage) -> None:
        """Remove it."""
        self._bar = None
        self.clear()

    def clear(self) -> None:
        """Remove it; the next step draws it again."""
        click.echo(_CLEAR, nl=False, err=True)
