"""Titles → sentence case, as CSL expects them: a style can raise letters, but none lowers them."""

from __future__ import annotations

import re

from casewright.model.rich_text import NO_CASE
from casewright.read.latex import END_KEPT, KEPT, TAG_SIGNS, decoded, with_tags

_GROUP = re.compile(f"{KEPT}([^{END_KEPT}]*){END_KEPT}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(
    r"(?:(?:[:?!]|(?<!\bvs)(?<!\bv)(?<!\bno)(?<![\s.][A-Z])\.)['’\"”)\ue011]*\s+|—\s*)[\"“‘`'(\[]*\Z"
)
_BEHIND_COLON = re.compile(r":\s+[\"“‘`'(\[]?\Z")
_LEADING = re.compile(r"(?:[\"“‘`'(\[¿¡\s]|\ue010[^\ue011]*\ue011)*\Z")
_SMALL = re.compile(r"(?:\A|[\s\-–/(\[\"“‘])([^\W\d_]+)")
_ALWAYS_SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with".split()  # noqa: SIM905 - a table
)
"""Words that styles in title case leave alone (CSL 1.0.2, appendix on title case)."""

_TAG = re.compile("\ue010[^\ue011]*\ue011")
_FEW = 60
_NEAR = 4
_MARK = NO_CASE.translate(TAG_SIGNS)


def title_text(latex: str, *, is_lowered: bool) -> str:
    """Return the text of a title; where ``is_lowered``, in sentence case but for what stands between braces.

    Words between braces that a style in title case would change are marked as not to be.
    """
    text = decoded(latex)
    return with_tags(_marked(lowered(text) if is_lowered else text))


def raised(text: str) -> str:
    """Return text with a capital at its beginning, unless it is a word such as ``eBay``."""
    return text if text[1:2].isupper() else f"{text[:1].upper()}{text[1:]}"


def lowered(text: str) -> str:
    """Return decoded text with only its first words' capitals kept, and groups between braces as they are.

    First words are those at the beginning and after a colon, a dash, and what ends a sentence. Words with capitals
    inside (``eBay``, ``NASA``), initials (``U.S.``) and single letters but the article stay. The rule is APA's
    (Publication Manual, 7th ed., section 6.17), which also wants a capital behind a colon where there was none.
    """
    out: list[str] = []
    before = ""
    end = 0
    for group in _GROUP.finditer(text):
        for part, is_kept in ((text[end : group.start()], False), (group[0], True)):
            out.append(part if is_kept else _lowered(part, before))
            before = (before + part)[-_FEW:]
        end = group.end()
    return "".join([*out, _lowered(text[end:], before)])


def _lowered(text: str, before: str) -> str:
    def lower(word: re.Match[str]) -> str:
        start = word.start()
        if word[0].islower() and _BEHIND_COLON.search(before[-_NEAR:] + text[max(0, start - _NEAR) : start]):
            return raised(word[0])
        is_letter = len(word[0]) == 1 and (word[0] != "A" or text[word.end() : word.end() + 1] == ".")
        if is_letter or word[0][1:] != word[0][1:].lower():
            return word[0]
        preceding = text[start - _FEW : start] if start >= _FEW else (before + text[:start])[-_FEW:]
        is_joined = preceding[-1:] == END_KEPT
        preceding = preceding.replace(KEPT, "").replace(END_KEPT, "")
        is_first = (start < _FEW and bool(_LEADING.match(preceding))) or bool(_SENTENCE_END.search(preceding))
        return word[0] if is_first or is_joined else word[0].lower()

    return _WORD.sub(lower, text)


def _marked(text: str) -> str:
    """Return text in which the kept groups that hold a word in small letters are marked, and no edges are left."""
    if KEPT not in text:
        return text

    def mark(group: re.Match[str]) -> str:
        is_part = text[group.start() - 1 : group.start()].isalnum() or text[group.end() : group.end() + 1].isalnum()
        return group[1] if is_part or not _has_small(_TAG.sub("", group[1])) else _MARK.format(group[1])

    return _GROUP.sub(mark, text)


def _has_small(text: str) -> bool:
    return len(text) > 1 and any(word[0].islower() and word not in _ALWAYS_SMALL for word in _SMALL.findall(text))
