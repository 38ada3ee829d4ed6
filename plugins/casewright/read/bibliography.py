"""All bibliography files of a casebook → its sources: BibTeX and BibLaTeX (.bib), RIS (.ris), CSL-JSON (.json)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from casewright.model.ids import SourceKey, TermId
from casewright.model.source import Source
from casewright.problems import Code, Problem
from casewright.read.addresses import web_address
from casewright.read.bibtex import abbreviations, read_bibtex
from casewright.read.csl import to_item
from casewright.read.csl_json import read_csl_json
from casewright.read.csl_types import TYPES
from casewright.read.entry import Entry
from casewright.read.entry_problems import entry_problems
from casewright.read.inheritance import inherit
from casewright.read.keys import suffix_of, written_keys
from casewright.read.latex import to_text
from casewright.read.layout import BIB, BIBLIOGRAPHY_SUFFIXES, JSON, MOST_BIBLIOGRAPHY_BYTES, RIS
from casewright.read.ris import read_ris
from casewright.read.text import UNREADABLE, SourceText, decode_around

SUFFIXES = BIBLIOGRAPHY_SUFFIXES
MOST_BYTES = MOST_BIBLIOGRAPHY_BYTES
_PUBLISHED_AT = re.compile(r"\s*\{?\s*(?:\\url\s*\{\s*)?(https?://[^\s{}]+)\s*\}?\s*\}?\s*")
_ENTRY = {
    BIB: re.compile("^@", re.MULTILINE),
    RIS: re.compile("^TY", re.MULTILINE),
    JSON: re.compile(r"^[\s\[]*\{|(?<=\})[\s,]*\{", re.MULTILINE),
}
"""How entries begin."""


def read_bibliography(
    files: Sequence[tuple[str, bytes]], unnamed: str = ""
) -> tuple[dict[SourceKey, Source], tuple[Problem, ...]]:
    """Return the sources in ``files`` (bytes by path, in a fixed order) by key, and all problems of what is written.

    Abbreviations and inheritance reach over all files, whatever their order; of two sources with one key, the first
    counts. Records of RIS and CSL-JSON without a key are called ``unnamed`` and a number, where that is given.
    """
    problems: list[Problem] = []
    entries, items = _entries(files, problems, unnamed)
    complete, found = inherit(entries, unread=written_keys(files) - entries.keys())
    problems += found
    sources = {}
    for key in sorted(complete):
        entry = _with_address(complete[key])
        item, found = (items[key], ()) if key in items else to_item(entry)
        problems += [*found, *entry_problems(entry, TYPES)]
        sources[SourceKey(key)] = _source(entry, item)
    return sources, _each_once(problems)


def _with_address(entry: Entry) -> Entry:
    """Return an entry whose address is a field of its own: older styles of BibTeX had no other place than this one."""
    found = _PUBLISHED_AT.fullmatch(entry.fields.get("howpublished", ""))
    if not found or any(name in entry.fields for name in ("url", "doi")):
        return entry
    fields = {name: value for name, value in entry.fields.items() if name != "howpublished"}
    places = {**entry.places, "url": entry.at("howpublished")}
    return replace(entry, fields={**fields, "url": found[1]}, places=places)


def _entries(
    files: Iterable[tuple[str, bytes]], problems: list[Problem], unnamed: str
) -> tuple[dict[str, Entry], dict[str, Mapping[str, Any]]]:
    texts: list[SourceText] = []
    for path, data in files:
        source, found = decode_around(path, data, _ENTRY[suffix_of(path)], most=MOST_BYTES)
        problems += found
        texts += [source] if source else []
    macros = abbreviations(source for source in texts if suffix_of(source.path) == BIB)
    entries: dict[str, Entry] = {}
    items: dict[str, Mapping[str, Any]] = {}
    for source in texts:
        for entry, item in _read(source, macros, problems, unnamed):
            first = entries.setdefault(entry.key, entry)
            if first is not entry:
                problems.append(_duplicate(entry, first))
            elif item is not None:
                items[entry.key] = item
    return entries, items


def _read(
    source: SourceText, macros: Mapping[str, str], problems: list[Problem], unnamed: str
) -> list[tuple[Entry, Mapping[str, Any] | None]]:
    if suffix_of(source.path) == JSON:
        records, found = read_csl_json(source, unnamed)
        problems += map(_shown, found)
        return [(record.entry, record.item) for record in records]
    entries, found = read_ris(source, unnamed) if suffix_of(source.path) == RIS else read_bibtex(source, macros)
    problems += map(_shown, found)
    return [(entry, None) for entry in entries if not _is_unreadable(entry)]


def _is_unreadable(entry: Entry) -> bool:
    """Return whether an entry holds a byte that is not UTF-8, which is told of its file."""
    return any(UNREADABLE.search(text) for text in (entry.key, entry.type, *entry.fields, *entry.fields.values()))


def _shown(problem: Problem) -> Problem:
    """Return a problem without signs that stand for bytes."""
    message, path = (UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text) for text in (problem.message, problem.path))
    return replace(problem, message=message, path=path)


def _duplicate(entry: Entry, first: Entry) -> Problem:
    return entry.problem(
        Code.DUPLICATE_SOURCE,
        "",
        f'the key "{entry.key}" is defined already, in {first.where}; that entry is used',
        "delete one of the two, or give this one a key of its own",
    )


def _source(entry: Entry, item: Mapping[str, Any]) -> Source:
    def text(name: str) -> str:
        value = entry.fields.get(name, "")
        return to_text(value) if entry.is_latex else value

    fields = entry.fields
    return Source(
        key=SourceKey(entry.key),
        type=entry.type if entry.type in TYPES else "misc",
        item=item,
        fields=fields,
        read=TermId(read) if (read := fields.get("read")) else None,
        note=text("note_read"),
        copied=text("read_copy"),
        insiders=tuple(TermId(name) for name in fields.get("insider", "").replace(",", " ").split()),
        archive=web_address(fields.get("archiveurl", "")),
        retraction=text("retracted"),
        where=entry.where,
        places=entry.places,
    )


def _each_once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems without those that an entry has from another, from which it inherits a field."""
    return tuple({(problem.where, problem.code, problem.message): problem for problem in reversed(problems)}.values())
