"""What commands ask of a casebook on disk: its folder, its linked library, its problems."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.cache import Cache
from casewright.read.layout import SETTINGS

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.edges.fingerprint import Fingerprint
    from casewright.problems import Problem
    from casewright.resolve.linked import LinkedLibrary

_CHECKS = "checks"
"""The kind of what is kept: all problems of a casebook, by the content of all that it is made from."""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
in_folder = click.option("--folder", type=FOLDER, default=".", help="The casebook; here, if not given.")


def require_casebook(folder: Path) -> None:
    """Refuse a folder that holds no casebook."""
    if not (folder / SETTINGS).is_file():
        msg = f"there is no mkdocs.yml in {folder.resolve()}: go to a casebook, or start one with: casewright new site"
        raise click.UsageError(msg)


def checked(folder: Path, kept_in: Path | None, *, is_whole: bool = False) -> tuple[LinkedLibrary, tuple[Problem, ...]]:
    """Return the linked library of a casebook and its problems, those of settings without their places.

    Who mends files needs the ``is_whole`` library: that of learners lacks what only instructors read, and all that
    broken records say.
    """
    from casewright.build import check as check_casebook
    from casewright.edges.hand_written import files_of_folder, pages_of_folder
    from casewright.edges.settings import site_language
    from casewright.edges.unreadable_pages import unreadable_pages
    from casewright.model.edition import Edition
    from casewright.problems import in_order
    from casewright.workshop import Workshop

    language = site_language(folder)
    pages = pages_of_folder(folder, language)
    edition = Edition.INSTRUCTOR if is_whole else Edition.LEARNER
    linked, problems = check_casebook(folder, language, pages, workshop=Workshop.of(kept_in), edition=edition)
    return linked, in_order((*problems, *unreadable_pages(files_of_folder(folder), folder.resolve())))


def problems_of_casebook(folder: Path, files: frozenset[str], kept_in: Path | None) -> tuple[Problem, ...]:
    """Return all problems of a casebook, or those in some of its files (paths from the folder)."""
    problems = _nearby(folder, files, kept_in)
    if problems is None:
        from casewright.edges.settings import in_settings

        problems = in_settings(_all_problems(folder, kept_in), folder / SETTINGS, "casewright", folder)
    return tuple(problem for problem in problems if problem.where.path in files) if files else problems


def _all_problems(folder: Path, kept_in: Path | None) -> tuple[Problem, ...]:
    """Return all problems of a casebook: those found before, where nothing that they follow from has changed."""
    from casewright.read.kept import Kept

    before = _content(folder) if kept_in else None
    kept = Kept(Cache(kept_in))
    found: tuple[Problem, ...] | None = kept.get(_CHECKS, before.content) if before else None
    if found is None:
        _, found = checked(folder, kept_in)
        if before and _content(folder) == before:  # nothing was written meanwhile
            kept.put(_CHECKS, before.content, found)
    return found


def _content(folder: Path) -> Fingerprint | None:
    """Return what the problems follow from, or None where that cannot be told."""
    from casewright.edges.fingerprint import UnknownInputError, fingerprint
    from casewright.edges.inputs import inputs_of

    inputs = inputs_of(folder)
    try:
        return fingerprint(inputs, (_CHECKS,)) if inputs else None
    except UnknownInputError:
        return None


def casebook_of(paths: tuple[Path, ...]) -> tuple[Path, frozenset[str]]:
    """Return the folder of the casebook that is meant, and the files of it, by their paths there; none for all."""
    if len(paths) <= 1 and all(path.is_dir() for path in paths):
        return (paths[0] if paths else Path()), frozenset()
    real = [Path(os.path.realpath(path)) for path in paths]
    folder = next((parent for parent in real[0].parents if (parent / SETTINGS).is_file()), Path())
    stray = next((path for path, its in zip(paths, real, strict=True) if not _is_within(its, folder)), None)
    if stray:
        msg = f"{stray} is no file of the casebook in {folder}: name one folder, or files of one casebook"
        raise click.UsageError(msg)
    return folder, frozenset(path.relative_to(folder).as_posix() for path in real)


def _nearby(folder: Path, files: frozenset[str], kept_in: Path | None) -> tuple[Problem, ...] | None:
    """Return the problems of some files without a look at all others, or None where it takes that."""
    if not files or kept_in is None:
        return None
    from casewright.edges.settings import site_language
    from casewright.nearby import problems_of
    from casewright.read.kept import Kept

    return problems_of(folder, files, site_language(folder), Kept(Cache(kept_in)))


def _is_within(path: Path, folder: Path) -> bool:
    return path.is_file() and path.is_relative_to(folder)
