"""The commands ``casewright export``: packages for learning platforms, and a site that is taken along."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from casewright.edges.checked import checked, in_folder, require_casebook
from casewright.edges.editions import EDITIONS, site_of
from casewright.edges.engine import ENGINES
from casewright.edges.keeping import kept_in
from casewright.model.edition import Edition
from casewright.views.course import FORMATS

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from collections.abc import Callable

_OUT = click.Path(dir_okay=False, path_type=Path)
_engine = click.option("--engine", type=click.Choice(ENGINES), default="mkdocs", help="What builds the site.")
_edition = click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default=Edition.LEARNER.value,
    show_default=True,
    help="For whom: with what only instructors may read, or without it.",
)


@click.group("export", epilog="Example: casewright export portable casebook.zip")
def export() -> None:
    """Take parts of the site elsewhere. The site is built first, where anything has changed since the last build."""


@export.command(epilog="Example: casewright export package who-should-lead --format scorm")
@click.argument("module")
@click.argument("out", required=False, type=_OUT, metavar="[OUT]")
@click.option("--format", "format_", type=click.Choice(sorted(FORMATS)), default="imscc", show_default=True)
@_edition
@_engine
@in_folder
def package(module: str, out: Path | None, format_: str, edition: str, engine: str, folder: Path) -> None:
    """Write the package of MODULE for a learning platform: a Common Cartridge 1.3 (imscc), or SCORM 1.2 (scorm).

    It is the one that the page of the module offers. Without OUT it goes into this folder, under the module's name.
    """
    from casewright.edges.taken_along import module_of

    require_casebook(folder)
    found = module_of(module, checked(folder, kept_in(folder))[0])
    site = _built(folder, engine, Edition(edition))
    name = FORMATS[format_]
    data = (site / "modules" / found.id / name).read_bytes()
    target = out or Path(f"{found.id}-{edition}{Path(name).suffix}")
    _write(target, lambda file: file.write(data))
    click.echo(f"{target} is ready to be imported.")


@export.command(epilog="Example: casewright export portable --pathway new-head casebook.zip")
@click.argument("out", type=_OUT)
@click.option("--pathway", metavar="ID", help="Only this pathway: its modules, their cases and lessons.")
@click.option("--cases", metavar="ID,ID", help="Only these cases.")
@click.option(
    "--reading-list", "link", metavar="LINK", help="Only what a reading list holds: the link that its page copies."
)
@_edition
@_engine
@in_folder
def portable(
    out: Path, pathway: str | None, cases: str | None, link: str | None, edition: str, engine: str, folder: Path
) -> None:
    """Write the site, or a part of it, into the archive OUT: unpacked, it needs neither a server nor a network."""
    from casewright.edges.taken_along import part_of, write_portable

    require_casebook(folder)
    if sum(map(bool, (pathway, cases, link))) > 1:
        msg = "name a pathway, cases or a reading list, and no two of them"
        raise click.UsageError(msg)
    linked, _ = checked(folder, kept_in(folder))
    names = [name.strip() for name in cases.split(",") if name.strip()] if cases is not None else None
    part = part_of(linked, pathway=pathway, cases=names, link=link)
    site = _built(folder, engine, Edition(edition))
    _write(out, lambda file: write_portable(file, folder, site, part))
    click.echo(f"{out} is ready: unpack it and open index.html.")


def _built(folder: Path, engine: str, edition: Edition) -> Path:
    """Build the site of an edition where anything has changed, and return its folder."""
    from casewright.cache import Cache
    from casewright.edges.site_build import SiteBuild
    from casewright.edges.site_file import site_settings

    site = site_of(edition, folder / str(site_settings(folder).get("site_dir") or "site"), None)
    status = SiteBuild(folder=folder, site=site, engine=engine, edition=edition, cache=Cache(kept_in(folder))).run()
    if status:
        sys.exit(status)
    return site


def _write(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file aside and put it in its place once it is whole."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            write(file)
        draft.replace(target)
    except OSError as error:
        msg = f"{target} cannot be written: {error.strerror}"
        raise click.ClickException(msg) from error
    finally:
        with suppress(OSError):
            draft.unlink()
