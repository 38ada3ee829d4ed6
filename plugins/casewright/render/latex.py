"""LaTeX as found in BibTeX values → Unicode text, and titles → sentence case."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text

_PLAIN = re.compile(r"[^\\{}$`'~%&#^_\-]*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:[:?!]|(?<!\bvs)(?<!\bv)(?<!\bno)\.)['’\"”)]*\s+[\"“‘`'(]*\Z")
_LEADING = re.compile(r"[\"“‘`'(\[]*\Z")


@cache
def _converter() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False)


def to_text(latex: str) -> str:
    """Return what LaTeX prints, on one line. Text that cannot be parsed is returned without its braces."""
    if _PLAIN.match(latex):
        return latex
    try:
        text = _converter().latex_to_text(latex, tolerant_parsing=True)
    except (ValueError, IndexError, RecursionError):
        text = latex.replace("{", "").replace("}", "")
    return " ".join(text.replace("`", "‘").split())


def to_sentence_case(latex: str) -> str:
    """Return a title with only its first words' capitals kept, and everything between braces as it is.

    First words are those at the beginning and after a colon, full stop, question or exclamation mark. Words with
    capitals inside (``eBay``, ``NASA``) stay. The rule is APA's (Publication Manual, 7th ed., section 6.17).
    """
    out: list[str] = []
    depth = start = 0
    for index, char in enumerate(latex):
        if char == "{" and depth == 0:
            out.append(_lowered(latex[start:index], "".join(out)))
            start = index
        depth += (char == "{") - (char == "}")
        if char == "}" and depth == 0:
            out.append(latex[start : index + 1])
            start = index + 1
    out.append(_lowered(latex[start:], "".join(out)) if depth == 0 else latex[start:])
    return "".join(out)


def _lowered(text: str, before: str) -> str:
    def lower(word: re.Match[str]) -> str:
        preceding = before + text[: word.start()]
        is_first = bool(_LEADING.match(preceding) or _SENTENCE_END.search(preceding))
        is_joined = preceding[-1:] == "}"
        has_inner_capitals = word[0][1:] != word[0][1:].lower()
        return word[0] if is_first or is_joined or has_inner_capitals else word[0].lower()

    return _WORD.sub(lower, text)
