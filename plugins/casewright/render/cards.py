"""Cards of records for other sites: a small page to be shown in a frame, and what tells programs of it (oEmbed 1.0).

The card says what a link to the record says before it is followed. It has no scripts, asks no other host for anything,
and its links leave the frame. Former addresses of a record keep their card too: nobody can mend the sites that show it.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator

from jinja2 import Environment

from casewright.model.ids import Ref
from casewright.render.embedding import CARD_HEIGHT, CARD_WIDTH, EMBEDDED, OEMBED, embed_code
from casewright.render.metadata import HEIGHT, WIDTH
from casewright.render.page import Publication
from casewright.render.templates import words_of
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import embed_address, record_address, share_image
from casewright.views.preview import record_preview
from casewright.views.terms import terms_of

_DAY = 24 * 60 * 60


def card_files(
    linked: LinkedLibrary, publication: Publication, env: Environment, images: Container[str]
) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the card of each record, and of its oEmbed where full addresses are known.

    ``images`` are the addresses of the pictures that there are.
    """
    if publication.is_for_instructors:
        return
    terms, template = terms_of(linked.library.vocabularies, words_of(env)), env.get_template("embed.html")
    for former, present in linked.targets.items():
        if present.kind not in EMBEDDED:
            continue
        record, address = linked.records[present], embed_address(former)
        root = "../" * address.count("/")
        page = f"{root}{record_address(present)}"
        yield (
            f"{address}index.html",
            template.render(
                card=record_preview(record, linked, terms),
                site=publication.name,
                root=root,
                page=page,
                canonical=publication.cited(record_address(present)) or page,
                home=root,
            ),
        )
        if publication.is_public:
            yield f"{address}{OEMBED}", _oembed(present, record.title, publication, images)


def _oembed(ref: Ref, title: str, publication: Publication, images: Container[str]) -> str:
    values: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": publication.name,
        "provider_url": publication.address,
        "cache_age": _DAY,
        "width": CARD_WIDTH,
        "height": CARD_HEIGHT,
        "html": embed_code(title, publication.cited(embed_address(ref))),
    }
    if share_image(ref) in images:
        picture = publication.cited(share_image(ref))
        values |= {"thumbnail_url": picture, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
