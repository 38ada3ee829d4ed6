"""How long a text takes to read."""

from __future__ import annotations

import pytest

from casewright.edges.starter import starter_files
from casewright.model.prose import Prose
from casewright.read.library import read_library
from casewright.views.reading_time import WORDS_A_MINUTE, reading_time


@pytest.mark.parametrize(
    ("words", "time"),
    [
        (0, ""),
        (1, "about 1 minute"),
        (WORDS_A_MINUTE, "about 1 minute"),
        (WORDS_A_MINUTE + 1, "about 2 minutes"),
        (4 * WORDS_A_MINUTE, "about 4 minutes"),
    ],
)
def test_minutes_are_rounded_up(words: int, time: str) -> None:
    assert reading_time(Prose(text="", plain=" \n".join(["word"] * words))) == time


def test_citations_and_markup_are_not_read() -> None:
    words = "*word* [@ho2016idea, p. 3] " * WORDS_A_MINUTE
    files = {
        path: content.rsplit(b"\n---\n", 1)[0] + f"\n---\n\n{words}\n".encode()
        if path.startswith("cases/")
        else content
        for path, content in starter_files().items()
    }
    library, _ = read_library(files)
    assert reading_time(library.cases[0].body) == "about 1 minute"
