"""Sources and citations → formatted HTML: the only way to the engine, so that it could be changed.

A page's citations and references follow from what it cites, the works that these could be mistaken for, style,
language and engine; so that is what results are kept under, and a work has one label (2013a) on all pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self, TypeVar

from markupsafe import escape

from casewright.model.ids import SourceKey
from casewright.model.prose import Cluster
from casewright.model.source import Source
from casewright.problems import Problem
from casewright.read.locators import ENGLISH
from casewright.render.beside import of_another_year, of_its_year
from casewright.render.citeproc.document import Works
from casewright.render.citeproc.engine import Engine
from casewright.render.citeproc.reading import Reading, indexes, only
from casewright.render.citeproc.repairs import repaired
from casewright.render.citeproc.result import NOTE, FormattedCluster, FormattedReference, PageResult
from casewright.render.citeproc.run import Job
from casewright.render.mates import Item, alone_with_title, lettered, mates
from casewright.render.styles import Style
from casewright.render.unprinted import empty_citations, in_plain_words, not_listed, with_all_listed
from casewright.views.addresses import source_name
from casewright.views.source_words import title

__all__ = ["NOTE", "FormattedCluster", "FormattedReference", "Formatter", "PageRequest", "PageResult"]

LANGUAGE = ENGLISH
Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a page cites, in the order of the page, and what it lists without citing it."""

    name: str
    """The page, for messages."""
    clusters: tuple[Cluster, ...] = ()
    listed: tuple[SourceKey, ...] = ()
    reading: Reading = ()
    """In which order the citations are read, for styles that cite in notes; empty where that is the order above.

    One that lacks a citation (footnotes may be nested past reading) does not count.
    """


@dataclass(kw_only=True)
class Formatter:
    """Formats what cites a set of sources, in one style and language. Leave it as a context manager."""

    sources: Mapping[SourceKey, Source]
    style: Style
    lang: str = LANGUAGE
    engine: Engine = field(default_factory=Engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.engine.stop()

    def begin(self, request: PageRequest) -> None:
        """Say that a page will be asked for, so that formatting it may begin while others are still read."""
        self.engine.begin(self._job(request), self._works, self.style, self.lang)

    def begin_rest(self) -> None:
        """Say that all pages that begin early have begun."""
        self.engine.begin_rest()

    def pages(self, requests: Iterable[PageRequest]) -> tuple[tuple[PageResult | None, ...], tuple[Problem, ...]]:
        """Return what each page shows, None where the engine failed, and then a problem that names the page."""
        asked = tuple(requests)
        results, problems = self.engine.format(
            [self._job(request) for request in asked], self._works, self.style, self.lang
        )
        told = tuple(dict.fromkeys((*problems, *self._unprinted(asked, results))))
        return tuple(map(self._with_unknown, asked, results)), told

    def alone(self, keys: Iterable[SourceKey]) -> tuple[Mapping[SourceKey, str], tuple[Problem, ...]]:
        """Return references that stand by themselves, with the letters (2013a) that the works have everywhere."""
        known = [key for key in dict.fromkeys(keys) if key in self.sources]
        jobs = [self._job(PageRequest(name=f"the source {key}", listed=(key,))) for key in known]
        results, problems = self.engine.format(jobs, self._works, self.style.for_single_references(), self.lang)
        printed = dict(_single(known, results))
        empty = [key for key, html in printed.items() if not html]
        plain = {key: in_plain_words(self.sources[key].item) for key in empty}
        return {**printed, **plain}, (*problems, *(not_listed(self.sources[key], self.style) for key in empty))

    def apart(
        self, items: Mapping[str, Item], style: Style, of: Collection[str] | None = None
    ) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
        """Return references of works that have nothing to do with each other, by what they are called in ``items``.

        ``of`` asks for a few of them.
        """
        names = {SourceKey(name): f"item-{index}" for index, name in enumerate(items) if of is None or name in of}
        written = {key: _written(repaired({**items[key], "id": name})) for key, name in names.items()}
        jobs = [Job(name=key, listed=(key,)) for key in names]
        works = Works(written=written, names=names, mates={key: (key,) for key in names})
        results, problems = self.engine.format(jobs, works, style.without_letters(), self.lang)
        return dict(_single(list(names), results)), problems

    def _unprinted(self, asked: Iterable[PageRequest], results: Iterable[PageResult | None]) -> Iterator[Problem]:
        """Yield what the style prints nothing for: works in lists, and citations."""
        for request, result in zip(asked, results, strict=True):
            if result:
                known = [one for cluster in request.clusters if (one := self._known(cluster))]
                yield from empty_citations(request.name, zip(known, result.clusters, strict=True))
                unlisted = (entry.key for entry in result.references if not entry.html)
                yield from (not_listed(self.sources[key], self.style) for key in unlisted)

    def _job(self, request: PageRequest) -> Job:
        known = {index: one for index, cluster in enumerate(request.clusters) if (one := self._known(cluster))}
        listed = tuple(key for key in request.listed if key in self.sources)
        reading = only(request.reading, {index: place for place, index in enumerate(known)})
        is_told = self.style.cites_in_notes and sorted(indexes(reading)) == list(range(len(known)))
        return Job(name=request.name, clusters=tuple(known.values()), listed=listed, reading=reading if is_told else ())

    def _known(self, cluster: Cluster) -> Cluster | None:
        """Return a citation without the keys that are in no bibliography; None where nothing is left to lead it."""
        items, is_in_text = cluster
        known = tuple(item for item in items if item.key in self.sources)
        return (known, is_in_text) if known and (known[0] is items[0] or not is_in_text) else None

    def _with_unknown(self, request: PageRequest, result: PageResult | None) -> PageResult | None:
        """Return a result with None in the places of the citations that were not asked for."""
        if result is None:
            return None
        formatted = iter(result.clusters)
        clusters = tuple(
            self._with_subject(known, next(formatted)) if (known := self._known(cluster)) else None
            for cluster in request.clusters
        )
        return with_all_listed(PageResult(clusters=clusters, references=result.references), self.sources)

    def _with_subject(self, cluster: Cluster, formatted: FormattedCluster | None) -> FormattedCluster | None:
        """Return a citation in the text with the title of a work whose author it lacks (``@report says`` in notes)."""
        items, is_in_text = cluster
        if not is_in_text or not formatted or not formatted.is_only_note:
            return formatted
        name = escape(title(self.sources[items[0].key].item))
        return replace(formatted, html=formatted.html.replace(NOTE, f"{name}{NOTE}", 1))

    @cached_property
    def _mates(self) -> Mapping[SourceKey, tuple[SourceKey, ...]]:
        if not self.style.has_letters:
            return {key: (key,) for key in self.sources}
        items = {key: source.item for key, source in self.sources.items()}
        return mates(items, compares_all_names=self.style.compares_all_names)

    @cached_property
    def _works(self) -> Works:
        names = {key: source_name(key) for key in self.sources}
        items = {key: repaired({**source.item, "id": names[key]}) for key, source in self.sources.items()}
        rivals = lettered(items, self._mates)
        own = alone_with_title(items, rivals)
        known = {key: item for key, item in items.items() if len(self._mates[key]) > 1}
        return Works(
            written={key: _written(item) for key, item in items.items()},
            names=names,
            mates=self._mates,
            lettered=rivals,
            beside={
                key: _written(of_its_year(item, self.style, has_own_title=key in own)) for key, item in known.items()
            },
            apart={key: _written(of_another_year(item, self.style)) for key, item in known.items()},
        )


def _single(names: Sequence[Name], results: Sequence[PageResult | None]) -> Iterator[tuple[Name, str]]:
    for name, result in zip(names, results, strict=True):
        if result and result.references:
            yield name, result.references[0].html


def _written(item: Item) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
