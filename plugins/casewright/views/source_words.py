"""What a CSL-JSON item says, in words that readers know: type, names, years, dates, addresses."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from casewright.model.rich_text import plain

Item = Mapping[str, Any]
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "Preprint or working paper",
        "article-journal": "Journal article",
        "article-magazine": "Magazine article",
        "article-newspaper": "Newspaper article",
        "bill": "Bill",
        "book": "Book",
        "broadcast": "Broadcast",
        "chapter": "Chapter",
        "classic": "Classical work",
        "collection": "Collection",
        "dataset": "Data set",
        "document": "Other document",
        "entry": "Entry in a reference work",
        "entry-dictionary": "Dictionary entry",
        "entry-encyclopedia": "Encyclopedia entry",
        "event": "Event",
        "figure": "Figure",
        "graphic": "Picture",
        "hearing": "Hearing",
        "interview": "Interview",
        "legal_case": "Court decision",
        "legislation": "Law",
        "manuscript": "Manuscript",
        "map": "Map",
        "motion_picture": "Film or video",
        "musical_score": "Score",
        "pamphlet": "Pamphlet",
        "paper-conference": "Conference paper",
        "patent": "Patent",
        "performance": "Performance",
        "periodical": "Periodical",
        "personal_communication": "Personal communication",
        "post": "Post",
        "post-weblog": "Blog post",
        "regulation": "Regulation",
        "report": "Report",
        "review": "Review",
        "review-book": "Book review",
        "software": "Software",
        "song": "Recording",
        "speech": "Speech or slides",
        "standard": "Standard",
        "thesis": "Thesis",
        "treaty": "Treaty",
        "webpage": "Web page",
    }
)
"""CSL's types of works, as readers call them."""

_ROLES = ("author", "editor", "director", "container-author", "collection-editor", "translator")
_IN_DOI = "%/:;()[]@!$&'*+,=~._-"
_WEB = ("http://", "https://")
_DECADE = 10
_MONTHS, _MONTH_KNOWN = 12, 2


def type_of(item: Item) -> str:
    """Return the CSL type of a work; one that CSL does not know is a document."""
    type_ = str(item.get("type", ""))
    return type_ if type_ in TYPES else "document"


def title(item: Item) -> str:
    """Return the title, or else what is printed first of the work."""
    return plain(str(item.get("title") or item.get("container-title") or "")) or first_name(item) or str(item["id"])


def first_name(item: Item, *, has_particle: bool = False) -> str:
    """Return the name under which the work stands in a list, with its particle (``van``) where the style has it so."""
    first: Mapping[str, Any] = next((item[role][0] for role in _ROLES if item.get(role)), {})
    name = plain(str(first.get("family") or first.get("literal") or first.get("given") or ""))
    particle = plain(str(first.get("non-dropping-particle") or "")) if has_particle else ""
    return f"{particle} {name}".strip()


def names(item: Item) -> tuple[str, ...]:
    """Return the names under which the work stands in a list, in full, family names first."""
    people = next((item[role] for role in _ROLES if item.get(role)), ())
    parts = ("non-dropping-particle", "family", "literal")
    return tuple(
        ", ".join(filter(None, (" ".join(filter(None, map(person.get, parts))), person.get("given", ""))))
        for person in people
    )


def year(item: Item) -> int | None:
    """Return the year in which the work appeared, or began to; None where it has none."""
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    try:
        return int(parts[0][0])
    except (IndexError, TypeError, ValueError):
        return None


def last_day(item: Item) -> date | None:
    """Return the last day on which the work can have appeared; None where nothing says when."""
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    try:
        numbers = [int(part) for part in parts[-1]]
        at, month = numbers[0], numbers[1] if len(numbers) > 1 else _MONTHS
        return date(at, month, numbers[2] if len(numbers) > _MONTH_KNOWN else monthrange(at, month)[1])
    except (IndexError, TypeError, ValueError):
        return None


def decade(item: Item) -> str:
    """Return the decade of a work, ``2010s``; ``undated`` where it has no year."""
    found = year(item)
    return "undated" if found is None else "bce" if found < 0 else f"{found // _DECADE}0s"


def letter(item: Item, *, has_particle: bool = False) -> str:
    """Return the letter under which a work stands in a list by author; ``other`` where it begins with no Latin one."""
    name = first_name(item, has_particle=has_particle) or title(item)
    sign = unicodedata.normalize("NFKD", sorting_text(name)[:1])[:1]
    return sign if sign.isascii() and sign.isalpha() else "other"


def sorting_text(text: str) -> str:
    """Return letters, digits and spaces of a text, without capitals and accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if char.isalnum() or char == " ").strip()


def iso_date(item: Item, variable: str) -> str:
    """Return a date as in ISO 8601, as far as it is known: ``2026-05``; nothing where there is none, or a period."""
    parts = (item.get(variable) or {}).get("date-parts") or []
    if len(parts) != 1 or not parts[0]:
        return ""
    try:
        year_, *rest = (int(part) for part in parts[0])
    except (TypeError, ValueError):
        return ""
    return "-".join([f"{year_:04d}", *(f"{part:02d}" for part in rest)]) if year_ >= 0 else ""


def doi_address(item: Item) -> str:
    """Return the address under which a DOI leads to the work, or nothing."""
    doi = str(item.get("DOI") or "")
    return f"https://doi.org/{quote(doi, safe=_IN_DOI, errors='ignore')}" if doi.startswith("10.") else ""


def web_address(address: str) -> str:
    """Return an address of the web in which no sign needs escaping, or nothing where it is not one."""
    address = address.strip()
    if not address.lower().startswith(_WEB):
        return ""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~._-", errors="ignore")


def host(address: str) -> str:
    """Return the host of a web address, as readers know it."""
    return address.split("//", 1)[-1].split("/", 1)[0].split("?", 1)[0].removeprefix("www.")
