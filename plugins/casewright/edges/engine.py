"""MkDocs or ProperDocs as a program of its own, told by variables of the environment what else is asked of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import click

from casewright.edges.finished import Told

ENGINES = ("mkdocs", "properdocs")
TOLD = "CASEWRIGHT_TOLD"
"""Names the file into which the engine writes what it told was wrong."""


def run_engine(folder: Path, engine: str, arguments: list[str], more: Mapping[str, str] | None = None) -> int:
    """Run an engine in the folder of the settings and return how it ended.

    What lies in that folder is content: no module is imported from there.
    """
    if find_spec(engine) is None:
        msg = f"{engine} is not installed; install it with: pip install {engine}"
        raise click.UsageError(msg)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONSAFEPATH": "1", **(more or {})}
    command = [sys.executable, "-m", "casewright.edges.in_engine", engine, *arguments]
    try:
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def read_told(path: Path) -> Told | None:
    """Return what the engine told was wrong, or None where it wrote nothing that can be read."""
    try:
        return tuple((str(level), str(words)) for level, words in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        return None


def show_told(told: Told) -> None:
    """Tell again what an engine told, as it did."""
    for level, words in told:
        click.echo(f"{level:<7} -  {words}", err=True)
