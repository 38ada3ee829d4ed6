"""The command ``casewright cite add``: a source by its DOI, ISBN or address."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.checked import in_folder, require_casebook

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.model.source import Source
    from casewright.read.folder import SiteBibliography
    from casewright.read.identifier import Identifier
    from casewright.read.looked_up import LookedUp


@click.command(
    epilog="Examples: casewright cite add 10.1111/j.1540-6210.2006.00592.x    casewright cite add 978-0-13-110362-7"
    "    casewright cite add https://example.org/desk --key doe2013desk --dry-run"
)
@click.argument("name", metavar="DOI|ISBN|URL")
@click.option("--file", "file", default="imported.bib", show_default=True, help="The file in bibliography/.")
@click.option("--key", default="", help="The key of the new entry; made from name, year and title, if not given.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Show the entry and write nothing.")
@click.option("--private", "may_be_private", is_flag=True, help="Ask addresses of private networks too.")
@in_folder
def add(name: str, file: str, key: str, folder: Path, *, is_dry: bool, may_be_private: bool) -> None:
    """Look a source up on the web and add its entry.

    A DOI is asked of doi.org, and of Crossref where that says nothing; an ISBN of Open Library; a web page is asked for
    its own tags for catalogues. What is there already, by DOI, ISBN, address, or title, year and author, is named and
    not added again. What the web says is the word of others: look at each entry. Proxies are not used.
    """
    from casewright.edges.adding import added_sources, bib_path, told, write_added
    from casewright.edges.cli_cite import bibliography_of, show_problems
    from casewright.read.identifier import NoIdentifierError, identifier
    from casewright.read.layout import JSON
    from casewright.read.taken_over import take_over
    from casewright.views.source_line import terminal_text

    require_casebook(folder)
    path = bib_path(folder, file)
    try:
        named = identifier(name)
    except NoIdentifierError as error:
        raise click.UsageError(terminal_text(str(error))) from error
    bibliography = bibliography_of(folder)
    _refuse_key(key, bibliography)
    if other := _there(named, bibliography):
        click.echo(
            f"there already: {terminal_text(other.key)}, {other.where} (same {named.by.value}); nothing was written"
        )
        return
    looked_up = _looked_up(named, may_be_private=may_be_private)
    item = {**looked_up.item, **({"id": key} if key else {})}
    taken = take_over(f"{looked_up.by}{JSON}", JSON, json.dumps([item]).encode())
    show_problems(taken.problems)
    if not taken.sources:
        raise click.ClickException("nothing was written; the answer cannot be read")
    found = added_sources(taken.sources.values(), bibliography, path)
    if found.added and not is_dry:
        write_added(found, path)
    for line in told(found, path, taken.unused, is_dry=is_dry):
        click.echo(line)
    for note in looked_up.notes if found.added else ():
        click.echo(f"note: {terminal_text(note)}")
    _end(found.added[0].text if found.added else "", looked_up, is_dry=is_dry, is_refused=bool(found.refused))


def _refuse_key(key: str, bibliography: SiteBibliography) -> None:
    from casewright.export.new_keys import is_fit
    from casewright.views.source_line import terminal_text

    taken = {other.casefold() for other in (*bibliography.sources, *bibliography.unread)}
    if key and not is_fit(key):
        msg = f'"{terminal_text(key)}" cannot be a key: begin with a letter, such as doe2013desk'
        raise click.UsageError(msg)
    if key.casefold() in taken:
        msg = f'the key "{terminal_text(key)}" is taken; nothing was written'
        raise click.UsageError(msg)


def _there(named: Identifier, bibliography: SiteBibliography) -> Source | None:
    from casewright.export.identified import identified

    return identified(named, bibliography.sources.values())


def _looked_up(named: Identifier, *, may_be_private: bool) -> LookedUp:
    from casewright.edges import looking_up
    from casewright.views.source_line import terminal_text

    asking = looking_up.LookingUp(
        today=datetime.now(UTC).date(), services=looking_up.SERVICES, may_be_private=may_be_private
    )
    try:
        return asking.found(named)
    except looking_up.NotFoundError as error:
        msg = f"nothing was written; {terminal_text(str(error))}. By hand: casewright new source KEY"
        raise click.ClickException(msg) from error


def _end(entry: str, looked_up: LookedUp, *, is_dry: bool, is_refused: bool) -> None:
    if is_refused:
        raise click.exceptions.Exit(1)
    if entry and looked_up.item.get("custom", {}).get("retracted"):
        click.echo("note: the work was withdrawn; its entry says so (retracted), and so will its page")
    if entry and is_dry:
        click.echo(entry, nl=False)
    elif entry:
        click.echo(
            f"As {looked_up.by} has it; compare it with the work. Say how much was read: read = {{full}}, or other."
        )
