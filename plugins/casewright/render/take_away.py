"""References to take away: how to cite a page or a source, as text to copy and as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from casewright.model.ids import Ref
from casewright.model.source import Source
from casewright.render.self_citation import OWN_STYLES
from casewright.views.addresses import BIBLIOGRAPHY, all_sources_file, cite_file, references_file

Writers = Mapping[str, Callable[[Iterable[Source]], str]]
"""How sources are written, by the ending of the file."""

LABELS: Mapping[str, str] = MappingProxyType({"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"})
"""What readers call the formats, by the ending of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledReference:
    """A reference in one style."""

    style: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReference:
    """A reference in one format: its text, and the address of a file with it (nothing where there is none)."""

    label: str
    ending: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """All the ways to cite one work."""

    styled: tuple[StyledReference, ...]
    written: tuple[WrittenReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFile:
    """A file to take away."""

    label: str
    ending: str
    address: str


def citing_record(ref: Ref, source: Source, printed: Mapping[str, Mapping[str, str]], writers: Writers) -> Citing:
    """Return how to cite a record. ``printed`` holds references by style and key."""
    styled = (
        StyledReference(style=label, html=Markup(html))  # noqa: S704 - written by the engine, which escapes
        for style, label in OWN_STYLES.items()
        if (html := printed.get(style, {}).get(source.key))
    )
    return Citing(styled=tuple(styled), written=_written(source, writers, lambda ending: cite_file(ref, ending)))


def citing_source(source: Source, writers: Writers) -> Citing:
    """Return how to cite a source; its own page shows the reference already, and files of single sources are none."""
    return Citing(styled=(), written=_written(source, writers, lambda _ending: ""))


def record_downloads(ref: Ref) -> tuple[DownloadFile, ...]:
    """Return the files of the sources that a record's page cites."""
    return downloads(lambda ending: references_file(ref, ending))


def bibliography_downloads(base: str = BIBLIOGRAPHY) -> tuple[DownloadFile, ...]:
    """Return the files of all sources."""
    return downloads(lambda ending: all_sources_file(ending, base))


def _written(source: Source, writers: Writers, file: Callable[[str], str]) -> tuple[WrittenReference, ...]:
    return tuple(
        WrittenReference(label=LABELS[ending], ending=ending, text=write([source]).rstrip(), file=file(ending))
        for ending, write in writers.items()
    )


def downloads(address: Callable[[str], str]) -> tuple[DownloadFile, ...]:
    """Return a file in each format, at its address by its ending."""
    return tuple(DownloadFile(label=label, ending=ending, address=address(ending)) for ending, label in LABELS.items())
