"""Which edition is built, and where it goes: the command tells the plugin by a variable of the environment."""

from __future__ import annotations

import os
from pathlib import Path

import click

from casewright.model.edition import Edition

EDITION = "CASEWRIGHT_EDITION"
"""Names the edition; the command always sets it, so that one that was set before says nothing."""
EDITIONS = tuple(edition.value for edition in Edition)


def edition_asked() -> Edition:
    """Return the edition that is to be built: that for learners, unless exactly the other one is named."""
    return Edition.INSTRUCTOR if os.environ.get(EDITION) == Edition.INSTRUCTOR.value else Edition.LEARNER


def site_of(edition: Edition, for_learners: Path, named: Path | None) -> Path:
    """Return the folder of an edition's site. That for instructors never lies where learners are served from.

    ``for_learners`` is the folder of the settings, ``named`` the one that the command was given.
    """
    if edition is Edition.LEARNER:
        return named or for_learners
    site = named or for_learners.with_name(f"{for_learners.name}-{edition.value}")
    own, other = site.resolve(), for_learners.resolve()
    if own == other or own in other.parents or other in own.parents:
        msg = f"{site} is where learners read, or holds it or lies in it; give the instructor edition another folder"
        raise click.UsageError(msg)
    return site
