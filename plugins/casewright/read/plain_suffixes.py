"""A word and a number behind a key, as in ``[@a, kwijt 3]``, that may have been meant as a locator.

Nothing says that it was, so this is for information; what English texts often put before a number is passed over.
"""

from __future__ import annotations

import re
from functools import cache

from casewright.model.prose import CitedItem
from casewright.problems import Code, Problem, quoted
from casewright.read.locators import ENGLISH, locale_names, locator_terms

_WHOLE = re.compile(r",\s*(?P<word>[^\W\d_]{2,20}\.?)\s+(?P<number>[0-9][0-9a-z]{0,5}(?:\s?[-–,]\s?[0-9]{1,6})*)\s*\Z")
_YEAR = re.compile(r"[12][0-9]{3}\b")
_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august"
_HONEST = frozenset(
    (
        f"{_MONTHS} september october november december"
        " about above across after against age aged ages all almost among an and another any approx approximately"
        " are around as at barely before below besides between beyond both but by ca circa cl clause co day days down"
        " during each even ever every exactly except few fewer first following for fr from had has have her his hour"
        " hours if in including into is its just last least less like many minus minute minutes month months more most"
        " much my near nearly next no nor not now of off on once one only or our out over per plus roughly round second"
        " seconds since so some st still sun than that the their then these this those through till times to top total"
        " toward under until up upon version vers ver was week weeks were when where which while whole with within"
        " without year years yet"
        " annex attachment award batch box bullet claim class code count day decree directive district division draft"
        " edition ed element episode event example exhibit exit experiment film form goal grade group index instalment"
        " item level list lot map measure meeting method mile minute model module object order panel part party phase"
        " place plan plate point prize problem program programme project proposal question rank recital reference"
        " region release report resolution rev revision round rule sample schedule season series session set sheet side"
        " site size slide source stage station step study subject survey system target task team test theme thesis tier"
        " track trial type unit update video wave ward zone"
    ).split()
)
"""What stands before a number in honest English words: of time, of measure, and things that are numbered."""


def plain_suffix(item: CitedItem, lang: str, path: str = "") -> Problem | None:
    """Return the note on a suffix that is one word and a number and nothing else; None where there is none."""
    found = _WHOLE.match(item.suffix) if not item.locator and not item.is_without_locator else None
    if not found or _YEAR.match(found["number"]):
        return None
    bare = found["word"].rstrip(".").casefold()
    language, label = _elsewhere(bare)
    is_name = not language and not found["word"].islower()  # as in "Apollo 11"
    if bare in _HONEST or is_name:
        return None
    terms = locator_terms(lang).get(label) or locator_terms(ENGLISH).get(label)
    short = f'"{terms.get("short", terms["long"])[0]}"' if terms else "a known word such as p. or chap."
    why = f"{quoted(found['word'])} is a locator in {language}, not here" if language else "it is no locator"
    return Problem(
        code=Code.PLAIN_SUFFIX,
        where=item.where,
        path=path,
        message=f"{quoted(found[0].removeprefix(',').strip())} is printed as text: {why}",
        hint=f"where it says which place in the source, write {short}; where it is a note, write {{}} behind the key",
    )


@cache
def _elsewhere(word: str) -> tuple[str, str]:
    """Return the name of a language in which a word is that of a locator, and which; nothing where it is in none."""
    return _words().get(word, ("", ""))


@cache
def _words() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    english = {word for forms in locator_terms(ENGLISH).values() for words in forms.values() for word in words}
    for tag, name in locale_names().items():
        for label, forms in locator_terms(tag).items():
            for word in (each for words in forms.values() for each in words if each not in english):
                bare = word.rstrip(".").casefold()
                if len(bare) > 1 and bare.isalpha():
                    found.setdefault(bare, (name, label))
    return found
