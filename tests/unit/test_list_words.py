"""What the lists of a bibliography are called in several languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from casewright.edges.starter import shipped_vocabulary
from casewright.read.words import read_words
from casewright.views.list_words import ENGLISH_LISTS, list_words
from casewright.views.source_words import TYPES


@pytest.mark.parametrize("lang", ["fr", "de-AT", "es-MX"])
def test_a_language_has_words_for_everything(lang: str) -> None:
    words = list_words(lang)
    levels = shipped_vocabulary("read-levels")
    assert levels
    assert list(words.facets) == list(ENGLISH_LISTS.facets)
    assert words.types.keys() == TYPES.keys()
    assert list(words.levels) == [term.id for term in levels.terms]
    same = [id_ for id_ in TYPES if words.types[id_] == TYPES[id_]]
    assert set(same) <= {"collection", "figure", "interview", "patent", "software"}, "words of both languages"
    assert [(term.label, term.definition) for term in words.vocabulary(levels).terms] == list(words.levels.values())
    for words_of_one in ("find", "find_read", "other", "undated", "bce", "not_said", "read", "cited", "year_bce"):
        assert getattr(words, words_of_one) != getattr(ENGLISH_LISTS, words_of_one)


@pytest.mark.parametrize("lang", ["fr", "de-AT", "es-MX"])
def test_a_language_has_words_for_what_stands_beside_references(lang: str) -> None:
    words, english, catalogue = list_words(lang).beside, ENGLISH_LISTS.beside, read_words().pages
    assert words.on_web != english.on_web
    assert words.archived != english.archived
    assert len(set(words.months)) == 12
    assert words.texts.keys() == list_words("de").beside.texts.keys()
    for key, text in words.texts.items():
        assert text != catalogue[key], key
        for form, english_text in _forms(catalogue[key]).items():
            assert _holes(_forms(text)[form]) == _holes(english_text), key


def _forms(text: object) -> dict[str, str]:
    return dict(text) if isinstance(text, Mapping) else {"": str(text)}


def _holes(text: str) -> list[str]:
    """Return the names of values and the tags in a text."""
    return re.findall(r"{[a-z]*}|<[^>]*>", text)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("1 March 2026", "8 May 2026", "May 2026")),
        ("fr", ("1er mars 2026", "8 mai 2026", "mai 2026")),
        ("de", ("1. März 2026", "8. Mai 2026", "Mai 2026")),
        ("es", ("1 de marzo de 2026", "8 de mayo de 2026", "mayo de 2026")),
    ],
)
def test_dates_are_written_in_the_language(lang: str, words: tuple[str, str, str]) -> None:
    beside = list_words(lang).beside
    assert tuple(map(beside.date, ("2026-03-01", "2026-05-08", "2026-05"))) == words
    assert [beside.date(text) for text in ("2026", "", "2026-02-31")] == ["2026", "", ""]


def test_other_languages_have_the_english_words() -> None:
    assert list_words("en-GB") is list_words("sv") is ENGLISH_LISTS


@pytest.mark.parametrize(
    ("lang", "title", "cited", "read"),
    [
        ("en", "Sources by type: Book", ("Cited in 1 place", "Cited in 0 places"), "Read: opening"),
        ("fr", "Sources par type\N{NO-BREAK SPACE}: Livre", ("Cité à 1 endroit", "Cité à 0 endroits"), ""),
        ("de", "Sources nach Art: Buch", ("An 1 Stelle zitiert", "An 0 Stellen zitiert"), "Gelesen: Opening"),
        ("es", "Sources por tipo: Libro", ("Citado en 1 lugar", "Citado en 0 lugares"), "Leído: opening"),
    ],
)
def test_words_in_use(lang: str, title: str, cited: tuple[str, str], read: str) -> None:
    words = list_words(lang)
    assert words.within("Sources", "type", words.types["book"]) == title
    assert (words.cited_in(1), words.cited_in(0)) == cited
    assert not read or words.read_words("Opening") == read
    last = words.levels.get("secondary", ("Not read itself", ""))[0]
    assert words.read_words(last) == last
