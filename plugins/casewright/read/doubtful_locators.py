"""What looks like a locator but is none that is known: ``pgs. 3``, ``Chaptr 2``, ``S. 4`` in an English text.

Most suffixes are honest words (``and the annex of 2013``), so the rules are narrow: one word before a number, and the
word is a slip of the pen or a shortening of a known one, or that of a language in which many papers are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz.distance import OSA

from casewright.model.prose import CitedItem
from casewright.problems import Code, Problem, quoted
from casewright.read.locators import ENGLISH, PAGE, begins_like_locator, locator_terms
from casewright.read.plain_suffixes import plain_suffix

_YEAR = re.compile(r"[12][0-9]{3}\Z")
_VOWEL = re.compile(r"[aeiouyà-ü]")
_HONEST = frozenset({"ca", "cl", "co", "fr", "st", "sun", "ver", "vers"})
"""Abbreviations that stand for something else: circa, clause, company, Friday, saint, Sunday, version."""
_OTHER = {"ff.": "folio", "foll.": "folio", "ss.": "section"}
"""Abbreviations for several that historians and lawyers write."""
_LANGUAGES = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch"}
_ALSO_ENGLISH = frozenset({"band", "nota", "par", "parti", "parties", "tab", "vers", "verso"})
"""Words of these languages that honest English sentences have before a number too."""
_LEAST_OF_FOREIGN = 3
_LEAST_LETTERS = 5
_LEAST_FOR_OTHER_LETTER = 8


def doubtful_locators(items: Iterable[CitedItem], lang: str, path: str = "") -> Iterator[Problem]:
    """Yield a problem for every item of a citation whose locator seems to be meant but is not known."""
    for item in items:
        text = item.locator or ("" if item.is_without_locator else item.suffix)
        word, number = begins_like_locator(text) if item.label in ("", PAGE) else ("", "")
        meant = _meant(word, lang) if word and not _YEAR.match(number) else ""
        if meant:
            yield Problem(
                code=Code.UNKNOWN_LOCATOR,
                where=item.where,
                path=path,
                message=f"the locator {quoted(f'{word} {number}')} is not known{_where_known(word, lang)}; "
                "it is printed as text",
                hint=f'did you mean "{meant}"? Where it is no locator, write {{}} behind the key',
            )
        elif note := plain_suffix(item, lang, path):
            yield note


def _where_known(word: str, lang: str) -> str:
    """Return that a word is one of another language than the page's, where it is."""
    name, _, _ = _foreign(word)
    return f" here (it is {_LANGUAGES[name]})" if name and not lang.startswith(name) else ""


def _meant(word: str, lang: str) -> str:
    """Return the known word that is meant, in its short form; nothing where none is."""
    if other := _OTHER.get(word.casefold()):
        return _short(other, 1, lang)
    for name in dict.fromkeys((lang, ENGLISH)):
        for label, forms in locator_terms(name).items():
            for index in (0, 1):
                written = {words[index] for words in forms.values()} if _is_translated(label, lang) else set()
                if any(_is_slip(word, known) or _is_shortened(word, known) for known in written):
                    return _short(label, index, lang)
    name, label, index = _foreign(word)
    return _short(label, index, lang) if name else ""


@cache
def _foreign(word: str) -> tuple[str, str, int]:
    """Return the language that has a word (German ``Abb.``), the label, and whether it is for several; or nothing."""
    ours = word.rstrip(".").casefold()
    if ours in _ALSO_ENGLISH or (len(ours) < _LEAST_OF_FOREIGN and not word.endswith(".")):
        return "", "", 0
    for name in _LANGUAGES:
        for label, forms in locator_terms(name).items():
            for index in (0, 1):
                if any(ours == words[index].rstrip(".").casefold() for words in forms.values()):
                    return name, label, index
    return "", "", 0


def _is_translated(label: str, lang: str) -> bool:
    """Return whether a language has words of its own; many locale files hold the English ones of rare labels."""
    ours, english = locator_terms(lang).get(label), locator_terms(ENGLISH).get(label)
    return lang.startswith("en") or ours != english


def _short(label: str, index: int, lang: str) -> str:
    forms = locator_terms(lang).get(label) or locator_terms(ENGLISH)[label]
    return forms.get("short", forms["long"])[index]


def _is_slip(word: str, known: str) -> bool:
    """Return whether a word has one letter too many, too few, two in the wrong order, or a stop too many."""
    ours, theirs = word.rstrip(".").casefold(), known.rstrip(".").casefold()
    if ours == theirs:
        return word.endswith(".") and not known.endswith(".")
    if ours[:1] != theirs[:1] or OSA.distance(ours, theirs, score_cutoff=1) != 1:
        return False
    is_swapped = sorted(ours) == sorted(theirs)
    if len(ours) == len(theirs) and not is_swapped:
        return len(theirs) >= _LEAST_FOR_OTHER_LETTER
    return is_swapped or len(theirs) >= _LEAST_LETTERS


def _is_shortened(word: str, known: str) -> bool:
    """Return whether a word is a known one without some of its letters, and written as abbreviations are."""
    ours, theirs = word.rstrip(".").casefold(), known.casefold()
    if ours in _HONEST or len(ours) < 2 or not (word.endswith(".") or not _VOWEL.search(ours)):  # noqa: PLR2004
        return False
    letters = iter(theirs)
    return ours[0] == theirs[0] and ours != theirs.rstrip(".") and all(letter in letters for letter in ours)
