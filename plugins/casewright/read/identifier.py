"""What names a source for a machine, as people write it → a DOI, an ISBN or a web address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from casewright.problems import quoted
from casewright.read.addresses import doi_of, web_address

LONGEST = 2000
"""Signs; no address that people pass on is longer."""
_ISBN = re.compile(r"(?:isbn(?:-1[03])?:?\s{0,9})?([0-9][0-9 \-–]{8,20}[0-9X])", re.IGNORECASE)
_ISBN_10, _ISBN_13 = 10, 13


class Named(Enum):
    """By what a source is named."""

    DOI = "DOI"
    ISBN = "ISBN"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A DOI as it is registered, an ISBN of 13 digits, or an address."""

    by: Named
    value: str


class NoIdentifierError(ValueError):
    """A text names no source; the message says why."""


def identifier(text: str) -> Identifier:
    """Return what a text names. The address of a DOI is a DOI. Raises NoIdentifierError."""
    text = text.strip()
    doi, _ = doi_of(text)
    if doi:
        return Identifier(by=Named.DOI, value=doi)
    if written := _ISBN.fullmatch(text):
        return Identifier(by=Named.ISBN, value=_isbn(written[1]))
    if len(text) <= LONGEST and (address := web_address(text)):
        return Identifier(by=Named.ADDRESS, value=address)
    msg = f"{quoted(text)} is no DOI (10.1234/abc), ISBN, or web address (https://…)"
    raise NoIdentifierError(msg)


def bare_isbn(text: str) -> str:
    """Return an ISBN with 13 digits and nothing between them, or nothing where it is none."""
    try:
        return _isbn(text)
    except NoIdentifierError:
        return ""


def _isbn(text: str) -> str:
    digits = re.sub(r"[^0-9Xx]", "", text).upper()
    if len(digits) == _ISBN_10 and "X" not in digits[:-1]:
        values = [10 if sign == "X" else int(sign) for sign in digits]
        if sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0:
            body = f"978{digits[:-1]}"
            return f"{body}{-_weighed(body) % 10}"
    elif len(digits) == _ISBN_13 and digits.isdecimal() and digits[:3] in ("978", "979") and _weighed(digits) % 10 == 0:
        return digits
    msg = f"{quoted(text)} is no ISBN: its last digit, which tells slips, does not fit the others"
    raise NoIdentifierError(msg)


def _weighed(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
