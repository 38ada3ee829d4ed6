"""Builds a site where anything has changed since it was last built, aside, and puts it in the place of the old one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from casewright.cache import Cache
from casewright.edges.editions import EDITION
from casewright.edges.engine import TOLD, read_told, run_engine, show_told
from casewright.edges.finished import Finished, Told, site_state
from casewright.edges.keeping import NO_CACHE
from casewright.edges.site_folder import build_beside
from casewright.edges.stages import BAR, LINES, PROFILE, SHOWN, Stage, Stages, read_stages, table, write_stages
from casewright.model.edition import Edition


@dataclass(slots=True, kw_only=True)
class SiteBuild:
    """What a command asks for: which site, by which engine, and what may be used of earlier builds."""

    folder: Path
    """That of the settings."""
    site: Path
    engine: str
    is_strict: bool = False
    edition: Edition = Edition.LEARNER
    cache: Cache
    stages: Stages = field(default_factory=Stages)

    def run(self) -> int:
        """Build the site unless the cache tells that nothing has changed; return how the command ends."""
        self.stages.stage("looking for changes")
        last = Finished(
            cache=self.cache,
            folder=self.folder.resolve(),
            site=self.site.resolve(),
            options=(self.engine, self.edition.value, *self._strict),
        )
        before = last.fingerprint() if self.cache.folder else None
        known = last.told(before) if before else None
        if known is not None:
            show_told(known)
            click.echo(f"{self.site} is up to date: nothing that it is made from has changed.", err=True)
            return 0
        built: list[tuple[str, Told | None]] = []
        status = build_beside(self.site, lambda new: self._build(new, built))
        if status and self.site.exists():
            click.echo(f"{self.site} was left as it was.", err=True)
        for state, told in built:
            if before and told is not None:
                last.note(before, state, told)
            self.cache.shrink()
        return status

    def _build(self, new: Path, built: list[tuple[str, Told | None]]) -> int:
        with TemporaryDirectory(prefix="casewright-") as answers:
            told, profile = Path(answers) / "told.json", Path(answers) / "profile.json"
            more = {
                TOLD: str(told),
                PROFILE: str(profile),
                EDITION: self.edition.value,
                SHOWN: BAR if sys.stderr.isatty() else LINES,
            }
            if self.cache.folder is None:
                more[NO_CACHE] = "1"
            with self._engine_at_work(profile):
                status = run_engine(self.folder, self.engine, ["build", *self._strict, "--site-dir", str(new)], more)
            if status == 0:
                built.append((site_state(new), read_told(told)))
        return status

    @contextmanager
    def _engine_at_work(self, profile: Path) -> Iterator[None]:
        """Put the stages that the engine tells of in the place of the whole of it, with what they leave over."""
        self.stages.stage("engine")
        yield
        self.stages.end()
        whole, parts = self.stages.done.pop(), read_stages(profile)
        rest = Stage(
            name="beginning and ending the engine",
            seconds=whole.seconds - sum(part.seconds for part in parts),
            processor=whole.processor - sum(part.processor for part in parts),
        )
        self.stages.done += [*parts, rest]
        self.stages.stage("putting the site in its place")

    @property
    def _strict(self) -> list[str]:
        return ["--strict"] if self.is_strict else []


def show_profile(stages: Stages, path: Path | None) -> None:
    """Print how long each stage took, and write it into a file where one is given."""
    stages.end()
    click.echo(table(stages.done), err=True)
    if path:
        try:
            write_stages(path, stages.done)
        except OSError as error:
            msg = f"{path} cannot be written: {error.strerror}"
            raise click.ClickException(msg) from error
