"""The command ``casewright links``: whether the web addresses of a casebook still lead anywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from casewright.edges.checked import checked, in_folder, require_casebook

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.edges.stages import Stages
    from casewright.edges.web_check import Found, WebCheck
    from casewright.edges.web_kept import KeptAnswers
    from casewright.model.web import WrittenAddress

_REPORTS = (".md", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How the web is asked."""

    age: int
    limit: int | None
    pause: float
    has_archive: bool
    may_be_private: bool
    no_cache: bool


@click.command(
    epilog="Examples: casewright links    casewright links --select doe2013desk --archive"
    "    casewright links --age 30 --limit 100 --report decay.md    casewright links --format github"
)
@click.option("--select", multiple=True, metavar="KEY", help="Only these: keys of sources, ids of records, files.")
@click.option(
    "--age",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="Ask again what was asked so long ago; 0 asks everything.",
)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Ask at most so many addresses.")
@click.option("--archive", "has_archive", is_flag=True, help="Look for copies of lost pages in the Wayback Machine.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For people, for scripts, or as annotations of a pull request.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the decay of sources into FILE too (.md or .json).",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0, max=60),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait so long between two requests to one host.",
)
@click.option("--private", "may_be_private", is_flag=True, help="Ask addresses of private networks too.")
@click.option("--no-cache", is_flag=True, help="Use nothing that was kept, and keep nothing.")
@in_folder
def links(folder: Path, select: tuple[str, ...], format_: str, report: Path | None, **manner: Any) -> None:
    """Ask whether web addresses still lead anywhere: of sources, archived copies, links in records and pages.

    Hosts are asked one thing at a time. Answers are kept for --age days. Ctrl-C ends it, and what was found until then
    is told and kept. Exits with 1 where a page is gone and readers have no copy.
    """
    from casewright.edges.cli_check import written
    from casewright.edges.keeping import kept_in
    from casewright.edges.web_places import written_addresses
    from casewright.problems import Family
    from casewright.resolve.ignored import passed_over
    from casewright.resolve.web import web_problems

    require_casebook(folder)
    if report and report.suffix not in _REPORTS:
        msg = f"{report} has to end in .md or .json"
        raise click.UsageError(msg)
    linked, _ = checked(folder, None if manner["no_cache"] else kept_in(folder))
    places = _selected(written_addresses(folder, linked.library), select)
    found = _ask(folder, places, _Manner(**manner))
    told = passed_over(web_problems(places, found.answers, found.copies), linked.library.records())
    problems = tuple(problem for problem in told if problem.code.family is Family.WEB)
    click.echo(written(folder, problems, format_), nl=False)
    click.echo(_summary(places, found), err=True)
    if report:
        _write(report, places, found)
    sys.exit(1 if found.is_stopped or any(problem.fails for problem in problems) else 0)


def _selected(places: tuple[WrittenAddress, ...], select: Iterable[str]) -> tuple[WrittenAddress, ...]:
    """Return the addresses of what was named, or all."""
    from casewright.problems import did_you_mean

    wanted = {name for part in select for name in part.split(",") if name}
    known = {item.of for item in places} | {item.where.path for item in places}
    for name in sorted(wanted - known):
        hint = did_you_mean(name, known, "give the key of a source, the id of a record, or a file")
        msg = f'nothing that leads to the web is called "{name}": {hint}'
        raise click.UsageError(msg)
    return tuple(item for item in places if not wanted or {item.of, item.where.path} & wanted)


def _ask(folder: Path, places: tuple[WrittenAddress, ...], manner: _Manner) -> Found:
    """Return what is known of addresses from before, and what came of asking for the others."""
    from casewright.edges.progress_shown import Bar
    from casewright.edges.stages import Stages
    from casewright.edges.web_check import Found, NoNetworkError
    from casewright.resolve.web import is_lost

    stages = Stages(display=Bar() if sys.stderr.isatty() else None)
    check = _check_of(folder, manner, stages)
    found = Found()
    pages = sorted({item.page for item in places} | {item.copy_page for item in places if item.copy})
    found.answers |= {page: answer for page in pages if (answer := check.kept.answer(page))}
    asked = [page for page in pages if page not in found.answers]
    try:
        check.ask(asked if manner.limit is None else asked[: manner.limit], found)
        lost = {item.page: item.read_on for item in places if is_lost(item, found.answers)}
        _copies(check, check.kept, lost, found, has_archive=manner.has_archive)
    except NoNetworkError as error:
        msg = "there is no network, so nothing could be asked; try again where there is one (proxies are not used)"
        raise click.ClickException(msg) from error
    finally:
        stages.end()
    return found


def _check_of(folder: Path, manner: _Manner, stages: Stages) -> WebCheck:
    from casewright.cache import Cache
    from casewright.edges.keeping import kept_in
    from casewright.edges.web_asking import Asking
    from casewright.edges.web_check import WebCheck
    from casewright.edges.web_kept import KeptAnswers
    from casewright.edges.web_request import ask
    from casewright.edges.web_turns import Turns

    today = datetime.now(UTC).date()
    asking = Asking(
        ask=partial(ask, may_be_private=manner.may_be_private), turns=Turns(pause=manner.pause), today=today
    )
    kept = KeptAnswers(cache=Cache(None if manner.no_cache else kept_in(folder)), today=today, age=manner.age)
    return WebCheck(asking=asking, kept=kept, progress=stages)


def _copies(check: WebCheck, kept: KeptAnswers, lost: dict[str, str], found: Found, *, has_archive: bool) -> None:
    """Add the copies of lost pages: those known from before, and those that the archive is asked for."""
    known = {page: copy for page in lost for is_known, copy in [kept.copy(page)] if is_known}
    found.copies.update(known)
    if has_archive:
        check.look_for_copies({page: day for page, day in lost.items() if page not in known}, found)


def _summary(places: tuple[WrittenAddress, ...], found: Found) -> str:
    from casewright.views.decay import decay

    seen = decay(places, found.answers, found.copies)
    counts = ", ".join(f"{count:,} {label}" for label, count in seen.counts)
    stopped = "; it was stopped" if found.is_stopped else ""
    return f"{seen.total:,} address{'' if seen.total == 1 else 'es'}: {counts or 'nothing to ask'}{stopped}."


def _write(report: Path, places: tuple[WrittenAddress, ...], found: Found) -> None:
    from casewright.export.decay import decay_json
    from casewright.render.decay import decay_markdown
    from casewright.views.decay import decay

    seen = decay(places, found.answers, found.copies)
    text = decay_json(seen) if report.suffix == ".json" else decay_markdown(seen)
    try:
        report.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        msg = f"{report} cannot be written: {error.strerror}"
        raise click.UsageError(msg) from error
