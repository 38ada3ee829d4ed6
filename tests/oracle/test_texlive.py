"""The bibliographies that ship with biblatex and biblatex-apa: no entry is lost without a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from casewright.problems import Problem, Severity
from casewright.read.library import read_library
from tests.oracle.texlive import FILES, bibliographies, has_apt

pytestmark = pytest.mark.skipif(
    not has_apt(), reason="the example bibliographies come from a Debian package, and there is no apt-get here"
)

_ENTRY = re.compile(rb"^[ \t]*@(\w+)[ \t]*\{[ \t]*([^,\s{}]+)[ \t]*,", re.MULTILINE)
_NO_SOURCES = (b"string", b"preamble", b"comment", b"xdata")

COUNTS: Mapping[str, Mapping[str, tuple[int, Mapping[str, int]]]] = {
    "2022.20230122-4": {
        "biblatex-examples.bib": (92, {"CROSSREF": 2}),
        "biblatex-apa-test-citations.bib": (90, {}),
        "biblatex-apa-test-references.bib": (282, {"ENTRY_TYPE": 30, "BAD_DOI": 2}),
    },
}
"""By version of the package and file: how many sources there are, and how many problems of each kind."""


@pytest.fixture(scope="module")
def texlive(root: Path) -> tuple[str, Mapping[str, bytes]]:
    return bibliographies(root / ".cache" / "texlive")


@pytest.mark.parametrize("name", FILES)
def test_every_entry_is_read_or_named(texlive: tuple[str, Mapping[str, bytes]], name: str) -> None:
    content = texlive[1][name]
    written = [key.decode() for kind, key in _ENTRY.findall(content) if kind.lower() not in _NO_SOURCES]
    assert len(written) >= 80
    sources, problems = read(name, content)
    errors = [problem.message for problem in problems if problem.code.severity is Severity.ERROR]
    lost = [key for key in written if key not in sources and not any(key in message for message in errors)]
    assert lost == []


@pytest.mark.parametrize("name", FILES)
def test_sources_and_problems_are_as_many_as_before(texlive: tuple[str, Mapping[str, bytes]], name: str) -> None:
    version, files = texlive
    if version not in COUNTS:
        pytest.skip(f"nobody has counted version {version} yet")
    sources, problems = read(name, files[name])
    assert (len(sources), Counter(problem.code.name for problem in problems)) == COUNTS[version][name]


def read(name: str, content: bytes) -> tuple[list[str], tuple[Problem, ...]]:
    library, problems = read_library({f"bibliography/{name}": content})
    return list(library.sources), problems
