"""The command ``casewright migrate``: records leave the deprecated terms of vocabularies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.edges.keeping import kept_in

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.mend.migration import Migration


@click.command(epilog="Examples: casewright migrate --dry-run    casewright migrate --diff    casewright migrate")
@click.option("--dry-run", is_flag=True, help="Tell what would be changed, and write nothing.")
@click.option("--diff", is_flag=True, help="Show the changes line by line, and write nothing.")
@click.option("--no-cache", is_flag=True, help="Use nothing that was kept, and keep nothing.")
@in_folder
def migrate(dry_run: bool, diff: bool, no_cache: bool, folder: Path) -> None:  # noqa: FBT001 - flags of the command
    """Write, in the place of each deprecated term, the term that replaces it.

    Vocabularies say so: `status: deprecated` and `replaced_by`. Text is replaced at these spots alone; comments,
    quotation marks and line breaks stay. Exits with 1 where a deprecated term stays; with --dry-run and --diff, where
    there is anything to change.
    """
    from casewright.edges.checked import checked
    from casewright.edges.fixing import contents_of, shown_difference
    from casewright.edges.written_files import write_in_place
    from casewright.memory import remembering
    from casewright.mend.migration import migration
    from casewright.problems import Code

    require_casebook(folder)
    linked, problems = checked(folder, None if no_cache else kept_in(folder), is_whole=True)
    if linked.library.doubtful:
        files = ", ".join(f"vocabularies/{name}.yml" for name in sorted(linked.library.doubtful))
        msg = f"{files} cannot be relied on; nothing was written. Mend first what this tells: casewright check"
        raise click.ClickException(msg)
    asked = tuple(problem for problem in problems if problem.code is Code.DEPRECATED_TERM)
    with remembering():
        found = migration(contents_of(folder, {item.where.path for item in asked}), asked, linked.library)
    if diff:
        click.echo("".join(map(shown_difference, found.files)), nl=False)
        sys.exit(1 if found.files or found.stays else 0)
    refused = {}
    if not dry_run:
        written = ((item.path, write_in_place(folder / item.path, item.before, item.after)) for item in found.files)
        refused = {path: reason for path, reason in written if reason}
    click.echo("".join(f"{line}\n" for line in _told(found, refused, is_done=not dry_run)), nl=False)
    sys.exit(1 if found.stays or refused or (dry_run and found.moves) else 0)


def _told(found: Migration, refused: dict[str, str], *, is_done: bool) -> Iterator[str]:
    """Yield what moved and what stays, a line for each, and the sum."""
    for move in found.moves:
        reason = refused.get(move.where.path)
        yield f"{move.where}: {move.path}: {move.term} -> {move.meant}" + (f": not written, {reason}" if reason else "")
    for stay in found.stays:
        yield f"{stay.where}: {stay.path}: left as it is: {stay.reason}"
    moved = [move for move in found.moves if move.where.path not in refused]
    files = len({move.where.path for move in moved})
    if not found.moves and not found.stays:
        yield "No deprecated term is used."
        return
    yield (
        f"{_count(len(moved), 'term')} in {_count(files, 'file')} {'' if is_done else 'to be '}replaced, "
        f"{len(found.stays) + len(found.moves) - len(moved)} left."
    )


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
