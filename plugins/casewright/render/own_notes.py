"""The footnotes that an author wrote, in the HTML that either converter of Markdown made of them.

Python-Markdown and markdown-it print them alike but for some classes: a number in ``sup`` leads to an item of a list in
``div``, from which a link leads back. Where a style cites in notes, they are taken out and become part of its sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casewright.render.citeproc.reading import InNote, Reading

NOTES = "casewright-notes"
"""The element that stands for the notes, where they do not go before the reference list."""
MARK = re.compile("\ue002(?P<index>[0-9]{1,6})\ue003")
"""What stands in a draft for a citation."""
CALL = re.compile("\ue007(?P<note>[0-9]{1,6})\ue008")
"""What stands for the number of a footnote that was taken out."""
_PLACE = re.compile(rf"<{NOTES}>(?:</{NOTES}>)?")
_READ = re.compile(f"{MARK.pattern}|{CALL.pattern}")

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_LIST = re.compile(rf"""<div\b(?={_ATTRIBUTES}\bclass="footnotes?"){_ATTRIBUTES}>""")
_DIV = re.compile(rf"<(?P<end>/?)div\b{_ATTRIBUTES}>")
_ITEM = re.compile(rf"""<(?P<end>/?)li\b(?:{_ATTRIBUTES}?\bid="(?P<id>fn[^"]*)")?{_ATTRIBUTES}>""")
_NUMBER = re.compile(r"""<sup\b[^<>]*><a\b[^<>]*\bhref="\#(?P<id>fn[^"]*)"[^<>]*>[^<]*</a></sup>""")
_BACK = re.compile(r"""(?:\s|&\#160;|&nbsp;)*<a\b[^<>]*\bclass="footnote-backref"[^<>]*>.*?</a>""")
_EMPTY_END = re.compile(r"\s*<p>\s*</p>\s*\Z")

_BLOCK = "address|blockquote|div|dl|figure|h[1-6]|hr|ol|p|pre|section|table|ul"
_BEGINS = re.compile(rf"\s*<p>\s*{MARK.pattern}(?:(?!<(?:{_BLOCK})\b).)*</p>\s*\Z", re.DOTALL)
_BEHIND = re.compile(r"(?:</?(?:a|b|em|i|mark|s|small|span|strong|sub|sup|u)\b[^<>]*>|\s|&nbsp;|&\#160;)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotes:
    """A page without its footnotes: in the place of their list stands ``NOTES``, for their numbers stand marks."""

    html: str
    texts: tuple[str, ...] = ()
    """The HTML of each footnote, without the links back, as the marks count them."""


def own_notes(html: str) -> OwnNotes:
    """Take the footnotes that an author wrote out of a page."""
    opening = _LIST.search(html) if 'class="footnote' in html else None
    end = _closing(html, opening.end()) if opening else 0
    items = dict(_items(html[opening.end() : end])) if opening and end else {}
    if not opening or not items:
        return OwnNotes(html=html)
    numbers = {id_: number for number, id_ in enumerate(items)}

    def called(text: str) -> str:
        return _NUMBER.sub(
            lambda found: f"\ue007{n}\ue008" if (n := numbers.get(found["id"])) is not None else found[0], text
        )

    return OwnNotes(
        html=called(f"{html[: opening.start()]}<{NOTES}></{NOTES}>{html[end:]}"),
        texts=tuple(called(_EMPTY_END.sub("", _BACK.sub("", text)).strip()) for text in items.values()),
    )


def reading_order(draft: str) -> Reading:
    """Return in which order the citations of a draft are read: those of a footnote where its number stands first.

    Without footnotes there is nothing to tell.
    """
    own = own_notes(draft)
    if not own.texts:
        return ()
    unread = dict(enumerate(own.texts))

    def read(text: str, *, is_note: bool = False) -> Iterator[int | tuple[InNote, ...]]:
        for found in _READ.finditer(text):
            if found["index"] and not is_note:
                yield int(found["index"])
            elif found["note"] and int(found["note"]) in unread:
                yield from note(int(found["note"]))

    def note(number: int) -> Iterator[int | tuple[InNote, ...]]:
        text = unread.pop(number)
        yield tuple(_in_note(text))
        yield from read(text, is_note=True)

    order = list(read(own.html))
    while unread:
        order += note(next(iter(unread)))
    return tuple(order)


def place_notes(html: str, notes: str) -> str:
    """Put the list of notes in the first place that a page has for it."""
    first, *others = _PLACE.split(html) if NOTES in html else [html]
    return "".join([first, notes if others else "", *others])


def _closing(html: str, start: int) -> int:
    """Return where the ``div`` ends in which ``start`` is; 0 where it does not."""
    depth = 1
    for tag in _DIV.finditer(html, start):
        depth += -1 if tag["end"] else 1
        if depth == 0:
            return tag.end()
    return 0


def _items(html: str) -> Iterator[tuple[str, str]]:
    """Yield (id, HTML) of each footnote in the list of them."""
    depth, start, id_ = 0, 0, ""
    for tag in _ITEM.finditer(html):
        depth += -1 if tag["end"] else 1
        if depth == 1 and not tag["end"]:
            start, id_ = tag.end(), tag["id"] or ""
        elif depth == 0 and id_:
            yield id_, html[start : tag.start()]


def _in_note(text: str) -> Iterator[InNote]:
    begins = _BEGINS.match(text)
    for found in MARK.finditer(text):
        behind = _BEHIND.match(text, found.end())
        follows = text[behind.end() if behind else found.end() :][:1]
        yield InNote(
            index=int(found["index"]),
            is_first=begins is not None and begins["index"] == found["index"],
            ends_sentence=follows in ("", "<") or follows.isupper(),
        )
