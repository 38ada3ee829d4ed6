"""Words before a number that were meant as locators."""

from __future__ import annotations

import pytest

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem
from casewright.read.doubtful_locators import doubtful_locators
from casewright.read.locators import split_locator


@pytest.mark.parametrize(
    ("written", "meant", "lang"),
    [
        ("ff. 12-14", "fols.", "en-US"),
        ("foll. 12", "fols", "en-GB"),
        ("ss. 4-6", "sects", "en-GB"),
        ("pages. 3", "pp.", "en-US"),
        ("chapter. 3", "chap.", "en-US"),
        ("pgs. 3", "pp.", "en-US"),
        ("Abb. 3", "fig.", "en-US"),
        ("kap 3", "chap.", "en-US"),
        ("Abb. 3", "", "de-DE"),
        ("see appendix for 3 cases", "", "en-US"),
        ("Band 3 of pay", "", "en-US"),
        ("top 10", "", "en-US"),
        ("over 300", "", "en-US"),
        ("May 3", "", "en-US"),
        ("fol. 3", "", "en-US"),
        ("fols. 3-5", "", "de-DE"),
        ("and 3 others", "", "en-US"),
    ],
)
def test_what_is_suggested(written: str, meant: str, lang: str) -> None:
    label, locator, suffix = split_locator(f", {written}", lang)
    item = CitedItem(key=SourceKey("a"), label=label, locator=locator, suffix=suffix)
    hints = [problem.hint for problem in doubtful_locators([item], lang)]
    assert hints == ([f'did you mean "{meant}"? Where it is no locator, write {{}} behind the key'] if meant else [])


def test_the_language_of_a_foreign_word_is_told() -> None:
    item = CitedItem(key=SourceKey("a"), suffix=", Abb. 3")
    assert [problem.message for problem in doubtful_locators([item], "en-US")] == [
        'the locator "Abb. 3" is not known here (it is German); it is printed as text'
    ]
