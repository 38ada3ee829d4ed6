"""Jobs → results: kept ones from the cache, the others from pandoc, and a problem for each page that it fails on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from casewright.cache import Cache, digest
from casewright.model.ids import SourceKey
from casewright.model.prose import Cluster
from casewright.problems import Code, Location, Problem
from casewright.render.citeproc.document import (
    Answer,
    Document,
    Works,
    cited_in,
    cluster_documents,
    order_document,
    reference_documents,
    to_answer,
    to_request,
)
from casewright.render.citeproc.pandoc import OLDEST, Pandoc, find_pandoc, pandoc_version
from casewright.render.citeproc.pool import SECONDS, Failure, Pool
from casewright.render.citeproc.repairs import with_words
from casewright.render.citeproc.result import PageResult, from_values, to_values
from casewright.render.styles import Style

_FORMAT = 1
"""Grows when the same job gives another result."""

_KIND = "references"
_INSTALL = 'install it with `pip install "pypandoc-binary>=1.16.2"`'


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is wanted of one page."""

    name: str
    """The page, for messages."""
    clusters: tuple[Cluster, ...] = ()
    listed: tuple[SourceKey, ...] = ()
    """Works to be listed though they are not cited."""

    @property
    def shown(self) -> tuple[SourceKey, ...]:
        """Return the works cited or listed, each once, in the order of the page."""
        return tuple(dict.fromkeys((*cited_in(self.clusters), *self.listed)))


Results = dict[Job, PageResult]


@dataclass(kw_only=True)
class Engine:
    """Pandoc's citeproc behind a cache. Processes are started when the first job is not in the cache."""

    cache: Cache = field(default_factory=Cache)
    pandoc: str = ""
    """Path of a pandoc; empty for the wheel's, else the machine's own."""
    processes: int = 0
    """How many at the most; 0 for one per core."""
    seconds: float = SECONDS
    """How long one document may take."""

    def stop(self) -> None:
        """End all processes."""
        if "_pool" in self.__dict__:
            self._pool.__exit__()
            del self._pool

    def format(
        self, jobs: Sequence[Job], works: Works, style: Style, lang: str
    ) -> tuple[list[PageResult | None], tuple[Problem, ...]]:
        """Return the result of each job, None where there is none, and what went wrong."""
        style = with_words(style, lang)
        base = digest(_FORMAT, style.text, lang, self._found.identity if self._found else "")
        names = {job: _name(base, job, works) for job in jobs}
        kept = {job: from_values(self.cache.get(_KIND, name)) for job, name in names.items()}
        missing = [job for job, result in kept.items() if result is None]
        if not missing:
            return [kept[job] for job in jobs], ()
        if self._unusable:
            return [kept[job] for job in jobs], (self._unusable,)
        print_ = Run(pool=self._pool, works=works, style=style, lang=lang)
        done, failed = print_.pages(missing)
        for job, result in done.items():
            self.cache.put(_KIND, names[job], to_values(result))
        return [kept[job] or done.get(job) for job in jobs], tuple(_failed(job, why) for job, why in failed.items())

    @cached_property
    def _found(self) -> Pandoc | None:
        return find_pandoc(self.pandoc)

    @cached_property
    def _pool(self) -> Pool:
        return Pool(self._found.path if self._found else "", size=self.processes, seconds=self.seconds)

    @cached_property
    def _unusable(self) -> Problem | None:
        """Return why the engine cannot be used at all, if it cannot."""
        if self._found is None:
            what = f"there is no pandoc at {self.pandoc}" if self.pandoc else "pandoc is not installed"
            return _problem(f"references cannot be formatted: {what}", _INSTALL)
        try:
            version = pandoc_version(self._found.path)
        except (OSError, subprocess.SubprocessError) as error:
            return _problem(f"references cannot be formatted: pandoc does not run: {error}", _INSTALL)
        if version < OLDEST:
            is_, needed = (".".join(map(str, parts)) for parts in (version, OLDEST))
            return _problem(f"pandoc {is_} is too old; {needed} or newer is needed", _INSTALL)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One use of the engine: the works, style and language of all that is asked."""

    pool: Pool
    works: Works
    style: Style
    lang: str

    def pages(self, jobs: Sequence[Job]) -> tuple[Results, Mapping[Job, Failure]]:
        """Return the results of jobs, and why there is none for the others, each of which was tried twice."""
        done = self._together(jobs) if self.style.is_free_of_context else self._one_by_one(jobs)[0]
        failed: Mapping[Job, Failure] = {}
        if again := [job for job in jobs if job not in done]:
            more, failed = self._one_by_one(again)
            done |= more
        return done, failed

    def _one_by_one(self, jobs: Sequence[Job]) -> tuple[Results, Mapping[Job, Failure]]:
        documents = [
            Document(style=self.style, clusters=job.clusters, works=self.works.around(job.shown)) for job in jobs
        ]
        done: Results = {}
        failed: dict[Job, Failure] = {}
        for job, answer in zip(jobs, self._ask(documents), strict=True):
            if isinstance(answer, Failure):
                failed[job] = answer
            else:
                shown = set(job.shown)
                entries = tuple(entry for entry in answer.references if entry.key in shown)
                done[job] = PageResult(clusters=answer.clusters, references=entries)
        return done, failed

    def _together(self, jobs: Sequence[Job]) -> Results:
        """Return the results of the jobs of which everything could be formatted."""
        lists = [job.shown for job in jobs if len(job.shown) > 1]
        documents = [
            *([order_document(chain.from_iterable(lists), self.style)] if lists else []),
            *cluster_documents((cluster for job in jobs for cluster in job.clusters), self.works, self.style),
            *reference_documents((key for job in jobs for key in job.shown), self.works, self.style),
        ]
        answers = list(self._ask(documents))
        order: dict[SourceKey, int] = {}
        if lists:
            first = answers.pop(0)
            documents.pop(0)
            if isinstance(first, Failure):
                return {}
            order = {entry.key: place for place, entry in enumerate(first.references)}
        found = [(d, a) for d, a in zip(documents, answers, strict=True) if isinstance(a, Answer)]
        clusters = {c: html for d, a in found for c, html in zip(d.clusters, a.clusters, strict=True)}
        references = {entry.key: entry for d, a in found if not d.clusters for entry in a.references}
        return {
            job: PageResult(
                clusters=tuple(clusters[cluster] for cluster in job.clusters),
                references=tuple(references[key] for key in sorted(job.shown, key=lambda key: order.get(key, 0))),
            )
            for job in jobs
            if all(cluster in clusters for cluster in job.clusters) and all(key in references for key in job.shown)
        }

    def _ask(self, documents: Sequence[Document]) -> Iterator[Answer | Failure]:
        answers = self.pool.ask([to_request(document, self.works, self.lang) for document in documents])
        for document, answer in zip(documents, answers, strict=True):
            try:
                yield answer if isinstance(answer, Failure) else to_answer(answer, document, self.works)
            except (KeyError, TypeError, ValueError) as error:
                yield Failure(reason=f"its answer does not fit: {error}")


def _name(base: str, job: Job, works: Works) -> str:
    clusters = [
        [is_in_text, [[i.key, i.prefix, i.label, i.locator, i.suffix, i.is_author_suppressed] for i in items]]
        for items, is_in_text in job.clusters
    ]
    return digest(base, clusters, job.listed, [works.written[key] for key in works.around(job.shown)])


def _failed(job: Job, failure: Failure) -> Problem:
    return _problem(
        f"the references of {job.name} cannot be formatted: {failure.reason}",
        "keys are shown instead; build again, and if it stays, look for what is unusual in its sources",
    )


def _problem(message: str, hint: str) -> Problem:
    return Problem(code=Code.ENGINE, where=Location("bibliography"), message=message, hint=hint)
