"""What looks like a locator but is none that is known: ``pgs. 3``, ``Chaptr 2``, ``S. 4`` in an English text.

Most suffixes are honest words (``and the annex of 2013``), so the rules are narrow: one word before a number, and the
word is a slip of the pen or a shortening of a known one, or that of a language in which many papers are written. They
hold behind each comma too (``vol. 2, S. 7``); and ``s.v.``, which stands before words, is known only in braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz.distance import OSA

from casewright.model.prose import CitedItem
from casewright.problems import Code, Problem, quoted
from casewright.read.locators import ENGLISH, PAGE, begins_like_locator, locator_terms, split_locator
from casewright.read.plain_suffixes import plain_suffix

_YEAR = re.compile(r"[12][0-9]{3}\Z")
_VOWEL = re.compile(r"[aeiouyà-ü]")
_HONEST = frozenset({"ca", "cl", "co", "fr", "st", "sun", "ver", "vers"})
"""Abbreviations that stand for something else: circa, clause, company, Friday, saint, Sunday, version."""
_OTHER = {"f.": ("folio", 0), "ff.": ("folio", 1), "foll.": ("folio", 1), "ss.": ("section", 1)}
"""Abbreviations that historians and lawyers write, and whether they are for several."""
_ENTRY = "sub-verbo"
_FIRST_WORDS = re.compile(r"\s*,?\s*(?P<words>[^,;]{1,80})")
_LANGUAGES = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch"}
_ALSO_ENGLISH = frozenset({"band", "nota", "par", "parti", "parties", "tab", "vers", "verso"})
"""Words of these languages that honest English sentences have before a number too."""
_LEAST_OF_FOREIGN = 3
_LEAST_LETTERS = 5
_LEAST_FOR_OTHER_LETTER = 8


def doubtful_locators(items: Iterable[CitedItem], lang: str, path: str = "") -> Iterator[Problem]:
    """Yield a problem for every item of a citation whose locator seems to be meant but is not known."""
    for item in items:
        if entry := _entry(item, lang, path):
            yield entry
            continue
        found = [
            _unknown(item, path, word, number, meant, lang)
            for word, number in _unread(item, lang)
            if not _YEAR.match(number) and (meant := _meant(word, lang))
        ]
        yield from found
        if not found and (note := plain_suffix(item, lang, path)):
            yield note


def _unknown(item: CitedItem, path: str, word: str, number: str, meant: str, lang: str) -> Problem:
    what = quoted(f"{word} {number}")
    return Problem(
        code=Code.UNKNOWN_LOCATOR,
        where=item.where,
        path=path,
        message=f"the locator {what} is not known{_where_known(word, lang)}; it is printed as text",
        hint=f'did you mean "{meant}"? Where it is no locator, write {{}} behind the key',
    )


def _unread(item: CitedItem, lang: str) -> Iterator[tuple[str, str]]:
    """Yield words before numbers that were not read as locators: behind the key, and behind commas after that."""
    label, locator, suffix = item.label, item.locator, "" if item.is_without_locator else item.suffix
    while True:
        if label in ("", PAGE):
            text = locator or suffix
            word, number = begins_like_locator(text)
            if word:
                yield word, number
                suffix = suffix if locator else text[text.index(number, text.index(word) + len(word)) + len(number) :]
            elif not locator:
                return
        if not suffix.startswith(","):
            return
        label, locator, suffix = split_locator(suffix, lang)


def _entry(item: CitedItem, lang: str, path: str) -> Problem | None:
    """Return the note on an entry of a dictionary (``s.v. desk``) without braces; None where there is none."""
    found = _FIRST_WORDS.match(item.suffix) if not item.locator and not item.is_without_locator else None
    words = found["words"].strip() if found else ""
    known = {
        each for name in (lang, ENGLISH) for forms in locator_terms(name).get(_ENTRY, {}).values() for each in forms
    }
    if not any(words.casefold().startswith(f"{each.casefold()} ") for each in known):
        return None
    return Problem(
        code=Code.WORDED_LOCATOR,
        where=item.where,
        path=path,
        message=f"{quoted(words)} is printed as text: without a number, nobody can see where it ends",
        hint=f"where it says which place in the source, write {{{words}}}; else write {{}} behind the key",
    )


def _where_known(word: str, lang: str) -> str:
    """Return that a word is one of another language than the page's, where it is."""
    name, _, _ = _foreign(word)
    return f" here (it is {_LANGUAGES[name]})" if name and not lang.startswith(name) else ""


def _meant(word: str, lang: str) -> str:
    """Return the known word that is meant, in its short form; nothing where none is."""
    if other := _OTHER.get(word.casefold()):
        return _short(*other, lang)
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
