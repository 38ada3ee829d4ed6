"""The rule by which evidence is weighed, as the site tells it: weights and verdicts from where they are defined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from casewright.resolve.evidence import STANCES, Verdict
from casewright.resolve.independence import MOST_TOGETHER
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import WEIGHING
from casewright.views.balance import BalanceView, balance_view
from casewright.views.lesson import lesson_order
from casewright.views.paging import Paging, paged
from casewright.views.shared import RecordLink, link_to
from casewright.views.terms import Terms, TermView


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedView:
    """A lesson with its sums."""

    link: RecordLink
    number: str
    balance: BalanceView


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingView:
    """All that the page on the rule shows; later pages hold more lessons only."""

    strengths: tuple[tuple[TermView, Decimal], ...]
    stances: tuple[TermView, ...]
    verdicts: tuple[tuple[str, str], ...]
    """Each verdict, and when it is used."""
    lessons: tuple[WeighedView, ...]
    most_together: int
    paging: Paging


def weighing_views(linked: LinkedLibrary, terms: Terms) -> Iterator[tuple[str, WeighingView]]:
    """Yield (address, view) of each page on the rule and what it says of the lessons."""
    vocabulary = linked.library.vocabularies.get("strengths")
    strengths = tuple(
        (terms.view("strengths", term.id), term.weight or Decimal(0))
        for term in (vocabulary.terms if vocabulary else ())
    )
    for address, paging, lessons in paged(sorted(linked.library.lessons, key=lesson_order), WEIGHING):
        yield (
            address,
            WeighingView(
                strengths=strengths,
                stances=terms.views("stances", STANCES),
                verdicts=tuple((verdict.words, verdict.when) for verdict in Verdict),
                lessons=tuple(
                    WeighedView(
                        link=link_to(lesson),
                        number=lesson.number,
                        balance=balance_view(linked.evidence[lesson.id], terms),
                    )
                    for lesson in lessons
                ),
                most_together=MOST_TOGETHER,
                paging=paging,
            ),
        )
