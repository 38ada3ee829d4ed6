"""The words of a record's body: what readers may stumble over. Notes, but for letters that were wrecked.

Read is the text as it stands, with links' targets, code, citations and what is quoted blanked out, so that places stay.
Few finds that are right are worth more than many: what is doubtful is let go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from casewright.problems import Code, Problem, quoted
from casewright.read.text import SourceText
from casewright.read.wrecked import LOST, wrecks

MOST_WORDS = 60
"""Words of a sentence. Plain-language guides ask for 15 to 25 on average; above this nobody holds the beginning."""

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_BLANKED = re.compile(
    r"`[^`\n]{0,500}`|\]\([^()\n]{0,500}\)|\[\[[^\[\]\n]{0,300}\]\]|\[[^\[\]]{0,40}@[^\[\]]{1,500}\]|@[\w:.#$%&+?<>~/-]{1,200}"
    r"|https?://\S{1,500}|“[^”]{0,2000}”|\"[^\"\n]{0,500}\"|«[^»]{0,2000}»|^#{1,6} .*$|^ {0,3}>.*$|^\|.*$",
    re.MULTILINE,
)
_ACRONYM = re.compile(r"(?<![\w/&.-])[A-Z][A-Z&]{1,5}(?:s\b|\b)(?![-/&.]?\w)")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_SENTENCE = re.compile(r"(?<=[.!?:;])[\"”)]?\s+|\n\s*\n|\n\s*(?:[-*+]|\d+[.)]) ")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_DATA = Path(__file__).with_suffix(".json")


def wording_problems(source: SourceText, start: int, end: int, *, known: str) -> Iterator[Problem]:
    """Yield the problems of the body that stands between two offsets.

    ``known`` is what readers have met before it: the title, the summary, other names.
    """
    text = source.text[start:end]
    yield from _wrecks(source)
    read = _blanked(text)
    for at, message, hint, code in (*_acronyms(text, read, known), *_long_sentences(read), *_words(read)):
        yield Problem(code=code, where=source.at(start + at), message=message, hint=hint)


_Find = tuple[int, str, str, Code]


def _blanked(text: str) -> str:
    for pattern in (_FENCE, _BLANKED):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text


def _acronyms(text: str, read: str, known: str) -> Iterator[_Find]:
    """Yield each acronym that is nowhere written out: ``Works Agency (WA)``, or ``WA (Works Agency)``."""
    common = _lists()["acronyms"]
    met = {found[0].removesuffix("s") for found in _ACRONYM.finditer(known)}
    uses: dict[str, list[int]] = {}
    for found in _ACRONYM.finditer(read):
        uses.setdefault(found[0].removesuffix("s"), []).append(found.start())
    for acronym, places in uses.items():
        is_expanded = re.search(rf"\({re.escape(acronym)}s?[,;)]|\b{re.escape(acronym)}s? \(", text)
        if acronym in common or acronym in met or is_expanded or _ROMAN.match(acronym) or _shouts(read, places[0]):
            continue
        yield (
            places[0],
            f'"{acronym}" is not written out where it first stands',
            f"write the words and then ({acronym}) once; readers from elsewhere may not know it",
            Code.ACRONYM,
        )


def _shouts(read: str, at: int) -> bool:
    """Return whether the words around are in capitals too, so that this is a shout and no acronym."""
    around = _WORD.findall(read[max(at - 30, 0) : at + 40])
    capitals = [word for word in around if word.isupper() and len(word) > 1]
    return len(capitals) > 2  # noqa: PLR2004 - it and one beside it may be


def _long_sentences(read: str) -> Iterator[_Find]:
    at = 0
    for stop in (*_SENTENCE.finditer(read), None):
        sentence = read[at : stop.start() if stop else len(read)]
        words = _WORD.findall(sentence)
        if len(words) > MOST_WORDS:
            lead = len(sentence) - len(sentence.lstrip())
            yield (
                at + lead,
                f"a sentence has {len(words)} words: {quoted(sentence.strip())}",
                "make two or three of it, each with one thought",
                Code.LONG_SENTENCE,
            )
        at = stop.end() if stop else at


def _words(read: str) -> Iterator[_Find]:
    for found in _hard_words().finditer(read):
        yield (
            found.start(),
            f'"{found[0]}" may shut some readers out',
            f"write {_lists()['words'][_plain(found[0])]}, unless it is a name or somebody's own word",
            Code.WORD_CHOICE,
        )


def _wrecks(source: SourceText) -> Iterator[Problem]:
    for start, end, meant in wrecks(source.text):
        yield Problem(
            code=Code.WRECKED_TEXT,
            where=source.at(start),
            message=f"{quoted(source.text[start:end])} seems to be {quoted(meant)}, read in a wrong encoding",
            hint="write the letters that are meant; `casewright check --fix` does",
        )
    lost = source.text.find(LOST)
    if lost >= 0:
        yield Problem(
            code=Code.WRECKED_TEXT,
            where=source.at(lost),
            message="a letter was lost; a question mark in a lozenge stands in its place",
            hint="look it up in the source, and write it",
        )


def _plain(word: str) -> str:
    return " ".join(word.split())


@cache
def _hard_words() -> re.Pattern[str]:
    parts = (r"\s+".join(map(re.escape, word.split())) for word in sorted(_lists()["words"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    """Return acronyms that need no words, each with them, and words that shut people out, each with a better one."""
    found: Mapping[str, Mapping[str, str]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found
