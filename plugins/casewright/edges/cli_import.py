"""The commands ``casewright import`` and ``casewright forms``: what comes from elsewhere, and how it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.edges.cli_cite import show_problems
from casewright.model.ids import is_id


class _FileOrCommand(click.Group):
    """Takes the name of a table where a command is expected, and then means ``table``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, and what is left of the arguments."""
        if args and args[0] not in self.commands and Path(args[0]).suffix:
            return "table", self.commands["table"], args
        return super().resolve_command(ctx, args)


@click.group(
    "import",
    cls=_FileOrCommand,
    epilog="Examples: casewright import cases.csv --map mapping.yml    casewright import issue proposal.md",
)
def import_() -> None:
    """Make records from what was written elsewhere. A FILE without a command is a table."""


@import_.command(
    epilog="Examples: casewright import cases.xlsx --map mapping.yml --suggest"
    "    casewright import cases.xlsx --map mapping.yml --dry-run    casewright import cases.xlsx --map mapping.yml"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "mapping_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file that says which column each field comes from.",
)
@click.option("--suggest", is_flag=True, help="Write a first mapping, guessed from the names of the columns.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@in_folder
def table(file: Path, mapping_file: Path | None, folder: Path, *, suggest: bool, dry_run: bool) -> None:
    """Make cases from the rows of FILE: .csv, .tsv, .xlsx, or .json with a list of objects.

    A second run changes what has changed in the table. Where somebody has changed the same field of the file by hand,
    the file stays as it is there, and that is told; so is everything that did not map. What was written stands beside
    the mapping (mapping.imported.json): keep both. Ends with 1 where a row was not taken over.
    """
    from casewright.edges.import_table import Import, ledger_of, read_table, unmapped
    from casewright.read.folder import read_terms
    from casewright.read.mapping import column_problems, read_mapping
    from casewright.read.rows import mapped
    from casewright.views.source_line import terminal_text

    require_casebook(folder)
    if suggest:
        _suggest(file, mapping_file, folder)
        return
    if mapping_file is None or not mapping_file.is_file():
        name = mapping_file or "mapping.yml"
        msg = f"a table needs a mapping; begin with: casewright import {file} --map {name} --suggest"
        raise click.UsageError(msg)
    mapping, problems = read_mapping(mapping_file.name, mapping_file.read_bytes())
    read = read_table(file, mapping.sheet) if mapping else None
    if mapping and read:
        problems = tuple(column_problems(mapping, read.columns))
    if problems or not mapping or not read:
        show_problems(problems)
        msg = "the mapping cannot be used; nothing was written"
        raise click.ClickException(msg)
    found = mapped(read, mapping, read_terms(folder).vocabularies)
    work = Import(folder=folder, ledger=ledger_of(mapping_file), today=datetime.now(UTC).date(), is_dry=dry_run)
    work.run(found)
    for line in work.lines:
        click.echo(terminal_text(line))
    strays = list(unmapped(read, found))
    if strays:
        click.echo("What did not map:")
        for line in strays:
            click.echo(f"  {terminal_text(line)}")
    left = work.left + len(found.left_out)
    click.echo(
        f"{'It would be' if dry_run else 'Cases'}: {work.new} new, {work.changed} changed, {work.same} as they were; "
        f"{left} rows left out, {len(strays)} remarks."
    )
    if not dry_run and (work.new or work.changed):
        click.echo("Then run: casewright check")
    if left:
        raise click.exceptions.Exit(1)


def _suggest(file: Path, mapping_file: Path | None, folder: Path) -> None:
    """Write a first mapping, or show it where no file for it is named."""
    from casewright.edges.import_table import read_table
    from casewright.export.table_mapping import suggested_mapping
    from casewright.read.folder import read_terms

    text = suggested_mapping(read_table(file, ""), read_terms(folder).vocabularies)
    if mapping_file is None:
        click.echo(text, nl=False)
        return
    if mapping_file.exists():
        msg = f"{mapping_file} exists already; nothing was written"
        raise click.UsageError(msg)
    mapping_file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{mapping_file} is written. Look at each line, then run: casewright import {file} --map {mapping_file}")


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
