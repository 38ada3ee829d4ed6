"""Sources and citations → formatted HTML, through one function, so that the engine can be changed.

The engine is pandoc's citeproc, a separate program reached over a pipe (`citeproc.lua` is the other end).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypandoc

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.model.source import Source
from casewright.problems import Code, Location, Problem
from casewright.views.addresses import source_name

STYLE = Path(__file__).parent / "csl" / "apa.csl"
_SCRIPT = Path(__file__).parent / "citeproc.lua"
_SECONDS = 300
_REMEMBERED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """HTML of every citation and every reference; ``references`` is in the style's order."""

    clusters: Mapping[Cluster, str] = field(default_factory=dict)
    references: Mapping[SourceKey, str] = field(default_factory=dict)
    alone: Mapping[SourceKey, str] = field(default_factory=dict)
    """References formatted each on its own, so that none gets a letter after its year because of another."""


def format_references(
    sources: Mapping[SourceKey, Source],
    clusters: Iterable[Cluster],
    *,
    alone: Sequence[Source] = (),
    lang: str = "en-US",
) -> tuple[Formatted, tuple[Problem, ...]]:
    """Return all sources and citations formatted in APA style, and a problem where the engine cannot be used.

    Citations of unknown keys are left out; the gate reports them. All sources are formatted together, so a source
    has one label (2013a) in the whole casebook.
    """
    known = [cluster for cluster in dict.fromkeys(clusters) if all(item.key in sources for item in cluster[0])]
    documents = [_document(sources.values(), known), *(_document([source], []) for source in alone)]
    request = {"style": str(STYLE), "lang": lang, "documents": documents}
    try:
        answer, *others = json.loads(_ask(json.dumps(request, ensure_ascii=False)))["documents"]
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return Formatted(), (_engine_problem(error),)
    keys = {source_name(key): key for key in sources}
    formatted = Formatted(
        clusters=dict(zip(known, answer["clusters"], strict=True)),
        references={keys[entry["id"]]: entry["html"] for entry in answer["references"]},
        alone={
            source.key: other["references"][0]["html"]
            for source, other in zip(alone, others, strict=True)
            if other["references"]
        },
    )
    return formatted, ()


@lru_cache(maxsize=_REMEMBERED)
def _ask(request: str) -> str:
    command: Sequence[str] = [pypandoc.get_pandoc_path(), "lua", str(_SCRIPT)]
    done = subprocess.run(command, input=request, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True)
    return done.stdout


def _document(sources: Iterable[Source], clusters: Iterable[Cluster]) -> dict[str, Any]:
    return {
        "references": json.dumps([_reference(source) for source in sources], ensure_ascii=False),
        "clusters": [
            {"inText": is_in_text, "items": [_item(item) for item in items]} for items, is_in_text in clusters
        ],
    }


def _reference(source: Source) -> dict[str, Any]:
    return {**source.item, "id": source_name(source.key)}


def _item(item: CitedItem) -> dict[str, Any]:
    return {
        "id": source_name(item.key),
        "prefix": f"{item.prefix} " if item.prefix else "",
        "suffix": f", {item.locator}" if item.locator else "",
        "suppress": item.is_author_suppressed,
    }


def _engine_problem(error: Exception) -> Problem:
    said = (getattr(error, "stderr", "") or str(error)).split("\n")
    return Problem(
        code=Code.ENGINE,
        where=Location("bibliography"),
        message=f"pandoc could not format the references: {' '.join(said[:2]).strip() or type(error).__name__}",
        hint='install it with `pip install "pypandoc-binary>=1.13"`; until then references are shown by their keys',
    )
