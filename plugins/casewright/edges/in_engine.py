"""Runs an engine as its own command does, and keeps what it tells (``python -m casewright.edges.in_engine mkdocs``)."""

from __future__ import annotations

import json
import logging
import os
import sys
from importlib import import_module
from pathlib import Path

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
    """Run an engine, and end this process as it does its own.

    Python would take seconds to give back, piece by piece, what a large site has filled; the system does so at once.
    """
    stages = told_stages()
    if stages:
        stages.stage("starting")
    telling = Telling(stages)
    logging.getLogger(engine).addHandler(telling)
    status: object = 0
    try:
        import_module(f"{engine}.__main__").cli(args=list(arguments), prog_name=engine)
    except SystemExit as end:
        status = end.code
    finally:
        if stages:
            stages.end()
        told, profile = os.environ.get(TOLD), os.environ.get(PROFILE)
        if told:
            Path(told).write_text(json.dumps(telling.told), encoding="utf-8")
        if stages and profile:
            write_stages(Path(profile), stages.done)
    if status is not None and not isinstance(status, int):
        sys.exit(str(status))  # which is said first
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
