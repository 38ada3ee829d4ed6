"""A file with sources from elsewhere → sources, each with a key, and what the file holds that no source has."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from casewright.model.ids import SourceKey
from casewright.model.source import Source
from casewright.problems import Problem
from casewright.read.bib_pieces import NotUnderstoodError, Written, bib_pieces
from casewright.read.bibliography import read_bibliography
from casewright.read.csl_json import DATES, NAMES, TEXTS
from casewright.read.layout import BIB, JSON
from casewright.read.ris import NOTES, TAGS

UNNAMED = "casewright-unnamed-"
"""How the keys of sources begin that have none of their own."""

_KEYLESS = re.compile(
    r"(@(?!string\b|preamble\b|comment\b)[a-z]+\s{0,9}[{(]\s{0,99})(?=,|[a-z]+\s{0,9}=)", re.IGNORECASE
)
_TAG = re.compile(r"^([A-Z][A-Z0-9])  ?- *\S", re.MULTILINE)
_OTHER_TAGS = frozenset({"TY", "ER", "ID", "T2", "JO", "JF", "JA", "BT", "SN", "M1"})
_LISTED = frozenset({"A1", "AU", "A2", "ED", "A3", "A4", "TA", "N1", "U1"})
"""Tags that may stand several times in a record."""
_VARIABLES = NAMES | DATES | TEXTS | {"id", "type", "custom"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """The sources of a file, the problems of its form, and what no source has a place for, with how often it stands."""

    sources: Mapping[SourceKey, Source]
    problems: tuple[Problem, ...]
    unused: Mapping[str, int]


def take_over(name: str, suffix: str, data: bytes) -> TakenOver:
    """Return what stands in a file; ``suffix`` tells what is written in it, ``name`` is for messages."""
    if suffix == BIB:
        data = _named(data)
    sources, problems = read_bibliography([(name, data)], UNNAMED)
    text = data.decode("utf-8", "replace")
    unused = _of_bib(text) if suffix == BIB else _of_json(text) if suffix == JSON else _of_ris(text)
    return TakenOver(sources=sources, problems=problems, unused=dict(sorted(unused.items())))


def _named(data: bytes) -> bytes:
    """Return a .bib file in which every entry has a key; only columns of its own line change by that."""
    numbers = iter(range(1, len(data) + 1))

    def named(found: re.Match[str]) -> str:
        is_followed = found.string[found.end() : found.end() + 1] == ","
        return f"{found[1]}{UNNAMED}{next(numbers)}{'' if is_followed else ', '}"

    return _KEYLESS.sub(named, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _of_bib(text: str) -> Counter[str]:
    """Return comments, which no entry holds; of a file that is not understood nobody knows."""
    try:
        pieces = bib_pieces(text.replace("\r\n", "\n"))
    except NotUnderstoodError:
        return Counter({"comments between entries, if there are any": 1})
    written = [piece.text.strip() for piece in pieces if isinstance(piece, Written)]
    told = Counter[str]()
    for piece in written:
        word = piece.partition("{")[0].lower() if piece.startswith("@") else "comments between entries"
        if piece and word != "@string":
            told[word] += 1
    return told


def _of_ris(text: str) -> Counter[str]:
    """Return tags that mean nothing to us, and those after the first of their kind where only one is read."""
    told = Counter[str]()
    for record in re.split(r"^ER  ?-", text.replace("\r\n", "\n"), flags=re.MULTILINE):
        for tag, times in Counter(_TAG.findall(record)).items():
            if tag not in TAGS and tag not in _OTHER_TAGS:
                told[tag] += times
            elif tag not in _LISTED:
                told[f"{tag} after the first"] += times - 1
    return +told


def _of_json(text: str) -> Counter[str]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return Counter()
    records = [record for record in (values if isinstance(values, list) else [values]) if isinstance(record, dict)]
    told = Counter(name for record in records for name in record if name not in _VARIABLES)
    told.update(
        f"custom.{name}"
        for record in records
        for name in (record["custom"] if isinstance(record.get("custom"), dict) else ())
        if name not in NOTES
    )
    return told
