"""How large pages and files of data become: the largest of each kind in a casebook.

    python benchmarks/bench.py sizes --casebook /tmp/casebook

Of a page it is the content, before a theme puts its frame around it. `generate` makes casebooks of any size.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casewright.build import Casebook, build
from casewright.model.ids import Kind
from casewright.render.page import Publication
from casewright.workshop import Workshop

ADDRESS = "https://casebook.example/"
_RECORDS = frozenset(kind.folder for kind in Kind)
_PARTED = re.compile(r"\bpage/\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Largest:
    """The largest thing of a kind: its size in bytes, its address, and how many there are of the kind."""

    size: int
    address: str
    count: int


def main() -> None:
    """Print the largest page and the largest file of each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--casebook", type=Path, required=True, help="the folder of a casebook")
    options = parser.parse_args()
    publication = Publication(name="Benchmark", address=ADDRESS)
    casebook = build(options.casebook, publication, workshop=Workshop.of(None))
    try:
        for title, items in (("page", _pages(casebook)), ("file", _files(casebook))):
            for kind, found in largest(items).items():
                print(f"{title} {kind:32} {found.size:10,} bytes {found.address} (largest of {found.count:,})")
    finally:
        casebook.close()


def largest(items: Iterable[tuple[str, str, int]]) -> Mapping[str, Largest]:
    """Return the largest of each kind, the largest kind first; ``items`` are (kind, address, size)."""
    found: dict[str, Largest] = {}
    for kind, address, size in items:
        best = found.get(kind, Largest(size=-1, address="", count=0))
        is_larger = size > best.size
        found[kind] = Largest(
            size=size if is_larger else best.size,
            address=address if is_larger else best.address,
            count=best.count + 1,
        )
    return dict(sorted(found.items(), key=lambda item: (-item[1].size, item[0])))


def _pages(casebook: Casebook) -> Iterator[tuple[str, str, int]]:
    for page in casebook.site.pages:
        yield page.template, page.address, len(casebook.rendered(page).html.encode())


def _files(casebook: Casebook) -> Iterator[tuple[str, str, int]]:
    for address, text in casebook.files():
        yield _kind(address), address, len(text.encode())


def _kind(address: str) -> str:
    """Return what files of the same kind have in common: ``api/v1/cases/*.json``, ``cases/*/references.bib``."""
    parts = _PARTED.sub("page/*", address).split("/")
    if parts[0] == "api" and len(parts) == 4:  # api/v1/FOLDER/ID.json
        parts[3] = f"*.{parts[3].rpartition('.')[2]}"
    elif parts[0] in _RECORDS and len(parts) > 2:  # FOLDER/ID/NAME
        parts[1] = "*"
    return "/".join(parts)


if __name__ == "__main__":
    main()
