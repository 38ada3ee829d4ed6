"""The commands ``casewright cite``: sources found, taken over from elsewhere, put in order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.edges.cli_cite_add import add
from casewright.edges.cli_cite_tidy import tidy
from casewright.edges.keeping import kept_in

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.problems import Problem
    from casewright.read.folder import SiteBibliography

_into = click.option("--file", "name", default="imported.bib", show_default=True, help="The file in bibliography/.")
_MOST_FOUND = 10


@click.group("cite", epilog='Examples: casewright cite find "borins persistence"    casewright cite import library.ris')
def cite() -> None:
    """Find sources, take them over from elsewhere, and keep their files in order."""


cite.add_command(add)
cite.add_command(tidy)


@cite.command(epilog='Examples: casewright cite find "borins persistence"    casewright cite find 10.1080 --most 50')
@click.argument("text")
@click.option(
    "--most", type=click.IntRange(1, 1000), default=_MOST_FOUND, show_default=True, help="How many are shown."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@in_folder
def find(text: str, most: int, format_: str, folder: Path) -> None:
    """Find sources by words of TEXT: names, titles, years, keys, addresses. A slip of the pen does no harm.

    Shows the key of each, its reference and where its entry stands, the best first. Ends with 1 where nothing fits.
    """
    from casewright.resolve.found_sources import LONGEST_QUERY, found_sources
    from casewright.views.source_line import source_line, terminal_text

    require_casebook(folder)
    if len(text) > LONGEST_QUERY:
        msg = f"a search has at most {LONGEST_QUERY} signs; a few words of the title are enough"
        raise click.UsageError(msg)
    found = found_sources(text, bibliography_of(folder).sources)
    if format_ == "json":
        values = [
            {"key": item.source.key, "reference": source_line(item.source), "where": str(item.source.where)}
            for item in found[:most]
        ]
        click.echo(json.dumps({"schema_version": "1.0", "found": len(found), "sources": values}, ensure_ascii=False))
    else:
        for item in found[:most]:
            click.echo(f"{terminal_text(item.source.key)}  {terminal_text(str(item.source.where))}")
            click.echo(f"    {source_line(item.source)}")
        if len(found) > most:
            click.echo(f"{len(found) - most} more fit; see them with --most {len(found)}, or give more words.")
    if not found:
        click.echo("no source fits these words; try fewer, or another spelling", err=True)
        raise click.exceptions.Exit(1)


@cite.command(
    "import",
    epilog="Examples: casewright cite import library.ris    casewright cite import zotero.json --file desks.bib",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_into
@in_folder
def import_(file: Path, name: str, folder: Path) -> None:
    """Take over the sources in FILE: BibTeX (.bib), RIS (.ris) or CSL-JSON (.json), as Zotero and databases write them.

    What is there already, by DOI or title, is told and not doubled, so a second run adds nothing. Keys are kept where
    they can be cited and are free; else they are made. What could not come along is told.
    """
    from casewright.edges.adding import add_sources, told
    from casewright.read.layout import BIBLIOGRAPHY_SUFFIXES, MOST_BIBLIOGRAPHY_BYTES
    from casewright.read.taken_over import take_over

    require_casebook(folder)
    suffix = file.suffix.lower()
    if suffix not in BIBLIOGRAPHY_SUFFIXES:
        msg = (
            f"the name of the file has to end in {', '.join(BIBLIOGRAPHY_SUFFIXES)}, which tells what is written in it"
        )
        raise click.UsageError(msg)
    with file.open("rb") as opened:
        data = opened.read(MOST_BIBLIOGRAPHY_BYTES + 1)
    taken = take_over(f"{file.stem}{suffix}", suffix, data)
    show_problems(taken.problems)
    if not taken.sources:
        msg = f"no source could be read from {file}; nothing was written"
        raise click.ClickException(msg)
    found, path = add_sources(taken.sources.values(), bibliography_of(folder), folder, name)
    for line in told(found, path, taken.unused):
        click.echo(line)
    if found.added:
        click.echo(
            "Say how much of each was read: read = {full}, or abstract, opening and so on. Then: casewright check"
        )


def show_problems(problems: Iterable[Problem]) -> None:
    """Tell what is wrong with a file from elsewhere; notes on style are for the check."""
    from casewright.problems import Severity
    from casewright.views.source_line import terminal_text

    for problem in problems:
        if problem.code.severity is not Severity.INFO:
            click.echo(terminal_text(f"{problem.where}: {problem.code.number} {problem.message}"), err=True)
            click.echo(f"    hint: {terminal_text(problem.hint)}", err=True)


def bibliography_of(folder: Path) -> SiteBibliography:
    """Return the sources of a casebook; what is wrong with their files is the business of ``casewright check``."""
    from casewright.cache import Cache
    from casewright.read.folder import read_sources
    from casewright.read.kept import Kept

    return read_sources(folder, Kept(Cache(kept_in(folder))))[0]
