"""Types of entries → types of CSL-JSON items: a table, and what other fields say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from casewright.read.entry import Entry

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-journal", "artwork": "graphic", "audio": "song", "bibnote": "document", "book": "book",
        "bookinbook": "chapter", "booklet": "pamphlet", "collection": "book", "commentary": "book",
        "conference": "paper-conference", "constitution": "legislation", "dataset": "dataset",
        "electronic": "webpage", "image": "graphic", "inbook": "chapter", "incollection": "chapter",
        "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
        "legadminmaterial": "regulation", "legal": "treaty", "legislation": "legislation", "legmaterial": "bill",
        "letter": "personal_communication", "manual": "report", "mastersthesis": "thesis", "misc": "document",
        "movie": "motion_picture", "music": "song", "mvbook": "book", "mvcollection": "book",
        "mvproceedings": "book", "mvreference": "book", "online": "webpage", "patent": "patent",
        "performance": "performance", "periodical": "periodical", "phdthesis": "thesis",
        "presentation": "speech", "proceedings": "book",
        "reference": "book", "report": "report", "review": "review", "set": "document", "software": "software",
        "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter",
        "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis",
        "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
        **dict.fromkeys(("customa", "customb", "customc", "customd", "custome", "customf"), "document"),
    }
)  # fmt: skip
"""Type of the entry → type of the item; `type_of` looks closer at some."""

SUBTYPES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("article-journal", "magazine"): "article-magazine",
        ("article-journal", "newspaper"): "article-newspaper",
        ("webpage", "blog"): "post-weblog",
        ("webpage", "forum"): "post",
        ("webpage", "tweet"): "post",
    }
)
"""What the field ``entrysubtype`` makes of a type."""

FALLBACK_TYPE = "document"
JOURNALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "review"})
PARTS = frozenset({"chapter", "entry-encyclopedia", "entry-dictionary", "paper-conference"})
BOOKS = frozenset({"book", *PARTS})
LAWS = frozenset({"bill", "legal_case", "legislation", "regulation", "treaty"})
"""What has names rather than titles: they keep their capitals."""

SHOWS = frozenset({"broadcast", "motion_picture", "song"})
POSTS = frozenset({"post", "post-weblog"})
_EPISODE = re.compile(r"podcast|episode|broadcast|radio|television|\btv", re.IGNORECASE)


def type_of(entry: Entry) -> str:
    """Return the CSL type of an entry; what some of BibLaTeX's types hold is only told by other fields."""
    fields = entry.fields
    found = TYPES.get(entry.type, FALLBACK_TYPE)
    subtype = fields.get("entrysubtype", "").lower()
    if (found, subtype) in SUBTYPES:
        return SUBTYPES[found, subtype]
    if found in SHOWS and _EPISODE.search(f"{fields.get('type', '')} {subtype}"):
        return "broadcast"
    is_preprint = fields.get("eprinttype", fields.get("archiveprefix", "")).lower() == "arxiv"
    if is_preprint and found in ("document", "manuscript", "webpage"):
        return "article"
    if entry.type == "unpublished" and ("eventtitle" in fields or "eventdate" in fields):
        return "speech"
    return "webpage" if entry.type == "misc" and "url" in fields else found
