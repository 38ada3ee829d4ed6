"""The pages that explain each kind of problem, so that a message can lead to more than one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.model.explained import Absent, Explanation, Explanations
from casewright.problems import Code, Family, Severity
from casewright.views.addresses import problem_address

_WORDS = {
    Severity.ERROR: "Error: the gate stays shut",
    Severity.WARNING: "Warning: the gate stays shut",
    Severity.INFO: "Note: the gate opens all the same",
}

_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKindView:
    """One kind of problem."""

    number: str
    title: str
    address: str
    severity: str
    weight: str
    family: str
    family_label: str
    why: str
    fix: str
    file: str
    wrong: str
    right: str
    is_wrong_absent: bool
    is_right_absent: bool
    has_bytes: bool
    """Whether signs that nobody can see are written as bytes, ``\\x08``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyView:
    """The kinds of one family, by number."""

    label: str
    title: str
    kinds: tuple[ProblemKindView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsView:
    """All kinds of problems by family."""

    families: tuple[FamilyView, ...]


def problems_view(explained: Explanations) -> ProblemsView:
    """Return what the list of all kinds of problems shows."""
    kinds = [_kind(code, explained[code.number]) for code in Code if code.number in explained]
    kinds.sort(key=lambda kind: kind.number)
    families = (
        FamilyView(
            label=family.label,
            title=family.title,
            kinds=tuple(kind for kind in kinds if kind.family_label == family.label),
        )
        for family in Family
    )
    return ProblemsView(families=tuple(family for family in families if family.kinds))


def _kind(code: Code, explanation: Explanation) -> ProblemKindView:
    example = explanation.example
    return ProblemKindView(
        number=code.number,
        title=code.title,
        address=problem_address(code.number),
        severity=_NAMES[code.severity],
        weight=_WORDS[code.severity],
        family=code.family.title,
        family_label=code.family.label,
        why=explanation.why,
        fix=explanation.fix,
        file=example.file,
        wrong=example.wrong.strip("\n"),
        right=example.right.strip("\n"),
        is_wrong_absent=example.absent is Absent.WRONG,
        is_right_absent=example.absent is Absent.RIGHT,
        has_bytes="\\x" in example.wrong,
    )
