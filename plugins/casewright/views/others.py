"""What a bearing says of others than its case, in words."""

from __future__ import annotations

from casewright.model.case import Bearing
from casewright.views.terms import Terms


def others_words(bearing: Bearing, terms: Terms) -> str:
    """Return that a bearing is about others than its case, who leads there and at which level, or nothing."""
    if not bearing.about_others:
        return ""
    said = [
        *([f"led by: {terms.view('governance', bearing.led_by).label.lower()}"] if bearing.led_by else []),
        *([f"level: {terms.view('levels', bearing.level).label.lower()}"] if bearing.level else []),
    ]
    there = f" ({'; '.join(said)})" if said else ""
    return f"This is about another body or undertaking than that whose leader the case names{there}."
