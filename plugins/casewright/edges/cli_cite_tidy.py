"""The command ``casewright cite tidy``: files of a bibliography in one order and one form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from casewright.edges.checked import in_folder, require_casebook

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    epilog="Examples: casewright cite tidy    casewright cite tidy --diff    casewright cite tidy bibliography/more.bib"
)
@click.argument("files", nargs=-1, type=_FILES, metavar="[FILE]...")
@click.option("--check", "is_check", is_flag=True, help="Write nothing; name the files that are not in order.")
@click.option("--diff", "is_diff", is_flag=True, help="Write nothing; show what would change.")
@in_folder
def tidy(files: tuple[Path, ...], folder: Path, *, is_check: bool, is_diff: bool) -> None:
    """Put .bib files in order: those named, or all of the bibliography.

    Entries by their keys, fields in one order, one a line. Values stay as they are written, comments move with the
    entry that they stand above, @string goes before the entries. A file with a broken entry is left as it is. Ends
    with 1 where one is, or where something would change (--check, --diff).
    """
    from casewright.edges.fixing import shown_difference
    from casewright.edges.written_files import write_in_place
    from casewright.mend.mending import Mended
    from casewright.mend.tidy_bib import LeftAsItIs, tidied
    from casewright.views.source_line import terminal_text

    require_casebook(folder)
    changed = left = 0
    paths = _paths(files, folder)
    for path in paths:
        data, reason = _content(path)
        after = tidied(path.as_posix(), data)
        if isinstance(after, LeftAsItIs):
            reason, after = f"{after.where}: {after.reason}", data
        if after != data and not (is_check or is_diff):
            reason = write_in_place(path, data, after)
        if reason:
            left += 1
            click.echo(terminal_text(f"{path}: left as it is: {reason}"), err=True)
        elif after != data:
            changed += 1
            item = Mended(path=path.as_posix(), before=data, after=after, kinds={})
            shown = shown_difference(item) if is_diff else ""
            click.echo(shown or f"{path}: {'not in order' if is_check else 'put in order'}", nl=not shown)
    _end(len(paths), changed, left, is_dry=is_check or is_diff)


def _paths(files: Iterable[Path], folder: Path) -> list[Path]:
    from casewright.read.layout import BIB, BIBLIOGRAPHY

    for path in files:
        if path.suffix.lower() != BIB:
            msg = f"{path} is no .bib file; others are written by programs, which keep an order of their own"
            raise click.UsageError(msg)
    return sorted(set(files)) or sorted((folder / BIBLIOGRAPHY).rglob(f"*{BIB}"))


def _content(path: Path) -> tuple[bytes, str]:
    """Return what stands in a file, or nothing and why it is not read."""
    from casewright.read.layout import MOST_BIBLIOGRAPHY_BYTES

    try:
        with path.open("rb") as opened:
            data = opened.read(MOST_BIBLIOGRAPHY_BYTES + 1)
    except OSError as error:
        return b"", str(error.strerror)
    is_long = len(data) > MOST_BIBLIOGRAPHY_BYTES
    return (b"", f"it has more than {MOST_BIBLIOGRAPHY_BYTES:,} bytes") if is_long else (data, "")


def _end(number: int, changed: int, left: int, *, is_dry: bool) -> None:
    word = "to be put in order" if is_dry else "put in order"
    of_left = f", {left} left as it is" if left == 1 else f", {left} left as they are" if left else ""
    click.echo(f"{number} file{'' if number == 1 else 's'}: {changed} {word}{of_left}.", err=True)
    if left or (changed and is_dry):
        raise click.exceptions.Exit(1)
