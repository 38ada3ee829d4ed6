"""Sources from elsewhere put into a bibliography, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from casewright.edges.written_files import write_in_place
from casewright.export.additions import Additions, additions
from casewright.model.source import Source
from casewright.read.folder import SiteBibliography
from casewright.read.layout import BIB, BIBLIOGRAPHY
from casewright.views.source_line import source_line, terminal_text


def add_sources(
    new: Iterable[Source], bibliography: SiteBibliography, folder: Path, name: str
) -> tuple[Additions, Path]:
    """Write the sources that a bibliography lacks into its file ``name``. Returns what became of them, and its path."""
    path = bib_path(folder, name)
    found = added_sources(new, bibliography, path)
    if found.added:
        write_added(found, path)
    return found, path


def bib_path(folder: Path, name: str) -> Path:
    """Return the path of a file of a bibliography; what is no name of one is refused."""
    if Path(name).name != name or not name.endswith(BIB) or name.startswith("."):
        msg = f'"{terminal_text(name)}" has to be the name of a .bib file in bibliography/'
        raise click.UsageError(msg)
    return folder / BIBLIOGRAPHY / name


def added_sources(new: Iterable[Source], bibliography: SiteBibliography, path: Path) -> Additions:
    """Return what would become of sources in a file of a bibliography; nothing is written."""
    return additions(new, bibliography.sources, bibliography.unread, f"{BIBLIOGRAPHY}/{path.name}")


def write_added(found: Additions, path: Path) -> None:
    """Write new entries behind what a file holds."""
    text = found.text
    path.parent.mkdir(exist_ok=True)
    try:
        if not path.exists() and not path.is_symlink():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        before = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise click.ClickException(msg) from error
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before.strip() else end if before.endswith(b"\n") else end * 2
    reason = write_in_place(path, before, before + gap + text.encode().replace(b"\n", end))
    if reason:
        msg = f"{path} was left as it is: {reason}"
        raise click.ClickException(msg)


def told(found: Additions, path: Path, unused: Mapping[str, int], *, is_dry: bool = False) -> Iterator[str]:
    """Yield what became of sources, one line each, and what did not come along."""
    for item in found.added:
        former = f" (was {terminal_text(item.former)})" if item.former and item.former != item.source.key else ""
        yield f"+ {item.source.key}{former}  {source_line(item.source)}"
    for present in found.present:
        came = f"{terminal_text(present.former)} is there already" if present.former else "there already"
        yield f"= {came}: {terminal_text(present.other.key)}, {present.other.where} (same {present.common})"
    for source in found.refused:
        yield f"! {source_line(source)} {source.where}: it cannot be written as an entry; add it by hand"
    if found.added:
        done = "to be written into" if is_dry else "written into"
        yield f"{_count(len(found.added))} {done} {path}; {len(found.present)} there already."
    else:
        yield f"Nothing to add: {_count(len(found.present))} there already."
    if unused:
        yield f"Not taken over, since sources have no such field: {_counted(unused)}."
    if found.unsaid:
        yield f"Said differently or not at all in the entries, compare: {_counted(found.unsaid)}."


def _count(number: int) -> str:
    return "1 source" if number == 1 else f"{number} sources"


def _counted(names: Mapping[str, int]) -> str:
    return ", ".join(
        f"{terminal_text(name)} ({count} times)" if count > 1 else terminal_text(name)
        for name, count in sorted(names.items())
    )
