"""Jobs → results: kept ones from the cache, the others from pandoc, and problems that name the pages it fails on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, field
from functools import cached_property

from casewright.cache import Cache, digest
from casewright.problems import Code, Location, Problem
from casewright.progress import SILENT, Progress
from casewright.read.language import SETTINGS
from casewright.render.citeproc.document import Works
from casewright.render.citeproc.pandoc import OLDEST, Pandoc, find_pandoc, pandoc_version
from casewright.render.citeproc.pool import SECONDS, Failure, Pool
from casewright.render.citeproc.repairs import with_words
from casewright.render.citeproc.result import PageResult, from_values, to_values
from casewright.render.citeproc.run import Job, Run
from casewright.render.citeproc.worker import SCRIPT
from casewright.render.styles import Style

_FORMAT = 8
"""Grows when the same job gives another result."""

_KIND = "references"
_INSTALL = 'install it with `pip install "pypandoc-binary>=1.16.2"`'
_ANEW = (
    'pandoc never answered: install it anew (`pip install --force-reinstall "pypandoc-binary>=1.16.2"`), '
    "or name another in the option pandoc"
)
_LOOK = "keys are shown instead; build again, and if it stays, look for what is unusual in the sources cited there"
_MOST_NAMED = 3
"""So many pages are named that the engine fails on for the same reason."""
_MEND_OPTION = f"mend the path in the option pandoc, or leave the option out; where no pandoc is, {_INSTALL}"


@dataclass(kw_only=True)
class Engine:
    """Pandoc's citeproc behind a cache. Processes are started when the first job is not in the cache."""

    cache: Cache = field(default_factory=Cache)
    pandoc: str = ""
    """Path of a pandoc; empty for the wheel's, else the machine's own."""
    processes: int = 0
    """How many at the most; 0 for one per core."""
    seconds: float = SECONDS
    """How long a small document may take; large ones may take longer."""
    progress: Progress = SILENT
    is_told_dead: bool = field(default=False, init=False)
    """Whether it was told that no process ever answers: that is true of all pages that are asked for."""

    def stop(self) -> None:
        """End all processes, once every result is kept."""
        if "_keeper" in self.__dict__:
            self._keeper.shutdown()
            del self._keeper
        if "_threads" in self.__dict__:
            self._threads.shutdown()
            del self._threads
        self._runs.clear()
        if "_pool" in self.__dict__:
            self._pool.__exit__()
            del self._pool
        self.is_told_dead = False

    def format(
        self, jobs: Sequence[Job], works: Works, style: Style, lang: str
    ) -> tuple[list[PageResult | None], tuple[Problem, ...]]:
        """Return the result of each job, None where there is none, and what went wrong."""
        run = self._run(works, style, lang)
        names = {job: self._name(job, run) for job in jobs}
        kept = {job: from_values(self.cache.get(_KIND, name)) for job, name in names.items()}
        missing = [job for job, result in kept.items() if result is None]
        if not missing:
            return [kept[job] for job in jobs], ()
        if self._unusable:
            return [kept[job] for job in jobs], (self._unusable,)
        done, failed = run.pages(missing)
        self._keeper.submit(self._keep, [(names[job], result) for job, result in done.items()])
        return [kept[job] or done.get(job) for job in jobs], tuple(self._failed(failed))

    def _failed(self, failed: Mapping[Job, Failure]) -> Iterator[Problem]:
        """Yield a problem for each reason why pages have no result; that the engine is dead is told once."""
        if failed and self._pool.is_dead:
            reason = self._pool.failures[-1].reason
            what = f"the references of {_named(list(failed))} cannot be formatted, nor any after them: {reason}"
            if not self.is_told_dead:
                yield _problem(what, f"keys are shown instead; {_MEND_OPTION if self.pandoc else _ANEW}")
            self.is_told_dead = True
            return
        by_reason: dict[str, list[Job]] = {}
        for job, failure in failed.items():
            by_reason.setdefault(failure.reason, []).append(job)
        for reason, jobs in by_reason.items():
            yield _problem(f"the references of {_named(jobs)} cannot be formatted: {reason}", _LOOK)

    def _keep(self, results: Sequence[tuple[str, PageResult]]) -> None:
        """Keep results for the next build, while this one goes on."""
        for name, result in results:
            self.cache.put(_KIND, name, to_values(result))

    def begin(self, job: Job, works: Works, style: Style, lang: str) -> None:
        """Say that a job will be asked for, so that it may be begun. Asking for it later gives the same, sooner."""
        run = self._run(works, style, lang)
        is_kept = self._may_be_kept and self.cache.has(_KIND, self._name(job, run))
        if run.style.is_free_of_context and not is_kept and not self._unusable:
            run.begin(job, self._threads)

    def begin_rest(self) -> None:
        """Say that no more jobs are begun: what is left of them need not wait for others."""
        for run in self._runs.values():
            run.begin_rest(self._threads)

    def _run(self, works: Works, style: Style, lang: str) -> Run:
        name = (id(works), style.text, lang)
        if name not in self._runs:
            style = with_words(style, lang)
            base = digest(self._identity, style.text, lang)
            self._runs[name] = Run(
                pool=self._pool, works=works, style=style, lang=lang, base=base, progress=self.progress
            )
        return self._runs[name]

    def _name(self, job: Job, run: Run) -> str:
        """Return what a job's result is kept under: a digest of all that it follows from."""
        if job in run.names:
            return run.names[job]
        clusters = [
            [is_in_text, [[i.key, i.prefix, i.label, i.locator, i.suffix, i.is_author_suppressed] for i in items]]
            for items, is_in_text in job.clusters
        ]
        works = [run.works.digests[text] for text in run.works.showing(job.shown).values()]
        reading = [place if isinstance(place, int) else [astuple(one) for one in place] for place in job.reading]
        run.names[job] = digest(run.base, clusters, job.listed, works, *([reading] if reading else []))
        return run.names[job]

    @cached_property
    def _may_be_kept(self) -> bool:
        """Return whether it is worth looking for results: not in a first build."""
        return self.cache.has_any(_KIND)

    @cached_property
    def _identity(self) -> str:
        return digest(_FORMAT, SCRIPT.read_text(encoding="utf-8"), self._found and self._found.identity)

    @cached_property
    def _runs(self) -> dict[tuple[int, str, str], Run]:
        return {}

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1)

    @cached_property
    def _keeper(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1)

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
            if self.pandoc:
                return _unusable(f"there is no pandoc at {self.pandoc}", _MEND_OPTION)
            return _unusable("pandoc is not installed")
        try:
            version = pandoc_version(self._found.path)
        except (OSError, subprocess.SubprocessError) as error:
            return _unusable(f"pandoc does not run: {error}")
        if not version:
            return _unusable(f"{self._found.path} is no pandoc", _MEND_OPTION if self.pandoc else _INSTALL)
        if version < OLDEST:
            is_, needed = (".".join(map(str, parts)) for parts in (version, OLDEST))
            return _unusable(f"pandoc {is_} is too old; {needed} or newer is needed")
        return None


def _named(jobs: Sequence[Job]) -> str:
    """Return the names of the first jobs, and how many others there are."""
    names = [job.name for job in jobs[:_MOST_NAMED]]
    more = len(jobs) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _unusable(what: str, hint: str = _INSTALL) -> Problem:
    return _problem(f"references cannot be formatted: {what}", hint)


def _problem(message: str, hint: str) -> Problem:
    return Problem(code=Code.ENGINE, where=Location(SETTINGS), path="pandoc", message=message, hint=hint)
