"""One use of the engine: what is asked of it for pages, and in which documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain

from casewright.model.ids import SourceKey
from casewright.model.prose import Cluster
from casewright.progress import SILENT, Progress
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
from casewright.render.citeproc.pool import Failure, Pool
from casewright.render.citeproc.reading import Reading
from casewright.render.citeproc.result import FormattedCluster, FormattedReference, PageResult
from casewright.render.citeproc.shown import only_shown
from casewright.render.styles import Style

CITATIONS = "citations"
"""What progress calls this stage."""

_AHEAD = 1500
"""Citations that are worth beginning with before all are known: many have works in common."""

_MOST_ORDERED = 2000
"""So many works are put in order together before it is known which of them are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is wanted of one page."""

    name: str
    """The page, for messages."""
    clusters: tuple[Cluster, ...] = ()
    listed: tuple[SourceKey, ...] = ()
    """Works to be listed though they are not cited."""
    reading: Reading = ()
    """In which order the citations are read, where that is another, or footnotes stand between them."""

    @property
    def shown(self) -> tuple[SourceKey, ...]:
        """Return the works cited or listed, each once, in the order of the page."""
        return tuple(dict.fromkeys((*cited_in(self.clusters), *self.listed)))


Results = dict[Job, PageResult]


@dataclass(slots=True, kw_only=True)
class Run:
    """Works, a style and a language, and what has been formatted of it: nothing is asked twice."""

    pool: Pool
    works: Works
    style: Style
    lang: str
    base: str = ""
    """A digest of style, language and engine."""
    names: dict[Job, str] = field(default_factory=dict)
    """What the results of jobs are kept under."""
    clusters: dict[Cluster, FormattedCluster] = field(default_factory=dict)
    references: dict[SourceKey, FormattedReference] = field(default_factory=dict)
    waiting: list[Job] = field(default_factory=list)
    order: dict[SourceKey, int] = field(default_factory=dict)
    """The places of all works in the style's order, where it was asked for early."""
    begun: list[Future[object]] = field(default_factory=list)
    progress: Progress = SILENT
    """Is told of each document that is formatted."""

    def begin(self, job: Job, threads: ThreadPoolExecutor) -> None:
        """Say that a page will be asked for. Once there are many, they are formatted while others are still read."""
        self.waiting.append(job)
        if not self.begun and len(self.works.names) <= _MOST_ORDERED:
            self.begun.append(threads.submit(self._put_in_order))
        if sum(len(one.clusters) for one in self.waiting) >= _AHEAD:
            self.begin_rest(threads)

    def begin_rest(self, threads: ThreadPoolExecutor) -> None:
        """Format what was announced so far, while whoever asks for it does something else."""
        if self.waiting:
            jobs, self.waiting = self.waiting, []
            self.begun.append(threads.submit(self._learn, jobs))

    def pages(self, jobs: Sequence[Job]) -> tuple[Results, Mapping[Job, Failure]]:
        """Return the results of jobs, and why there is none for the others, each of which was tried twice."""
        free = [job for job in jobs if self._is_free(job)]
        done = self._together(free) if free else {}
        if bound := [job for job in jobs if not self._is_free(job)]:
            done |= self._one_by_one(bound)[0]
        failed: Mapping[Job, Failure] = {}
        if again := [job for job in jobs if job not in done]:
            more, failed = self._one_by_one(again)
            done |= more
        return done, failed

    def _is_free(self, job: Job) -> bool:
        """Return whether what is wanted looks the same whatever else is in a document."""
        is_single_reference = not job.clusters and len(job.shown) == 1
        return self.style.is_free_of_context or (is_single_reference and self.style.has_free_references)

    def _one_by_one(self, jobs: Sequence[Job]) -> tuple[Results, Mapping[Job, Failure]]:
        """Return what pages show that are a document each.

        Where a sign stands for authors named above, it may be above in the list of the document only, which has the
        mates of what is cited as well; so such pages are asked for with all names, too.
        """
        substituted = [job for job in jobs if self.style.substitutes_authors and self._has_others(job)]
        in_full = self.style.without_substitutes()
        documents = [self._document(job, self.style) for job in jobs]
        answers = list(self._ask([*documents, *(self._document(job, in_full) for job in substituted)]))
        named = dict(zip(substituted, answers[len(jobs) :], strict=True))
        done: Results = {}
        failed: dict[Job, Failure] = {}
        for job, answer in zip(jobs, answers[: len(jobs)], strict=True):
            full = named.get(job, answer)
            if isinstance(answer, Failure):
                failed[job] = answer
            elif isinstance(full, Failure):
                failed[job] = full
            else:
                references = only_shown(answer.references, full.references, job.shown, self.style)
                done[job] = PageResult(clusters=answer.clusters, references=tuple(references))
        return done, failed

    def _has_others(self, job: Job) -> bool:
        return len(self.works.around(job.shown)) > len(job.shown)

    def _document(self, job: Job, style: Style) -> Document:
        works = self.works.showing(job.shown)
        return Document(style=style, clusters=job.clusters, works=works, reading=job.reading)

    def _together(self, jobs: Sequence[Job]) -> Results:
        """Return the results of the jobs of which everything could be formatted."""
        for future in self.begun:
            future.result()
        lists = [job.shown for job in jobs if len(job.shown) > 1]
        listed = set(chain.from_iterable(lists))
        order = self._learn(jobs, () if listed <= self.order.keys() else listed) or self.order
        return {
            job: PageResult(
                clusters=tuple(self.clusters[cluster] for cluster in job.clusters),
                references=tuple(self.references[key] for key in sorted(job.shown, key=lambda key: order.get(key, 0))),
            )
            for job in jobs
            if all(cluster in self.clusters for cluster in job.clusters)
            and all(key in self.references for key in job.shown)
            and (len(job.shown) < 2 or order)  # noqa: PLR2004 - one reference has an order
        }

    def _put_in_order(self) -> None:
        self.order.update(self._learn((), self.works.names))

    def _learn(self, jobs: Sequence[Job], listed: Iterable[SourceKey] = ()) -> Mapping[SourceKey, int]:
        """Format what jobs need and is not known yet; return the places of ``listed`` in the style's order."""
        clusters = {cluster for job in jobs for cluster in job.clusters if cluster not in self.clusters}
        keys = {key for job in jobs for key in job.shown if key not in self.references}
        in_order = order_document(listed, self.works, self.style)
        keys.difference_update(in_order.works.keys() - self.works.lettered.keys())
        documents = [
            *([in_order] if in_order.works else []),
            *cluster_documents(clusters, self.works, self.style),
            *reference_documents(keys, self.works, self.style),
        ]
        order: dict[SourceKey, int] = {}
        for document, answer in zip(documents, self._ask(documents), strict=True):
            if isinstance(answer, Failure):
                continue
            if document is in_order:
                order = {entry.key: place for place, entry in enumerate(answer.references)}
                self._learn_plain(answer)
            elif document.clusters:
                self.clusters.update(zip(document.clusters, answer.clusters, strict=True))
            else:
                self.references.update((entry.key, entry) for entry in answer.references)
        return order

    def _learn_plain(self, answer: Answer) -> None:
        """Keep the references of works that need no letters."""
        plain = (entry for entry in answer.references if entry.key not in self.works.lettered)
        self.references.update((entry.key, entry) for entry in plain)

    def _ask(self, documents: Sequence[Document]) -> Iterator[Answer | Failure]:
        self.progress.stage(CITATIONS, len(documents))
        requests = [to_request(document, self.works, self.lang) for document in documents]
        answers = self.pool.ask(requests, [len(one.works) + len(one.clusters) for one in documents])
        for document, answer in zip(documents, answers, strict=True):
            self.progress.step()
            try:
                yield answer if isinstance(answer, Failure) else to_answer(answer, document, self.works, self.lang)
            except (KeyError, TypeError, ValueError) as error:
                yield Failure(reason=f"its answer does not fit: {error}")
