"""How long a text takes to read."""

from __future__ import annotations

from casewright.model.prose import Prose

WORDS_A_MINUTE = 230
"""A usual pace. Nobody measured the readers of this casebook, so that times are "about" so many minutes."""


def reading_time(text: Prose) -> str:
    """Return about how long a text takes, in whole minutes, rounded up; nothing where there is no text."""
    minutes = -(-len(text.plain.split()) // WORDS_A_MINUTE)
    return f"about {minutes} {'minute' if minutes == 1 else 'minutes'}" if minutes else ""
