"""The casebook that a command is about: whether it is there, and what is written in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.read.layout import SETTINGS

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.problems import Problem
    from casewright.resolve.linked import LinkedLibrary

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
in_folder = click.option("--folder", type=FOLDER, default=".", help="The casebook; here, if not given.")


def require_casebook(folder: Path) -> None:
    """Refuse a folder that holds no casebook."""
    if not (folder / SETTINGS).is_file():
        msg = f"there is no mkdocs.yml in {folder.resolve()}: go to a casebook, or start one with: casewright new site"
        raise click.UsageError(msg)


def checked(folder: Path, kept_in: Path | None) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of a casebook, and all problems of what is written there."""
    from casewright.build import check as check_casebook
    from casewright.edges.hand_written import pages_of_folder
    from casewright.edges.settings import site_language
    from casewright.workshop import Workshop

    language = site_language(folder)
    pages = pages_of_folder(folder, language)
    return check_casebook(folder, language, pages, workshop=Workshop.of(kept_in))
