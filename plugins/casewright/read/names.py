"""Lists of names as BibLaTeX writes them → names of CSL-JSON.

A name is ``Given Family``, ``Family, Given``, ``Family, Suffix, Given``, ``{Name of an organisation}`` or, in the
extended format of BibLaTeX, ``family=…, given=…, prefix=…, useprefix=false``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.errors import capture

Name = Mapping[str, str]

OTHERS = "others"
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_EXTENDED = re.compile(r"(?:^|,)\s{0,9}(?:family|given|prefix|suffix|useprefix)(?:-i)?\s{0,9}=")
_SUFFIX = re.compile(r"(?:Jr|Sr|jr|sr)\.?|I{2,3}|IV")
_BODIES = frozenset(
    {
        "academy", "administration", "agency", "alliance", "archives", "assembly", "association", "authority",
        "bank", "board", "bureau", "cabinet", "center", "centre", "chamber", "coalition", "college", "commission",
        "committee", "company", "congress", "consortium", "corporation", "council", "court", "department",
        "directorate", "division", "federation", "forum", "foundation", "fund", "gmbh", "government", "inc",
        "initiative", "inspectorate", "institut", "institute", "institution", "international", "laboratory", "library",
        "ltd", "ministry", "municipality", "museum", "nations", "network", "office", "organisation", "organization",
        "parliament", "partnership", "plc", "school", "secretariat", "senate", "society", "statistics", "team", "times",
        "treasury", "union", "university",
        "bundesamt", "bundesministerium", "ministerio", "ministerium", "ministero", "ministère", "universidad",
        "università", "universität", "université",
    }
)  # fmt: skip
_LINKS = frozenset("of for and on & de für del".split())  # noqa: SIM905 - a table
_INITIAL = re.compile(r"(?<![A-Za-z.])[A-Z]\.(?![A-Za-z])")
_PUNCTUATION = ".,;:()"


def split_names(text: str) -> list[str]:
    """Return the names in a list, as written."""
    parts = _AND.split(text.strip()) if "{" not in text else split_name_list(text)
    return [part.strip() for part in parts if part.strip()]


def read_name(text: str, to_text: Callable[[str], str], *, keeps_particle: bool = True) -> Name | None:
    """Return the parts of a name, or None where it has more commas than a name can have.

    ``keeps_particle`` says whether the particle (``de``, ``von``) belongs to the family name where it stands alone; it
    does unless the entry or the name says ``useprefix=false``.
    """
    if text.lower() == OTHERS:
        return {"literal": OTHERS}
    if is_one_group(text):
        return _told({"literal": text[1:-1]}, to_text)
    if _EXTENDED.search(text):
        return _told(_extended(text, keeps_particle=keeps_particle), to_text)
    with capture() as errors:
        person = Person(text)
    if errors:
        return None
    family, suffix = list(person.last_names), list(person.lineage_names)
    given, particle = person.first_names + person.middle_names, person.prelast_names
    if not suffix and "," not in text and len(family) == 1 and given and _SUFFIX.fullmatch(family[0]):
        suffix, family = family, [given.pop()]
    name = {
        "family": " ".join(family),
        "given": " ".join(given),
        _particle(keeps_particle=keeps_particle): " ".join(particle),
        "suffix": " ".join(suffix),
    }
    return _told(name, to_text)


def looks_corporate(text: str) -> bool:
    """Return whether a name that is not between braces is likely that of an organisation.

    After a comma only the given name can follow, so ``Bank, Jane`` is a person; ``Ministry of Finance, Japan`` is not.
    """
    if is_one_group(text) or _EXTENDED.search(text):
        return False
    family, comma, _ = text.partition(",")
    if _INITIAL.search(family):
        return False
    words = [word.strip(_PUNCTUATION).lower() for word in family.replace("{", "").replace("}", "").split()]
    bodies = [word for word in words if word in _BODIES]
    if comma or "&" in words:
        return bool(bodies) and any(word in _LINKS for word in words[1:])
    return len(words) > 1 and (bool(bodies) or words[0] == "the" or any(word in ("of", "for") for word in words[1:-1]))


def holds_several(text: str) -> bool:
    """Return whether one name likely holds several: ``Doe, Jane; Roe, Rita``, or an ``and`` at its end."""
    if "{" in text or _EXTENDED.search(text):
        return False
    return ";" in text or " & " in text or text.endswith(" and")


def continues_body(text: str, following: str) -> bool:
    """Return whether the name behind an organisation's is likely the rest of it: ``Ministry of Health and Welfare``.

    BibTeX ends a name at each ``and``. A word alone is hardly a person, and an organisation has no comma but in lists.
    """
    is_plain = following and following.lower() != OTHERS and not any(sign in following for sign in "{,=")
    return bool(is_plain) and not looks_corporate(following) and ("," in text or " " not in following)


def may_continue_body(text: str, following: str) -> bool:
    """Return whether the name behind an organisation's may be its rest: ``Department of Health and Human Services``.

    Two words may as well be a person, whom a list names behind an organisation.
    """
    is_plain = following and following.lower() != OTHERS and not any(sign in following for sign in "{,=")
    is_linked = any(word.lower() in _LINKS for word in text.split())
    return bool(is_plain) and is_linked and not looks_corporate(following) and not _INITIAL.search(following)


def is_one_group(text: str) -> bool:
    """Return whether the brace that begins a text is closed by the one that ends it."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth <= 0:
            return 0 < index == len(text) - 1
    return False


def split_outside(text: str, sign: str) -> Iterator[str]:
    """Yield the parts of a text between signs that stand in no braces."""
    depth = start = 0
    for index, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if char == sign and depth <= 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def _particle(*, keeps_particle: bool) -> str:
    return "non-dropping-particle" if keeps_particle else "dropping-particle"


def _extended(text: str, *, keeps_particle: bool) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in split_outside(text, ","):
        field, _, value = part.partition("=")
        parts[field.strip().lower()] = value.strip().strip('"')
    keeps_particle = parts.get("useprefix", str(keeps_particle)).lower() == "true"
    name = {"family": parts.get("family", ""), "given": parts.get("given", ""), "suffix": parts.get("suffix", "")}
    return {**name, _particle(keeps_particle=keeps_particle): parts.get("prefix", "")}


def _told(name: Mapping[str, str], to_text: Callable[[str], str]) -> Name:
    told = {part: to_text(value) for part, value in name.items() if value}
    return {part: value for part, value in told.items() if value}
