"""The commands ``casewright cache``: what earlier builds kept, and away with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from casewright.cache import FOLDER, MOST_BYTES, Cache, Kept

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_KILO = 1000


@click.group("cache", epilog="Examples: casewright cache info    casewright cache clear")
def cache() -> None:
    """Tell what earlier builds kept, or remove it. It only ever saves time: it may be removed at any moment."""


@cache.command(epilog="Example: casewright cache info")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
def info(folder: Path) -> None:
    """Tell where results are kept, how many of each kind, and how old they are."""
    kept = list(Cache(folder / FOLDER).kept())
    if not kept:
        click.echo(f"Nothing is kept in {folder / FOLDER}. The next build fills it.")
        return
    kinds = sorted({item.kind for item in kept})
    rows = [_row(kind, [item for item in kept if item.kind == kind]) for kind in kinds]
    rows.append(_row("all", kept))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    click.echo(f"{folder / FOLDER} (at most {_size(MOST_BYTES)})")
    for kind, *figures in rows:
        aligned = (text.rjust(width) for text, width in zip(figures, widths[1:], strict=True))
        click.echo("  ".join(["", kind.ljust(widths[0]), *aligned]))


@cache.command(epilog="Example: casewright cache clear")
@click.option("--folder", type=_FOLDER, default=".", help="The casebook; here, if not given.")
def clear(folder: Path) -> None:
    """Remove all results that were kept. The next build takes as long as the first."""
    place = Cache(folder / FOLDER)
    kept = list(place.kept())
    place.clear()
    left = sum(1 for _ in place.kept())
    if left:
        msg = f"{_count(left)} in {folder / FOLDER} could not be removed; see whether you may write there"
        raise click.ClickException(msg)
    size = _size(sum(item.size for item in kept))
    click.echo(f"{_count(len(kept))} ({size}) removed from {folder / FOLDER}.")


def _row(kind: str, kept: Iterable[Kept]) -> tuple[str, str, str, str]:
    items = list(kept)
    oldest = datetime.fromtimestamp(min(item.used for item in items), UTC).date()
    return kind, _count(len(items)), _size(sum(item.size for item in items)), f"oldest {oldest.isoformat()}"


def _count(number: int) -> str:
    return f"{number:,} result{'' if number == 1 else 's'}"


def _size(size: float) -> str:
    """Return a number of bytes as people read it: ``1.2 MB``."""
    for unit in ("bytes", "kB", "MB"):
        if size < _KILO:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= _KILO
    return f"{size:.1f} GB"
