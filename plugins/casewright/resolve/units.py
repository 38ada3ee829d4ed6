"""Whether units are what they say they are: currencies and physical units are looked up in a library.

The library is Babel, which carries the Unicode CLDR: the currencies of ISO 4217 and the units of UTS 35. It is there
without the network, and Material needs it anyway. (Pint knows physical units only, and its strength, converting, is
what a casebook must not do.)
"""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale
from babel.numbers import list_currencies

from casewright.model.library import Library
from casewright.model.measure import Measure, Quantity, parse_measure
from casewright.model.vocabulary import Term, Vocabulary
from casewright.problems import Code, Problem, did_you_mean, quoted

UNITS = "units"
_FORMS = "currency:USD, physical:minute, count, share or ratio"


def unit_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every unit that does not say what it measures, or names no currency or unit that exists."""
    vocabulary = library.vocabularies.get(UNITS)
    if vocabulary is None:
        return
    for index, term in enumerate(vocabulary.terms):
        problem = _problem(vocabulary, term, f"terms[{index}]")
        if problem:
            yield problem


def measure_of(units: Vocabulary | None, unit: str) -> Measure | None:
    """Return what a unit measures, or None where the vocabulary does not say."""
    term = units.get(unit) if units else None
    return parse_measure(term.measure) if term else None


def kind_of(measure: Measure) -> str:
    """Return what measures have in common that can be compared: money, time, a count; nothing of an unknown unit."""
    if measure.quantity is not Quantity.PHYSICAL:
        return str(measure.quantity.value)
    return next((kind for kind, name in _named_units() if name == measure.code), "")


def _problem(vocabulary: Vocabulary, term: Term, path: str) -> Problem | None:
    if term.measure is None:
        return Problem(
            code=Code.UNIT,
            where=vocabulary.places[f"{path}.id"],
            path=path,
            message=f'the unit "{term.id}" does not say what it measures',
            hint=f"add measure: {_FORMS}",
        )
    measure = parse_measure(term.measure)
    if measure is None:
        message, hint = f"{quoted(term.measure)} is no form of a measure", f"write {_FORMS}"
    elif measure.quantity is Quantity.MONEY and measure.code not in list_currencies():
        message = f"{quoted(measure.code)} is no currency of ISO 4217"
        hint = did_you_mean(
            measure.code, list_currencies(), "write its three capital letters, or XXX where it is not known"
        )
    elif measure.quantity is Quantity.PHYSICAL and measure.code not in _physical_units():
        message = f"{quoted(measure.code)} is no unit of the Unicode CLDR"
        hint = did_you_mean(measure.code, _physical_units(), "write its English name in the singular, such as minute")
    else:
        return _name_problem(vocabulary, term, measure, f"{path}.measure")
    path = f"{path}.measure"
    return Problem(code=Code.UNIT, where=vocabulary.places[path], path=path, message=message, hint=hint)


def _name_problem(vocabulary: Vocabulary, term: Term, measure: Measure, path: str) -> Problem | None:
    """Return a problem where a unit is called by the code of a currency or a length of time and measures another."""
    name = term.id.partition("-per-")[0]
    named = name.upper() if name.upper() in list_currencies() else name if name in _times() else ""
    if not named or measure.code == named:
        return None
    form = f"{'currency' if named.isupper() else 'physical'}:{named}"
    return Problem(
        code=Code.UNIT_NAME,
        where=vocabulary.places[path],
        path=path,
        message=f'the unit "{term.id}" says that it measures {quoted(str(term.measure))}',
        hint=f"write {form}, or give the unit another id",
    )


def _physical_units() -> set[str]:
    """Return the names of units without their kind: ``minute`` for ``duration-minute``."""
    return {name for _, name in _named_units()}


def _times() -> set[str]:
    return {name for kind, name in _named_units() if kind == "duration"}


def _named_units() -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of every unit: ``duration``, ``minute``."""
    for name in Locale("en").unit_display_names:
        kind, _, unit = str(name).partition("-")
        yield kind, unit
