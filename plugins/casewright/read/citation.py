"""Citation syntax: the only place that knows how a citation is written.

The syntax is pandoc's (User's Guide, "Citation syntax"): ``[see @a, p. 3; @b]``, ``[-@a]``, ``@a [p. 3]``,
``@{a/key}``. Fields of a record that hold nothing but a citation use the same without brackets and at-signs:
``a, p. 3; b``.
"""

from __future__ import annotations

import re

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, CitedItem

_KEY = r"(?:\{(?P<odd>[^{}\s]+)\}|(?P<key>[^\W](?:[:.#$%&\-+?<>~/]?\w)*))"
_ITEM = re.compile(rf"(?P<prefix>.*?)(?P<minus>-?)(?<!\w)@{_KEY}(?P<rest>.*)\Z", re.DOTALL)
_AT_KEY = re.compile(rf"@{_KEY}")
_BARE_KEY = re.compile(rf"@?{_KEY}")


def parse_group(inside: str) -> Citation | None:
    """Return the citation that stands between brackets, or None where the text is not a citation."""
    if "@" not in inside:
        return None
    items = [_item(part) for part in inside.split(";")]
    return Citation(items=tuple(item for item in items if item)) if all(items) else None


def parse_in_text(text: str, start: int) -> tuple[Citation, int] | None:
    """Return the citation that begins with the ``@`` at ``start`` of a sentence, and where it ends."""
    found = _AT_KEY.match(text, start)
    if not found or (start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_/.")):
        return None
    key = SourceKey(found["odd"] or found["key"])
    locator, end = "", found.end()
    bracket = re.compile(r" ?\[([^\[\]@]+)\](?![(\[])").match(text, end)
    if bracket:
        locator, end = bracket[1].strip(), bracket.end()
    return Citation(items=(CitedItem(key=key, locator=locator),), is_in_text=True), end


def parse_field(text: str) -> Citation | None:
    """Return the citation that fills a field (``key, p. 3; key``), or None where it cannot be read."""
    items = []
    for part in text.strip().removeprefix("[").removesuffix("]").split(";"):
        found = _BARE_KEY.match(part.strip())
        if not found:
            return None
        rest = part.strip()[found.end() :]
        if rest and not rest.startswith(","):
            return None
        items.append(CitedItem(key=SourceKey(found["odd"] or found["key"]), locator=rest.lstrip(",").strip()))
    return Citation(items=tuple(items))


def _item(part: str) -> CitedItem | None:
    found = _ITEM.match(part)
    if not found or _AT_KEY.search(found["rest"]):
        return None
    return CitedItem(
        key=SourceKey(found["odd"] or found["key"]),
        prefix=found["prefix"].strip(),
        locator=found["rest"].strip().removeprefix(",").strip(),
        is_author_suppressed=bool(found["minus"]),
    )
