"""Runs an engine as its own command does, and keeps what it tells (``python -m casewright.edges.in_engine mkdocs``)."""

from __future__ import annotations

import json
import logging
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from casewright.edges.engine import TOLD
from casewright.edges.stages import PROFILE, Stages, told_stages, write_stages

_OWN = ".plugins.casewright"


class Telling(logging.Handler):
    """Keeps every warning, and whatever the plugins of this package tell."""

    def __init__(self, stages: Stages | None) -> None:
        super().__init__(logging.INFO)
        self.stages = stages
        self.told: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message; whatever shows it does so after this."""
        if self.stages:
            self.stages.clear()
        if record.levelno >= logging.WARNING or _OWN in record.name:
            self.told.append((record.levelname, record.getMessage()))


def main(engine: str, *arguments: str) -> None:
    """Run an engine; it ends this process as it does its own."""
    stages = told_stages()
    if stages:
        stages.stage("starting")
    telling = Telling(stages)
    logging.getLogger(engine).addHandler(telling)
    try:
        import_module(f"{engine}.__main__").cli(args=list(arguments), prog_name=engine)
    finally:
        if stages:
            stages.end()
        told, profile = os.environ.get(TOLD), os.environ.get(PROFILE)
        if told:
            Path(told).write_text(json.dumps(telling.told), encoding="utf-8")
        if stages and profile:
            write_stages(Path(profile), stages.done)


def end(status: int) -> NoReturn:
    """End this process at once.

    Python would take seconds to give back, piece by piece, what a large site has filled; the system does not.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except SystemExit as ended:
        if not isinstance(ended.code or 0, int):
            raise  # it says why
        end(int(ended.code or 0))
