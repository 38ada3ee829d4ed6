"""Plain dates are read without the library's grammar; here it says what they mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from casewright.model.dates import parse_date

_DAYS = ("", "-01", "-12", "-01-31", "-02-28", "-02-29", "-02-30", "-04-31", "-12-00", "-06-15")


@pytest.mark.parametrize("text", [f"{year}{rest}" for year in ("0001", "1900", "2012", "2013") for rest in _DAYS])
@pytest.mark.parametrize("mark", ["", "~", "?", "%"])
def test_a_plain_date_means_what_the_grammar_says(text: str, mark: str) -> None:
    found = parse_date(text + mark)

    assert ((found.first, found.last) if found else None) == _by_grammar(text + mark)


def _by_grammar(text: str) -> tuple[date, date] | None:
    with suppress(EDTFParseException, ValueError):
        parsed: Any = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        return date(*first[:3]), date(*last[:3])
    return None
