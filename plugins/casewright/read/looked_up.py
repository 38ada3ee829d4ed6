"""What a service of the web answers → an item of CSL and what an editor has to know of it.

Answers are the words of strangers. Only the variables named here are taken, each where it has the form that it should
have; what becomes of their text (control signs, tags, braces) is the business of `read.csl_json` and `export.bibtex`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from casewright.read.names import looks_corporate, read_name

_YEAR = re.compile(r"\b(?:1[4-9]|20)[0-9]{2}\b")
_DAY = re.compile(r"\s*([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?(?![0-9])")
_MOST_NAMES = 500
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """An item, who said so, and what should be looked at, a sentence each."""

    item: Mapping[str, Any]
    by: str
    notes: tuple[str, ...] = field(default=())


class UnreadableAnswerError(ValueError):
    """An answer is not what it should be; the message says what is wrong with it."""


def json_object(text: str) -> dict[str, Any]:
    """Return the object that an answer holds. Raises UnreadableAnswerError."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswerError("the answer is no JSON") from error
    if not isinstance(value, dict):
        raise UnreadableAnswerError("the answer is no record")
    return value


def text_of(value: Any) -> str:  # noqa: ANN401 - anything that JSON can hold
    """Return a text on one line, or the first of several; nothing where it is none."""
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str | int)), "")
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    return " ".join(unescape(str(value)).split()) if is_text else ""


def names_of(texts: list[str]) -> list[Mapping[str, str]]:
    """Return names that are written in one piece, taken apart as BibTeX does; organisations stay whole."""
    found: list[Mapping[str, str]] = []
    for text in texts[:_MOST_NAMES]:
        bare = text.replace("{", "").replace("}", "").strip()
        is_whole = looks_corporate(bare) or not ("," in bare or " " in bare)
        name = {"literal": bare} if is_whole else read_name(bare, str)
        if bare:
            found.append(name or {"literal": bare})
    return found


def year_of(text: str) -> dict[str, Any]:
    """Return the year in a date that may be worded in any way, where there is just one."""
    years = set(_YEAR.findall(text))
    return {"date-parts": [[int(years.pop())]]} if len(years) == 1 else {}


def day_of(text: str) -> dict[str, Any]:
    """Return a date that begins with its year, as far as it can be one."""
    found = _DAY.match(text)
    if not found:
        return year_of(text)
    parts = [int(found[1])]
    for part, last in ((found[2], _LAST_MONTH), (found[3], _LAST_DAY)):
        if not part or not 1 <= int(part) <= last:
            break
        parts.append(int(part))
    return {"date-parts": [parts]}
