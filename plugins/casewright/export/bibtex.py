"""Sources → a .bib file that BibTeX, biber, pandoc, Zotero and our own reader understand.

What came from a .bib file goes out as it was written, with the fields that it takes from other entries; anything else
is written from its CSL-JSON item, with BibLaTeX's names of types and fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from casewright.export.one_line import one_line, without_control
from casewright.export.reading_notes import notes
from casewright.model.source import Source
from casewright.read.addresses import doi_of
from casewright.views.addresses import source_name

_DROPPED = frozenset({"crossref", "xdata", "read", "ids"})
"""Fields of an entry that are not written as they are: the others it names may be left out, and ``read`` is ours."""

_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "collection-title": "series",
        "volume": "volume",
        "edition": "edition",
        "version": "version",
        "publisher-place": "location",
        "chapter-number": "chapter",
        "number-of-pages": "pagetotal",
        "event-title": "eventtitle",
        "event-place": "venue",
        "genre": "type",
        "abstract": "abstract",
        "note": "note",
        "ISBN": "isbn",
        "ISSN": "issn",
    }
)
"""Variables of CSL that mean the same in every type of entry."""

_CONTAINERS = {"article": "journaltitle", "online": "howpublished", "misc": "howpublished"}
_PUBLISHERS = {"report": "institution", "thesis": "institution", "online": "organization", "manual": "organization"}
_ROLES = ("author", "editor", "translator")
_DATES = (("issued", "date"), ("accessed", "urldate"), ("original-date", "origdate"))
_SIGNS = str.maketrans(
    {
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#",
        "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    }
)  # fmt: skip
_NAMED_BRACES = (("\\{", "\\textbraceleft{}"), ("\\}", "\\textbraceright{}"))
"""Braces by name: BibTeX counts ``\\{`` too when it looks for the end of a field, so that only pairs can stay."""

_NOT_IN_KEY = re.compile(r"[\s,{}()=#%\"'\\~]")
"""Signs that end a key, or that one of the programs stumbles over. Keys of other files can hold anything."""

_YEAR = re.compile(r"[0-9]{4}")
"""A date that BibTeX knows too; of a fuller one it needs the year, though biber says that it has read it twice."""

_SEASONS = ("1", "2", "3", "4")
_KEPT = re.compile(r'<span class="nocase">(.*?)</span>', re.DOTALL)
_WORD = re.compile(r"\S+")
_LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese"}
_NOT_IN_VERBATIM = {"{": "%7B", "}": "%7D", "\\": "%5C"}


def bibtex(sources: Iterable[Source]) -> str:
    """Return sources as a .bib file, an empty line between the entries."""
    return "\n".join(map(bibtex_entry, sources))


def bibtex_entry(source: Source) -> str:
    """Return one source."""
    is_written = source.where.path.lower().endswith(".bib") and source.fields
    fields = _as_written(source) if is_written else _from_item(source)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    key = source.key if is_written or not _NOT_IN_KEY.search(source.key) else source_name(source.key)
    return f"@{source.type}{{{key},\n{lines}}}\n"


def _as_written(source: Source) -> Iterator[tuple[str, str]]:
    for name, value in source.fields.items():
        if name not in _DROPPED:
            yield name, (doi_of(value)[0] or value) if name == "doi" else value
    yield "read", str(source.read or "")


def _from_item(source: Source) -> Iterator[tuple[str, str]]:
    item = source.item
    for role in _ROLES:
        yield role, " and ".join(map(_name, item.get(role) or ()))
    yield "title", _title(str(item.get("title", "")))
    yield _CONTAINERS.get(source.type, "booktitle"), in_field(item.get("container-title", ""))
    yield _PUBLISHERS.get(source.type, "publisher"), in_field(item.get("publisher", ""))
    for variable, name in _DATES:
        date = _date(item.get(variable))
        if name != "date" or not _YEAR.fullmatch(date):
            yield name, date
        if name == "date":
            yield "year", date[:4]
    for variable, name in _FIELDS.items():
        yield name, in_field(item.get(variable, ""))
    yield "number", in_field(item.get("issue") or item.get("number") or item.get("collection-number") or "")
    yield "pages", in_field(item.get("page", "")).replace("–", "--")
    language = str(item.get("language", ""))
    yield "langid", _LANGUAGES.get(language.partition("-")[0], "")
    yield "doi", _verbatim(item.get("DOI", ""))
    yield "url", _verbatim(item.get("URL", ""))
    for name, value in notes(source).items():
        yield name, _verbatim(value) if name == "archiveurl" else in_field(value)


def _title(text: str) -> str:
    """Return a title whose capitals are between braces, so that no style and no reader lowers them."""
    parts = _KEPT.split(" ".join(without_control(text).split()))
    words = (
        f"{{{in_field(part)}}}" if index % 2 else _with_capitals_kept(part, is_first=index == 0)
        for index, part in enumerate(parts)
    )
    return "".join(words)


def _with_capitals_kept(text: str, *, is_first: bool) -> str:
    def kept(word: re.Match[str]) -> str:
        escaped = in_field(word[0])
        begins = is_first and word.start() == 0
        has_capitals = word[0] != word[0].lower() if not begins else word[0][1:] != word[0][1:].lower()
        return f"{{{escaped}}}" if has_capitals else escaped

    return _WORD.sub(kept, text)


def _name(name: Mapping[str, str]) -> str:
    """Return ``particle Family, Suffix, Given``; an organisation between braces."""
    if name.get("literal"):
        return f"{{{in_field(name['literal'])}}}"
    particles = (name.get("dropping-particle", ""), name.get("non-dropping-particle", ""))
    before = " ".join(in_field(part) for part in particles if part)
    family = _part(name.get("family", ""), is_family=True)
    parts = [f"{before} {family}".strip(), _part(name.get("suffix", "")), _part(name.get("given", ""))]
    return ", ".join([parts[0], *([parts[1]] if parts[1] else []), *([parts[2]] if any(parts[1:]) else [])])


def _part(text: str, *, is_family: bool = False) -> str:
    """Return a part of a name, between braces where BibTeX would take it apart."""
    escaped = in_field(text)
    is_taken_apart = "," in text or " and " in f" {text.lower()} " or (is_family and text[:1].islower())
    return f"{{{escaped}}}" if is_taken_apart else escaped


def _date(value: Any) -> str:  # noqa: ANN401 - a CSL date
    """Return a date as BibLaTeX writes it (EDTF); nothing where it has no year."""
    value = value or {}
    parts = [_day(part, value.get("season")) for part in value.get("date-parts") or () if part]
    mark = "~" if value.get("circa") else ""
    return "/".join(f"{part}{mark}" for part in parts)


def _day(parts: list[Any], season: Any) -> str:  # noqa: ANN401 - a number, or its sign
    year, *rest = parts
    if not rest and str(season) in _SEASONS:
        rest = [20 + int(season)]
    return "-".join([f"{int(year):04d}", *(f"{int(part):02d}" for part in rest)])


def in_field(value: object) -> str:
    """Return plain text as the value of a field says it."""
    text = one_line(value).translate(_SIGNS)
    if not _is_paired(text):
        for brace, name in _NAMED_BRACES:
            text = text.replace(brace, name)
    return text


def _is_paired(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _verbatim(value: object) -> str:
    return "".join(_NOT_IN_VERBATIM.get(char, char) for char in one_line(value))
