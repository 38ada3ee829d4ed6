"""Cases and lessons crossed: one mark for each bearing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casewright.model.case import Bearing, Case
from casewright.model.ids import Ref
from casewright.resolve.evidence import weight_of
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import bearing_address
from casewright.views.others import about_words
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixMark:
    """One bearing in the matrix: its stance and strength, and where it is explained."""

    stance: TermView
    strength: TermView
    about: str
    """Whom or what it is about, where that is not the whole case, or nothing."""
    weight: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One case in the matrix: its marks, lesson by lesson."""

    case: RecordLink
    cells: tuple[tuple[MatrixMark, ...], ...]


def matrix_row(case: Case, lessons: Sequence[str], linked: LinkedLibrary, terms: Terms) -> MatrixRow:
    """Return the marks of a case, one cell for each of the lessons (ids)."""
    return MatrixRow(case=link_to(case), cells=marks(case, lessons, linked, terms))


def marks(
    case: Case, lessons: Sequence[str], linked: LinkedLibrary, terms: Terms, *, own: bool = False
) -> tuple[tuple[MatrixMark, ...], ...]:
    """Return the marks of a case for each of the lessons (ids); ``own`` leaves out what is about others."""
    found: dict[str, list[MatrixMark]] = {}
    for index, bearing in enumerate(case.bearings):
        target = linked.targets.get(Ref("lesson", bearing.lesson))
        if target and not (own and bearing.about_others):
            found.setdefault(target.id, []).append(_mark(case, bearing, index, linked, terms))
    return tuple(tuple(found.get(lesson, ())) for lesson in lessons)


def _mark(case: Case, bearing: Bearing, index: int, linked: LinkedLibrary, terms: Terms) -> MatrixMark:
    weight = weight_of(bearing.strength, linked.library.vocabularies.get("strengths"))
    return MatrixMark(
        about=about_words(bearing, terms),
        weight=str(weight) if weight else "",
        stance=terms.view("stances", bearing.stance),
        strength=terms.view("strengths", bearing.strength),
        address=bearing_address(case.id, index),
    )
