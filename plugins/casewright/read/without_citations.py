"""Text without its citations → text that still reads well.

Most citations stand behind what they are for and leave no trace. Some are part of the sentence, as in "shown in [@a]";
in their place stands an ellipsis.
"""

from __future__ import annotations

import re

CUT = "\ue005"
"""Stands in a text where a citation was taken out."""
_SERIES = re.compile(rf"{CUT}(?:\s*(?:[,;&]|(?:and|or|und|oder|et|ou|y|o)\b)?\s*{CUT})+")
"""Citations that follow each other leave the place of one."""
_PART_OF_SENTENCE = re.compile(
    r"(?P<before>(?:"
    r"(?:\A|(?<=[(;,])|(?<=[(;,.!?]\s)|(?<=[.!?]\s[(\[]))"
    r"(?:see|compare|contrast|consult|siehe|vgl\.|voir|véase|ver)(?:\s+(?:also|auch|aussi|también|e\.g\.|z\.\s?B\.))?"
    r"|\bas\s+in"
    r"|\b(?:e\.g\.,?|cf\.|and|or|between|of|from|than|per|the|an?|following|according\s+to|based\s+on)"
    r"|\b(?:argued|cited|described|discussed|explained|found|given|listed|noted|proposed|quoted|reported|reviewed|shown"
    r"|stated|suggested|summari[sz]ed|told)\s+(?:in|by)"
    r"|\b(?:and|or)\s+(?:by|in|on|to|with)"
    r"|\b(?:bei|durch|gemäß|laut|oder|und|von|wie\s+in|zwischen)"
    r"|\b(?:chez|dans|de|entre|et|ou|selon)|\bd['’]après"
    r"|\b(?:en|entre|o|según|y)"
    rf")\s+){CUT}",
    re.IGNORECASE,
)
"""Words behind which no sentence ends, in English, German, French and Spanish; none that is a word of another of these
which may stand before a citation that is no part of the sentence (on a *par*, the sun came *in*)."""
_AFTER_STOP = re.compile(rf"(?<=[.!?])\s*{CUT}\s*\.")
_SUBJECT = re.compile(rf"\A\s*{CUT}(?=\s+(?P<next>\w))")
_EMPTY_BRACKETS = re.compile(rf"\s*(?:\(\s*{CUT}\s*\)|\[\s*{CUT}\s*\])")
_BEFORE_STOP = re.compile(rf"\s*{CUT}\s*(?=[.,;:!?)\]])|(?<=[(\[]){CUT}\s*|\s*{CUT}(?=['\"”’»])")


def tidy(text: str) -> str:
    """Return text on one line, without the marks of citations that were taken out and what these left behind."""
    if CUT in text:
        text = _AFTER_STOP.sub("", _SERIES.sub(CUT, text))
        text = _PART_OF_SENTENCE.sub(r"\g<before>…", text)
        text = _SUBJECT.sub(lambda found: "…" if found["next"].islower() else "", text)
        text = _BEFORE_STOP.sub("", _EMPTY_BRACKETS.sub("", text))
        text = text.replace(CUT, "")
    return " ".join(text.split())
