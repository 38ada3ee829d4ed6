"""citeproc-js, run by Node: the citation processor of Zotero, here only to compare with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.html.check import node, npm

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def render(documents: Sequence[Mapping[str, Any]], items: Sequence[Mapping[str, Any]], folder: Path) -> list[Any]:
    """Return what citeproc-js prints for each document (render.mjs says what is in both); ``folder`` takes files."""
    install()
    request, answer = folder / "request.json", folder / "answer.json"
    asked = {"items": items, "locales": str(HERE / "locales"), "documents": documents}
    request.write_text(json.dumps(asked), encoding="utf-8")
    subprocess.run([*node(), str(HERE / "render.mjs"), str(request), str(answer)], check=True)
    printed: list[Any] = json.loads(answer.read_text(encoding="utf-8"))
    return printed


def install() -> None:
    """Put the version of package-lock.json into node_modules/, unless it is there."""
    if not (MODULES / "citeproc").is_dir():
        subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
