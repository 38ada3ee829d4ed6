"""The language of a casebook: the one in which citations are printed, and locators may be written."""

from __future__ import annotations

import re

from casewright.problems import Code, Location, Problem, did_you_mean, quoted
from casewright.read.languages import LANGUAGES
from casewright.read.layout import SETTINGS
from casewright.read.locators import ENGLISH, known_locales

__all__ = ["SETTINGS", "read_language"]

_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|[0-9]{3}))?\Z")


def read_language(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a language as BCP 47 writes it (``en-GB``), or English and the problem where CSL does not know it.

    A region that CSL does not know (``en-AU``) is fine: the language's main dialect stands in for it.
    """
    found = _TAG.match(text.strip().replace("_", "-"))
    if found and found["language"].lower() in known_locales():
        parts = (found["language"].lower(), (found["script"] or "").title(), (found["region"] or "").upper())
        return "-".join(part for part in parts if part), ()
    named = LANGUAGES.get(text.strip().lower())
    problem = Problem(
        code=Code.UNKNOWN_LANGUAGE,
        where=Location(SETTINGS),
        path="language",
        message=f"there are no words for citations in the language {quoted(text)}; those of English are used",
        hint=f'did you mean "{named}"?'
        if named
        else did_you_mean(text, known_locales(), "write a language and a region as in en-US, pt-BR or de"),
    )
    return ENGLISH, (problem,)
