"""The command ``casewright``: parse, call the library, print. Exit codes: 0 fine, 1 problems found, 2 wrong use."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from casewright import __version__
from casewright.cache import Cache
from casewright.edges.checked import checked, require_casebook
from casewright.edges.cli_cache import cache
from casewright.edges.cli_check import check, explain
from casewright.edges.cli_cite import cite
from casewright.edges.cli_edition import edition as name_edition
from casewright.edges.cli_editor import editor, schema
from casewright.edges.cli_impact import impact
from casewright.edges.cli_import import forms, import_
from casewright.edges.cli_links import links
from casewright.edges.cli_migrate import migrate
from casewright.edges.cli_module import module
from casewright.edges.editions import EDITION, EDITIONS, site_of
from casewright.edges.engine import ENGINES, run_engine
from casewright.edges.keeping import NO_CACHE, kept_in
from casewright.model.edition import Edition
from casewright.model.ids import ID_LENGTH, Kind, SourceKey, is_id
from casewright.read.layout import BIBLIOGRAPHY

_HOST, _LAST_PORT = "127.0.0.1", 65535
_RECORDS = ", ".join(f"{kind.folder}/" for kind in Kind)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_no_cache = click.option("--no-cache", is_flag=True, help="Use nothing that was kept, and keep nothing.")

_edition = click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default=Edition.LEARNER.value,
    show_default=True,
    help="For whom: with what only instructors may read, or without it.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog="Example: casewright check")
@click.version_option(__version__, prog_name="casewright")
def main() -> None:
    """Check, link and publish a casebook. Run it in the folder that holds mkdocs.yml."""


main.add_command(cache)
main.add_command(schema)
main.add_command(editor)
main.add_command(import_)
main.add_command(forms)
main.add_command(impact)
main.add_command(links)
main.add_command(cite)
main.add_command(check)
main.add_command(explain)
main.add_command(migrate)
main.add_command(name_edition)
main.add_command(module)


@main.group(epilog="Example: casewright new case springfield-desk")
def new() -> None:
    """Make a new record, source or casebook, ready to be filled in."""


def _new_record_command(kind: Kind) -> None:
    @new.command(kind.value, epilog=f"Example: casewright new {kind.value} my-first-{kind.value}")
    @click.argument("id_", metavar="ID")
    @click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
    def command(id_: str, folder: Path) -> None:
        from casewright.edges.editor_files import refresh_editor_files
        from casewright.export.scaffold import new_record

        require_casebook(folder)
        if not is_id(id_):
            msg = f'"{id_}" cannot be an id: use lower-case letters, digits and single hyphens, at most {ID_LENGTH}'
            raise click.UsageError(msg)
        path = folder / kind.folder / f"{id_}.md"
        _write_new(path, new_record(kind, id_, datetime.now(UTC).date()))
        refresh_editor_files(folder)
        click.echo(f"{path} is ready to be filled in. Then run: casewright check")

    command.help = f"Make the {kind.value} ID."


for _kind in Kind:
    _new_record_command(_kind)


@new.command("source", epilog="Example: casewright new source doe2013desk")
@click.argument("key")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
@click.option("--file", "name", default="casebook.bib", show_default=True, help="The file in bibliography/.")
def new_source_command(key: str, folder: Path, name: str) -> None:
    """Add an empty BibTeX entry with the key KEY to a bibliography."""
    from casewright.export.scaffold import new_source

    require_casebook(folder)
    linked, _ = checked(folder, kept_in(folder))
    existing = linked.library.sources.get(SourceKey(key))
    if existing:
        msg = f'the key "{key}" is defined already, in {existing.where}'
        raise click.UsageError(msg)
    if not key.replace("-", "").replace("_", "").isalnum():
        msg = f'"{key}" cannot be a key: use letters, digits, hyphens and underscores, such as doe2013desk'
        raise click.UsageError(msg)
    if Path(name).name != name or not name.endswith(".bib"):
        msg = f'"{name}" has to be the name of a .bib file in bibliography/'
        raise click.UsageError(msg)
    path = folder / BIBLIOGRAPHY / name
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8").rstrip() + "\n\n" if path.is_file() else ""
    path.write_text(before + new_source(key), encoding="utf-8", newline="\n")
    click.echo(f"{path} has the entry {key}, ready to be filled in. Cite it as [@{key}].")


@new.command("site", epilog="Example: casewright new site our-casebook")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
def new_site(folder: Path) -> None:
    """Start a casebook in FOLDER (here, if not given): settings, an example of each record, vocabularies."""
    from casewright.edges.starter import copy_starter

    taken = copy_starter(folder)
    if taken:
        msg = f"{taken[0]} exists already; nothing was written. Choose an empty folder."
        raise click.UsageError(msg)
    here = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"A casebook is in {folder.resolve()}. See it: {here}casewright serve")


@main.command(epilog="Example: casewright show denver-peak-academy")
@click.argument("id_", metavar="ID")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
def show(id_: str, folder: Path) -> None:
    """Show a record (or a source), its links and its problems. ID may be lesson:ID or module:ID too."""
    from casewright.edges.show import show_text
    from casewright.problems import nearest

    require_casebook(folder)
    linked, problems = checked(folder, kept_in(folder))
    text = show_text(id_, linked, problems)
    if text is None:
        known = [str(ref) for ref in linked.records] + [ref.id for ref in linked.records] + list(linked.library.sources)
        near = nearest(id_, known)
        hint = f'did you mean "{near}"?' if near else f"give the name of a file in {_RECORDS}, or the key of a source"
        msg = f'there is no record or source "{id_}"; {hint}'
        raise click.UsageError(msg)
    click.echo(text)


@main.command(epilog="Examples: casewright build --strict    casewright build --no-cache --profile")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
@click.option("--engine", type=click.Choice(ENGINES), default="mkdocs", show_default=True, help="What builds the site.")
@click.option("--strict", is_flag=True, help="Fail where there is any problem.")
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where to; site/ if not given.")
@_edition
@_no_cache
@click.option(
    "--profile",
    is_flag=False,
    flag_value="-",
    metavar="[FILE]",
    help="Tell how long each stage took; write it into FILE too (JSON), if one is given.",
)
def build(
    folder: Path,
    engine: str,
    strict: bool,  # noqa: FBT001 - a flag of the command
    site_dir: Path | None,
    edition: str,
    no_cache: bool,  # noqa: FBT001 - likewise
    profile: str | None,
) -> None:
    """Build the site. It is built aside, and takes the place of the old one when it is finished.

    Where nothing has changed since the last build, nothing is done. The instructor edition goes into a folder of its
    own, site-instructor/ if none is given: publish it behind a login.
    """
    from casewright.edges.site_build import SiteBuild, show_profile
    from casewright.edges.site_file import site_settings

    require_casebook(folder)
    chosen = Edition(edition)
    site = site_of(chosen, folder / str(site_settings(folder).get("site_dir") or "site"), site_dir)
    kept = Cache(None if no_cache else kept_in(folder))
    work = SiteBuild(folder=folder, site=site, engine=engine, is_strict=strict, edition=chosen, cache=kept)
    status = work.run()
    if profile:
        show_profile(work.stages, None if profile == "-" else Path(profile))
    sys.exit(status)


@main.command(epilog="Example: casewright serve --port 8001")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
@click.option("--engine", type=click.Choice(ENGINES), default="mkdocs", show_default=True, help="What builds the site.")
@click.option("--port", type=click.IntRange(1, _LAST_PORT), default=8000, show_default=True)
@click.option("--open", "open_", is_flag=True, help="Open the site in a browser once it is built.")
@_edition
@_no_cache
def serve(folder: Path, engine: str, port: int, open_: bool, edition: str, no_cache: bool) -> None:  # noqa: FBT001 - options
    """Serve the site at the address that is printed; pages reload when a file changes. Ctrl-C stops it."""
    require_casebook(folder)
    _require_free(port)
    browser = ["--open"] if open_ else []
    more = {EDITION: edition, **({NO_CACHE: "1"} if no_cache else {})}
    sys.exit(run_engine(folder, engine, ["serve", "--dev-addr", f"{_HOST}:{port}", *browser], more))


def _require_free(port: int) -> None:
    """Refuse a port that another program listens on, before anything is built."""
    import errno
    import os
    import socket

    with socket.socket() as probe:
        if os.name == "posix":  # as the server itself will; elsewhere the option would let two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                msg = f"port {port} cannot be used: {error.strerror}"
                raise click.UsageError(msg) from error
            other = port + 1 if port < _LAST_PORT else port - 1
            msg = f'port {port} is in use; try `casewright serve --port {other}` (make serve ARGS="--port {other}")'
            raise click.UsageError(msg) from error


def _write_new(path: Path, text: str) -> None:
    if path.exists():
        msg = f"{path} exists already; it was left as it is"
        raise click.UsageError(msg)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
