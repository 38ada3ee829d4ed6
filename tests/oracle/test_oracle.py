"""From .bib to print: our own way, compared with citeproc-js on CSL-JSON that was written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from casewright.model.prose import Cluster
from casewright.problems import Code
from casewright.read.library import read_library
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.render.references import Formatter, PageRequest
from casewright.render.styles import STYLES, load_style
from tests.oracle.citeproc_js import render
from tests.oracle.printed import comparable, excerpts

HERE = Path(__file__).parent
ITEMS: list[dict[str, Any]] = json.loads((HERE / "refs.json").read_text(encoding="utf-8"))
CLUSTERS: list[dict[str, Any]] = yaml.safe_load((HERE / "clusters.yml").read_text(encoding="utf-8"))
DIFFERENCES, SCORES = HERE / "differences.yml", HERE / "scores.yml"
NOT_JUDGED = "not judged yet"


@dataclass(frozen=True)
class Pair:
    """A style in a language, and the least shares that have to be equal, of entries and of citations."""

    style: str
    lang: str
    entries: float = 0.0
    clusters: float = 0.0
    in_any_case: bool = field(default=True, kw_only=True)

    def __str__(self) -> str:
        return f"{self.style} {self.lang}"

    @property
    def is_note(self) -> bool:
        return "notes" in self.style

    @property
    def cited(self) -> list[dict[str, Any]]:
        """The citations in a language's own words only there; those within a sentence not in notes."""
        here = [cluster for cluster in CLUSTERS if cluster.get("only", self.lang) == self.lang]
        return [cluster for cluster in here if not (self.is_note and cluster.get("in_text"))]


PAIRS = [
    Pair("apa", "en-US", 0.95, 0.90, in_any_case=False),
    Pair("chicago-author-date", "en-US", 0.90, 0.90),
    Pair("american-political-science-association", "en-US", 0.90, 0.90),
    Pair("apa", "fr-FR", 0.90, 0.90),
    Pair("apa", "es-ES", 0.90, 0.90),
    Pair("apa", "de-DE", 0.90, 0.90),
    Pair("chicago-notes-bibliography", "en-US"),
]


@dataclass(frozen=True)
class Printed:
    """Entries by key and citations by their id, made comparable."""

    entries: Mapping[str, str]
    clusters: Mapping[str, str]

    def all(self) -> Iterator[tuple[str, str, str]]:
        for kind, texts in (("entry", self.entries), ("cluster", self.clusters)):
            for name, text in texts.items():
                yield kind, name, text


@dataclass(frozen=True)
class Compared:
    ours: Mapping[Pair, Printed]
    theirs: Mapping[Pair, Printed]

    def differences(self) -> Iterator[dict[str, str]]:
        for pair in PAIRS:
            for (kind, name, mine), (_, _, yours) in zip(self.ours[pair].all(), self.theirs[pair].all(), strict=True):
                if mine != yours:
                    here, there = excerpts(mine, yours)
                    yield {"style": str(pair), kind: name, "ours": here, "theirs": there}

    def score(self, pair: Pair) -> dict[str, list[int]]:
        """How many are equal, how many ignoring letter case, and of how many."""
        ours, theirs = self.ours[pair], self.theirs[pair]
        return {
            "entries": _equal(ours.entries, theirs.entries),
            "clusters": _equal(ours.clusters, theirs.clusters),
        }


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    return Compared(ours=_ours(), theirs=_theirs(tmp_path_factory.mktemp("citeproc-js")))


def test_there_are_enough_references_and_citations() -> None:
    assert len(ITEMS) >= 60
    assert len(CLUSTERS) >= 70
    assert len({item["type"] for item in ITEMS}) >= 15
    assert len({item["language"] for item in ITEMS}) >= 8


def test_the_bibliography_is_read_whole_and_nothing_is_held_against_it() -> None:
    library, problems = read_library(_files())
    assert library.sources.keys() == {item["id"] for item in ITEMS}
    assert [str(problem) for problem in problems if problem.fails] == []


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_enough_is_equal(compared: Compared, pair: Pair) -> None:
    score = compared.score(pair)
    for kind, least in (("entries", pair.entries), ("clusters", pair.clusters)):
        equal, in_any_case, of = score[kind]
        assert (in_any_case if pair.in_any_case else equal) >= least * of, f"{kind}: {score[kind]}"


def test_the_scores_are_those_written_down(compared: Compared, request: pytest.FixtureRequest) -> None:
    scores = {str(pair): compared.score(pair) for pair in PAIRS}
    if request.config.getoption("--update-goldens"):
        text = "# Equal, equal ignoring letter case, of how many. Written by: pytest tests/oracle --update-goldens\n"
        SCORES.write_text(text + yaml.safe_dump(scores, sort_keys=False, default_flow_style=None), encoding="utf-8")
    assert yaml.safe_load(SCORES.read_text(encoding="utf-8")) == scores


def test_every_difference_is_listed_with_its_reason(compared: Compared, request: pytest.FixtureRequest) -> None:
    found = list(compared.differences())
    if request.config.getoption("--update-goldens"):
        _write_differences(found)
    groups = _listed()
    listed = [difference for group in groups for difference in group["differences"]]
    assert [difference for difference in found if difference not in listed] == [], "not listed"
    assert [difference for difference in listed if difference not in found] == [], "listed, and gone"
    assert {group["ours"] for group in groups} <= {"right", "wrong", "either"}
    assert [group for group in groups if not group["reason"] or group["reason"] == NOT_JUDGED] == []


def _ours() -> dict[Pair, Printed]:
    library, _ = read_library(_files())
    printed = {}
    for pair in PAIRS:
        style, problems = load_style(pair.style)
        assert style, problems
        request = PageRequest(
            name="oracle",
            clusters=tuple(_cluster(cluster["text"], pair.lang) for cluster in pair.cited),
            listed=tuple(library.sources),
        )
        with Formatter(sources=library.sources, style=style, lang=pair.lang) as formatter:
            (result,), problems = formatter.pages([request])
        assert result, problems
        texts = ["".join(found.notes if pair.is_note else [found.html]) for found in result.clusters if found]
        plain = {problem.path for problem in problems if problem.code is Code.NOT_LISTED}  # our words, not the style's
        printed[pair] = _printed(
            pair, texts, {entry.key: "" if entry.key in plain else entry.html for entry in result.references}
        )
    return printed


def _cluster(text: str, lang: str) -> Cluster:
    prose, problems = read_prose(SourceText("page.md", text), text, 0, len(text), is_block=False, lang=lang)
    assert not problems
    assert len(prose.citations) == 1, text
    return prose.citations[0].cluster


def _theirs(folder: Path) -> dict[Pair, Printed]:
    documents = [
        {
            "style": str(STYLES / f"{pair.style}.csl"),
            "lang": pair.lang,
            "isNote": pair.is_note,
            "clusters": [
                {"isInText": cluster.get("in_text", False), "items": cluster["items"]} for cluster in pair.cited
            ],
        }
        for pair in PAIRS
    ]
    return {
        pair: _printed(pair, answer["clusters"], {entry["id"]: entry["html"] for entry in answer["references"]})
        for pair, answer in zip(PAIRS, render(documents, ITEMS, folder), strict=True)
    }


def _printed(pair: Pair, clusters: list[str], entries: Mapping[str, str]) -> Printed:
    """An entry that a style leaves out is an empty one."""
    return Printed(
        entries={item["id"]: comparable(entries.get(item["id"], "")) for item in ITEMS},
        clusters={cluster["id"]: comparable(html) for cluster, html in zip(pair.cited, clusters, strict=True)},
    )


def _files() -> dict[str, bytes]:
    return {"bibliography/refs.bib": (HERE / "refs.bib").read_bytes()}


def _equal(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[int]:
    pairs = [(ours[name], theirs[name]) for name in theirs]
    in_any_case = sum(mine.casefold() == yours.casefold() for mine, yours in pairs)
    return [sum(mine == yours for mine, yours in pairs), in_any_case, len(pairs)]


def _listed() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    return groups


def _write_differences(found: list[dict[str, str]]) -> None:
    """Write the differences anew: each stays with its reason, those without one come last, those gone are left out."""
    comment = DIFFERENCES.read_text(encoding="utf-8").partition("\n- ")[0]
    groups = _listed()
    reasons = {_name(difference): group for group in groups for difference in group["differences"]}
    new: dict[str, Any] = {"reason": NOT_JUDGED, "ours": "either", "differences": []}
    for group in groups:
        group["differences"] = []
    for difference in found:
        reasons.get(_name(difference), new)["differences"].append(difference)
    kept = [group for group in [*groups, new] if group["differences"]]
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=1000)
    DIFFERENCES.write_text(f"{comment}\n{text}", encoding="utf-8")


def _name(difference: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(difference.get(part, "") for part in ("style", "entry", "cluster"))
