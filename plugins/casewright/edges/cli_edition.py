"""The command ``casewright edition``: a state of the casebook gets a name, and what changed since the last is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.edges.keeping import kept_in
from casewright.read.layout import EDITIONS

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.model.library import Library
    from casewright.model.release import Release
    from casewright.workshop import Workshop


@click.command(
    epilog="Examples: casewright edition 2026.1    casewright edition 2026.1 --revision v2026.1 --dry-run"
    "    casewright edition 2026.2 --since 1a2b3c4d"
)
@click.argument("tag")
@click.option("--revision", metavar="REVISION", help="What it holds; the git tag TAG if there is one, or else HEAD.")
@click.option("--since", metavar="REVISION", help="Where the last edition stands, if its revision is gone.")
@click.option("--dry-run", is_flag=True, help="Print the file, and write nothing.")
@click.option("--no-cache", is_flag=True, help="Use nothing that was kept, and keep nothing.")
@in_folder
def edition(
    tag: str,
    revision: str | None,
    since: str | None,
    dry_run: bool,  # noqa: FBT001 - a flag of the command
    no_cache: bool,  # noqa: FBT001 - likewise
    folder: Path,
) -> None:
    """Name a state of the casebook: write editions/TAG.json, with what changed since the last edition, field by field.

    Git is asked for both states. The file is committed like a record, and the site shows it without git. What only
    instructors read is not in it.
    """
    from casewright.edges.revision import NoRevisionError, commit_of, day_of
    from casewright.export.release import release_of, release_text
    from casewright.memory import remembering
    from casewright.workshop import Workshop

    require_casebook(folder)
    path = _path(folder, tag)
    shop = Workshop.of(None if no_cache else kept_in(folder))
    previous = _newest(folder)
    if since and previous is None:
        msg = "there is no edition yet, so that the first is told against none: leave --since out"
        raise click.UsageError(msg)
    try:
        commit = commit_of(folder, revision or f"refs/tags/{tag}", "HEAD" if revision is None else None)
        base = (since or previous.revision) if previous else ""
        former = commit_of(folder, base) if base else ""
        with remembering():
            after = _library_at(folder, commit, shop)
            before = _library_at(folder, former, shop) if former else None
        day = day_of(folder, commit)
    except NoRevisionError as error:
        raise click.UsageError(str(error)) from error
    _require_whole(after)
    if previous and day < previous.date:
        msg = f"the revision is of {day}, and the edition {previous.tag} of {previous.date}: editions follow each other"
        raise click.UsageError(msg)
    made = release_of(
        tag,
        day,
        commit,
        {record.ref: record for record in after.records()},
        {record.ref: record for record in before.records()} if before else {},
        previous.tag if previous else "",
    )
    text = release_text(made)
    if dry_run:
        click.echo(text, nl=False)
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(_told(made, path))


def _path(folder: Path, tag: str) -> Path:
    from casewright.model.release import TAG

    if not TAG.match(tag):
        msg = f'"{tag}" cannot name an edition: use letters, digits, points and hyphens, such as 2026.1'
        raise click.UsageError(msg)
    path = folder / EDITIONS / f"{tag}.json"
    if path.exists() or path.is_symlink():
        msg = f"{path} exists already: an edition that was published stays as it is; choose another name"
        raise click.UsageError(msg)
    return path


def _newest(folder: Path) -> Release | None:
    from casewright.read.folder import read_editions

    releases, problems = read_editions(folder)
    if problems:
        msg = f"{problems[0].where.path}: {problems[0].message}; {problems[0].hint}"
        raise click.UsageError(msg)
    return releases[0] if releases else None


def _library_at(folder: Path, commit: str, shop: Workshop) -> Library:
    """Return the casebook as it stood in a commit, as learners get it."""
    from casewright.build import check
    from casewright.edges.revision import files_of
    from casewright.edges.settings import site_language

    with files_of(folder, commit) as former:
        linked, _ = check(former, site_language(former), workshop=shop, is_noted=False)
    return linked.library


def _require_whole(library: Library) -> None:
    if library.broken:
        names = ", ".join(item.file for item in library.broken[:3])
        msg = f"{len(library.broken)} records cannot be read in that revision ({names}): mend them, then commit"
        raise click.UsageError(msg)


def _told(made: Release, path: Path) -> str:
    counts = f"{len(made.added)} added, {len(made.changed)} changed, {len(made.removed)} removed"
    since = f" since {made.previous}" if made.previous else ", the first"
    return (
        f"{path}: edition {made.tag} of {made.date}, revision {made.revision[:8]}: {counts}{since}.\n"
        f"Commit it. Changes that were not committed before are not in it."
    )
