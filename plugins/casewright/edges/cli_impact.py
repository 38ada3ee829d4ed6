"""The command ``casewright impact``: what a change does to the casebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.checked import in_folder, require_casebook

if TYPE_CHECKING:  # a command imports what it needs, so that each begins at once
    from casewright.views.impact import Side
    from casewright.workshop import Workshop


@click.command(epilog="Examples: casewright impact    casewright impact --base origin/main --format json")
@click.option("--base", metavar="REVISION", help="What to compare with; the main branch, if not given.")
@click.option(
    "--format", "format_", type=click.Choice(["markdown", "json"]), default="markdown", help="For people, or machines."
)
@click.option("--no-cache", is_flag=True, help="Use nothing that was kept, and keep nothing.")
@in_folder
def impact(base: str | None, format_: str, no_cache: bool, folder: Path) -> None:  # noqa: FBT001 - a flag of the command
    """Tell what the change since a revision does: to records, verdicts, figures, indexes, modules, sources.

    It is compared with where the branch left the revision, as a pull request is. Ends with 1 where an id leads nowhere.
    """
    from casewright.edges.keeping import kept_in
    from casewright.edges.revision import NoRevisionError, base_of, files_of
    from casewright.export.impact import impact_json
    from casewright.memory import remembering
    from casewright.render.impact import impact_markdown
    from casewright.views.impact import impact as impact_of
    from casewright.workshop import Workshop

    require_casebook(folder)
    shop = Workshop.of(None if no_cache else kept_in(folder))
    with remembering():  # what a record says is worked out once, if it is the same in both
        try:
            revision = base_of(folder, base)
            with files_of(folder, revision.commit) as former:
                before = _side(former, shop)
        except NoRevisionError as error:
            raise click.UsageError(str(error)) from error
        found = impact_of(before, _side(folder, shop))
    write = impact_json if format_ == "json" else impact_markdown
    click.echo(write(found, revision.words), nl=False)
    sys.exit(1 if found.is_refused else 0)


def _side(folder: Path, shop: Workshop) -> Side:
    from casewright.build import check
    from casewright.edges.hand_written import pages_of_folder
    from casewright.edges.settings import site_language
    from casewright.views.impact import Side

    language = site_language(folder)
    linked, problems = check(folder, language, pages_of_folder(folder, language), workshop=shop, is_noted=False)
    return Side(linked=linked, problems=problems)
