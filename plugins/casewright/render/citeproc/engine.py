"""Jobs → results: kept ones from the cache, the others from pandoc, and a problem for each page that it fails on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from casewright.cache import Cache, digest
from casewright.problems import Code, Location, Problem
from casewright.render.citeproc.document import Job, Works, batches, to_document, to_results
from casewright.render.citeproc.pandoc import OLDEST, find_pandoc, pandoc_version
from casewright.render.citeproc.pool import SECONDS, Failure, Pool
from casewright.render.citeproc.result import PageResult, from_values, to_values
from casewright.render.styles import Style

_FORMAT = 1
"""Grows when the same job gives another result."""

_KIND = "references"
_INSTALL = 'install it with `pip install "pypandoc-binary>=1.16.2"`'


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
        self, jobs: Sequence[Job], works: Works, style: Style
    ) -> tuple[list[PageResult | None], tuple[Problem, ...]]:
        """Return the result of each job, None where there is none, and what went wrong."""
        base = digest(_FORMAT, style.text, self._found.identity if self._found else "")
        names = [_name(base, job, works) for job in jobs]
        results = {name: from_values(self.cache.get(_KIND, name)) for name in dict.fromkeys(names)}
        missing = {name: job for name, job in zip(names, jobs, strict=True) if not results[name]}
        problems = tuple(self._fill(missing, results, works, style)) if missing else ()
        return [results[name] for name in names], problems

    def _fill(
        self, missing: Mapping[str, Job], results: dict[str, PageResult | None], works: Works, style: Style
    ) -> Iterator[Problem]:
        unusable = self._unusable
        if unusable:
            yield unusable
            return
        by_job = {id(job): name for name, job in missing.items()}
        again: list[tuple[Job, ...]] = []
        for batch, found in self._ask(list(batches(list(missing.values()), style)), works, style):
            if isinstance(found, Failure):
                again += [(job,) for job in batch]
            else:
                self._keep(batch, found, by_job, results)
        for batch, found in self._ask(again, works, style):
            if isinstance(found, Failure):
                yield _failed(batch[0], found)
            else:
                self._keep(batch, found, by_job, results)

    def _ask(
        self, asked: Sequence[tuple[Job, ...]], works: Works, style: Style
    ) -> Iterator[tuple[tuple[Job, ...], list[PageResult] | Failure]]:
        answers = self._pool.ask([to_document(batch, works, style) for batch in asked])
        for batch, answer in zip(asked, answers, strict=True):
            try:
                yield batch, answer if isinstance(answer, Failure) else to_results(answer, batch, works, style)
            except (KeyError, TypeError, ValueError) as error:
                yield batch, Failure(reason=f"its answer does not fit: {error}")

    def _keep(
        self, batch: Sequence[Job], found: Sequence[PageResult], names: Mapping[int, str], results: dict[str, Any]
    ) -> None:
        for job, result in zip(batch, found, strict=True):
            name = names[id(job)]
            results[name] = result
            self.cache.put(_KIND, name, to_values(result))

    @cached_property
    def _found(self) -> Any:  # noqa: ANN401 - a Pandoc or None
        return find_pandoc(self.pandoc)

    @cached_property
    def _pool(self) -> Pool:
        return Pool(self._found.path, size=self.processes, seconds=self.seconds)

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


def _name(base: str, job: Job, works: Works) -> str:
    clusters = [
        [is_in_text, [[i.key, i.prefix, i.locator, i.is_author_suppressed] for i in items]]
        for items, is_in_text in job.clusters
    ]
    return digest(base, job.lang, clusters, job.shown, [works.written[key] for key in job.works])


def _failed(job: Job, failure: Failure) -> Problem:
    return _problem(
        f"the references of {job.name} cannot be formatted: {failure.reason}",
        "keys are shown instead; build again, and if it stays, look for what is unusual in its sources",
    )


def _problem(message: str, hint: str) -> Problem:
    return Problem(code=Code.ENGINE, where=Location("bibliography"), message=message, hint=hint)
