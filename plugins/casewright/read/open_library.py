"""What Open Library answers on an ISBN → an item.

Asked is ``/api/books?jscmd=data``: one answer holds the names of authors, publishers and places, while
``/isbn/…json`` names authors by number, each of which would have to be asked for
(https://openlibrary.org/dev/docs/api/books).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casewright.read.looked_up import LookedUp, UnreadableAnswerError, names_of, text_of, year_of


def book_of(value: Mapping[str, Any], isbn: str) -> LookedUp:
    """Return the book of an ISBN. Raises UnreadableAnswerError."""
    book = value.get(f"ISBN:{isbn}")
    if not isinstance(book, dict) or not text_of(book.get("title")):
        raise UnreadableAnswerError("it knows no book with this ISBN")
    title, more = text_of(book.get("title")), text_of(book.get("subtitle"))
    publishers, date = _named(book.get("publishers")), text_of(book.get("publish_date"))
    pages = book.get("number_of_pages")
    item = {
        "type": "book",
        "title": f"{title}: {more}" if more and more.casefold() not in title.casefold() else title,
        "author": names_of(_named(book.get("authors"))),
        "issued": year_of(date),
        "publisher": "".join(publishers[:1]),
        "publisher-place": "".join(_named(book.get("publish_places"))[:1]),
        "edition": text_of(book.get("edition_name")),
        "number-of-pages": str(pages) if isinstance(pages, int) and pages > 0 else "",
        "ISBN": isbn,
    }
    notes = ["Open Library has names in one piece and does not tell authors from editors: compare with the book"]
    if date and not item["issued"]:
        notes.append("its date could not be read; add it by hand")
    return LookedUp(item={name: part for name, part in item.items() if part}, by="Open Library", notes=tuple(notes))


def _named(value: Any) -> list[str]:  # noqa: ANN401 - anything that JSON can hold
    parts = value if isinstance(value, list) else []
    return [name for part in parts if isinstance(part, dict) and (name := text_of(part.get("name")))]
