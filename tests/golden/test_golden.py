"""Every golden: the casebook of the starter, changed, gives exactly the problems that are written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from casewright.edges.starter import starter_files
from casewright.problems import in_order
from casewright.read.library import read_library
from casewright.resolve.linked import resolve

FILES = sorted(Path(__file__).parent.glob("*.yml"))
GOLDENS = [(path, index) for path in FILES for index in range(len(yaml.safe_load(path.read_text(encoding="utf-8"))))]


def load(path: Path) -> list[dict[str, Any]]:
    goldens: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return goldens


def casebook(golden: dict[str, Any]) -> dict[str, bytes]:
    files = dict(starter_files())
    for edit in golden.get("edit", ()):
        text = files[edit["file"]].decode()
        assert text.count(edit["from"]) == 1, f"not there once: {edit['from']}"
        files[edit["file"]] = text.replace(edit["from"], edit["to"]).encode()
    for name, text in golden.get("add", {}).items():
        files[name] = (
            text.encode("latin-1").decode("unicode_escape").encode("latin-1") if "\\x" in text else text.encode()
        )
    for name in golden.get("remove", ()):
        del files[name]
    return files


def check(files: dict[str, bytes]) -> str:
    library, unread = read_library(files)
    _, unlinked = resolve(library)
    return "".join(f"{problem}\n" for problem in in_order((*unread, *unlinked)))


def test_the_starter_has_no_problem() -> None:
    assert check(starter_files()) == ""


def test_there_are_goldens_for_at_least_forty_kinds() -> None:
    assert len(GOLDENS) >= 40


@pytest.mark.parametrize(
    ("path", "index"), GOLDENS, ids=[f"{path.stem}: {load(path)[index]['name']}" for path, index in GOLDENS]
)
def test_golden(path: Path, index: int, request: pytest.FixtureRequest) -> None:
    golden = load(path)[index]
    found = check(casebook(golden))
    if request.config.getoption("--update-goldens") and found != (golden["problems"] or ""):
        write(path, index, found)
        pytest.skip("written anew: read it")
    assert found == (golden["problems"] or "")


class Literal(str):
    """Text that is written as a block."""

    __slots__ = ()


class Dumper(yaml.SafeDumper):
    """Writes literals as blocks."""


Dumper.add_representer(
    Literal, lambda self, text: self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if text else None)
)


def write(path: Path, index: int, problems: str) -> None:
    goldens = load(path)
    goldens[index]["problems"] = problems
    for golden in goldens:
        golden["problems"] = Literal(golden["problems"] or "")
    text = yaml.dump(goldens, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    path.write_text(text.replace("\n- name:", "\n\n- name:"), encoding="utf-8")
