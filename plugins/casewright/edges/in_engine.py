"""Runs an engine as its own command does, and keeps what it tells (``python -m casewright.edges.in_engine mkdocs``)."""

from __future__ import annotations

import json
import logging
import os
import sys
from importlib import import_module
from pathlib import Path

from casewright.edges.engine import TOLD

_OWN = ".plugins.casewright"


class Telling(logging.Handler):
    """Keeps every warning, and whatever the plugins of this package tell."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.told: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        if record.levelno >= logging.WARNING or _OWN in record.name:
            self.told.append((record.levelname, record.getMessage()))


def main(engine: str, *arguments: str) -> None:
    """Run an engine; it ends this process as it does its own."""
    telling = Telling()
    logging.getLogger(engine).addHandler(telling)
    try:
        import_module(f"{engine}.__main__").cli(args=list(arguments), prog_name=engine)
    finally:
        path = os.environ.get(TOLD)
        if path:
            Path(path).write_text(json.dumps(telling.told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
