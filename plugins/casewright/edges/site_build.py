"""Builds a site where anything has changed since it was last built, aside, and puts it in the place of the old one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from casewright.cache import Cache
from casewright.edges.engine import TOLD, read_told, run_engine, show_told
from casewright.edges.finished import Finished, Told, site_state
from casewright.edges.keeping import NO_CACHE
from casewright.edges.site_folder import build_beside


def build_site(folder: Path, site: Path, *, engine: str, is_strict: bool, cache: Cache) -> int:
    """Build the site whose settings are in ``folder`` into ``site``; return the status with which the command ends.

    Nothing is done where the cache tells that nothing has changed.
    """
    strict = ["--strict"] if is_strict else []
    finished = Finished(cache=cache, folder=folder.resolve(), site=site.resolve(), options=(engine, *strict))
    before = finished.fingerprint() if cache.folder else None
    known = finished.told(before) if before else None
    if known is not None:
        show_told(known)
        click.echo(f"{site} is up to date: nothing that it is made from has changed.", err=True)
        return 0
    built: list[tuple[str, Told | None]] = []

    def build(new: Path) -> int:
        with TemporaryDirectory(prefix="casewright-") as messages:
            told = Path(messages) / "told.json"
            more = {TOLD: str(told), **({} if cache.folder else {NO_CACHE: "1"})}
            status = run_engine(folder, engine, ["build", *strict, "--site-dir", str(new)], more)
            if status == 0:
                built.append((site_state(new), read_told(told)))
        return status

    status = build_beside(site, build)
    if status and site.exists():
        click.echo(f"{site} was left as it was.", err=True)
    for state, told in built:
        if before and told is not None:
            finished.note(before, state, told)
    if built:
        cache.shrink()
    return status
