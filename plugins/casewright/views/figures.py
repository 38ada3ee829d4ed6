"""Figures in words: ``over 22.5 million US dollars``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from casewright.model.case import Claim
from casewright.model.dates import Date
from casewright.model.measure import NO_CURRENCY
from casewright.views.terms import Terms

_MILLION = Decimal(1_000_000)
_BILLION = 1_000 * _MILLION
_SIGNS = {"percent": "%", "count": ""}
"""Units that are a sign after the number, or nothing."""
_MARKS = {"%": "probably about", "?": "probably", "~": "about"}
"""The marks of uncertain dates (EDTF), in words."""
_NO_YEAR = "year not known"


def number_words(value: Decimal) -> str:
    """Return a number with thousands set off, from a million on in millions, from a thousand of them in billions."""
    for size, word in ((_BILLION, "billion"), (_MILLION, "million")):
        if abs(value) >= size and (value / size * 100) % 1 == 0:
            return f"{_plain(value / size)} {word}"
    return _plain(value)


def quantity_words(value: Decimal, unit: str, terms: Terms) -> str:
    """Return a number with its unit; money that is not whole has two places, as its source writes it: ``2.20``."""
    sign = _SIGNS.get(unit)
    if sign is not None:
        return f"{number_words(value)}{sign}"
    measure = terms.measure(unit)
    is_small_change = measure is not None and measure.is_money and value % 1 != 0 and (value * 100) % 1 == 0
    number = f"{value:,.2f}" if is_small_change else number_words(value)
    return f"{number} {terms.view('units', unit).label}"


def claim_words(claim: Claim, terms: Terms) -> str:
    """Return a claim's figure as a reader says it."""
    figure = quantity_words(claim.value, claim.unit, terms)
    return f"{terms.view('qualifiers', claim.qualifier).label.lower()} {figure}" if claim.qualifier else figure


def baseline_words(claim: Claim, terms: Terms) -> str:
    """Return the figure before, with its date where it has one, or nothing."""
    if claim.baseline is None:
        return ""
    unit = claim.baseline.unit or claim.unit
    figure = quantity_words(claim.baseline.value, unit, terms)
    measure = terms.measure(unit)
    unknown = f" ({_NO_YEAR})" if measure and measure.is_money else ""
    return f"{figure} ({claim.baseline.date.moment_words})" if claim.baseline.date else f"{figure}{unknown}"


def money_words(claim: Claim, terms: Terms) -> str:
    """Return the currency and the year of a sum of money, or nothing where it is none: ``USD, 2011 to 2018``."""
    measure = terms.measure(claim.unit)
    if not measure or not measure.is_money:
        return ""
    currency = "currency not known" if measure.code == NO_CURRENCY else measure.code
    if claim.due_not_known:
        return f"{currency}, {_NO_YEAR}"
    if claim.projection and claim.date.last == date.max:
        return f"{currency}, from {claim.date.first.year}"
    return f"{currency}, {_years(claim.date, goes_on=bool(claim.cumulative))}"


def date_words(claim: Claim) -> str:
    """Return when a claim's figure holds. One that adds up goes on ``since`` its date, a forecast ``from`` it.

    Of a forecast or target of which only that is known, return when it was named: its date is not when it is due.
    """
    if claim.due_not_known:
        return claim.date.named_words
    if claim.cumulative:
        return claim.date.words
    return claim.date.ahead_words if claim.projection else claim.date.moment_words


def claim_sentence(claim: Claim, terms: Terms) -> str:
    """Return a claim in one line: what was measured, how much, when."""
    topic = topic_words(claim.indicator, claim.subject or "", terms)
    return f"{topic}: {claim_words(claim, terms)}, {date_words(claim)}"


def topic_words(indicator: str, subject: str, terms: Terms) -> str:
    """Return what was measured: the indicator and the subject, each said once."""
    label = terms.view("indicators", indicator).label
    if not subject or subject.casefold().startswith(label.casefold()):
        return subject or label
    return f"{label}: {subject}"


def _years(moment: Date, *, goes_on: bool) -> str:
    """Return the year or years of a sum's date. A total with an open start or end has one of them at least."""
    if moment.is_open and not goes_on:
        return _NO_YEAR
    first, last = moment.first.year, moment.last.year
    if moment.first == date.min:
        return f"until {last}"
    if moment.last == date.max:
        return f"since {first}"
    years = str(first) if first == last else f"{first} to {last}"
    word = next((word for mark, word in _MARKS.items() if mark in moment.text), "")
    return f"{word} {years}" if word else years


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
