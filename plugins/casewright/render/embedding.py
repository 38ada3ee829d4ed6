"""How another site shows the card of a record: the HTML for it, and what the head of the record's page tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from casewright.model.ids import Kind, Ref
from casewright.views.addresses import embed_address

EMBEDDED = frozenset(kind.value for kind in (Kind.CASE, Kind.LESSON, Kind.MODULE))
"""The kinds of records that have a card."""
CARD_WIDTH, CARD_HEIGHT = 480, 280
"""Pixels that the frame of a card takes, unless whoever shows it says otherwise."""
OEMBED = "oembed.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """What the page of a record says of its card: the HTML for another site, and the card's address."""

    code: str
    address: str


def embedding(ref: Ref | None, title: str, site: str) -> Embedding | None:
    """Return what a record's page says of its card, or None; ``site`` is the site's address, if it may be passed on."""
    if ref is None or ref.kind not in EMBEDDED or not site:
        return None
    address = embed_address(ref)
    return Embedding(code=embed_code(title, f"{site}{address}"), address=address)


def embed_code(title: str, address: str) -> str:
    """Return the HTML that shows a card on another site."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" '
        'style="border:0;max-width:100%" loading="lazy"></iframe>'
    )
