"""The pictures that stand for pages where their addresses are passed on: what each says, and which there are.

They say what the preview of a link says. There is one for each record, and one for the site that all other pages share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from casewright.memory import steady
from casewright.read.words import Words
from casewright.render.page import Publication
from casewright.render.typesetting import BriefOrder
from casewright.resolve.edition import newest_day
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import SITE_IMAGE, share_image
from casewright.views.preview import PreviewView, record_preview
from casewright.views.terms import terms_of


def image_orders(linked: LinkedLibrary, publication: Publication, words: Words | None = None) -> Iterator[BriefOrder]:
    """Yield the order of the site's picture, and of each record's."""
    terms = terms_of(steady("vocabularies", linked.library.vocabularies), words)
    site = PreviewView(kind="", title=publication.name, text=_short(publication.description, 140))
    yield _order(SITE_IMAGE, "", newest_day(linked.library), site, "")
    for record in linked.library.records():
        view = record_preview(record, linked, terms)
        yield _order(share_image(record.ref), record.file, record.last_change.first, view, publication.name)


def _order(address: str, file: str, day: date | None, view: PreviewView, site: str) -> BriefOrder:
    words = {"kind": _short(view.kind, 90), "title": _short(view.title, 160), "text": _whole(view.text), "site": site}
    return BriefOrder(address=address, file=file, day=day or date(2000, 1, 1), values=lambda: {**asdict(view), **words})


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _whole(text: str) -> str:
    """Return the sentences of a text that was cut which are whole, if there are any: half of one may mislead."""
    return text[: text.rindex(". ") + 1] if text.endswith("…") and ". " in text else text
