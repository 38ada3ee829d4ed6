"""Text whose letters were wrecked on the way: UTF-8 that somebody read as Windows-1252, ``cafÃ©`` for ``café``.

A run of such signs is a wreck only if it is UTF-8 once it is written in that encoding again; other text as good as
never is. So the meaning is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNLESS = "\x81\x8d\x8f\x90\x9d"
"""Bytes without a sign in Windows-1252; they are read as themselves."""
_HIGH = re.escape("".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)))
_WRECK = re.compile(rf"(?:[Â-ß][{_HIGH}]|[à-ï][{_HIGH}]{{2}}|ð[{_HIGH}]{{3}})+")
LOST = "\N{REPLACEMENT CHARACTER}"
"""What stands for a letter that cannot be told any more."""


def wrecks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield between which offsets a wreck stands, and what was meant."""
    if text.isascii():
        return
    for found in _WRECK.finditer(text):
        meant = _meant(found[0])
        if meant and meant != found[0]:
            yield found.start(), found.end(), meant


def mended(text: str) -> str:
    """Return a text as it was meant."""
    return _WRECK.sub(lambda found: _meant(found[0]) or found[0], text)


def _meant(wreck: str) -> str:
    """Return what a run was before it was wrecked; nothing where it is none."""
    data = b"".join(sign.encode("latin-1" if sign in _SIGNLESS else "cp1252", "ignore") for sign in wreck)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
