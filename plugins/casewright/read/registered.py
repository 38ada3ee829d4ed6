"""What doi.org or Crossref answers on a DOI → an item, with what was said of it since: withdrawn, corrected, published.

Both send nearly the same: CSL-JSON by content negotiation has Crossref's own names of types and all that CSL does not
know (https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/). Abstracts are left out: they have
owners, and nobody cites them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from casewright.read.addresses import doi_of
from casewright.read.csl_json import TYPES
from casewright.read.identifier import bare_isbn
from casewright.read.looked_up import LookedUp, UnreadableAnswerError, text_of

_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "posted-content": "article",
    "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter", "book-track": "chapter",
    "reference-entry": "entry-encyclopedia", "dissertation": "thesis", "peer-review": "review",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book", "proceedings": "book",
    "report-component": "report", "report-series": "report", "journal-issue": "periodical",
}  # fmt: skip
_TEXTS = {
    "publisher": "publisher", "publisher-location": "publisher-place", "publisher-place": "publisher-place",
    "container-title": "container-title", "collection-title": "collection-title", "volume": "volume",
    "issue": "issue", "article-number": "page", "page": "page", "edition-number": "edition", "edition": "edition",
    "language": "language", "ISSN": "ISSN", "version": "version", "degree": "genre", "number": "number",
}  # fmt: skip
"""Names of texts, and the variables that say the same; of two for one variable the later counts."""
_ROLES = ("author", "editor", "translator")
_PARTS = ("family", "given", "suffix", "literal", "non-dropping-particle", "dropping-particle")
_WITHDRAWN = frozenset({"retraction", "withdrawal", "removal", "partial_retraction"})
_SAYS_SO = re.compile(
    r"\W{0,3}(?:retracted|withdrawn|retraction|withdrawal)(?: (?:article|paper|note|notice))?\s?[:\]—–-]", re.IGNORECASE
)
_MARKUP = re.compile(
    r"</?(?:[a-z]{1,9}:)?(?!(?:i|b|sub|sup|sc|span)[ >])[a-z][\w.-]{0,30}(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_NAMESPACE = re.compile(r"(</?)(?:jats|ali):(?=\w)", re.IGNORECASE)
_MOST_UPDATES = 20


def registered(value: Mapping[str, Any], doi: str, by: str) -> LookedUp:
    """Return what is registered under a DOI. Raises UnreadableAnswerError."""
    title = _title(value)
    if not title:
        raise UnreadableAnswerError("the answer has no title")
    raw_type = text_of(value.get("type"))
    item: dict[str, Any] = {"type": _TYPES.get(raw_type, raw_type if raw_type in TYPES else "document"), "title": title}
    for role in _ROLES:
        item[role] = _names(value.get(role))
    item["issued"] = {"date-parts": [date]} if (date := _parts(value.get("issued"))) else None
    item |= {to: _bare(text) for name, to in _TEXTS.items() if (text := text_of(value.get(name)))}
    event = value.get("event")
    item["event-title"] = text_of(event.get("name") if isinstance(event, dict) else event)
    item["ISBN"] = bare_isbn(text_of(value.get("ISBN")).rpartition("/")[2])
    withdrawn, notes = _updates(value, doi)
    item["custom"] = {"retracted": withdrawn} if withdrawn else None
    told = (*notes, *_relations(value), *_other(value, title, doi, withdrawn))
    return LookedUp(item={name: part for name, part in {**item, "DOI": doi}.items() if part}, by=by, notes=told)


def _title(value: Mapping[str, Any]) -> str:
    title, more = _bare(text_of(value.get("title"))), _bare(text_of(value.get("subtitle")))
    return f"{title}: {more}" if title and more and more.casefold() not in title.casefold() else title


def _bare(text: str) -> str:
    """Return text without the markup of journals; the few tags that CSL knows stay."""
    return " ".join(_MARKUP.sub("", _NAMESPACE.sub(r"\1", text)).replace("italic>", "i>").split())


def _names(value: Any) -> list[dict[str, str]]:  # noqa: ANN401 - anything that JSON can hold
    found = []
    for person in value if isinstance(value, list) else ():
        if isinstance(person, dict):
            parts = {part: text for part in _PARTS if (text := text_of(person.get(part)))}
            body = text_of(person.get("name"))
            found.append(parts or ({"literal": body} if body else {}))
    return [name for name in found if name]


def _updates(value: Mapping[str, Any], doi: str) -> tuple[str, list[str]]:
    """Return the words for a withdrawal, if there is one, and a note on each other update."""
    withdrawn, notes = "", []
    for direction in ("updated-by", "update-to"):
        for update in _dicts(value.get(direction)):
            kind, other = text_of(update.get("type")).lower().replace(" ", "_"), doi_of(text_of(update.get("DOI")))[0]
            words = (
                f"{kind.replace('_', ' ') or 'update'}{f' (https://doi.org/{other})' if other else ''}{_day(update)}"
            )
            is_of_this = direction == "updated-by" or other.casefold() == doi.casefold()
            if is_of_this and kind in _WITHDRAWN:
                withdrawn = withdrawn or f"Crossref names a {words}."
            elif is_of_this:
                notes.append(f"Crossref names an update of it: {words}")
            else:
                notes.append(f"it is itself a notice about another work: {words}")
    return withdrawn, notes


def _day(update: Mapping[str, Any]) -> str:
    parts = _parts(update.get("updated"))
    return f" of {'-'.join(f'{part:02d}' for part in parts)}" if parts else ""


def _parts(date: Any) -> list[int]:  # noqa: ANN401 - anything that JSON can hold
    parts = date.get("date-parts") if isinstance(date, dict) else None
    first = parts[0][:3] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return first if all(isinstance(part, int) and 0 < part < 10_000 for part in first) else []  # noqa: PLR2004


def _relations(value: Mapping[str, Any]) -> Iterator[str]:
    relations = value.get("relation")
    if not isinstance(relations, dict):
        return
    for name, words in (("is-preprint-of", "it is a preprint; published is"), ("has-preprint", "it has a preprint,")):
        for relation in _dicts(relations.get(name)):
            if other := doi_of(text_of(relation.get("id")))[0]:
                yield f"{words} https://doi.org/{other}"


def _other(value: Mapping[str, Any], title: str, doi: str, withdrawn: str) -> Iterator[str]:
    if text_of(value.get("subtype")) == "preprint":
        yield "it is a preprint; look whether it was published since"
    if not _parts(value.get("issued")):
        yield "the answer names no date"
    if _SAYS_SO.match(title) and not withdrawn:
        yield "its title says that it was withdrawn; look, and say why in the field retracted"
    if (named := doi_of(text_of(value.get("DOI")))[0]) and named.casefold() != doi.casefold():
        yield f"the answer names another DOI, {named}; compare them"


def _dicts(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - anything that JSON can hold
    return [part for part in value[:_MOST_UPDATES] if isinstance(part, dict)] if isinstance(value, list) else []
