"""``@{key with space}``: it looks like a citation and is none, since no key holds a space."""

from __future__ import annotations

import re

from casewright.problems import Code, Location, Problem, quoted

_IN = r"[^{}\[\]*`\\<>\n]"
SPACED_KEY = re.compile(rf"(?<![\w/.\\@])@\{{(?!\s*\}})(?P<key>{_IN}{{0,80}}\s{_IN}{{0,80}})\}}")


def spaced_key(key: str, where: Location, path: str = "") -> Problem:
    """Return the problem of a key with a space in it."""
    return Problem(
        code=Code.KEY_WITH_SPACE,
        where=where,
        path=path,
        message=f"{quoted(key)} is no key, since a space is in it, so it is printed as it stands",
        hint="write the key as it stands in its entry; an entry whose key has a space needs another; "
        "where no source is meant, write \\@",
    )
