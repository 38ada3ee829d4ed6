"""Where a casebook leads to the web: the addresses of its sources, in its records and in hand-written pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from casewright.edges.site_file import site_settings
from casewright.edges.web_asking import host_of
from casewright.model.library import Library
from casewright.model.web import WrittenAddress
from casewright.read.text import MOST_BYTES, SourceText, decode
from casewright.read.web_addresses import web_addresses
from casewright.resolve.web import addresses_of_sources

_EXAMPLE = re.compile(r"(?:.+\.)?(?:example(?:\.(?:com|net|org))?|test|invalid)(?::[0-9]+)?", re.IGNORECASE)
"""Hosts that are made up by agreement (RFC 2606, RFC 6761): there is nothing to ask."""


def written_addresses(folder: Path, library: Library) -> tuple[WrittenAddress, ...]:
    """Return all web addresses of a casebook, in the order of files, each with its place; examples are left out."""
    found = [*addresses_of_sources(library.sources.values())]
    for record in library.records():
        found += _in_file(folder, record.file, record.id)
    for path in _pages(folder):
        found += _in_file(folder, path, path)
    found = [item for item in found if not _EXAMPLE.fullmatch(host_of(item.address))]
    return tuple(sorted(found, key=lambda item: (item.where, item.address)))


def _pages(folder: Path) -> Iterator[str]:
    """Yield the Markdown files that the engine makes pages of; hidden ones are none."""
    pages = folder / str(site_settings(folder).get("docs_dir") or "docs")
    for path in sorted(pages.rglob("*.md")):
        inner = path.relative_to(pages)
        if not any(part.startswith(".") for part in inner.parts) and path.resolve().is_relative_to(folder.resolve()):
            yield Path(os.path.relpath(path, folder)).as_posix()


def _in_file(folder: Path, path: str, of: str) -> Iterator[WrittenAddress]:
    source = _read(folder, path)
    for address, where in web_addresses(source) if source else ():
        yield WrittenAddress(address=address, of=of, where=where)


def _read(folder: Path, path: str) -> SourceText | None:
    """Return a file as text, or None where it cannot be read: a check tells why."""
    try:
        with (folder / path).open("rb") as file:
            return decode(path, file.read(MOST_BYTES + 1))[0]
    except OSError:
        return None
