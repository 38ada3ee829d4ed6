"""The commands ``casewright import`` and ``casewright forms``: what comes from elsewhere, and how it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.model.ids import is_id


@click.group("import", epilog="Example: casewright import issue proposal.md")
def import_() -> None:
    """Make records from what was written elsewhere."""


@import_.command(
    epilog="Examples: casewright import issue proposal.md"
    "    gh issue view 12 --json body --jq .body | casewright import issue -"
)
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--id", "id_", help="The id of the case; made from the proposal, if not given.")
@in_folder
def issue(file: TextIO, id_: str | None, folder: Path) -> None:
    """Make a case from the body of an issue that proposes one, in FILE (or - for what is piped in).

    What cannot be told to belong to a field stands at the end of the case's text; nothing is dropped.
    """
    from casewright.export.proposal import REST, proposal_files
    from casewright.read.folder import read_terms
    from casewright.read.proposal import LONGEST, read_proposal

    require_casebook(folder)
    try:
        text = file.read(LONGEST + 1)
    except UnicodeDecodeError as error:
        msg = "the proposal is not UTF-8 text"
        raise click.UsageError(msg) from error
    if len(text) > LONGEST:
        msg = f"the proposal is longer than {LONGEST:,} characters"
        raise click.UsageError(msg)
    proposal = read_proposal(text, read_terms(folder).vocabularies)
    if not proposal.values:
        msg = "this is no body of the form for cases: no answer was found under its headings"
        raise click.UsageError(msg)
    id_ = id_ or proposal.suggested_id
    if not is_id(id_):
        msg = "the proposal has no title that an id could be made from; give one with --id"
        raise click.UsageError(msg)
    files = {folder / name: text for name, text in proposal_files(proposal, id_, datetime.now(UTC).date()).items()}
    taken = next((path for path in files if path.exists()), None)
    if taken:
        msg = f"{taken} exists already; nothing was written. Give another id with --id"
        raise click.UsageError(msg)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        click.echo(f"{path} is written")
    click.echo(f"Fields: {len(proposal.values)}. Sources: {len(proposal.sources)}.")
    if proposal.rest:
        click.echo(f'Passages without a field: {len(proposal.rest)}; they stand under "{REST}" at the end of the text.')
    if not proposal.is_agreed:
        click.echo("The licence was not agreed to: ask before you publish.")
    click.echo("Then run: casewright check")


@click.command(epilog="Example: casewright forms")
@in_folder
def forms(folder: Path) -> None:
    """Write the forms for issues on GitHub anew, into .github/ISSUE_TEMPLATE/: a case, a correction, a source."""
    from casewright.export.issue_forms import form_files
    from casewright.read.folder import read_terms

    require_casebook(folder)
    for name, text in form_files(read_terms(folder)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(path)
