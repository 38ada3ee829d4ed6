"""Sources → a RIS file, as Zotero, EndNote and Mendeley read it.

RIS is a list of tags of two signs, one on a line; a line break in a value would end it, so values have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from casewright.export.one_line import one_line
from casewright.export.reading_notes import notes
from casewright.model.source import Source

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "UNPB",
        "article-journal": "JOUR",
        "article-magazine": "MGZN",
        "article-newspaper": "NEWS",
        "bill": "BILL",
        "book": "BOOK",
        "broadcast": "VIDEO",
        "chapter": "CHAP",
        "classic": "CLSWK",
        "collection": "BOOK",
        "dataset": "DATA",
        "entry": "ENCYC",
        "entry-dictionary": "DICT",
        "entry-encyclopedia": "ENCYC",
        "figure": "FIGURE",
        "graphic": "ART",
        "hearing": "HEAR",
        "interview": "PCOMM",
        "legal_case": "CASE",
        "legislation": "STAT",
        "manuscript": "MANSCPT",
        "map": "MAP",
        "motion_picture": "MPCT",
        "musical_score": "MUSIC",
        "pamphlet": "PAMP",
        "paper-conference": "CPAPER",
        "patent": "PAT",
        "periodical": "SER",
        "personal_communication": "PCOMM",
        "post": "BLOG",
        "post-weblog": "BLOG",
        "regulation": "STAT",
        "report": "RPRT",
        "review": "JOUR",
        "review-book": "JOUR",
        "software": "COMP",
        "song": "SOUND",
        "speech": "SLIDE",
        "standard": "STAND",
        "thesis": "THES",
        "webpage": "ELEC",
    }
)
_OTHER = "GEN"
_ROLES = (("author", "AU"), ("editor", "ED"), ("translator", "A4"))
_TEXTS = (
    ("collection-title", "T3"),
    ("edition", "ET"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("number", "M1"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("ISSN", "SN"),
    ("ISBN", "SN"),
    ("genre", "M3"),
    ("DOI", "DO"),
    ("URL", "UR"),
    ("language", "LA"),
    ("abstract", "AB"),
    ("note", "N1"),
)


def ris(sources: Iterable[Source]) -> str:
    """Return sources as a RIS file, an empty line after each."""
    return "".join(map(ris_record, sources))


def ris_record(source: Source) -> str:
    """Return one source, and an empty line."""
    return "".join(f"{tag}  - {value}\n" for tag, value in _lines(source)) + "\n"


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    item = source.item
    yield "TY", TYPES.get(str(item.get("type", "")), _OTHER)
    for role, tag in _ROLES:
        for name in item.get(role) or ():
            yield tag, _name(name)
    if item.get("title"):
        yield "TI", one_line(item["title"])
    if item.get("container-title"):
        yield "T2", one_line(item["container-title"])
    yield from _dates(item)
    for variable, tag in _TEXTS:
        if item.get(variable):
            yield tag, one_line(item[variable])
    yield from _pages(one_line(item.get("page", "")))
    for name, value in notes(source).items():
        yield "N1", f"{name}: {one_line(value)}"
    yield "ID", " ".join(source.key.split())
    yield "ER", ""


def _dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    issued = _date(item.get("issued"))
    if "/" in issued:
        yield "DA", issued
    if issued:
        yield "PY", issued.partition("/")[0]
    accessed = _date(item.get("accessed"))
    if accessed:
        yield "Y2", accessed


def _date(value: Any) -> str:  # noqa: ANN401 - a CSL date
    """Return a date as ``YYYY/MM/DD``, with as many parts as are known; of a period, its beginning."""
    parts = (value or {}).get("date-parts") or [[]]
    numbers = [str(part) for part in parts[0]]
    return "/".join(number.zfill(4 if index == 0 else 2) for index, number in enumerate(numbers))


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.replace("–", "-").partition("-")
    if first.strip():
        yield "SP", first.strip()
    if last.strip():
        yield "EP", last.strip()


def _name(name: Mapping[str, str]) -> str:
    """Return ``Family, Given, Suffix``; an organisation's name as it is, since RIS has no sign for one."""
    if name.get("literal"):
        return one_line(name["literal"])
    particles = (name.get("dropping-particle", ""), name.get("non-dropping-particle", ""), name.get("family", ""))
    parts = [" ".join(part for part in particles if part), name.get("given", ""), name.get("suffix", "")]
    while parts and not parts[-1]:
        parts.pop()
    return ", ".join(map(one_line, parts))
