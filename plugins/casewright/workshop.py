"""What a build may use beside what is written: results of earlier ones, compiled templates, several processes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from jinja2 import Environment

from casewright.cache import Cache
from casewright.crew import cores
from casewright.memory import Memory, remembering
from casewright.progress import SILENT, Progress
from casewright.read.kept import Kept
from casewright.read.words import read_words
from casewright.render.page_environment import page_environment
from casewright.render.templates import environment, with_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What a build may use beside what is written: results of earlier ones, and several processes.

    Neither changes what comes of it. By default, nothing is kept and one process works.
    """

    cache: Cache = field(default_factory=Cache)
    kept: Kept = field(default_factory=Kept)
    environments: dict[tuple[Path | None, frozenset[Path]], Environment] = field(default_factory=dict)
    """Templates that are compiled already, by the folder that goes before those of the package, and what is in it."""
    memory: Memory | None = None
    """What is remembered from one build to the next of this process; without it, nothing is."""
    processes: int = 1
    progress: Progress = SILENT

    @classmethod
    def of(
        cls, folder: Path | None, processes: int = 0, progress: Progress = SILENT, memory: Memory | None = None
    ) -> Self:
        """Return one that keeps its results in a folder, if one is given; without a number, all cores work."""
        cache = Cache(folder, at_hand=None if memory is None else {})
        return cls(cache=cache, kept=Kept(cache), processes=processes or cores(), progress=progress, memory=memory)

    def environment(self, overrides: Path | None) -> Environment:
        """Return the environment of the templates; what has changed of them, or of what they say, is read anew."""
        key = overrides, frozenset(overrides.rglob("*")) if overrides else frozenset[Path]()
        if key in self.environments:
            return with_words(self.environments[key], read_words(overrides))
        self.environments.clear()  # one more goes before one that is compiled, and one less gives way to it
        self.environments[key] = page_environment(environment(overrides))
        return self.environments[key]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Have functions remember what they gave, and forget what the last build did not ask for."""
        if self.memory:
            self.memory.age()
        with remembering(self.memory), few_collections():
            yield


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage less often than Python does by itself: a library is many objects, and none of them is any."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
