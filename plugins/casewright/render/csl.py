"""Sources → CSL-JSON items (Citation Style Language data, schema 1.0). The mapping is the two tables below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from casewright.model.source import Name, Source
from casewright.render.latex import to_sentence_case, to_text

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-journal",
        "book": "book",
        "booklet": "pamphlet",
        "dataset": "dataset",
        "inbook": "chapter",
        "incollection": "chapter",
        "inproceedings": "paper-conference",
        "manual": "report",
        "mastersthesis": "thesis",
        "misc": "webpage",
        "online": "webpage",
        "phdthesis": "thesis",
        "proceedings": "book",
        "report": "report",
        "techreport": "report",
        "thesis": "thesis",
        "unpublished": "manuscript",
    }
)
FALLBACK_TYPE = "document"

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "abstract": "abstract",
        "address": "publisher-place",
        "booktitle": "container-title",
        "chapter": "chapter-number",
        "edition": "edition",
        "howpublished": "container-title",
        "institution": "publisher",
        "isbn": "ISBN",
        "issn": "ISSN",
        "journal": "container-title",
        "journaltitle": "container-title",
        "langid": "language",
        "location": "publisher-place",
        "organization": "publisher",
        "pages": "page",
        "publisher": "publisher",
        "school": "publisher",
        "series": "collection-title",
        "type": "genre",
        "volume": "volume",
    }
)
_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_YEAR = re.compile(r"-?\d{4}\Z")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_WEB = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)


def to_csl(source: Source) -> dict[str, Any]:
    """Return the CSL-JSON item of a source; its id is the source's key."""
    item: dict[str, Any] = {"id": source.key, "type": TYPES.get(source.type, FALLBACK_TYPE)}
    title = source.fields.get("title")
    if title:
        item["title"] = to_text(to_sentence_case(title))
    for role, names in source.names.items():
        item[role] = [_name(name) for name in names]
    for name, variable in FIELDS.items():
        value = source.fields.get(name)
        if value and variable not in item:
            item[variable] = to_text(value)
    if "number" in source.fields:
        item["issue" if item["type"] == "article-journal" else "number"] = to_text(source.fields["number"])
    return {**item, **_dates(source.fields), **_addresses(source.fields)}


def web_address(source: Source) -> str:
    """Return where the source can be read on the web: its DOI, else its address, else nothing."""
    addresses = _addresses(source.fields)
    return f"https://doi.org/{addresses['DOI']}" if "DOI" in addresses else addresses.get("URL", "")


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": to_text(name.literal)}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: to_text(value) for part, value in parts.items() if value}


def _dates(fields: Mapping[str, str]) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    issued = _date_parts(fields.get("date", "")) or _year_and_month(fields)
    if issued:
        dates["issued"] = {"date-parts": [issued]}
    accessed = _date_parts(fields.get("urldate", ""))
    if accessed:
        dates["accessed"] = {"date-parts": [accessed]}
    return dates


def _date_parts(text: str) -> list[int]:
    found = _DATE.match(text)
    return [int(part) for part in found.groups() if part] if found else []


def _year_and_month(fields: Mapping[str, str]) -> list[int]:
    year = fields.get("year", "")
    if not _YEAR.match(year):
        return []
    month = fields.get("month", "").lower()
    if month in _MONTHS:
        return [int(year), _MONTHS.index(month) + 1]
    return [int(year), int(month)] if month.isdigit() and 1 <= int(month) <= len(_MONTHS) else [int(year)]


def _addresses(fields: Mapping[str, str]) -> dict[str, str]:
    addresses = {}
    url = fields.get("url", "").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#")
    if _WEB.match(url):
        addresses["URL"] = url
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", fields.get("doi", ""), flags=re.IGNORECASE)
    if doi.startswith("10."):
        addresses["DOI"] = _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), doi.replace("\\_", "_"))
    return addresses
