"""The commands that tell editors what may stand where: ``casewright schema`` and ``casewright editor``."""

from __future__ import annotations

from pathlib import Path

import click

from casewright.edges.checked import in_folder, require_casebook
from casewright.export.schema import SCHEMAS

_NAMES = list(SCHEMAS)


@click.command(epilog="Examples: casewright schema    casewright schema lesson > lesson.json")
@click.argument("kind", type=click.Choice(_NAMES), default=_NAMES[0])
@in_folder
def schema(kind: str, folder: Path) -> None:
    """Print the JSON Schema of a KIND of record (of cases, if not given), with the terms of this casebook."""
    from casewright.export.schema import schema_text
    from casewright.read.folder import read_terms

    require_casebook(folder)
    click.echo(schema_text(kind, read_terms(folder)), nl=False)


@click.command(epilog="Example: casewright editor")
@in_folder
def editor(folder: Path) -> None:
    """Have VS Code know the fields and terms of this casebook: settings, snippets and schemas in .vscode/.

    Settings that are there stay as they are. Run it again after a change of vocabularies; `casewright new` does.
    """
    from casewright.edges.editor_files import write_editor_files

    require_casebook(folder)
    for path in write_editor_files(folder):
        click.echo(path.relative_to(folder).as_posix())
