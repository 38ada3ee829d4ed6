"""The two editions of a casebook: one for everybody, and one for those who teach."""

from __future__ import annotations

from enum import Enum


class Edition(Enum):
    """Who is to read the site. The value is the word used by the command."""

    LEARNER = "learner"
    """Everybody. What is written for instructors is not there at all."""
    INSTRUCTOR = "instructor"
    """Those who teach. Everything is there; it is published in a folder of its own."""
