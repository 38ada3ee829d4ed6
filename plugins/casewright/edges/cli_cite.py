"""The commands ``casewright cite``: sources found, taken over from elsewhere, put in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.edges.keeping import kept_in

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.read.folder import SiteBibliography

_MOST_FOUND = 10


@click.group("cite", epilog='Examples: casewright cite find "borins persistence"    casewright cite import library.ris')
def cite() -> None:
    """Find sources, take them over from elsewhere, and keep their files in order."""


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


def bibliography_of(folder: Path) -> SiteBibliography:
    """Return the sources of a casebook; what is wrong with their files is the business of ``casewright check``."""
    from casewright.cache import Cache
    from casewright.read.folder import read_sources
    from casewright.read.kept import Kept

    return read_sources(folder, Kept(Cache(kept_in(folder))))[0]
