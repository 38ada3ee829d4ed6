"""The commands ``casewright module``: note that somebody has read the cases of a module again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casewright.edges.keeping import kept_in
from casewright.model.ids import Kind, Ref
from casewright.read.layout import SETTINGS

if TYPE_CHECKING:
    from casewright.model.module import Module
    from casewright.resolve.linked import LinkedLibrary

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("module", epilog="Example: casewright module reread who-should-lead")
def module() -> None:
    """Keep a training module up with the cases that it was written against."""


@module.command(epilog="Examples: casewright module reread who-should-lead    casewright module reread ID CASE CASE")
@click.argument("id_", metavar="ID")
@click.argument("cases", nargs=-1, metavar="[CASE...]")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
def reread(id_: str, cases: tuple[str, ...], folder: Path) -> None:
    """Write into the module ID which revision of each CASE it is written against: all of its cases, if none is given.

    Read the cases first. Nothing but these lines is changed.
    """
    from casewright.build import check
    from casewright.edges.settings import site_language
    from casewright.export.revisions import with_revisions
    from casewright.workshop import Workshop

    if not (folder / SETTINGS).is_file():
        msg = f"there is no mkdocs.yml in {folder.resolve()}: go to a casebook, or name it with --folder"
        raise click.UsageError(msg)
    linked, _ = check(folder, site_language(folder), workshop=Workshop.of(kept_in(folder)), is_noted=False)
    found = _module(id_, linked)
    used = {use.case for use in found.cases}
    strange = next((case for case in cases if case not in used), None)
    if strange:
        msg = f'the module "{found.id}" uses no case "{strange}"; it uses {", ".join(sorted(used))}'
        raise click.UsageError(msg)
    path = folder / found.file
    before = path.read_bytes().decode()
    after, changed = with_revisions(before, found, _revisions(found, linked), frozenset(cases) or frozenset(used))
    if changed:
        path.write_text(after, encoding="utf-8", newline="")
    for case in changed:
        click.echo(f"{found.file}: written against the present revision of {case}")
    if not changed:
        click.echo(f"{found.file}: nothing to note, no case has changed since.")


def _module(id_: str, linked: LinkedLibrary) -> Module:
    from casewright.model.module import Module
    from casewright.problems import nearest

    target = linked.targets.get(Ref(Kind.MODULE.value, id_))
    found = linked.records[target] if target else None
    if not isinstance(found, Module):
        near = nearest(id_, [module.id for module in linked.library.modules])
        hint = f'did you mean "{near}"?' if near else "its file may be missing or broken; `casewright check` tells"
        msg = f'there is no module "{id_}"; {hint}'
        raise click.UsageError(msg)
    return found


def _revisions(module_: Module, linked: LinkedLibrary) -> dict[str, str]:
    """Return the present revision of each case of a module, by the id that the module calls it."""
    targets = {use.case: linked.targets.get(Ref(Kind.CASE.value, use.case)) for use in module_.cases}
    return {id_: linked.revisions[ref.id] for id_, ref in targets.items() if ref and ref.id in linked.revisions}
