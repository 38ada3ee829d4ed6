"""What a bearing is about, in words, where that is not the whole of its case."""

from __future__ import annotations

from casewright.model.case import Bearing
from casewright.views.terms import Terms


def about_words(bearing: Bearing, terms: Terms) -> str:
    """Return whom or what a bearing is about, as it follows the name of its case; nothing where that is the whole.

    The gate asks for it where it is about others and does not say so.
    """
    return bearing.about or (terms.say("others.not_named") if bearing.about_others else "")


def others_words(bearing: Bearing, terms: Terms) -> str:
    """Return that a bearing is about others than its case, who leads there and at which level, or nothing."""
    if not bearing.about_others:
        return ""
    said = [terms.say("others.not_about_it")]
    if bearing.led_by:
        said.append(terms.say("others.who_leads", leader=terms.view("governance", bearing.led_by).label.lower()))
    if bearing.level:
        said.append(terms.say("others.level", level=terms.view("levels", bearing.level).label.lower()))
    return " ".join(said)
