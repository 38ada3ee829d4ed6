"""Locators: where in a source something stands (``p. 3``, ``chap. 2``, ``{pp. iv, vi-xi}``).

What counts as a locator is pandoc's rule (User's Guide, "Citation syntax"), with more words: those of all locators of
CSL 1.0.2, in English and in the language of the page. ``tools/locators.py`` writes the table of words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

ENGLISH = "en-US"
PAGE = "page"
_TABLE = Path(__file__).with_name("locators.json")
_ROMAN = re.compile(
    r"(?<![^\W_])(?=[ivxlcdm])m{0,4}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})(?![^\W_])", re.IGNORECASE
)
_SEVERAL = re.compile(r"[\w)\]]\s*[-–,;&]+\s*[\w(\[]")
_AFTER_COMMA = re.compile(r"\s*,?\s*")
_WORD_FIRST = re.compile(r"\s*,?\s*(?P<word>[^\W\d_]{1,20}\.?)\s*")
_TO = re.compile(r"(?<=\w)--(?=\w)")
"""How LaTeX writes the dash of a range."""
_LONGEST_TERM = 40
_COMMON = (PAGE, "chapter", "section", "paragraph", "part", "volume", "note", "figure", "line")
_CLOSING = {"(": ")", "[": "]", "{": "}"}

_NAMES: Mapping[str, str] = {
    "af": "Afrikaans", "ar": "Arabic", "bal": "Balochi", "bg": "Bulgarian", "brh": "Brahui", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "gl": "Galician", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "km": "Khmer", "ko": "Korean", "la": "Latin", "lij": "Ligurian", "lt": "Lithuanian",
    "lv": "Latvian", "mn": "Mongolian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tl": "Filipino", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

Terms = Mapping[str, Mapping[str, tuple[str, str]]]
"""By label and form ("long", "short", "symbol"): the word for one, and for several."""


@lru_cache(4096)
def split_locator(text: str, lang: str = ENGLISH) -> tuple[str, str, str]:
    """Return (label, locator, suffix) of what follows a key, such as ``, p. 3, and note``.

    The label is CSL's (``page``, ``chapter``, ``sub-verbo``), the locator the bare value (``3``); both are empty where
    the text begins with no locator. A value without a word before it is a page, and needs a digit. Braces hold a
    locator of any form; empty ones say that what follows is none.
    """
    start = _end(_AFTER_COMMA.match(text))
    if text[start : start + 1] == "{":
        end = _closed(text, start)
        if end:
            inside = text[start + 1 : end - 1].strip()
            label, at = _label(inside, 0, lang, needs_number=False)
            locator = _ranged(inside[at:].strip())
            return (label or PAGE) if locator else "", locator, text[end:].rstrip()
    label, at = _label(text, start, lang, needs_number=True)
    end, has_digit = _value(text, at)
    if end == at or not (label or has_digit):
        return "", "", text.rstrip()
    return label or PAGE, _ranged(text[at:end].strip()), text[end:].rstrip()


def locator_term(label: str, locator: str, lang: str = ENGLISH) -> str:
    """Return the word for a locator in a language, short where there is a short one: ``p.``, ``pp.``, ``S.``.

    It is the word for several where the locator is a range or a list. Where the language lacks the word, it is the
    English one; a label without any (``timestamp``) gives nothing.
    """
    for terms in (locator_terms(lang), locator_terms(ENGLISH)):
        forms = terms.get(label)
        if forms:
            return (forms.get("short") or forms["long"])[bool(_SEVERAL.search(locator))]
    return ""


def known_locales() -> tuple[str, ...]:
    """Return the languages of which the words are known (``de``, ``de-AT``), sorted."""
    table = _table()
    return tuple(sorted({*table["locales"], *table["dialects"]}))


def locale_names() -> Mapping[str, str]:
    """Return the English names of the languages of which the words are known, by tag."""
    return _NAMES


@cache
def locator_terms(lang: str) -> Terms:
    """Return the words of a language; those of its main dialect where the dialect is not known, or else none."""
    table = _table()
    name = lang if lang in table["locales"] else table["dialects"].get(lang.partition("-")[0], "")
    return {
        label: {form: (words[0], words[1]) for form, words in forms.items()}
        for label, forms in table["locales"].get(name, {}).items()
    }


@cache
def labels_by_word(lang: str) -> Mapping[str, str]:
    """Return the labels by their words, without capitals, in English and in a language.

    Where a word has several meanings, that of the language goes first, and there the label that is used more.
    """
    found: dict[str, str] = {}
    for terms in (locator_terms(lang), locator_terms(ENGLISH)):
        for label in sorted(terms, key=_rank):
            for form, words in terms[label].items():
                if form != "symbol" or not words[0][0].isalpha():  # "c. 2013" is a date, not a chapter
                    found = {word.casefold(): label for word in words} | found
    return found


def _rank(label: str) -> tuple[int, str]:
    return (_COMMON.index(label) if label in _COMMON else len(_COMMON), label)


@cache
def _unstopped(lang: str) -> Mapping[str, str]:
    """Return the labels by abbreviations whose full stop was left out, as in ``p 3``."""
    known = labels_by_word(lang)
    return {word[:-1]: known[word] for word in known if word.endswith(".") and (len(word) > 2 or word == "p.")}  # noqa: PLR2004


def begins_like_locator(text: str) -> tuple[str, str]:
    """Return the word and the number with which a suffix begins, as in ``, pgs. 3``, or two empty texts."""
    found = _WORD_FIRST.match(text)
    end, _ = _value(text, found.end()) if found else (0, False)
    return (found["word"], text[found.end() : end].strip()) if found and end > found.end() else ("", "")


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0


def _ranged(locator: str) -> str:
    return _TO.sub("-", locator) if "--" in locator else locator


def _label(text: str, start: int, lang: str, *, needs_number: bool) -> tuple[str, int]:
    """Return the label whose word stands at ``start``, the longest there is, and where its value begins."""
    known, unstopped = labels_by_word(lang), _unstopped(lang)
    found, at = "", start
    for end in range(start + 1, min(len(text), start + _LONGEST_TERM) + 1):
        if text[end - 1].isalpha() and text[end : end + 1].isalpha():
            continue
        word = text[start:end].casefold().strip()
        label = known.get(word) or unstopped.get(word)
        if label and ((word in known and not needs_number) or _value(text, end)[0] > end):
            found, at = label, end
    return found, at


def _value(text: str, start: int) -> tuple[int, bool]:
    """Return where the numbers end that stand at ``start``, and whether the first has a digit.

    They are ``3``, ``33, 35-37``, ``iv``, ``1(a)``.
    """
    end, first = start, False
    while True:
        at = end
        if end > start and text[at : at + 1] in (",", ";"):
            at += 1
        if text[at : at + 1].isspace():
            at += 1
        word = _word(text, at)
        if word == at or not _is_number(text[at:word]):
            return end, first
        if end == start:
            first = any(char.isdigit() for char in text[at:word])
        end = word


def _is_number(word: str) -> bool:
    return any(char.isdigit() for char in word) or bool(_ROMAN.search(word))


def _word(text: str, start: int) -> int:
    """Return where the word ends that begins at ``start``: letters, digits, hyphens, points within, brackets."""
    at = start
    while at < len(text):
        char = text[at]
        if char in _CLOSING:
            end = _closed(text, at)
            if not end or any(each.isspace() for each in text[at:end]):
                break
            at = end
        elif char == "." and at + 1 < len(text) and _is_plain(text[at + 1]):
            at += 2
        elif _is_plain(char):
            at += 1
        else:
            break
    return at


def _is_plain(char: str) -> bool:
    return char in "-–:" or not (char.isspace() or unicodedata.category(char).startswith("P"))


def _closed(text: str, start: int) -> int:
    """Return where a bracket that opens at ``start`` is closed, or 0."""
    depth, opening, closing = 0, text[start], _CLOSING[text[start]]
    for at in range(start, len(text)):
        depth += (text[at] == opening) - (text[at] == closing)
        if depth == 0:
            return at + 1
    return 0
