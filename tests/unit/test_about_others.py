"""Figures that are about others than the case: shown apart, and counted nowhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Case, Claim
from casewright.model.ids import TermId
from casewright.read.library import read_library
from casewright.read.words import our_words
from casewright.resolve.disagreements import disagreements
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.resolve.reach import circumstances, sizes
from casewright.resolve.terms import carried
from casewright.resolve.topics import Standing, is_self_reported, standing_of, topics
from casewright.views.brief import brief_view
from casewright.views.case import CaseView, case_view
from casewright.views.leadership import leadership_views
from casewright.views.terms import Terms

LIBRARY, _ = read_library(starter_files())
CASE: Case = LIBRARY.cases[0]
OWN: Claim = CASE.claims[0]


def other(**changes: object) -> Claim:
    plain = replace(OWN, id="other", about_others=True, reported_by=TermId("independent"), evidence=TermId("nesta-3"))
    return replace(plain, **changes)  # type: ignore[arg-type]  # any field


def case(*claims: Claim) -> Case:
    return replace(CASE, claims=claims)


def linked(*claims: Claim) -> LinkedLibrary:
    return resolve(replace(LIBRARY, cases=(case(*claims),)))[0]


def view(*claims: Claim) -> CaseView:
    return case_view(case(*claims), linked(*claims), Terms(LIBRARY.vocabularies))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((OWN,), Standing.ONLY_SELF),
        ((OWN, other()), Standing.ONLY_SELF),
        ((other(),), Standing.NOT_ABOUT_IT),
        ((OWN, other(about_others=None)), Standing.MIXED),
    ],
)
def test_others_say_nothing_of_who_reports(claims: tuple[Claim, ...], expected: Standing) -> None:
    assert standing_of(claims) is expected
    assert is_self_reported(claims) == (expected is Standing.ONLY_SELF)


def test_they_are_no_topic_of_the_case_and_disagree_with_none_of_its_figures() -> None:
    assert [len(claims) for claims in topics(case(OWN, other())).values()] == [1, 1]
    assert list(disagreements(case(OWN, other(value=Decimal(99), method=OWN.note)))) == []
    assert len(list(disagreements(case(OWN, other(value=Decimal(99), about_others=None))))) == 1


def test_a_case_shows_them_apart() -> None:
    shown = view(OWN, other())
    assert [group.standing.id for group in shown.effects] == ["self-only"]
    assert [group.standing.label for group in shown.others] == ["Not about this body"]
    assert shown.only_self_reported
    assert view(OWN, other(about_others=None)).others == ()


def test_its_level_of_evidence_is_not_theirs() -> None:
    assert ("evidence", "nesta-3") not in carried(case(OWN, other()), LIBRARY.vocabularies)
    assert ("evidence", "nesta-3") in carried(case(OWN, other(about_others=None)), LIBRARY.vocabularies)
    (evidence,) = [fact for fact in view(OWN, other()).facts if fact.vocabulary == "evidence"]
    assert [term.id for term in evidence.terms] == ["nesta-2"]


def test_the_comparison_of_leaders_leaves_them_out() -> None:
    def figures(*claims: Claim) -> str:
        (_, page), *_ = leadership_views(linked(*claims), Terms(LIBRARY.vocabularies))
        return page.patterns[0].rows[0].figures

    assert figures(OWN, other()) == "1, none from outside"
    assert figures(OWN, other(about_others=None)) == "2, 1 from outside"


def test_the_size_of_a_case_is_that_of_its_own_staff() -> None:
    staff = other(indicator=TermId("staff"))
    evidence = linked(staff).evidence["staff-led-improvement"]
    assert list(sizes(evidence)) == []
    mine = replace(staff, about_others=None)
    assert [claim for _, claim in sizes(linked(mine).evidence["staff-led-improvement"])] == [mine]


def test_staff_is_no_size_where_what_the_case_says_is_about_others() -> None:
    record = case(replace(OWN, indicator=TermId("staff")))
    record = replace(record, bearings=tuple(replace(item, about_others=True) for item in record.bearings))
    library = resolve(replace(LIBRARY, cases=(record,)))[0]
    assert list(sizes(library.evidence["staff-led-improvement"])) == []


def test_a_bearing_about_others_says_so_and_is_none_under_the_leader_of_the_case() -> None:
    def shown(**changes: object) -> tuple[str, int]:
        own = replace(CASE.bearings[0], **changes)  # type: ignore[arg-type]  # any field
        record = replace(CASE, bearings=(own,))
        library = resolve(replace(LIBRARY, cases=(record,)))[0]
        terms = Terms(LIBRARY.vocabularies)
        (_, page), *_ = leadership_views(library, terms)
        return case_view(record, library, terms).bearings[0].others, sum(
            len(cell) for cell in page.patterns[0].rows[0].cells
        )

    assert shown()[0] == ""
    words, marks = shown(about_others=True, led_by=TermId("it-department"))
    assert words.endswith("Who leads there: technology department.")
    assert marks == 0


def test_a_bearing_names_whom_it_is_about_on_its_page_and_in_the_brief() -> None:
    own = replace(CASE.bearings[0], about="The county", about_others=True)
    record = replace(CASE, bearings=(own,))
    library = resolve(replace(LIBRARY, cases=(record,)))[0]
    shown = case_view(record, library, Terms(LIBRARY.vocabularies))
    assert shown.bearings[0].about == "The county"
    (teaches,) = [section for section in brief_view(shown, our_words()).sections if section.title == "What it teaches"]
    assert teaches.items[0].head.endswith("(The county)")


def test_where_a_lesson_held_names_whom_a_bearing_is_about() -> None:
    own = replace(CASE.bearings[0], about="The county", about_others=True, led_by=TermId("it-department"))
    library = resolve(replace(LIBRARY, cases=(replace(CASE, bearings=(own,)),)))[0]
    (evidence,) = library.evidence.values()
    found = {item.vocabulary: item for item in circumstances(evidence)}
    assert found["governance"].term == "it-department"
    assert found["governance"].others == {CASE.id: ("The county",)}
    both = replace(CASE, bearings=(own, replace(CASE.bearings[0], about="The desk")))
    (evidence,) = resolve(replace(LIBRARY, cases=(both,)))[0].evidence.values()
    assert {item.term: dict(item.others) for item in circumstances(evidence) if item.vocabulary == "governance"} == {
        "it-department": {CASE.id: ("The county",)},
        CASE.governance.model: {},
    }
