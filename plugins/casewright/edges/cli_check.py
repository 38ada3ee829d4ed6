"""The commands ``casewright check`` and ``casewright explain``."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from casewright import __version__
from casewright.edges.checked import casebook_of, problems_of_casebook, require_casebook
from casewright.edges.keeping import kept_in
from casewright.edges.selection import Selection, words

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.problems import Problem

_FORMATS = ("text", "json", "sarif", "github", "junit")


@click.command(
    epilog="Examples: casewright check    casewright check cases/springfield-desk.md"
    "    casewright check --select evidence,CW301 --ignore CW616    casewright check --format sarif > problems.sarif"
    "    casewright check --fix --diff"
)
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1, metavar="[FOLDER | FILE...]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="text",
    help="For people, scripts (json), code scanning (sarif), a pull request (github), a build server (junit).",
)
@click.option("--select", multiple=True, callback=words, metavar="CODES", help="Tell only these: CW112, CW5, evidence.")
@click.option("--ignore", multiple=True, callback=words, metavar="CODES", help="Leave these out; the exacter one wins.")
@click.option("--fix", is_flag=True, help="Mend what can be mended with certainty, and tell the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; Ctrl-C stops it.")
@click.option("--no-cache", is_flag=True, help="Use nothing that was kept, and keep nothing.")
def check(
    paths: tuple[Path, ...],
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,  # noqa: FBT001 - a flag of the command
    diff: bool,  # noqa: FBT001 - likewise
    watch: bool,  # noqa: FBT001 - likewise
    no_cache: bool,  # noqa: FBT001 - likewise
) -> None:
    """Find every problem of the casebook in FOLDER (here, if not given), or those that are in each FILE of one.

    Exits with 1 where there are errors or warnings; with --diff, where there is anything to mend.

    --fix mends slips in terms and deprecated ones, the form of dates and DOIs, blanks at line ends, the order of
    fields, Windows line ends, byte order marks, and links a case's own name to it. It replaces text at these spots and
    leaves all else as it is.
    """
    folder, files = casebook_of(paths)
    require_casebook(folder)
    wish = _Wish(
        folder=folder,
        files=files,
        selection=Selection(select=select, ignore=ignore),
        kept=None if no_cache else kept_in(folder),
        format_=format_,
    )
    if diff:
        sys.exit(_show_difference(wish))
    if watch:
        _watch(wish, is_mending=fix)
    sys.exit(_check(wish, is_mending=fix))


@click.command(epilog="Example: casewright explain CW301")
@click.argument("number", metavar="CODE")
def explain(number: str) -> None:
    """Explain a kind of problem: why it matters, wrong and right, how to mend it."""
    from casewright.problems import Code, did_you_mean
    from casewright.read.explained import explanations
    from casewright.render.problems.text import explained_text

    code = next((code for code in Code if code.number == number.upper()), None)
    if code is None:
        hint = did_you_mean(number.upper(), [code.number for code in Code], "the site lists all of them")
        msg = f'no problem has the number "{number}": {hint}'
        raise click.UsageError(msg)
    click.echo(explained_text(code, explanations()[code.number]), nl=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What was asked for: where, of which files, which problems, told how."""

    folder: Path
    files: frozenset[str]
    selection: Selection
    kept: Path | None
    format_: str


def _check(wish: _Wish, *, is_mending: bool) -> int:
    """Tell the problems, those that are left where some are mended before. Returns the status to end with."""
    is_whole = True
    if is_mending:
        from casewright.edges.fixing import mend_files

        said, is_whole = mend_files(wish.folder, wish.files, wish.selection, wish.kept)
        click.echo("".join(f"{line}\n" for line in said), nl=False, err=wish.format_ != "text")
    found = problems_of_casebook(wish.folder, wish.files, wish.kept)
    problems = tuple(problem for problem in found if wish.selection.holds(problem))
    click.echo(written(wish.folder, problems, wish.format_), nl=False)
    return 1 if any(problem.fails for problem in problems) or not is_whole else 0


def _show_difference(wish: _Wish) -> int:
    from casewright.edges.fixing import difference

    shown = difference(wish.folder, wish.files, wish.selection, wish.kept)
    click.echo(shown, nl=False)
    return 1 if shown else 0


def _watch(wish: _Wish, *, is_mending: bool) -> NoReturn:
    """Check again and again, whenever a file of the casebook has changed."""
    from casewright.edges.watching import files_now, wait_for_change

    while True:
        if sys.stdout.isatty():
            click.clear()
        before = files_now(wish.folder)
        _check(wish, is_mending=is_mending)
        click.echo(f"Waiting for changes in {wish.folder.resolve()}; Ctrl-C stops it.", err=True)
        wait_for_change(wish.folder, before)


def written(folder: Path, problems: tuple[Problem, ...], format_: str) -> str:
    """Return the problems of the casebook in a folder, as they are told in a format."""
    from casewright.edges.source_lines import lines_of
    from casewright.read.explained import explanations
    from casewright.render.problems.formats import SARIF, written_report
    from casewright.render.problems.report import Report

    report = Report(
        found=problems,
        line=lines_of(folder),
        site=_site(folder),
        when=_now(),
        version=__version__,
        has_colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
    )
    return written_report(report, format_, explanations() if format_ == SARIF else {})


def _site(folder: Path) -> str:
    """Return the address at which others find the site, if its settings say one."""
    from casewright.edges.site_file import site_settings
    from casewright.render.page import Publication

    address = site_settings(folder).get("site_url")
    address = address if isinstance(address, str) and address.startswith(("https://", "http://")) else ""
    publication = Publication(name="", address=f"{address.rstrip('/')}/" if address else "")
    return publication.address if publication.is_public else ""


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
