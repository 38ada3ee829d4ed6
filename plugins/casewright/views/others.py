"""What a bearing is about, in words, where that is not the whole of its case."""

from __future__ import annotations

from casewright.model.case import Bearing
from casewright.views.terms import Terms

_NOT_NAMED = "Others than the case"
"""Whom a bearing is about that does not say so; the gate asks for it."""


def about_words(bearing: Bearing) -> str:
    """Return whom or what a bearing is about, as it follows the name of its case; nothing where that is the whole."""
    return bearing.about or (_NOT_NAMED if bearing.about_others else "")


def others_words(bearing: Bearing, terms: Terms) -> str:
    """Return that a bearing is about others than its case, who leads there and at which level, or nothing."""
    if not bearing.about_others:
        return ""
    who = f" Who leads there: {terms.view('governance', bearing.led_by).label.lower()}." if bearing.led_by else ""
    level = f" Level of government there: {terms.view('levels', bearing.level).label.lower()}." if bearing.level else ""
    return f"Not about the body or undertaking whose leader the case names.{who}{level}"
