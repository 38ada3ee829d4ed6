"""The keys that stand in the files of a bibliography, found without reading its entries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casewright.model.ids import SourceKey
from casewright.read.layout import BIB, BIBLIOGRAPHY_SUFFIXES, JSON, RIS

_KEY = re.compile(r"@\w{1,40}\s{0,10}[{(]\s{0,10}([^\s,{}()]{1,200})")
_RIS_KEY = re.compile(r"^ID  ?- *(\S.{0,199}?) *$", re.MULTILINE)
_JSON_KEY = re.compile(r'"id"\s{0,10}:\s{0,10}"?([^"\s,}]{1,200})')


def written_keys(files: Iterable[tuple[str, bytes]]) -> set[SourceKey]:
    """Return all keys that seem to be defined, in files and entries that cannot be read too."""
    patterns = {BIB: _KEY, RIS: _RIS_KEY, JSON: _JSON_KEY}
    return {
        SourceKey(key)
        for path, data in files
        for key in patterns[suffix_of(path)].findall(data.decode("utf-8", "replace").replace("\r\n", "\n"))
    }


def suffix_of(path: str) -> str:
    """Return how the name of a file ends, which tells what is written in it: BibTeX where it ends otherwise."""
    return next((suffix for suffix in BIBLIOGRAPHY_SUFFIXES if path.endswith(suffix)), BIB)
