"""CSL-JSON items → the BibLaTeX type and fields that say the same, so that all sources can be asked alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from casewright.model.rich_text import plain

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "unpublished", "article-journal": "article", "article-magazine": "article",
        "article-newspaper": "article", "bill": "legmaterial", "book": "book", "broadcast": "video",
        "chapter": "incollection", "classic": "book", "dataset": "dataset", "entry": "inreference",
        "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "figure": "image",
        "graphic": "image", "hearing": "jurisdiction", "legal_case": "jurisdiction", "legislation": "legislation",
        "manuscript": "unpublished", "map": "image", "motion_picture": "video", "musical_score": "music",
        "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent",
        "performance": "performance", "periodical": "periodical", "personal_communication": "letter",
        "post": "online", "post-weblog": "online", "regulation": "legadminmaterial", "report": "report",
        "review": "review", "review-book": "review", "software": "software", "song": "music",
        "speech": "unpublished", "standard": "standard", "thesis": "thesis", "treaty": "legal",
        "webpage": "online",
    }
)  # fmt: skip

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "abstract": "abstract", "authority": "institution", "chapter-number": "chapter",
        "collection-number": "number", "collection-title": "series", "container-title-short": "shortjournal",
        "DOI": "doi", "edition": "edition", "event": "eventtitle", "event-place": "venue",
        "event-title": "eventtitle", "genre": "type", "ISBN": "isbn", "ISSN": "issn", "issue": "number",
        "jurisdiction": "location", "language": "langid", "note": "note", "number": "number",
        "number-of-pages": "pagetotal", "number-of-volumes": "volumes", "original-title": "origtitle",
        "page": "pages", "part-number": "part", "publisher": "publisher", "publisher-place": "location",
        "status": "pubstate", "title": "title", "title-short": "shorttitle", "URL": "url", "version": "version",
        "volume": "volume",
    }
)  # fmt: skip
_DATES = {"issued": "date", "accessed": "urldate", "event-date": "eventdate", "original-date": "origdate"}
_NAMES = {
    "author": "author", "container-author": "bookauthor", "director": "director", "editor": "editor",
    "illustrator": "illustrator", "translator": "translator",
}  # fmt: skip
_CONTAINERS = {"article": "journaltitle", "review": "journaltitle", "incollection": "booktitle",
               "inproceedings": "booktitle", "inreference": "booktitle"}  # fmt: skip
_OF_INSTITUTIONS = frozenset({"report", "thesis"})
_FIRST_SEASON = 20


def biblatex_type(item: Mapping[str, Any]) -> str:
    """Return the BibLaTeX type that a CSL type corresponds to."""
    return TYPES.get(str(item["type"]), "misc")


def biblatex_fields(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields that say the same as an item, in plain text."""
    type_ = biblatex_type(item)
    fields: dict[str, str] = {}
    for variable, name in FIELDS.items():
        if variable in item:
            is_institution = name == "publisher" and type_ in _OF_INSTITUTIONS
            fields.setdefault("institution" if is_institution else name, plain(str(item[variable])))
    if "container-title" in item:
        fields[_CONTAINERS.get(type_, "howpublished")] = plain(item["container-title"])
    for variable, name in _DATES.items():
        if text := _date(item.get(variable, {})):
            fields[name] = text
    for role, name in _NAMES.items():
        if role in item:
            fields[name] = " and ".join(_name(person) for person in item[role])
    return fields


def _date(date: Mapping[str, Any]) -> str:
    if "literal" in date:
        return str(date["literal"])
    mark = "~" if date.get("circa") else ""
    points = [
        "-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) + mark if year else ""
        for year, *rest in date.get("date-parts", ())
    ]
    if len(points) == 1 and "season" in date:
        return f"{points[0]}-{_FIRST_SEASON + date['season']}"
    return "/".join(points)


def _name(name: Mapping[str, Any]) -> str:
    parts = {part: str(text).replace("{", "").replace("}", "") for part, text in name.items()}
    if "literal" in parts:
        return f"{{{parts['literal']}}}"
    particle = parts.get("non-dropping-particle", parts.get("dropping-particle", ""))
    family = f"{particle} {parts.get('family', '')}".strip()
    return ", ".join(filter(None, (family, parts.get("suffix", ""), parts.get("given", "")))) or "{}"
