"""Jobs → a document for the engine, and its answer → a result for each job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.render.citeproc.result import FormattedCluster, FormattedReference, PageResult
from casewright.render.styles import Style

_MOST = 80
"""Citations and entries of one document. The engine compares each name of a document with all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the engine needs for one page: ``works`` are those shown, and all that they could be mistaken for."""

    name: str
    """The page, for messages."""
    lang: str
    clusters: tuple[Cluster, ...] = ()
    shown: tuple[SourceKey, ...] = ()
    """Keys of the works cited or listed, in the order of the page."""
    works: tuple[SourceKey, ...] = ()
    """Sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """All works there are: their CSL-JSON as text, by key, and the names that they have in documents."""

    written: Mapping[SourceKey, str]
    names: Mapping[SourceKey, str]
    is_in_company: frozenset[SourceKey] = frozenset()
    """Works that could be mistaken for others."""


def batches(jobs: Sequence[Job], style: Style) -> Iterator[tuple[Job, ...]]:
    """Yield the jobs in groups that go into one document each: one by one where the style looks at the context."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        weight = len(job.clusters) + len(job.works)
        if batch and (not style.is_free_of_context or job.lang != batch[0].lang or size + weight > _MOST):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(job)
        size += weight
    if batch:
        yield tuple(batch)


def to_document(jobs: Sequence[Job], works: Works, style: Style) -> Mapping[str, Any]:
    """Return what `worker.lua` reads. Jobs of one document share a language; what they have in common is asked once."""
    keys = sorted({key for job in jobs for key in job.works})
    first = [key for key in keys if key in works.is_in_company] if style.is_free_of_context else []
    cited = {item.key for job in jobs for items, _ in job.clusters for item in items}
    listed = [key for job in jobs for key in job.shown if key not in cited]
    last = dict.fromkeys((*listed, *(key for key in keys if key not in cited)))
    return {
        "style": style.address,
        "lang": jobs[0].lang,
        "references": f"[{','.join(works.written[key] for key in keys)}]",
        "first": [works.names[key] for key in first],
        "last": [works.names[key] for key in last],
        "clusters": [_cluster(cluster, works) for cluster in _all_clusters(jobs, style)],
    }


def to_results(answer: Mapping[str, Any], jobs: Sequence[Job], works: Works, style: Style) -> list[PageResult]:
    """Return the result of each job. Raises KeyError or ValueError where the answer does not fit the document."""
    formatted = [
        FormattedCluster(html=str(found["html"]), notes=tuple(map(str, found["notes"]))) for found in answer["clusters"]
    ]
    clusters = _all_clusters(jobs, style)
    by_cluster = dict(zip(clusters, formatted, strict=True)) if style.is_free_of_context else {}
    keys = {works.names[key]: key for job in jobs for key in job.works}
    references = [
        FormattedReference(key=keys[entry["id"]], html=str(entry["html"]), label=str(entry["label"]))
        for entry in answer["references"]
    ]
    results = []
    for job in jobs:
        shown = set(job.shown)
        entries = tuple(entry for entry in references if entry.key in shown)
        if len(entries) != len(shown) and style.has_reference_list:
            raise ValueError("a reference is missing")
        own = [by_cluster[cluster] for cluster in job.clusters] if style.is_free_of_context else formatted
        results.append(PageResult(clusters=tuple(own), references=entries))
    return results


def _all_clusters(jobs: Sequence[Job], style: Style) -> Sequence[Cluster]:
    """Return the citations of a document: each once where it looks the same everywhere."""
    clusters = [cluster for job in jobs for cluster in job.clusters]
    return list(dict.fromkeys(clusters)) if style.is_free_of_context else clusters


def _cluster(cluster: Cluster, works: Works) -> Mapping[str, Any]:
    items, is_in_text = cluster
    return {"inText": is_in_text, "items": [_item(item, works) for item in items]}


def _item(item: CitedItem, works: Works) -> Mapping[str, Any]:
    return {
        "id": works.names[item.key],
        "prefix": f"{item.prefix} " if item.prefix else "",
        "suffix": f", {item.locator}" if item.locator else "",
        "suppress": item.is_author_suppressed,
    }
