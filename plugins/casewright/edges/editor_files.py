"""The files in `.vscode/`: settings that people may change, and what is made from fields and terms."""

from __future__ import annotations

from pathlib import Path

from casewright.edges.starter import starter_files
from casewright.export.schema import SCHEMAS, schema_text
from casewright.export.snippets import snippets_text
from casewright.read.folder import read_terms

FOLDER = ".vscode"
MADE = "casewright"
"""How the names of those begin that are made anew each time; git passes over them."""


def write_editor_files(folder: Path) -> tuple[Path, ...]:
    """Write the files for editors into a casebook, and return those that were written. Settings are never replaced."""
    library = read_terms(folder)
    settings = {name: data.decode() for name, data in starter_files().items() if name.startswith(f"{FOLDER}/")}
    missing = {name: text for name, text in settings.items() if not (folder / name).exists()}
    made = {f"{FOLDER}/{MADE}.code-snippets": snippets_text(library)}
    made |= {f"{FOLDER}/{MADE}/{name}.json": schema_text(name, library) for name in SCHEMAS}
    for name, text in (missing | made).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in missing | made)


def refresh_editor_files(folder: Path) -> None:
    """Write what is made from fields and terms anew, where somebody uses it."""
    if (folder / FOLDER).is_dir():
        write_editor_files(folder)
