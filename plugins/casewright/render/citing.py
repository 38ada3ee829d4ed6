"""How a site cites, as its settings say, and what formats its citations then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from casewright.cache import FOLDER, Cache
from casewright.model.ids import SourceKey
from casewright.model.page import WrittenPage
from casewright.model.source import Source
from casewright.problems import Problem
from casewright.progress import SILENT, Progress
from casewright.read.language import read_language
from casewright.render.citeproc.engine import Engine
from casewright.render.references import LANGUAGE, Formatter, PageRequest
from casewright.render.styles import Style, load_style, shipped_style


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationSettings:
    """How citations are printed: a CSL style (name or path), a language (BCP 47), and, if need be, which pandoc."""

    style: str = "apa"
    language: str = LANGUAGE
    pandoc: str = ""


def formatter_of(
    sources: Mapping[SourceKey, Source],
    root: Path,
    citing: CitationSettings,
    cache: Cache | None = None,
    progress: Progress = SILENT,
) -> tuple[Formatter, tuple[Problem, ...]]:
    """Return what formats citations of sources, and what is wrong with the style; then it is the default one.

    Results are kept below ``root``, relative to which the style's path is, unless a cache is given.
    """
    _, problems = load_style(citing.style, root)
    default = CitationSettings().style
    lang, _ = read_language(citing.language)  # reported by whoever reads the settings
    engine = Engine(cache=Cache(root / FOLDER) if cache is None else cache, pandoc=citing.pandoc, progress=progress)
    return (
        Formatter(sources=sources, style=style_of(root, citing), lang=lang, engine=engine),
        tuple(
            replace(problem, message=f"{problem.message}; {default.upper()} is used instead") for problem in problems
        ),
    )


def written_requests(pages: Iterable[WrittenPage]) -> tuple[PageRequest, ...]:
    """Return what hand-written pages cite, for those that quote their sentences; the engine's host prints the pages."""
    return tuple(
        PageRequest(name=page.address, clusters=tuple(citation.cluster for citation in page.citations))
        for page in pages
    )


def style_of(root: Path, citing: CitationSettings) -> Style:
    """Return the style of the settings, or the default one where that cannot be used."""
    style, _ = load_style(citing.style, root)
    return style or shipped_style(CitationSettings().style)
