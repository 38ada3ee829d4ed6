"""Hand-written pages that are not UTF-8: told like any other fault, where the engine would end in a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.structure.files import File, Files

from casewright.problems import Problem
from casewright.read.text import decode


def take_away_unreadable(files: Files, root: Path) -> tuple[Problem, ...]:
    """Leave the pages out of a site that no engine can read, and return what is wrong with them."""
    found = tuple(_unreadable(files, root))
    for file, _ in found:
        files.remove(file)
    return tuple(problem for _, problem in found)


def unreadable_pages(files: Files, root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the pages that no engine can read; paths are shown from ``root``."""
    return tuple(problem for _, problem in _unreadable(files, root))


def _unreadable(files: Files, root: Path) -> Iterator[tuple[File, Problem]]:
    for file in files.documentation_pages():
        path = Path(file.abs_src_path) if file.generated_by is None and file.abs_src_path else None
        data = path.read_bytes() if path and path.is_file() else b""
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError:
            shown = path.relative_to(root).as_posix() if path and path.is_relative_to(root) else file.src_uri
            _, problems = decode(shown, data, most=len(data))
            yield from ((file, problem) for problem in problems)
